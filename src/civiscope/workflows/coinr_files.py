"""An index as the files iData.csv and iMeta.csv of COINr, and a definition from iMeta."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from civiscope.errors import UserError, problem
from civiscope.indices.coinr import Structure, data_rows, meta_rows, structure_of
from civiscope.indices.definition import index_of
from civiscope.indices.recipe import NORMALISE, Recipe
from civiscope.indices.tree import IndexTree, Node
from civiscope.indices.weighting.rules import META
from civiscope.study.index_definition import IndexDefinition
from civiscope.study.labels import LONGEST_NAME
from civiscope.study.sheets import Sheet
from civiscope.tabulation.studies.domains import levels_of_respondents
from civiscope.workflows.indicator_tables import of_wave, open_sheet
from civiscope.workflows.opened_index import (
    DEFAULT_NORMALISATION,
    DEFAULT_ORDER,
    IndexOptions,
    IndexSource,
    OpenedIndex,
    open_index,
)
from civiscope.workflows.reading import CodedStudy
from civiscope.workflows.score import open_study_index
from civiscope.workflows.study_index import StudyIndex

DATA, STRUCTURE, OPTIONS = "iData.csv", "iMeta.csv", "options.txt"
DEFAULT_AGGREGATION = "arithmetic"

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_OWN_COLUMNS = ("uCode", "uName", "Time")


@dataclass(frozen=True, slots=True)
class CoinrFiles:
    """Files by name, and what whoever asked for them should know."""

    texts: dict[str, str]
    remarks: tuple[str, ...]


def export_coinr(source: IndexSource) -> CoinrFiles:
    """iData.csv and iMeta.csv of an index, and the options by which `civiscope score` scores them to the same numbers.

    Of a study the scored indicators, before any step, with its groups as grouping columns. Rows without any value are
    left out: they have no score, and a table must not have them. Raises UserError for what cannot be opened.
    """
    if source.is_study:
        coded, found = open_study_index(source, IndexOptions())
        opened, combined = _with_groups(coded, found), [entry.code for entry in found.combinations]
    else:
        opened, combined = open_index(source, IndexOptions()), []
        if source.wave is not None:
            opened = replace(opened, table=of_wave(opened.table, source.wave))
    table = opened.table.columns(opened.tree.indicators)
    kept = np.asarray(~np.isnan(table.values).all(axis=1), dtype=np.bool_)
    table = table.rows(kept)
    structure = Structure(opened.tree, tuple(table.groups), tuple(table.denominators))
    options = options_of(opened.recipe)
    texts = {DATA: _csv(*data_rows(table)), STRUCTURE: _csv(*meta_rows(structure)), OPTIONS: f"{options}\n"}
    remarks = [f"Scored alike by: civiscope score {DATA} --meta {STRUCTURE} {options}"]
    if not kept.all():
        remarks.append(f"Left out, because they have no value in any indicator: {int((~kept).sum())} rows.")
    if combined:
        remarks.append(f"Left out, because a tree cannot hold them: the combinations {', '.join(combined)}.")
    return CoinrFiles(texts, tuple(remarks))


def import_coinr(file: Path, name: str) -> str:
    """The definition (YAML) of the index that an iMeta table describes; ``name`` becomes its id.

    It normalises and aggregates as `civiscope score` does where nothing else is said: to a range from 0 to 100, by
    arithmetic means. Raises UserError for everything that is wrong in the table, and for codes that no definition can
    have.
    """
    sheet = open_sheet(file)
    tree = structure_of(sheet).tree
    _check_codes(sheet, tree, name)
    top = tree.node(tree.root)
    if top.minimum:
        raise UserError(problem("index-minimum-top", file=sheet.name, value=top.code))
    data: dict[str, Any] = {
        "id": name,
        "title": top.label or top.code,
        "about": f"Read from the structure of a table of indicators, {sheet.name}.",
        "steps": [f"{NORMALISE} {DEFAULT_NORMALISATION}"],
        "aggregate": [*[DEFAULT_AGGREGATION] * (tree.depth - 2), top.aggregate]
        if top.aggregate and top.aggregate != DEFAULT_AGGREGATION
        else [DEFAULT_AGGREGATION],
        "tree": [_element(tree, child) for child in tree.children(tree.root)],
    }
    index_of(IndexDefinition.model_validate(data))
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110)


def options_of(recipe: Recipe) -> str:
    """The options of `civiscope score` that say what a recipe says, for a table with iMeta.

    Raises UserError where a step is taken twice.
    """
    names = [step.name for step in recipe.steps]
    twice = [name for place, name in enumerate(names) if name in names[:place]]
    if twice:
        raise UserError(*(problem("index-step-twice", value=name) for name in twice))
    words = [f"--{step.name}" if step.name == "denominate" else f"--{step.name} {step.rule}" for step in recipe.steps]
    if NORMALISE not in names:
        words.append(f"--{NORMALISE} none")
    if names != [name for name in DEFAULT_ORDER if name in names]:
        words.append(f"--steps {','.join(names)}")
    if recipe.weights.name != META:
        # A rule that reads a table of weights is that table's name.
        given = recipe.weights
        words.append(f"--weights {given.values[0] if given.name == 'file' else given}")
    if recipe.aggregate:
        words.append(f"--aggregate {','.join(map(str, recipe.aggregate))}")
    if recipe.minimum:
        words.append(f"--minimum {recipe.minimum!r}")
    return " ".join(words)


def _with_groups(coded: CodedStudy, found: StudyIndex) -> OpenedIndex:
    """The index with the names of cities and a grouping column for every group of the study."""
    study, table = coded.study, found.opened.table
    taken = {*_OWN_COLUMNS, *found.opened.tree.by_code}
    groups = {}
    for group in study.definition.groups:
        levels = [levels_of_respondents(study, coded.answers, block, group) for block in found.blocks.values()]
        name = f"{group.code}_group" if group.code in taken else group.code
        groups[name] = tuple(str(level) for level in np.concatenate(levels).tolist())
    names = tuple(study.frame[city].name for city in table.units)
    return replace(found.opened, table=replace(table, names=names, groups=groups))


def _check_codes(sheet: Sheet, tree: IndexTree, name: str) -> None:
    """Codes must suit a definition; the index's own is replaced by ``name``."""
    lines = {row["iCode"]: line for row, line in zip(sheet.rows, sheet.lines, strict=True)}
    words: dict[str, Any] = {"longest": LONGEST_NAME}
    problems = [
        problem("index-code", file=sheet.name, line=lines[node.code], column="iCode", value=node.code, **words)
        for node in tree.nodes
        if node.parent and not _is_code(node.code)
    ]
    if not _is_code(name):
        problems.append(problem("index-code", column="--out", value=name, **words))
    if name in tree.by_code and name != tree.root:
        where = f", since --out names the index so: the other is in {sheet.name}"
        problems.append(problem("index-node-twice", column="--out", value=name, where=where))
    if problems:
        raise UserError(*problems)


def _is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None and len(text) <= LONGEST_NAME


def _element(tree: IndexTree, code: str) -> dict[str, Any]:
    """An element of the definition: what differs from what a definition takes for granted."""
    node = tree.node(code)
    found: dict[str, Any] = {"code": code, "label": node.label or code}
    found |= {name: value for name, value in _numbers(node).items() if not math.isnan(value)}
    if node.direction != 1:
        found["direction"] = node.direction
    found |= {name: text for name, text in _words(node).items() if text}
    children = tree.children(code)
    if children:
        found["children"] = [_element(tree, child) for child in children]
    return found


def _numbers(node: Node) -> Mapping[str, float]:
    weight = math.nan if node.weight == 1 else node.weight
    minimum = node.minimum or math.nan
    return {"weight": weight, "target": node.target, "low": node.low, "high": node.high, "minimum": minimum}


def _words(node: Node) -> Mapping[str, str]:
    return {"unit": node.unit, "denominator": node.denominator, "aggregate": node.aggregate}


def _csv(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()
