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
        "Join the category with a similar one, or allow that categories without rows are left out.",
    ),
    "margin-value-missing": error(
        '{count} rows have no value of "{variable}"',
        "a value in every row that has a weight",
        "Complete the column, or make a category of its own for these rows.",
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
    # non-response
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
}
