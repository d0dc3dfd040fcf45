"""Problems of weights: margins, calibration, trimming, non-response."""

from __future__ import annotations

from civiscope.errors.entry import Entry, error

ENTRIES: dict[str, Entry] = {
    # margins
    "margins-missing": error(
        "no margin is given", "one margin or more", "Name the variables with the totals that the weights shall reach."
    ),
    "margin-category-unknown": error(
        '{count} rows have the category "{value}" of "{variable}", which the margin lacks{similar}',
        "a total for every category that rows have: {categories}",
        "Add the category and its total to the margin, or correct the rows.",
    ),
    "margin-category-empty": error(
        'no row with a positive weight has the category "{value}" of "{variable}"',
        "one row or more for every category of the margin",
        "Join the category with a similar one, or allow that categories without rows are left out (--partial).",
    ),
    "margin-value-missing": error(
        '{count} rows have no value of "{variable}"',
        "a value in every row that has a weight",
        "Complete the column, or make a category of its own for these rows (--missing-level).",
    ),
    "margin-total-invalid": error(
        'the total of the category "{value}" of "{variable}" is {total}',
        "a finite number above 0",
        "Correct the total, or delete the category if nobody belongs to it.",
    ),
    "margins-disagree": error(
        'the totals of "{variable}" have the sum {value}, those of "{other}" the sum {total}',
        "margins of the same population, with the same sum",
        "Correct the totals, or scale one margin to the sum of the other.",
    ),
    # a file of margins
    "margins-column-missing": error(
        'the margins have no column "{value}"{similar}',
        "the columns variable, level and total; level may be absent where every total is that of a number",
        "Add the column, or correct its name.",
    ),
    "margins-variable-missing": error(
        "{count} rows name no variable", "a column of the table in every row", "Complete the column variable."
    ),
    "margins-total-missing": error(
        '"{value}" has no total', "a number in every row", "Complete the column total, or delete the row."
    ),
    "margins-total-text": error(
        'the total "{value}" is not a number',
        "numbers with a decimal point and without separators of thousands",
        "Correct the total.",
    ),
    "margins-level-twice": error(
        '{count} rows have the level "{level}" of "{value}"', "one row for each level", "Delete all rows but one."
    ),
    "margins-level-mixed": error(
        'the variable "{value}" has rows with a level and rows without',
        "a level in every row of a variable, or one row without a level for the total of a number",
        "Complete the column level, or delete the row without one.",
    ),
    "auxiliary-not-numeric": error(
        'the total of "{variable}" has no level, but the column holds "{value}", which is not a number',
        "a column of numbers, or a total for each level",
        "Give a total for each level in the column level of the margins, or correct the cells.",
    ),
    # margins counted from the frame of a study
    "frame-margins-of-studies": error(
        "a table has no frame from which totals could be counted",
        "a study folder as data, or a file of margins",
        "Name a file with --margins, or give a study.",
    ),
    "frame-margin-unknown": error(
        'there is no group "{value}" that the frame could count{similar}',
        "a group of study.yaml or a column of cities.csv: {known}",
        "Correct the name.",
    ),
    "frame-margin-of-item": error(
        'the group "{value}" is by an answer, which the frame does not have for every city',
        "a group that cities.csv decides",
        "Choose another group.",
    ),
    "frame-level-missing": error(
        '{count} cities of the frame have no level of "{variable}": {value}',
        "a level for every city of the frame",
        "Complete the column behind the group in cities.csv, or give these cities a level with --missing-level.",
    ),
    # methods
    "adjustment-missing": error(
        "it is not said how the weights shall be adjusted",
        "--margins, --frame-margins, --respond or --trim",
        "Name a file of margins, say who responded, or give limits.",
    ),
    "poststratify-one-margin": error(
        "post-stratification takes one margin, and there are {count}",
        "the totals of one variable, or of several crossed",
        "Cross the variables (a & b) with a total for every combination, or choose --method rake.",
    ),
    "method-takes-levels-only": error(
        'the method {value} takes totals of levels only, and the total of "{variable}" is that of a number',
        "linear, raking or logit where numbers have totals",
        "Choose --method linear, or leave out this total.",
    ),
    "bounds-unused": error(
        "the method {value} takes no bounds", "bounds with the method linear or logit", "Choose another method."
    ),
    "bounds-unreadable": error('"{value}" does not say two bounds', "two numbers such as 0.5,2", "Correct --bounds."),
    "raking-not-converged": error(
        'after {count} sweeps "{variable}" is still {value} away from its totals, relative to them',
        "margins that some weights of these rows can reach together",
        "Join categories that few rows have in common, or use fewer margins.",
    ),
    # calibration
    "auxiliary-missing": error(
        '{count} rows have no finite value of the auxiliary variable "{variable}"',
        "a number in every row that has a weight",
        "Complete the column, or calibrate without it.",
    ),
    "auxiliary-total-invalid": error(
        'the total of the auxiliary variable "{variable}" is {value}', "a finite number", "Correct the total."
    ),
    "auxiliary-totals-contradict": error(
        'the total of "{variable}" is {value}, but the totals before it imply {implied}',
        "totals of the same population: in these rows the variable follows from those before it",
        "Correct the total, or calibrate without this variable.",
    ),
    "calibration-bounds-invalid": error(
        "the bounds {low} and {high} do not enclose 1",
        "a lower bound below 1 and an upper bound above 1, as multiples of the weights before",
        "Correct the bounds.",
    ),
    "calibration-bounds-missing": error(
        "the distance logit has no bounds", "a finite lower and a finite upper bound", "Give bounds such as 0.3 and 3."
    ),
    "calibration-bounds-unused": error(
        "the distance raking takes no bounds, and {low} and {high} are given",
        "bounds with the distance linear or logit only",
        "Choose the distance logit, which stays close to raking within bounds, or leave the bounds out.",
    ),
    "calibration-out-of-reach": error(
        "no weights between {low} and {high} times the weights before reach the totals",
        "bounds within which the totals can be reached: at least {lower} to {upper}",
        "Widen the bounds beyond these, or use fewer totals.",
    ),
    "calibration-not-positive": error(
        "no positive weights of these rows reach the totals",
        "totals that lie within what the rows have",
        "Check the totals, use fewer of them, or choose the distance linear, which can give negative weights.",
    ),
    "calibration-not-converged": error(
        'after {count} steps the total of "{variable}" is still {value} away, relative to its size',
        "totals that lie well within what the rows and the bounds allow",
        "Widen the bounds, or use fewer totals.",
    ),
    # trimming
    "trim-limits-missing": error(
        "no limit is given", "a lower limit, an upper limit, or both", "Say between which limits weights shall lie."
    ),
    "trim-limits-invalid": error(
        "weights cannot lie between {low} and {high}",
        "a lower limit of 0 or more, below a finite upper limit",
        "Correct the limits.",
    ),
    "trim-limits-too-tight": error(
        "{count} weights between {low} and {high} cannot have the sum {total}",
        "a lower limit below the mean weight {value}, and an upper limit above it",
        "Widen the limits.",
    ),
    "trim-limits-unreadable": error(
        '"{value}" does not say two limits',
        "a lower and an upper limit such as 10,300, or multiples of the median weight such as 0.3x,3x; "
        "one alone is the upper limit, and 10, alone the lower",
        "Correct --trim.",
    ),
    # non-response
    "response-not-binary": error(
        "in {count} rows the column holds neither 1 nor 0, so that it is not known whether they responded",
        "1 for rows that responded and 0 for those that did not",
        "Complete the column, or code it as 1 and 0.",
    ),
    "response-column-missing": error(
        "it is said how response is modelled, but not which rows responded",
        "--respond with a column of 1 and 0",
        "Name the column.",
    ),
    "response-models-two": error(
        "both classes and a propensity are named",
        "--classes for classes that are known, or --propensity for classes by the estimated propensity",
        "Leave out one of them.",
    ),
    "nobody-responded": error(
        "no unit with a positive weight responded", "one respondent or more", "Check the column of responses."
    ),
    "class-without-respondent": error(
        'none of the {count} units in the class "{value}" responded',
        "one respondent or more in every class",
        "Join the class with a similar one, or use fewer classes.",
    ),
    "response-separated": error(
        "the variables of the frame tell respondents from the others without error",
        "variables that are related to response but do not decide it",
        "Leave out the variable that repeats whether a unit responded.",
    ),
    "classes-too-few": error(
        "{value} classes cannot be made", "2 classes or more; 5 are usual", "Correct the number of classes."
    ),
    # estimates
    "interval-weights-below-zero": error(
        "the interval {value} needs weights of 0 or more, and {count} weights are below 0",
        "another interval, or weights that are not negative",
        "Choose --interval wilson or xlogit, or --method raking or logit, which keep weights positive.",
    ),
    # files
    "weights-format-unknown": error(
        'a table cannot be written as "{value}"', "a name that ends in .csv or .parquet", "Choose such a name."
    ),
    "weights-over-input": error(
        "{value} is read, and would be overwritten", "the name of another file", "Choose another name."
    ),
    "weights-named-twice": error(
        "two tables would be written to {value}", "a file for each table", "Choose another name for one of them."
    ),
    "weight-column-taken": error(
        'the table already has a column "{value}"',
        "a new name for the adjusted weights",
        "Name the column of the adjusted weights with --weight-name.",
    ),
    "replicates-without-file": error(
        "replicate weights need both a method and a file",
        "--replicates with a method and --replicates-out with a file",
        "Give both, or neither.",
    ),
    "replicate-not-adjusted": error(
        "the weights of replicate {value} cannot be adjusted: {reason}",
        "replicates that can all be adjusted as the full weights are",
        "Join categories that few rows have, use fewer totals, or choose another method of replication.",
    ),
    "replicates-below-zero": error(
        "replicate {value} has weights below 0, which estimates from replicates cannot use",
        "weights of 0 or more",
        "Choose --method raking or logit, which keep weights positive, or bounds above 0.",
    ),
}
