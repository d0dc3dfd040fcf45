"""Problems of files as such: encoding, YAML, the form of definitions, tables, numbers."""

from __future__ import annotations

from civiscope.errors.entry import Entry, error, finding

ENTRIES: dict[str, Entry] = {
    # any file
    "file-missing": error(
        "the file does not exist", "a file of this name in the study folder", "Add the file, or correct what names it."
    ),
    "file-unreadable": error(
        "the file cannot be opened: {reason}",
        "a file that may be read",
        "Check what stands under this name, and its access rights.",
    ),
    "file-empty": error("the file is empty", "a file with contents", "Restore or export it again, or delete it."),
    "file-too-large": error(
        "the file is {value} bytes long",
        "at most {limit} bytes for a file of this kind",
        "Check that it is the right file; split it if it is.",
    ),
    "file-truncated": error(
        "the file seems to be cut off: {reason}",
        "a complete file",
        "Export or copy it again, and compare its end with the original.",
    ),
    "file-not-text": error(
        "the file is not a text file but {reason}",
        "a text file",
        "Rename it to the ending that fits, or export it again from the program that made it.",
    ),
    "wrong-encoding": error(
        "the file is not in UTF-8: {reason}",
        "a text file in UTF-8",
        "Save it again as UTF-8 (in Excel: CSV UTF-8; elsewhere: choose UTF-8 as encoding or character set).",
    ),
    "control-character": error(
        "there is a control character, {value}, which no reader can see",
        "printable text",
        "Delete the character; it often comes from copying out of another program.",
    ),
    # YAML
    "yaml-syntax": error(
        "the file cannot be read as YAML: {reason}",
        "lines such as name: value, lists with - before each element, one indentation within a block",
        "Correct this line or the one before it; a text with a colon, # or quotation marks is safest in quotes.",
    ),
    "yaml-tab": error(
        "the line is indented with a tab",
        "blanks, because YAML allows no tabs here",
        "Replace each tab at the beginning of the line by two blanks.",
    ),
    "yaml-not-used": error(
        "the file uses something that study files do not need: {value}",
        "mappings, lists and values only",
        "Write it out without this.",
    ),
    "yaml-too-large": error(
        "the file unfolds to {reason}",
        "a definition that a person can read",
        "Remove repetitions by anchors (&name, *name) and needless nesting.",
    ),
    "duplicate-key": error(
        '"{value}" stands twice in the same block (first in line {first})',
        "each name once",
        "Delete one of the two, or merge them.",
    ),
    # definitions
    "unknown-field": error(
        '"{value}" is not a field{suggestion}', "one of {allowed}", "Correct the name, or delete the line."
    ),
    "missing-field": error('the field "{value}" is missing', "{value}: {wanted}", "Add the field."),
    "wrong-type": error("there is {found} where {wanted} belongs", "{wanted}", "Write it in this form."),
    "text-needs-quotes": error(
        "{value} is read as {found}, but a text belongs here", "a text", "Put it in quotes: '{value}'."
    ),
    "value-not-allowed": error(
        '"{value}" is not a value of this field{suggestion}', "one of {allowed}", "Choose one of these values."
    ),
    "bad-value": error('"{value}" cannot stand here', "{wanted}", "Correct the value."),
    "bad-definition": error("the fields of this block do not fit together", "{wanted}", "Correct the block."),
    "out-of-range": error("{value} is out of range", "{wanted}", "Correct the number."),
    "wrong-count": error("the list has {found}", "{wanted}", "Add or delete entries."),
    # tables
    "table-format-unknown": error(
        'a file that ends in "{value}" cannot be read as a table',
        "a table as .csv, .xlsx or .sav",
        "Export the table as CSV in UTF-8, or as an Excel workbook (.xlsx).",
    ),
    "wrong-separator": error(
        "the columns are separated by {value}",
        "columns separated by commas",
        "Export the table again with commas, or as an Excel workbook (.xlsx).",
    ),
    "bad-quotes": error(
        "the quotation marks do not match: there is more text after a closing quotation mark",
        'cells with commas or quotation marks in "double quotes", quotation marks within them doubled',
        "Double the quotation marks within the cell, or export the table again.",
    ),
    "too-few-cells": error(
        "the row has {value}, but the table has {wanted}",
        "as many cells in every row as there are columns",
        "Add the missing cells, also empty ones, with their commas.",
    ),
    "too-many-cells": error(
        "the row has {value}, but the table has {wanted}",
        "as many cells in every row as there are columns",
        "Put a cell that holds a comma in double quotes, or delete the surplus cells.",
    ),
    "duplicate-column": error(
        'the column "{value}" stands {count} times in the header', "each column once", "Rename or delete the others."
    ),
    "unnamed-column": error(
        "the column with the number {value} has cells but no name in the header",
        "a name for every column",
        "Name the column, or delete it.",
    ),
    "formula": error(
        "the cell holds a formula, {value}{more}",
        "the value itself: a formula gives different results elsewhere, and can do harm",
        "Replace the formula by its value; a text must not begin like a formula.",
    ),
    "cell-error": error(
        "the cell holds the error value {value}{more}",
        "the value itself",
        "Mend the formula in the spreadsheet, and save values instead of formulas.",
    ),
    "cell-too-long": error(
        "a cell holds more than {limit} characters",
        "cells of at most {limit} characters",
        "Look for a quotation mark that is not closed; shorten the text if there is none.",
    ),
    "lost-characters": finding(
        "the cell has lost characters in an earlier conversion (\ufffd stands for them): {value}{more}",
        "the text as it was answered",
        "Correct it from the original, or export the original again as UTF-8.",
    ),
    "merged-cells": error(
        "the cells {value} are merged",
        "one value in every cell",
        "Undo the merging, and repeat the value in every row to which it belongs.",
    ),
    "several-sheets": finding(
        'the workbook has several sheets with contents; "{value}" was read, {others} not',
        "one sheet with contents",
        "Delete the other sheets, or move them to files of their own.",
    ),
    "table-unreadable": error(
        "the file cannot be read as {value}: {reason}",
        "a complete file of this kind, without a password",
        "Open it in the program that made it, and save it again.",
    ),
    # numbers
    "stray-digit-group": error(
        '"{value}" is not a number: its digits are not grouped in threes by commas',
        "plain digits such as 396990, or groups of three such as 396,990",
        "Look the number up, and write it in plain digits.",
    ),
    "decimal-comma": error(
        '"{value}" uses a comma as decimal sign',
        "a point as decimal sign, such as 3.5",
        "Write a point instead of the comma, and no other points.",
    ),
    "number-too-large": error(
        '"{value}" is too large a number', "a number of at most fifteen digits", "Look the number up, and correct it."
    ),
    "not-a-number": error(
        '"{value}" is not a number',
        "digits, with a point before decimals, without unit or words",
        "Write only the number; a unit or a remark belongs in a column of its own.",
    ),
}
