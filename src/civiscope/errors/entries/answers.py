"""Problems and findings of answers, recodes and routing."""

from __future__ import annotations

from civiscope.errors.entry import Entry, error, finding

ENTRIES: dict[str, Entry] = {
    "wave-answers-missing": error(
        'the wave "{wave}" is closed, but it has no answers to the questionnaire "{value}"',
        "waves/{wave}/{value}.csv, .xlsx or .sav",
        "Add the file, or set the status of the wave to collecting.",
    ),
    "wave-answers-twice": error(
        "the same answers stand in more than one file: {value}", "one file", "Keep one of the files."
    ),
    "surveyed-too-small": error(
        "{count} cities answered, more than the {value} that the wave {wave} stands for",
        "surveyed: {count} or more",
        "Correct the number in study.yaml.",
    ),
    "answers-empty": error("the file has a header but no answers", "one row per city", "Add the answers."),
    "wave-folder-unknown": finding(
        "the folder waves/{value} belongs to no wave of study.yaml and is not read",
        "",
        "Add the wave to study.yaml, or delete the folder.",
    ),
    "wave-file-unknown": finding(
        "{value} belongs to no questionnaire of this wave and is not read",
        "{files}",
        "Correct its name, add the questionnaire to the wave, or delete the file.",
    ),
    "answer-column-unknown": error(
        'the column "{column}" is not an item of the questionnaire{similar}',
        "codes of items (for grids item.row), or {reserved}",
        "Correct the column's name, or add the item to the questionnaire.",
    ),
    "answer-city-unknown": error(
        'the city "{value}" is not in the frame{similar}',
        "a code of cities.csv",
        "Correct the code, or add the city to cities.csv.",
    ),
    "answer-city-twice": error(
        'the city "{value}" has two answers (the first in line {first})',
        "one answer per city, wave and questionnaire",
        "Keep the answer that was signed off.",
    ),
    "option-unknown": error(
        '"{value}" is not an option of the item "{item}"{similar}',
        "{options}",
        "Correct the answer, add the option to the questionnaire, or add a row to {recodes}.",
    ),
    "option-repeated": finding('the list of "{item}" names "{value}" twice', "", "Nothing: it counts once."),
    "too-many-options": error('the answer to "{item}" names {count} options', "at most {most}", "Correct the answer."),
    "integer-expected": error(
        '"{value}" is not a whole number', "a whole number", "Correct the number, or recode it as missing."
    ),
    "date-unreadable": error('"{value}" is not a date', "a date such as 2020-03-31", "Correct the date."),
    "url-unreadable": error(
        '"{value}" is not an address on the web',
        "an address that begins with https:// or http://",
        "Correct the address.",
    ),
    "answered-though-not-asked": error(
        'the item "{item}" is answered with "{value}", though it is asked only when {condition}',
        "no answer, because the answers before it lead around this item",
        "Correct this answer or the one that decides, or change the item's relevant.",
    ),
    "not-asked-though-relevant": error(
        'the item "{item}" is marked as {value}, though it is asked when {condition}',
        "an answer, or another kind of missing",
        "Correct this answer or the one that decides.",
    ),
    "required-missing": finding('the required item "{item}" is not answered', "an answer", "Ask the city."),
    "constraint-violated": finding(
        'the answer "{value}" to "{item}" does not fulfil its constraint', "{reason}", "Ask the city."
    ),
    "incomplete-unknown": error(
        'the column incomplete names "{value}", which is not a list item of the questionnaire',
        "codes of items of kind multiple or grid_multiple, joined by ;",
        "Correct the code.",
    ),
    "incomplete-without-answer": error(
        'the list of "{item}" is marked as incomplete, but there is no list',
        "an answer that names at least one option",
        "Delete the mark, or enter the list.",
    ),
    # recodes
    "recode-item-unknown": error(
        'the recode is for the item "{value}", which no questionnaire of the wave has{similar}',
        "the code of an item",
        "Correct the code.",
    ),
    "recode-questionnaire-unknown": error(
        'the recode is for the questionnaire "{value}", which the wave does not ask',
        "one of {names}, or an empty cell for all of them",
        "Correct the name.",
    ),
    "recode-code-unknown": error(
        '"{value}" is neither an option of "{item}" nor a kind of missing',
        "{options}, or a kind of missing such as (not known)",
        "Correct the code.",
    ),
    "recode-duplicate": error(
        'the answer "{value}" to "{item}" is recoded twice (first in line {first})',
        "one row per item and raw answer",
        "Delete one of the rows.",
    ),
    "recode-reason-missing": error(
        'the recode of "{value}" gives no reason', "a reason in the column reason", "Say why it is recoded."
    ),
    "recode-unused": finding(
        'no answer to "{item}" reads "{value}": the recode was not needed', "", "Delete the row, or correct it."
    ),
    # what was done
    "recoded": finding('{count} × "{value}" ({item}) was coded as {target}: {reason}'),
    "same-round": finding(
        '"{city}" is in the waves {before} and {after}, but both answers come from the same round ({round})'
    ),
    "round-not-known": finding(
        '"{city}" is in the waves {before} and {after}, but it is not known in which round it answered'
    ),
    "lists-incomplete": finding(
        '{count} of {base} lists of "{item}" are known to be incomplete: what they name is true, what they do not name '
        "is unknown"
    ),
}
