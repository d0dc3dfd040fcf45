"""Problems of outcomes: outcomes.yaml, the tables of values, and models that cannot be fitted."""

from __future__ import annotations

from civiscope.errors.entry import Entry, error, finding

ENTRIES: dict[str, Entry] = {
    # tables of values
    "outcome-file-missing": error(
        'the table "{value}" does not exist',
        "a table of this name in the study folder",
        "Add the table (docs/outcomes.md shows how to get some), or correct its name.",
    ),
    "outcome-indicator-absent": error(
        'the table {table} has no rows of the indicator "{value}"{similar}',
        "a name that stands in its column indicator",
        "Correct the field indicator, or name another file.",
    ),
    "outcome-city-unknown": error(
        'the city "{value}" does not stand in cities.csv{similar}{more}',
        "the code of a city of the frame",
        "Correct the code, or leave the rows of other cities out.",
    ),
    "outcome-unit-differs": error(
        'the unit is "{value}", but other values of {name} are in "{unit}" (line {first})',
        "one unit for all values of an indicator",
        "Convert the values to one unit, or give the others an indicator of their own.",
    ),
    "outcome-year": error(
        '"{value}" is not a year', "a year in four digits, such as 2015", "Write the year that the value is of."
    ),
    "outcome-twice": error(
        "{city} has a second value of {name} for {year}: {value} (first in line {first})",
        "one value for each city, indicator and year",
        "Delete one of the two rows, or give the other series an indicator of its own.",
    ),
    "outcome-digit-groups": finding(
        'values with a comma were read with digit groups: "{value}" as {number}{more}',
        "digits with a decimal point",
        "Leave the commas out; where one is meant as decimal sign, write a point instead.",
    ),
    "outcome-share-range": error(
        'the share {value} does not lie in 0 to {most}, as its unit "{unit}" asks{more}',
        "shares from 0 to 1, or from 0 to 100 in a unit that begins with % or per cent",
        "Correct the value or the unit, or set scale to number.",
    ),
    # outcomes.yaml
    "outcome-group-unknown": error(
        'there is no group "{value}" that the frame decides{similar}',
        "one of {known}",
        "Correct the name, or add the group to study.yaml by a column, by cities or by countries.",
    ),
    "outcome-level-unknown": error(
        'no city of the frame is in the level "{value}" of {name}{similar}', "one of {known}", "Correct the level."
    ),
    "outcome-column-unknown": error(
        'cities.csv has no column "{value}"{similar}', "one of {known}", "Correct the name, or add the column."
    ),
    "outcome-name-unknown": error(
        'there is no {what} "{value}"{similar}', "one of {known}", "Correct the code, or define it."
    ),
    "outcome-logarithm": error(
        "the control {name} has no logarithm: {city} has {value}",
        "numbers above 0",
        "Correct the value, or leave transform out.",
    ),
    "outcome-option-unknown": error(
        'the item {name} has no option "{value}"{similar}', "one of {known}", "Correct the option."
    ),
    "outcome-item-never": error(
        'the item "{value}" has the consent never, and outcomes by its answers would be estimates of it',
        "an item whose estimates may be published",
        "Choose another item, or make its consent aggregate.",
    ),
    "outcome-item-kind": error(
        "the item {value} is of kind {kind}, whose answers do not divide cities into two groups",
        "an item of kind single, multiple or ranking, or with row one of a grid",
        "Name another item, or compare by an index.",
    ),
    "outcome-row": error(
        'the item {name} has no row "{value}"{similar}',
        "for a grid one of its rows, and none for other items: {known}",
        "Correct the field row.",
    ),
    "outcome-option-both": error(
        'the option "{value}" stands in both groups', "each option in high or in low", "Take it out of one of them."
    ),
    "outcome-classes-all": error(
        "the first group has all classes of the index {value}",
        "some of its classes: {known}",
        "Leave out the classes of the other group.",
    ),
    "outcome-own-control": error(
        'the model "{value}" holds {name} equal, which is one of its outcomes',
        "an indicator as outcome or as control",
        "Take it out of the indicators or of the controls.",
    ),
    # models
    "outcomes-missing": error(
        "the study {value} has no outcomes.yaml",
        "a file outcomes.yaml that names indicators and models",
        "Write one (docs/outcomes.md shows how), and put the tables of values into the folder outcomes.",
    ),
    "outcome-out-of-reach": error(
        "{value}: no compared city has a value {reach} (nearest: {nearest})",
        "values of that year, or of years that the field within allows",
        "Correct the field year, or let within reach the years of the table.",
    ),
    "outcome-wave-unscored": error(
        "the model {value} asks for the wave {wave}, of which there are no answers to score or compare",
        "waves with answers: {known}",
        "Correct the waves of the model.",
    ),
    "outcome-model-thin": error(
        "{outcome}: {count} cities have all that the model {value} needs, for {coefficients} coefficients",
        "at least two cities more than coefficients",
        "Take controls out of the model, choose a wider year rule, or add values.",
    ),
    "outcome-control-constant": error(
        "{outcome}: the control {name} has the same value in all {count} cities of the model {value}",
        "a control that differs between cities",
        "Take the control out of the model.",
    ),
    "outcome-score-constant": error(
        "{outcome}: all {count} cities of the model {value} have the same score or answer",
        "cities that differ",
        "Compare by another index or answer.",
    ),
    "outcome-constant": error(
        "{outcome}: all {count} cities of the model {value} have the same value",
        "an outcome that differs between cities",
        "Take the indicator out of the model.",
    ),
    "outcome-controls-collinear": error(
        "{outcome}: in the model {value} {name} follows from the score and the controls before it",
        "controls that do not determine one another",
        "Take one of them out of the model.",
    ),
    "outcome-city-alone": error(
        "{outcome}: in the model {value} {city} alone determines a coefficient, so that it has no standard error",
        "levels of controls with at least two cities each",
        "Merge the level with another one, or take the control out of the model.",
    ),
    "outcome-not-fitted": error(
        "{outcome}: the fractional logit of the model {value} has no finite coefficients",
        "shares that the predictors do not determine",
        "Set the scale of the indicator to number.",
    ),
    "outcome-group-small": error(
        "{outcome}: {count} of the cities compared by {name} are {group}",
        "two cities or more with a value in each group",
        "Choose other groups, or add values.",
    ),
}
