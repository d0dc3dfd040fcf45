"""Problems of composite indices: their definition, their data, and the rules by which they are built."""

from __future__ import annotations

from civiscope.errors.entry import Entry, error

ENTRIES: dict[str, Entry] = {
    # rules
    "index-rule-unknown": error(
        '"{value}" is not a rule of this step{suggestion}',
        "one of {allowed}",
        "Correct the name; docs/indices.md says what each rule does.",
    ),
    "index-rule-data": error(
        'the rule "{rule}" cannot take the value {value}',
        "{wanted}",
        "Normalise in another way, or put the elements together by another rule.",
    ),
    "index-rule-value": error(
        'the rule "{rule}" cannot be used with "{value}"', "{wanted}", "Correct the value in the rule."
    ),
    "index-rule-needs": error(
        'the rule "{value}" lacks something that it needs', "{wanted}", "Add it, or take another rule."
    ),
    # structure
    "index-empty": error(
        "the structure has no elements", "at least one indicator under an index", "Add the indicators of the index."
    ),
    "index-node-twice": error(
        'the element "{value}" stands in the structure twice{where}',
        "one place, and one parent, for every element",
        "Remove one of the two, or give them codes of their own.",
    ),
    "index-parent-unknown": error(
        '"{node}" is part of "{value}", which the structure does not have',
        "the code of an element of the structure",
        "Correct the parent, or add it.",
    ),
    "index-node-childless": error(
        '"{value}" has no elements',
        "at least one indicator or dimension in every dimension",
        "Add its elements, or remove it.",
    ),
    "index-indicator-parent": error(
        'the indicator "{value}" has elements of its own',
        "level 1 for indicators only, a higher level for what is made of others",
        "Correct its level, or the parent of its elements.",
    ),
    "index-circle": error(
        '"{value}" is part of itself: {circle}',
        "a tree: each element under one parent, up to the index",
        "Correct the parents.",
    ),
    "index-tops": error(
        "the structure has several tops ({value})",
        "one index, under which everything else stands",
        "Give all but one of them a parent.",
    ),
    "index-direction": error(
        'the direction of "{node}" is {value}', "1, or -1 where less is better", "Correct the direction."
    ),
    "index-weight": error('the weight of "{node}" is {value}', "a number of at least 0", "Correct the weight."),
    "index-weights-zero": error(
        'all elements of "{value}" have the weight 0',
        "at least one element with a weight above 0",
        "Correct the weights, or remove the elements.",
    ),
    "index-goalposts": error(
        'the goalposts of "{node}" are {value}', "a low goalpost below the high one", "Correct the goalposts."
    ),
    # steps
    "index-step-unknown": error('"{value}" is not a step', "one of {allowed}", "Correct the name of the step."),
    "index-aggregate-levels": error(
        "{count} rules of aggregation are named ({value})", "{wanted}", "Name one rule, or as many as there are levels."
    ),
    "index-screened-all": error(
        "{value} leaves no unit",
        "a share that at least one unit reaches",
        "Lower the share, or look at the data: most values may be missing.",
    ),
    "index-denominator-unknown": error(
        'the denominator "{value}" is not a column of the data',
        "one of {allowed}",
        "Add the column, or correct the name in the structure.",
    ),
    "index-denominator-zero": error(
        '{indicator} cannot be divided: the denominator of "{value}" is 0',
        "denominators other than 0",
        "Correct the value, or leave it empty: the indicator is then missing for this unit.",
    ),
    "index-mean-not-positive": error(
        'the {method} mean needs values above 0: "{unit}" has {value}',
        "values above 0 in every element",
        "Normalise to a range above 0, such as minmax:1:100, or take the arithmetic mean.",
    ),
    "index-unit-empty": error(
        '"{value}" has no value in any indicator',
        "at least one value for every unit",
        "Remove the row, or screen units first: --screen available:0.5.",
    ),
    # tables
    "index-type": error(
        '"{value}" is not a type of element', "one of {allowed}", "Correct the column Type of the structure."
    ),
    "index-column-missing": error(
        'the structure names "{value}", which is not a column of the data',
        "a column for every indicator, group and denominator of the structure",
        "Add the column to the data, or take the element out of the structure.",
    ),
    "index-unit-column": error(
        "no column holds the codes of the units",
        "one of the columns {allowed}",
        "Name the column that identifies each row so.",
    ),
    "index-unit-code": error("a unit has no code", "a code in every row", "Add the code, or remove the row."),
    "index-unit-twice": error(
        'the unit "{value}" stands in line {first} already',
        "one row per unit, or a column Time that tells the rows apart",
        "Remove one of the rows, or add the column Time.",
    ),
    "index-cell-text": error(
        'the column has a text, "{value}"{more}',
        "numbers with a decimal point; an empty cell or NA where a value is missing",
        "Correct the cell; units and notes belong in the structure, not in the data.",
    ),
    "index-two-structures": error(
        "both --meta and --index are given", "one description of the structure", "Leave one of them out."
    ),
    "index-step-unordered": error(
        'the step "{value}" is asked for, but --steps does not name it',
        "every step that is asked for, in order",
        "Add it to --steps, or leave --steps out.",
    ),
    # uncertainty
    "index-noise": error("the noise is {value}", "{wanted}", "Correct the noise."),
    "index-not-aggregated": error(
        "the index is not aggregated: it has no score of its own",
        "a rule of aggregation",
        "Add --aggregate, such as --aggregate arithmetic.",
    ),
    "index-nothing-varies": error(
        "nothing varies: there are neither alternatives nor noise",
        "at least two alternatives of a step, or noise on weights or data",
        "Name alternatives, such as --vary normalise=minmax:1:100/rank, or --weight-noise 0.25.",
    ),
    "index-alternative-step": error(
        '"{value}" is not a step of this index', "one of {allowed}", "Correct the name, or add the step to the index."
    ),
    "index-alternative-own": error(
        "what the index does now ({value}) is not among the alternatives of the step {step}",
        "alternatives of which one is what is done now",
        "Add it: intervals over other alternatives need not hold the score.",
    ),
    "index-alternative-twice": error(
        "two alternatives are the same ({value})",
        "alternatives that differ, each counted once",
        "Remove one of them.",
    ),
    "index-alternative-single": error(
        'the step "{value}" has fewer than two alternatives',
        "at least two: what is done now, and something else",
        "Add an alternative, or leave the step out.",
    ),
    "index-conflict": error(
        "the alternatives {value} cannot go together",
        "values above 0 for the {method} mean, whatever the data",
        "Normalise to a range above 0, such as minmax:1:100, or take another mean.",
    ),
    "index-no-variance": error(
        "the indicator does not vary: it has {value}",
        "at least two different values",
        "Leave the indicator out of the index, or normalise with goalposts or ranks.",
    ),
    "index-normalisation-undefined": error(
        "{rule} is not defined for the indicator",
        "{wanted}",
        "Correct the data or the structure, or normalise in another way.",
    ),
    "index-fact-missing": error(
        "the indicator has no value for {wanted}",
        "{wanted} of every indicator",
        "Add it to the structure, or normalise in another way.",
    ),
    "index-transformation": error(
        "{rule} cannot transform the indicator: it has the value {value}",
        "{wanted}",
        "Take another transformation, such as log_ct, which shifts the values first.",
    ),
    "index-indicator-empty": error(
        "the indicator has no value in any row",
        "at least one value",
        "Leave the indicator out of the index, or add its values.",
    ),
    "index-weight-node": error(
        'the structure has no element "{value}"{similar}',
        "codes of indicators and dimensions of the structure",
        "Correct the code, or remove it.",
    ),
    "index-weight-twice": error(
        'the element "{value}" has two weights', "one row per element", "Remove one of the two rows."
    ),
    "index-weights-undefined": error(
        '{rule} gives the elements of "{value}" no weights that can be used: {weights}',
        "elements that vary, with values in the same units, and weights that do not cancel out",
        "Look at the correlations of the elements, or weight in another way.",
    ),
    "index-comparison": error(
        "the comparisons of {pair} are {value}",
        "numbers above 0, of which one is the inverse of the other, and 1 on the diagonal",
        "Correct one of the two.",
    ),
    "index-comparisons-shape": error(
        "the columns of the comparisons are {value}, other than the rows",
        "a first column of codes, then a column per code in the same order",
        "Bring rows and columns into the same order.",
    ),
    "index-comparisons-inconsistent": error(
        "the comparisons contradict one another: their consistency ratio is {value}",
        "a ratio of at most {limit}",
        "Look at {pair} first; {fitting} would fit the other comparisons.",
    ),
    "index-ranking-uncertain": error(
        "majorities run in circles through {value} units, too many for a ranking that is certain to be the most likely",
        "fewer units, or condorcet without :exact",
        "Leave :exact out; a local search then finds a ranking that others may surpass.",
    ),
    "index-budget-empty": error(
        "no expert has given points", "a row of points for every expert", "Add the experts' points to the file."
    ),
    "index-budget": error(
        "expert {expert} spent {value} points",
        "points of at least 0 for every element, {budget} together",
        "Correct the expert's points, or name another budget, as budget:FILE.csv:budget=10.",
    ),
    "index-vary-form": error(
        '"{value}" names no alternatives',
        "a step and two rules or more, as normalise=minmax:1:100/rank",
        "Correct --vary; it may be given once per step.",
    ),
    "index-not-named": error(
        "the study has several indices with answers ({value}), or none",
        "the name of one of them",
        "Name it with --index.",
    ),
    "index-unknown": error(
        'the study has no index "{value}"{similar}',
        "one of its indices: {known}",
        "Correct the name; indices stand in the folder indices of the study.",
    ),
    "index-meta-of-study": error(
        "--meta describes a table, and DATA is a study", "a study's own indices", "Leave --meta out, or name a table."
    ),
    "index-without-answers": error(
        "no wave has answers that {value} is made of",
        "a closed wave that asks its questions",
        "Close a wave that has asked the index's questionnaire, or name another index.",
    ),
    # analysis, other answers, interchange
    "index-analysis-option": error(
        "{option} says nothing about {value}",
        "{option} with --what {wanted}",
        "Leave it out, or ask for what it suits.",
    ),
    "index-unit-unknown": error(
        'the index has no unit "{value}"{similar}',
        "the code of a unit of the table, or of a city that answered",
        "Correct the code; a unit may also have been screened out.",
    ),
    "index-peers-column": error(
        'the table has no column "{value}"{similar}',
        "a column that holds each unit's group",
        "Correct the name of the column.",
    ),
    "index-one-wave": error(
        "there is no change to tell: the index has only {value}",
        "rows of two waves or more, with a column Time, or a study with two waves that ask the index",
        "Add the other wave, or ask for another analysis.",
    ),
    "index-wave-first": error(
        'no wave comes before "{value}"',
        "a later wave, or the one that it is compared with",
        "Name the other wave with --since.",
    ),
    "index-city-screened": error(
        'the index "{index}" leaves out the city "{value}": too few of its indicators have a value',
        "a city that is not screened out",
        "Choose another city, or lower the share in the step screen of the index.",
    ),
    "answer-form": error(
        '"{value}" names no answer',
        "ITEM=OPTION, ITEM.ROW=OPTION of a grid, or ITEM=NUMBER",
        "Correct --answer; it may be given several times.",
    ),
    "answer-row": error(
        '"{value}" is no row of "{item}"{similar}',
        "{wanted}",
        "Correct --answer; the row of a grid follows on a point.",
    ),
    "answer-unscored": error(
        'the index does not score the answer to "{value}"',
        "an answer of which the index is made: {known}",
        "Name another question, or another index.",
    ),
    "answer-constraint": error(
        "the questionnaire does not take {value} as an answer to {item}",
        "a number for which this holds: {wanted}",
        "Suppose another number.",
    ),
    "answer-number": error(
        '"{value}" is no answer to "{item}", which asks for a number', "a number", "Correct the number."
    ),
    "answer-sign": error(
        '"{value}" adds or takes away an option, but "{item}" takes one answer',
        "the option alone",
        "Leave the sign out: the option replaces the answer.",
    ),
    "answer-twice": error(
        '"{item}" is answered a second time by {value}',
        "one answer to each question, or each option of a list once",
        "Leave one of the two out.",
    ),
    "index-minimum": error(
        'the least share of elements of "{node}" is {value}', "a number from 0 to 1", "Correct it, or leave it empty."
    ),
    "index-minimum-top": error(
        'the index "{value}" has a least share of elements of its own, which a definition can only give to all',
        "least shares of dimensions only",
        "Leave it empty, and add the field minimum to the definition.",
    ),
    "index-code": error(
        '"{value}" cannot be the code of an element',
        "letters, digits, underscores, points and hyphens, a letter first, at most {longest} characters",
        "Correct the code; of the index itself it is the name of the file.",
    ),
    "format-unknown": error(
        'there is no format "{value}" to {what}{similar}', "one of {known}", "Correct the name of the format."
    ),
    "index-step-twice": error(
        'the index takes the step "{value}" twice, which options cannot say',
        "each step once",
        "Join the two steps in the definition, or leave one out.",
    ),
    "out-twice": error(
        "--log and --out name the same file, {value}", "two files", "Choose another name for one of them."
    ),
}
