"""Problems of the definition of an index that only show beside its study, or when its parts are seen together."""

from __future__ import annotations

from civiscope.errors.entry import Entry, error

ENTRIES: dict[str, Entry] = {
    "index-id": error(
        'the index calls itself "{value}", but its file is {file}',
        "id: {name}",
        "Make the id and the file's name the same.",
    ),
    "index-file-missing": error(
        "there is no such definition of an index", "a YAML file", "Correct the name of the file."
    ),
    "index-questionnaire-unknown": error(
        'the index scores answers to the questionnaire "{value}", which the study does not have',
        "one of {allowed}",
        "Correct the name, or leave it out where the index is read from a table.",
    ),
    "index-wave-unasked": error(
        'the index is to be scored in the wave "{value}", which does not ask its questionnaire, {questionnaire}',
        "waves that ask the questionnaire",
        "Leave the wave out: an index without answers has no scores, and says so.",
    ),
    "index-score-missing": error(
        '"{value}" has neither elements nor a score',
        "children, or a score from an item of the questionnaire",
        "Say how it is scored, or remove it.",
    ),
    "index-score-unasked": error(
        '"{value}" is scored from answers, but the index names no questionnaire',
        "the questionnaire whose items are scored",
        "Add the field questionnaire.",
    ),
    "index-item-unknown": error(
        'the questionnaire "{questionnaire}" has no item "{value}"{similar}',
        "the code of an item of the index's questionnaire",
        "Correct the item's code.",
    ),
    "index-item-never": error(
        'the item "{value}" has the consent never, and means of the score of "{node}" would be estimates of it',
        "items whose estimates may be published",
        "Leave the item out of the index, or make its consent aggregate.",
    ),
    "index-score-kind": error(
        'the item "{value}" is of kind {kind}, which cannot be scored by {way}',
        "an item of kind {kinds}",
        "Choose another item, or another way of scoring.",
    ),
    "index-score-rows": error('the rows of "{value}" do not suit it', "{wanted}", "Correct the field rows."),
    "index-option-unknown": error(
        '"{value}" is no {what} of the item "{other}"{similar}', "one of {allowed}", "Correct the code."
    ),
    "index-points-missing": error(
        'options of "{value}" have no points: {options}',
        "points for every option but an own answer",
        "Add the points; 0 is a number as well.",
    ),
    "index-cap": error(
        'the cap of "{node}" is {value}, but {options}',
        "a cap that can be reached",
        "Lower the cap, or leave it out.",
    ),
    "index-points-alike": error(
        'every option of "{value}" has the same points, {points}',
        "points of which two differ at least",
        "Correct the points, or leave the indicator out: it does not tell cities apart.",
    ),
    "index-goalposts-missing": error(
        '"{value}" has no goalposts, by which it is to be normalised',
        "low and high: what the lowest and the highest score stand for",
        "Add low and high to the element.",
    ),
    "index-class-order": error(
        'the class "{value}" does not follow on the one before',
        "limits (at_least) that rise, and none in the first class only",
        "Put the classes in order, lowest first.",
    ),
    "index-combination-unknown": error(
        'the combination "{node}" is of "{value}", which the index does not have{similar}',
        "codes of elements of the index",
        "Correct the code.",
    ),
    "index-mean-conflict": error(
        '{how}, elements of "{value}" can be 0 or less: its {method} mean is then undefined',
        "values above 0, whatever the answers",
        "Normalise to a range above 0, such as goalposts:1:100, or take the arithmetic mean.",
    ),
    "index-study-group": error(
        "{value} needs a grouping column, which a study's answers do not have",
        "a rule without groups, such as impute median or impute knn:5",
        "Take another rule, or export the index by civiscope export coinr: its tables have the study's groups.",
    ),
    "index-rule-file": error(
        "the rule reads the file {value}, which is not there",
        "a CSV file, by its path from the folder in which the command runs",
        "Correct the path, or add the file.",
    ),
    "index-weights-signs": error(
        'the weights of the elements of "{value}" have different signs: {weights}',
        "weights of one sign, by which scores stay on the scale of the index",
        "Weight in another way, or turn the direction of the element that runs against the others.",
    ),
    "index-step-late": error(
        '"{value}" comes after "{first}"',
        "one normalisation, after all other steps",
        "Put the step before the normalisation, or leave it out.",
    ),
    "index-range": error(
        "the {field} score is said to be {value}, but {rule} gives scores from {low} to {high}",
        "low and high between which all scores lie",
        "Correct low and high of the index, or the normalisation.",
    ),
    "index-range-order": error(
        "the lowest score is said to be {value}, and the highest {highest}",
        "a low below the high",
        "Correct low and high of the index.",
    ),
    "index-class-range": error(
        'the class "{value}" begins at {limit}, but scores go from {low} to {high}',
        "limits (at_least) above the lowest score, up to the highest",
        "Correct the limit, or low and high of the index.",
    ),
    "index-class-first": error(
        'the first class, "{value}", has a limit, below which scores would have no class',
        "no limit (at_least) in the first class",
        "Leave it out, or put another class first.",
    ),
    "index-combination-whole": error(
        'the combination "{node}" is of the index itself, "{value}"',
        "elements of the index",
        "Leave the index out of the combination.",
    ),
}
