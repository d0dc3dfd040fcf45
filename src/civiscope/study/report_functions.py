"""The functions of a report with their parameters; what they give is made in `civiscope.report.narrative`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from civiscope.study.report_reference import Reference, Value


class Names(StrEnum):
    """What an argument is: the value says it to the writer of a report."""

    ITEM = "the code of a question"
    OPTION = "the code of an option"
    ROW = "the code of a grid's row"
    WAVE = "the name of a wave"
    QUESTIONNAIRE = "the name of a questionnaire"
    GROUP = "the code of a group"
    LEVEL = "a level of the group"
    INDEX = "the name of an index"
    NODE = "a part of the index"
    FACT = "the name of a fact"
    MODEL = "the name of an outcome model"
    OUTCOME = "the code of an outcome"
    TEXT = "a text"
    NUMBER = "a whole number from 1"
    FLAG = "True or False"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; those that are not required may be left out."""

    name: str
    names: Names
    about: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class ReportFunction:
    """A function: ``words`` stand within a text, a ``part`` alone in a paragraph."""

    name: str
    place: Literal["words", "part"]
    about: str
    parameters: tuple[Parameter, ...] = ()

    @property
    def usage(self) -> str:
        """How it is called, for messages: parameters in brackets may be left out."""
        shown = (entry.name if entry.required else f"[{entry.name}]" for entry in self.parameters)
        return f"{self.name}({', '.join(shown)})"


class ArgumentsError(ValueError):
    """The arguments do not fit the function; the message says why, for the writer of the report."""


def bind(function: ReportFunction, reference: Reference) -> dict[str, Value]:
    """The arguments of a call by name, those left out not among them; raises ArgumentsError where they do not fit."""
    parameters = {entry.name: entry for entry in function.parameters}
    if len(reference.arguments) > len(parameters):
        most = len(parameters)
        raise ArgumentsError(f"it takes {most or 'no'} arguments, and {len(reference.arguments)} were given")
    bound: dict[str, Value] = dict(zip(parameters, reference.arguments, strict=False))
    for name, value in reference.named.items():
        if name not in parameters:
            raise ArgumentsError(f'it has no argument "{name}"')
        if name in bound:
            raise ArgumentsError(f'the argument "{name}" is given twice')
        bound[name] = value
    missing = [name for name, entry in parameters.items() if entry.required and name not in bound]
    if missing:
        raise ArgumentsError(f"it lacks {' and '.join(missing)}")
    for name, value in bound.items():
        if not _fits(value, parameters[name].names):
            raise ArgumentsError(f"{name} is {value!r}, and not {parameters[name].names}")
    return bound


def _fits(value: Value, names: Names) -> bool:
    if names is Names.FLAG:
        return isinstance(value, bool)
    if names is Names.NUMBER:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 1
    return isinstance(value, str)


_ITEM = Parameter("item", Names.ITEM, "the question", required=True)
_OPTION = Parameter("option", Names.OPTION, "the answer", required=True)
_ROW = Parameter("row", Names.ROW, "the row, of a grid")
_WAVE = Parameter("wave", Names.WAVE, "the wave; the latest one with results where it is left out")
_QUESTIONNAIRE = Parameter(
    "questionnaire", Names.QUESTIONNAIRE, "who was asked; the first questionnaire with the question where left out"
)
_BY = Parameter("by", Names.GROUP, "a group of cities; all cities where it is left out")
_LEVEL = Parameter("level", Names.LEVEL, "the level of the group, e.g. `yes`")
_SHORT = Parameter("short", Names.FLAG, "leaves out interval and base, which then stand under Numbers only")
_TITLE = Parameter("title", Names.TEXT, "a finding or a question as heading; the question's short title if left out")
_NOTE = Parameter("note", Names.TEXT, "a further line of small print")
_OF_CITIES = (_BY, _LEVEL, _WAVE, _QUESTIONNAIRE)
_DRAWN = (_WAVE, _QUESTIONNAIRE, _TITLE, _NOTE)

_LISTED = (
    ReportFunction(
        "share",
        "words",
        "The share of cities that gave an answer, with its 95% interval and the cities behind it.",
        (_ITEM, _OPTION, _ROW, *_OF_CITIES, _SHORT),
    ),
    ReportFunction(
        "count",
        "words",
        "How many cities gave an answer, of how many.",
        (_ITEM, _OPTION, _ROW, *_OF_CITIES),
    ),
    ReportFunction(
        "mean",
        "words",
        "The mean of a number, with its 95% interval and n.",
        (_ITEM, *_OF_CITIES, _SHORT),
    ),
    ReportFunction(
        "median",
        "words",
        "The median of a number, with its 95% interval and n.",
        (_ITEM, *_OF_CITIES, _SHORT),
    ),
    ReportFunction(
        "leading",
        "words",
        "The answers that most cities gave, with their shares; of a grid, the rows with the largest share of `option`.",
        (
            _ITEM,
            Parameter("count", Names.NUMBER, "how many; one where it is left out"),
            Parameter("option", Names.OPTION, "of a grid: the answer by whose share its rows are ranked"),
            *_OF_CITIES,
            Parameter("last", Names.FLAG, "the answers that the fewest cities gave instead"),
            Parameter("short", Names.FLAG, "leaves out the shares, which then stand under Numbers only"),
        ),
    ),
    ReportFunction(
        "published",
        "words",
        "A result that is printed elsewhere, with its base and its source.",
        (_ITEM, _OPTION, _ROW, *_OF_CITIES),
    ),
    ReportFunction(
        "score",
        "words",
        "The mean score of an index or of a part of it, with its 95% interval and n.",
        (
            Parameter("index", Names.INDEX, "the index", required=True),
            Parameter("node", Names.NODE, "a part of the index; the index itself where it is left out"),
            _BY,
            _LEVEL,
            _WAVE,
        ),
    ),
    ReportFunction("cities", "words", "The number of cities that answered.", (_WAVE, _QUESTIONNAIRE)),
    ReportFunction("countries", "words", "The number of countries of these cities.", (_WAVE, _QUESTIONNAIRE)),
    ReportFunction(
        "residents",
        "words",
        "How many people live in these cities, as far as the frame knows.",
        (_WAVE, _QUESTIONNAIRE),
    ),
    ReportFunction(
        "response", "words", "The cities that answered as a share of those surveyed.", (_WAVE, _QUESTIONNAIRE)
    ),
    ReportFunction(
        "fact",
        "words",
        "A fact of facts.yaml, with its source.",
        (Parameter("id", Names.FACT, "the fact", required=True),),
    ),
    ReportFunction(
        "finding",
        "words",
        "What a model of outcomes.yaml finds of an outcome, in sentences with interval and n.",
        (
            Parameter("model", Names.MODEL, "the model", required=True),
            Parameter("outcome", Names.OUTCOME, "the outcome", required=True),
            Parameter("comparison", Names.TEXT, "a comparison of the model; the regression where it is left out"),
            _WAVE,
        ),
    ),
    ReportFunction(
        "figure",
        "part",
        "The figure of a question, for all cities or by the levels of a group; with `beside`, two questionnaires.",
        (
            _ITEM,
            _BY,
            *_DRAWN,
            Parameter("beside", Names.QUESTIONNAIRE, "a second questionnaire that asks the same concept"),
        ),
    ),
    ReportFunction(
        "trend",
        "part",
        "An answer (or all of a question's answers) from wave to wave, by the question's concept.",
        (
            _ITEM,
            Parameter("option", Names.OPTION, "the answer; all answers where it is left out"),
            _QUESTIONNAIRE,
            _TITLE,
            _NOTE,
        ),
    ),
    ReportFunction(
        "map",
        "part",
        "The map of the cities that answered; with `item`, by their answer to a single choice.",
        (Parameter("item", Names.ITEM, "the question"), *_DRAWN),
    ),
    ReportFunction("framework", "part", "The diagram of the study's framework.", (_TITLE, _NOTE)),
    ReportFunction(
        "table",
        "part",
        "The table of a question's shares or means, with intervals and bases.",
        (_ITEM, _BY, _WAVE, _QUESTIONNAIRE, _TITLE),
    ),
    ReportFunction(
        "ranking",
        "part",
        "The scores of an index: their distribution, the table of cities, and the means of groups.",
        (Parameter("index", Names.INDEX, "the index", required=True), _WAVE),
    ),
    ReportFunction("participants", "part", "The cities that answered, by country.", (_WAVE, _QUESTIONNAIRE)),
    ReportFunction(
        "methods",
        "part",
        "How the results were made: response, distribution, representativeness, intervals, recodes, what is missing.",
        (_WAVE,),
    ),
    ReportFunction(
        "comparison", "part", "Results printed elsewhere beside those of this study.", (_WAVE, _QUESTIONNAIRE)
    ),
    ReportFunction(
        "outcomes",
        "part",
        "What a model of outcomes.yaml finds, with figures, tables and caveats.",
        (
            Parameter("model", Names.MODEL, "the model", required=True),
            Parameter("outcome", Names.OUTCOME, "one of its outcomes; all of them where it is left out"),
            _WAVE,
        ),
    ),
    ReportFunction("codebook", "part", "The questions of a questionnaire with their answers.", (_QUESTIONNAIRE,)),
    ReportFunction("glossary", "part", "The terms of the questionnaires and of the results, explained."),
)

FUNCTIONS = {entry.name: entry for entry in _LISTED}
"""All functions by name, in the order of the manual."""
