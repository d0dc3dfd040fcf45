"""Problems of estimates: items, domains, designs, measures and tests."""

from __future__ import annotations

from civiscope.errors.entry import Entry, error, finding

ENTRIES: dict[str, Entry] = {
    "items-missing": error("no item is named", "the names of one or more items", "Name items with --items A,B."),
    "level-out-of-range": error(
        "{value} cannot be the level of an interval", "a number between 0 and 1, such as 0.95", "Correct --level."
    ),
    "quantile-out-of-range": error(
        "{value} cannot be a quantile", "numbers between 0 and 1, such as 0.25,0.5,0.75", "Correct --quantiles."
    ),
    "quantiles-missing": error(
        "no quantile is named", "numbers between 0 and 1, such as 0.25,0.5,0.75", "Name quantiles with --quantiles."
    ),
    "ratio-parts": error(
        'a ratio needs a numerator and a denominator, and "{value}" names no such pair',
        "--items a/b, or two items, of which the first is divided by the second",
        "Write each ratio as numerator/denominator.",
    ),
    "table-column-unknown": error(
        'there is no {role} "{value}": the table has no such column{similar}',
        "one of {columns}",
        "Correct the name; names of columns are case-sensitive.",
    ),
    "text-in-numbers": error(
        'the column holds "{value}"{more}, which is not a number',
        "numbers with a decimal point, or empty cells where a value is missing",
        "Correct the cells or leave them empty; of an item, shares need no numbers.",
    ),
    "item-not-numeric": error(
        "the column holds values of the kind {value}, not numbers",
        "a column of numbers",
        "Ask for shares (--measure share), or choose another column.",
    ),
    "item-not-finite": error(
        "the column holds values that are infinite", "finite numbers", "Correct these values, or leave them empty."
    ),
    "item-without-values": error(
        "the column has no value in any row", "at least one value", "Choose another item, or check the export."
    ),
    "too-many-values": error(
        "the column has more than {most} different values, of which shares say little",
        "an item with at most {most} values",
        "Ask for another measure (--measure mean), or group the values first.",
    ),
    "too-many-levels": error(
        'the domain "{column}" has {value} levels',
        "a domain with at most {most} levels",
        "Choose a column that groups the rows; an identifier of rows is no domain.",
    ),
    "weight-missing": error(
        "rows without a weight: {count}", "a weight in every row, 0 for rows that do not count", "Complete the weights."
    ),
    "weight-negative": error(
        "there is a weight of {value}", "finite weights of 0 or more", "Correct the weights, or calibrate with bounds."
    ),
    "weights-all-zero": error(
        "all weights are 0", "a positive weight in at least one row", "Check that it is the right column."
    ),
    "design-missing": error(
        "{count} rows have no value, so that it is not known where in the sample they belong",
        "a value in every row",
        "Complete the column, or leave these rows out of the table and say so.",
    ),
    "fpc-too-small": error(
        "the population size {value} is smaller than the {count} sampled units {where}",
        "the number of units in the population, not a sampling fraction and not 1 - f",
        "Correct the population size.",
    ),
    "fpc-varies": error(
        "the population size is not the same in all rows {where}: {value}",
        "one population size per stratum and, at later stages, per cluster",
        "Correct the population sizes.",
    ),
    "fpc-more-than-stages": error(
        "there are {count} columns of population sizes for {value} stages of clusters",
        "one column per stage of clusters, and at most one more for the rows within the last clusters",
        "Correct --fpc or --cluster.",
    ),
    "lonely-stratum": error(
        "{where} has a single sampled unit, so that its variance cannot be estimated{more}",
        "two sampled units or more in every stratum",
        "Join it with a similar one, or choose --lonely adjust, average, certainty or remove.",
    ),
    # the design of a wave
    "strata-unknown": error(
        'the strata of the wave {wave}, "{value}", are no group of cities{similar}',
        "the name of a group that cities.csv decides: {groups}",
        "Correct the name in study.yaml, or define the group.",
    ),
    "design-column-unknown": error(
        'the design of the wave {wave} names "{value}", which no city has a value of',
        "a column of cities.csv",
        "Correct the name in study.yaml, or complete the column.",
    ),
    "stratum-missing": error(
        '"{city}" answered in the wave {wave} but has no level of "{value}", so that its stratum is not known',
        "a level for every city that answered",
        "Complete the column behind the group in cities.csv.",
    ),
    "city-weight": error(
        'the weight of "{city}" in the wave {wave} is "{value}"',
        "a number of 0 or more for every city that answered",
        "Correct the weight in cities.csv.",
    ),
    "stratum-with-one-answer": error(
        'in the wave {wave} answers of the stratum "{value}" come from a single unit: its variance cannot be estimated',
        "answers of two cities (or clusters) or more in every stratum, or a rule for lonely strata",
        "Join the stratum with a similar one, or set lonely in the design of the wave.",
    ),
    "stratum-without-answers": finding(
        'in the wave {wave} no city of the stratum "{value}" answered: estimates do not speak for it',
        "an answer in every stratum",
        "Say so where results are published, or join the stratum with a similar one.",
    ),
    # replicate weights
    "replicates-rows": error(
        "the replicate weights have {value} rows, the table has {count}",
        "one row of weights for each row of the table, in its order",
        "Write the replicate weights again, without sorting or leaving out rows.",
    ),
    "replicates-order": error(
        "the full weight of this row is not that of the same row of the table",
        "the rows of the table in their order: the file has the same weights in another one",
        "Write the replicate weights again without sorting or shuffling.",
    ),
    "replicates-need-design": error(
        "replicate weights of the kind {value} need the design that they come from",
        "--strata and --cluster of the design (and --fpc, where it has one), or the file of --rscales",
        "Name the columns of the design.",
    ),
    "replicates-unsuited": error(
        "replicate weights of the kind {value} do not suit this design", "{wanted}", "Choose another method."
    ),
    "replicates-engine": error(
        "replicate weights cannot be used with an engine that holds the table elsewhere",
        "a table in a file",
        "Export the table to a file, or use the design instead of replicate weights.",
    ),
    "replicates-columns": error(
        'the first column is "{value}"',
        "a column weight, then two or more columns of replicate weights",
        "Put the full weights first and name that column weight.",
    ),
    "replicates-value": error(
        "the weight of row {value} is missing, negative or no number",
        "a number of 0 or more in every cell",
        "Correct the weights.",
    ),
    "rscales-unreadable": error(
        "the file of --rscales cannot be used: {value}",
        "{count} numbers, one for each replicate, separated by line ends or commas",
        "Correct the file.",
    ),
    "data-missing": error(
        "no data are named",
        "a study folder, a table (.csv, .parquet, .sav, .xlsx), or --engine with --table",
        "Name the data.",
    ),
    # studies
    "study-item-unknown": error(
        'there is no item "{value}" in the questionnaire {questionnaire}{similar}',
        "one of {known}",
        "Correct the name.",
    ),
    "study-domain-unknown": error(
        'there is no domain "{value}"{similar}',
        "a group of study.yaml, a single choice of the questionnaire, or a column of cities.csv: {known}",
        "Correct the name.",
    ),
    "questionnaire-without-answers": error(
        "there are no answers: {value}",
        "a questionnaire and a wave with answers: {known}",
        "Choose another wave or questionnaire.",
    ),
    "measure-of-studies": error(
        "the measure {value} is of answers of cities, not of a table",
        "a study folder as data",
        "Choose another measure, or give a study.",
    ),
    # words of commands
    "choice-unknown": error('"{value}" is not known{similar}', "one of {known}", "Correct the word."),
    "replicate-method-missing": error(
        "it is not said how the replicate weights were made",
        "--replicate-method JK1, JKn, BRR, Fay or bootstrap",
        "Name the method: it decides how the replicates are scaled.",
    ),
    "fay-rho-out-of-range": error(
        "{value} cannot be Fay's factor", "a number from 0 to below 1, such as 0.3", "Correct --fay-rho."
    ),
    # regressions
    "regression-not-determined": error(
        "{value} rows do not determine {count} coefficients",
        "more rows than coefficients, and predictors of which none follows from the others",
        "Leave out a predictor.",
    ),
    "regression-not-converged": error(
        "the regression did not converge in {count} iterations",
        "an outcome that no predictor separates into 0 and 1",
        "Leave out a predictor, or join rare levels.",
    ),
    # tests
    "test-without-domain": error(
        "no domain is named", "the column of a domain, by which items are compared", "Add --by."
    ),
    "test-too-many-pairs": error(
        "the domain has {value} levels, which are more than {most} pairs",
        "a domain with fewer levels for tests of every two",
        "Use --test means for all levels at once, or group the levels first.",
    ),
}
