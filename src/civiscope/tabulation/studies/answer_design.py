"""The design of a wave's answers: which cities they stand for, and with what weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civiscope.answers.answerset import AnswerBlock, AnswerSet
from civiscope.errors import ProblemLog, did_you_mean
from civiscope.sampling.design import Lonely
from civiscope.sampling.stages import Stages
from civiscope.study.definition import SampleDesign
from civiscope.study.groups import level_of
from civiscope.study.loading import Study
from civiscope.study.numbers import parse_number


@dataclass(frozen=True, slots=True)
class AnswerDesign:
    """Stages of the sample, and for each of n respondents the number of its group in them and its weight, both (n,)."""

    stages: Stages
    unit: NDArray[np.int64]
    weights: NDArray[np.float64]


def design_of(study: Study, block: AnswerBlock) -> AnswerDesign:
    """The design of a block's answers.

    Without a design of its own a wave counts as a simple random sample, without replacement, of the cities that it
    stands for: ``surveyed`` in study.yaml, else the frame. With strata each stratum counts so, of the frame's cities
    in it, and answers have the weight N / n unless a column of the frame gives one.
    """
    wave = study.definition.wave(block.wave)
    size = block.size
    if wave.design is None:
        stages = Stages(
            np.zeros((1, 1), dtype=np.int64),
            np.array([size]),
            (np.array([float(wave.surveyed or len(study.frame))]),),
            elements=True,
            lonely=Lonely.REMOVE,
        )
        return AnswerDesign(stages, np.zeros(size, dtype=np.int64), np.ones(size))
    strata = _strata(study, block, wave.design)
    names = sorted(set(strata))
    codes = np.array([names.index(name) for name in strata], dtype=np.int64)
    frame = Counter(stratum_of(study, city, wave.design) for city in study.frame)
    population = np.array([float(frame[name]) for name in names])
    if wave.design.cluster is None:
        rows = np.bincount(codes, minlength=len(names))
        stages = Stages(np.arange(len(names))[None, :], rows, (population,), True, Lonely(wave.design.lonely))
        unit = codes
    else:
        stages, unit = _clustered(study, block, wave.design, names, codes)
    return AnswerDesign(stages, unit, _weights(study, block, wave.design, codes, population))


def _clustered(
    study: Study, block: AnswerBlock, design: SampleDesign, names: list[str], codes: NDArray[np.int64]
) -> tuple[Stages, NDArray[np.int64]]:
    """Clusters of cities: the population of a stratum is the number of its clusters in the frame."""
    own = [_cluster_of(study, city, design) for city in block.cities]
    known = sorted(set(own))
    combined = codes * len(known) + np.array([known.index(name) for name in own], dtype=np.int64)
    unique, unit = np.unique(combined, return_inverse=True)
    clusters = _units(study, study.frame, design)
    population = np.array([float(clusters[name]) for name in names])
    ancestors = np.stack([unique // len(known), np.arange(len(unique))])
    rows = np.bincount(unit, minlength=len(unique))
    return Stages(ancestors, rows, (population,), False, Lonely(design.lonely)), unit.astype(np.int64)


def _weights(
    study: Study, block: AnswerBlock, design: SampleDesign, codes: NDArray[np.int64], population: NDArray[np.float64]
) -> NDArray[np.float64]:
    if design.weight is not None:
        found = [parse_number(str(study.frame[city].value(design.weight) or "")) for city in block.cities]
        return np.array([0.0 if value is None else value for value in found])
    if design.cluster is not None:
        return np.ones(block.size)
    return (population / np.bincount(codes, minlength=len(population)))[codes]


def _strata(study: Study, block: AnswerBlock, design: SampleDesign) -> list[str]:
    return [stratum_of(study, city, design) for city in block.cities]


def stratum_of(study: Study, city: str, design: SampleDesign | None) -> str:
    """The stratum of a city of the frame; empty where there are no strata, or where it has none."""
    if design is None or design.strata is None:
        return ""
    group = next(group for group in study.definition.groups if group.code == design.strata)
    return level_of(group, study.frame[city])


def check_designs(study: Study, answers: AnswerSet, log: ProblemLog) -> bool:
    """Log what is wrong with the designs of waves; whether estimates can be made nevertheless."""
    before = len(log.errors)
    for wave in study.definition.waves:
        if wave.design is None:
            continue
        place = {"file": "study.yaml", "wave": wave.id}
        groups = {group.code: group for group in study.definition.groups}
        if wave.design.strata is not None and (
            wave.design.strata not in groups or groups[wave.design.strata].item is not None
        ):
            usable = [code for code, group in groups.items() if group.item is None]
            similar = did_you_mean(wave.design.strata, usable)
            log.add("strata-unknown", **place, value=wave.design.strata, groups=", ".join(usable), similar=similar)
            continue
        missing = [name for name in (wave.design.weight, wave.design.cluster) if name and not _has_values(study, name)]
        for name in missing:
            log.add("design-column-unknown", **place, value=name)
        for (of_wave, _), block in answers.blocks.items():
            if of_wave == wave.id and not missing:
                _check_block(study, block, wave.design, log)
    return len(log.errors) == before


def _has_values(study: Study, column: str) -> bool:
    return any(city.value(column) is not None for city in study.frame.values())


def _check_block(study: Study, block: AnswerBlock, design: SampleDesign, log: ProblemLog) -> None:
    place = {"file": "cities.csv", "wave": block.wave}
    for city in block.cities:
        if design.strata is not None and not stratum_of(study, city, design):
            log.add("stratum-missing", **place, city=city, value=design.strata)
        if design.weight is not None:
            text = str(study.frame[city].value(design.weight) or "")
            weight = parse_number(text)
            if weight is None or weight < 0:
                log.add("city-weight", **place, city=city, column=design.weight, value=text)
    if design.strata is not None:
        answered = Counter(_strata(study, block, design))
        for name in sorted({stratum_of(study, city, design) for city in study.frame} - set(answered) - {""}):
            log.add("stratum-without-answers", **place, value=name)
    if design.lonely == "fail":
        answered, in_frame = (_units(study, cities, design) for cities in (block.cities, study.frame))
        for name, count in sorted(answered.items()):
            # A stratum whose only unit answered was asked whole: it has no variance to estimate.
            if count == 1 and in_frame[name] > 1 and (name or design.cluster):
                log.add("stratum-with-one-answer", **place, value=name or "all cities")


def _units(study: Study, cities: Iterable[str], design: SampleDesign) -> Counter[str]:
    """The number of units (clusters, else cities) by stratum."""
    units = {(stratum_of(study, city, design), _cluster_of(study, city, design)) for city in cities}
    return Counter(stratum for stratum, _ in units)


def _cluster_of(study: Study, city: str, design: SampleDesign) -> str:
    """The cluster of a city; a city without one is a cluster of its own."""
    return str((study.frame[city].value(design.cluster) if design.cluster else None) or city)
