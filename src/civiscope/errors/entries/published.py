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
