"""What Pydantic finds wrong in a definition, as problems of the catalogue with line and path."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from civiscope.errors import ProblemLog, did_you_mean
from civiscope.study.yamlnodes import Path, YamlFile, line_of, shown_path

_KINDS = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
    "dict_type": "a mapping of names to values",
    "model_type": "a block of fields (name: value)",
    "model_attributes_type": "a block of fields (name: value)",
    "dataclass_type": "a block of fields (name: value)",
    "date_type": "a date as 2018-12-31",
    "date_parsing": "a date as 2018-12-31",
    "date_from_datetime_parsing": "a date as 2018-12-31",
    "date_from_datetime_inexact": "a date as 2018-12-31",
    "none_required": "nothing",
}
_SHAPES = {"string_type": str, "list_type": list, "tuple_type": list, "dict_type": dict, "model_type": dict}
_LIMITS = {
    "greater_than": ("gt", "a number above {}"),
    "greater_than_equal": ("ge", "a number of at least {}"),
    "less_than": ("lt", "a number below {}"),
    "less_than_equal": ("le", "a number of at most {}"),
    "multiple_of": ("multiple_of", "a multiple of {}"),
}
_FORMS = {r"^#[0-9a-fA-F]{6}$": "a colour as #14496b"}
_FOUND = {bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list", dict: "a mapping"}


def log_validation(error: ValidationError, file: YamlFile, shown: str, log: ProblemLog) -> None:
    """Log every failure of a definition that was read from ``file``; ``shown`` is the file's name."""
    model = _model_named(error.title)
    found: dict[Path, list[ErrorDetails]] = {}
    for details in error.errors(include_url=False):
        path = _data_path(details, file.data)
        found.setdefault(path, []).append(details)
    for path, several in found.items():
        if not _is_other_shape(several, path, found) and not _is_consequence(several[0]):
            _log_one(_joined(several), path, model, file, shown, log)


def _log_one(
    details: ErrorDetails, path: Path, model: type[BaseModel] | None, file: YamlFile, shown: str, log: ProblemLog
) -> None:
    kind, context, value = details["type"], details.get("ctx", {}), details["input"]
    place: dict[str, Any] = {"file": shown, "line": line_of(file, path), "column": shown_path(path)}
    if kind == "extra_forbidden":
        place["column"] = shown_path(path[:-1])
        allowed = sorted(_fields(model, path[:-1]))
        log.add("unknown-field", **place, value=path[-1], suggestion=did_you_mean(str(path[-1]), allowed),
                allowed=", ".join(allowed) or "no further fields")  # fmt: skip
    elif kind == "missing":
        place["column"] = shown_path(path[:-1])
        field = _field(model, path)
        log.add("missing-field", **place, value=path[-1], wanted=field or "a value for this field")
    elif kind in ("literal_error", "enum"):
        allowed = [word.strip(" '") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
        if len(allowed) == 1:
            only = allowed[0].lower() if allowed[0] in ("True", "False") else allowed[0]
            log.add("bad-value", **place, value=_shown(value), wanted=only)
            return
        log.add("value-not-allowed", **place, value=_shown(value), suggestion=did_you_mean(str(value), allowed),
                allowed=", ".join(allowed))  # fmt: skip
    elif kind in ("too_short", "too_long"):
        bound, word = (context["min_length"], "least") if kind == "too_short" else (context["max_length"], "most")
        number = context["actual_length"]
        log.add("wrong-count", **place, value=number, found=_entries(number), wanted=f"at {word} {_entries(bound)}")
    elif kind in _LIMITS:
        name, text = _LIMITS[kind]
        log.add("out-of-range", **place, value=_shown(value), wanted=text.format(context[name]))
    elif kind == "string_pattern_mismatch":
        log.add("bad-value", **place, value=_shown(value), wanted=_FORMS.get(context["pattern"], context["pattern"]))
    elif kind == "value_error":
        code = "bad-definition" if isinstance(value, dict) else "bad-value"
        log.add(code, **place, value=_shown(value), wanted=str(context["error"]))
    elif kind.startswith("date_") and isinstance(value, str):
        log.add("bad-value", **place, value=_shown(value), wanted=_KINDS["date_type"])
    elif kind == "string_type" and isinstance(value, bool | int | float):
        log.add("text-needs-quotes", **place, value=_shown(value), found=_FOUND[type(value)])
    else:
        wanted = details["msg"] if kind == "alternatives" else _KINDS.get(kind, "another kind of value")
        log.add("wrong-type", **place, value=_shown(value), found=_found(value), wanted=wanted)


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number or 'no'} entries"


def _data_path(details: ErrorDetails, data: Any) -> Path:
    """The path of the value in the file: Pydantic's, without the names of a union's alternatives."""
    path: list[str | int] = []
    here = data
    last = len(details["loc"]) - 1
    for position, part in enumerate(details["loc"]):
        if isinstance(here, dict) and part in here:
            here = here[str(part)]
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        elif not (position == last and details["type"] == "missing"):
            continue
        path.append(part)
    return tuple(path)


def _is_other_shape(several: list[ErrorDetails], path: Path, found: dict[Path, list[ErrorDetails]]) -> bool:
    """Whether these failures only say that a value could have had another shape, while its own shape failed inside."""
    inside = any(other[: len(path)] == path and len(other) > len(path) for other in found)
    return inside and all(details["type"] in _SHAPES for details in several)


def _is_consequence(details: ErrorDetails) -> bool:
    """Whether a list counts as too short only because Pydantic left out its elements that failed."""
    return details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]


def _joined(several: list[ErrorDetails]) -> ErrorDetails:
    """One failure for a value that fits none of a union's alternatives."""
    if len(several) == 1:
        return several[0]
    own = [details for details in several if details["type"] not in _KINDS]
    if own:
        return own[0]
    wanted = list(dict.fromkeys(_KINDS[details["type"]] for details in several))
    return {**several[0], "type": "alternatives", "msg": " or ".join(wanted)}


def _found(value: Any) -> str:
    if value is None:
        return "nothing"
    kind = _FOUND.get(type(value), "another kind of value")
    return kind if isinstance(value, list | dict) else f"{kind} ({_shown(value)})"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "(empty)"
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _model_named(name: str) -> type[BaseModel] | None:
    waiting = list(BaseModel.__subclasses__())
    for model in waiting:
        if model.__name__ == name and model.__module__.startswith("civiscope."):
            return model
        waiting.extend(model.__subclasses__())
    return None


def _models_at(annotation: Any, path: Path) -> Iterator[type[BaseModel]]:
    """The models that a value at ``path`` below ``annotation`` may be."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not path:
            yield annotation
        elif (field := annotation.model_fields.get(str(path[0]))) is not None:
            yield from _models_at(field.annotation, path[1:])
    elif origin is Annotated:
        yield from _models_at(arguments[0], path)
    elif origin in (Union, types.UnionType):
        for argument in arguments:
            yield from _models_at(argument, path)
    elif origin in (tuple, list) and path and isinstance(path[0], int):
        yield from _models_at(arguments[0], path[1:])
    elif origin is dict and path:
        yield from _models_at(arguments[1], path[1:])


def _fields(model: type[BaseModel] | None, path: Path) -> set[str]:
    return {name for found in _models_at(model, path) for name in found.model_fields}


def _field(model: type[BaseModel] | None, path: Path) -> str:
    """What the documentation of a missing field says, without its full stop."""
    for found in _models_at(model, path[:-1]):
        field = found.model_fields.get(str(path[-1]))
        if field is not None and field.description:
            return field.description[0].lower() + field.description[1:].rstrip(".")
    return ""
