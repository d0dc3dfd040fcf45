"""Problems of published.csv, and of studies whose answers are not public."""

from __future__ import annotations

from civiscope.errors.entry import Entry, error, finding

ENTRIES: dict[str, Entry] = {
    "published-unknown": error(
        'the result printed elsewhere is for the {what} "{value}", which the study does not have',
        "a wave, questionnaire, item, row or option of the study",
        "Correct the name.",
    ),
    "published-percent": error(
        '"{value}" is not a percentage',
        "a number from 0 to 100, a number of cities in the column count, or a text in the column text",
        "Correct the number.",
    ),
    "published-empty": error(
        "the row has no result: its cells for a percentage, a number of cities and a text are empty",
        "a number from 0 to 100 in the column percent, a number of cities in the column count, or a text",
        "Write what is printed, or delete the row.",
    ),
    "published-source-missing": error(
        "the row does not say who prints the result: its cell source is empty",
        "the publication that the result was taken from",
        "Name the source.",
    ),
    "published-row-missing": error(
        "{item} is a grid, and the row does not say of which of its rows the result is",
        "one of: {known}",
        "Name the row of the grid.",
    ),
    "published-percent-kind": error(
        "{item} is of kind {kind} and has no options that {value}% of the cities could have named",
        "a percentage of an item with options; a text for any other one",
        "Correct the item, or say in the column text what the percentage is of.",
    ),
    "published-sum": finding(
        'the source "{source}" prints percentages of {item} that add up to {value}%, though a city gives one answer',
        "percentages that add up to 100 at most, but for rounding (rows from line {first})",
        "Compare the rows with their source. If they are printed so, say in the column remark what they are of.",
    ),
    "published-whole": error(
        '"{value}" is not a number of cities',
        "a whole number: from 0 in the column count, from 1 in the column base",
        "Correct the number.",
    ),
    "published-half-domain": error(
        'of domain and level only one is given ("{value}")',
        "both, for a result of the cities of one level of a group, or neither, for a result of all cities",
        "Complete the row, or empty both cells.",
    ),
    "published-domain": error(
        'the result printed elsewhere is for the group "{value}", which study.yaml does not have',
        "one of: {groups}",
        "Correct the name, or add the group to study.yaml.",
    ),
    "published-level": error('the group "{domain}" has no level "{value}"', "one of: {levels}", "Correct the level."),
    "published-count": error(
        "{value} cities are more than the {base} of the base",
        "a count of the cities in the base",
        "Correct one of them.",
    ),
    "published-twice": error(
        'the same result of the source "{value}" stands twice, first on line {first}',
        "one row per result and source",
        "Delete one of the rows.",
    ),
    "published-conflict": error(
        'the source "{value}" has another value for the same result on line {first}',
        "one row per result and source; different sources may differ",
        "Correct one of the rows, or name the two sources so that they can be told apart.",
    ),
    "published-contradiction": finding(
        "{value} of {base} cities are {share}%, but {percent}% is printed for them",
        "a count and a percentage that agree but for rounding",
        "Compare the row with its source. If both are printed there, say so in the column remark.",
    ),
    "answers-not-public": error(
        "there is nothing to build from: the answers of {waves} are not public, and those of no city are at hand",
        "the answers of at least one city, e.g. in {wanted}",
        "Add a city's own answers, or try the study out on made-up ones (`civiscope simulate`).",
    ),
}
