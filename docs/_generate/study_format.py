"""The reference of the definitions' files: every field of every model, from the models."""

from __future__ import annotations

import datetime as dt
import types
import typing
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from civiscope.study import definition, facts_file, index_definition, outcomes_definition, questionnaire
from civiscope.study.labels import Code, Label, Slug
from docs._generate.markdown import NOTICE, sentence, table

NAMED_TYPES: list[tuple[Any, str]] = [
    (Label, "text, or a text per language"),
    (Code, "code"),
    (Slug, "name"),
    (index_definition.ElementCode, "code of an element"),
    (outcomes_definition.OutcomeFileName, "name of a table"),
]
PLAIN_TYPES = {str: "text", int: "whole number", float: "number", bool: "`true` or `false`", dt.date: "date"}

INTRODUCTION = """
# The study's definitions, field by field

Five kinds of YAML files say what a study is: `study.yaml`, one file per questionnaire in `questionnaires/`, one file
per index in `indices/`, the [outcomes](../outcomes.md) that are linked to scores and answers in `outcomes.yaml`, and
the facts that its [report](../report.md) cites in `facts.yaml`, a mapping of their names to what is listed below. This
page lists every field that they may have. A field that is not listed here is an error, and `civiscope check` names its
file and line. The other files of the folder (the frame, the answers, recodes, published results, translations, values
of outcomes) are tables; [the study folder](../study-folder.md) explains them.

A **code** is made of lower-case letters, digits and underscores and begins with a letter (`policy_areas`). The **code
of an element** of an index may have capitals, points and hyphens as well, because it may be the name of a table's
column. A **name** stands in file names and addresses: lower-case letters and digits, joined by single hyphens
(`2018-20`, `paris-fra`). A **text per language** is a mapping from language to text (`{en: Yes, fr: Oui}`); a text
alone is in the study's source language. Dates are written `2020-12-31`. YAML is read so that only `true` and `false`
are truth values: `yes` and `no` are texts.
"""


def page() -> str:
    """The whole page."""
    parts = [NOTICE, INTRODUCTION.strip()]
    for title, root in (
        ("study.yaml", definition.StudyDefinition),
        ("questionnaires/NAME.yaml", questionnaire.Questionnaire),
        ("indices/NAME.yaml", index_definition.IndexDefinition),
        ("outcomes.yaml", outcomes_definition.OutcomesDefinition),
        ("facts.yaml", facts_file.Fact),
    ):
        parts.append(f"## {title}")
        parts += [_section(model) for model in _reachable(root)]
    return "\n\n".join(parts) + "\n"


def models() -> list[type[BaseModel]]:
    """Every model that the page documents."""
    roots = (
        definition.StudyDefinition,
        questionnaire.Questionnaire,
        index_definition.IndexDefinition,
        outcomes_definition.OutcomesDefinition,
        facts_file.Fact,
    )
    return [model for root in roots for model in _reachable(root)]


def _section(model: type[BaseModel]) -> str:
    hints = typing.get_type_hints(model, include_extras=True)
    rows = [
        [f"`{name}`", _type(hints[name]), _default(field), (field.description or "") + _limits(field)]
        for name, field in model.model_fields.items()
    ]
    parts = [f"(model-{model.__name__.lower()})=\n### {_title(model)}", sentence(model.__doc__)]
    if len(parts[1].split()) < 2:  # the name of the file, which the heading above says already
        parts.pop()
    return "\n\n".join([*parts, table(["Field", "Type", "Default", "Meaning"], rows)])


def _title(model: type[BaseModel]) -> str:
    roots = {"StudyDefinition": "The study", "Questionnaire": "The questionnaire", "LookDefinition": "Look"}
    roots |= {
        "IndexDefinition": "The index",
        "ScoreClassDefinition": "Score class",
        "OutcomesDefinition": "The outcomes",
    }
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in model.__name__).strip()
    return roots.get(model.__name__, words.capitalize())


def _reachable(root: type[BaseModel]) -> list[type[BaseModel]]:
    """The model and all models that its fields use, each once, in the order in which they are met."""
    found: list[type[BaseModel]] = [root]
    for model in found:
        for hint in typing.get_type_hints(model).values():
            found += [inner for inner in _models_in(hint) if inner not in found]
    return found


def _models_in(hint: Any) -> list[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return [hint]
    return [model for part in get_args(hint) for model in _models_in(part)]


def _type(hint: Any) -> str:
    for known, words in NAMED_TYPES:
        if hint == known:
            return words
    origin, parts = get_origin(hint), get_args(hint)
    if hint is Literal[True]:
        return "`true`"
    if origin is Annotated:
        return _type(parts[0])
    if origin in (types.UnionType, typing.Union):
        return " or ".join(_type(part) for part in parts if part is not type(None))
    if origin is Literal:
        return " or ".join(f"`{part}`" for part in parts)
    if origin is tuple:
        return f"list of: {_type(parts[0])}"
    if origin is dict:
        return f"mapping from {_type(parts[0])} to {_type(parts[1])}"
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return f"[{_title(hint).lower()}](#model-{hint.__name__.lower()})"
    if hint is questionnaire.Kind:
        return "a kind"
    return PLAIN_TYPES[hint]


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**required**"
    value = field.get_default(call_default_factory=True)
    if value is None or value == () or value == {}:
        return "none"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, BaseModel):
        return "its fields' defaults"
    if isinstance(value, tuple | list):
        return ", ".join(f"`{part}`" for part in value)
    return f"`{value}`"


def _limits(field: FieldInfo) -> str:
    """Limits that the model sets, in words."""
    said = []
    for limit in field.metadata:
        if getattr(limit, "min_length", None):
            said.append(f"at least {limit.min_length}")
        if getattr(limit, "ge", None) is not None:
            said.append(f"{limit.ge} or more")
        if getattr(limit, "le", None) is not None:
            said.append(f"{limit.le} or less")
        if getattr(limit, "lt", None) is not None:
            said.append(f"below {limit.lt}")
        if getattr(limit, "pattern", None):
            said.append(f"must match `{limit.pattern}`")
    return f" ({', '.join(said)})" if said else ""
