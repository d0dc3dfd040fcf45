"""`civiscope simulate`: a copy of a study with made-up cities and answers, marked as simulated.

For trying out a questionnaire, a release or the service before there are answers, and for measuring speed. Questions,
translations, published results and the shape of the frame are the study's; no city, answer or recode of it is copied.
Answers are drawn so that the published shares hold, and hang together by a capacity that each city has.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from civiscope.errors import ProblemLog, UserError, problem
from civiscope.study.definition import Findings, Group, Party, StudyDefinition, Wave
from civiscope.study.frame import Frame
from civiscope.study.labels import LONGEST_NAME, SOURCE
from civiscope.study.loading import Study, load_study
from civiscope.study.look_files import LookFile
from civiscope.workflows.output import scratch_folder
from civiscope.workflows.progress import Progress, silent
from civiscope.workflows.simulate_answers import SimulatedBlock, World, simulated_answers, write_answers
from civiscope.workflows.simulate_cities import placed, simulated_frame, write_frame
from civiscope.workflows.simulate_notes import readme_of, write_published
from civiscope.workflows.simulate_outcomes import needed_columns, simulated_outcomes
from civiscope.workflows.simulate_response import EARLIER, FURTHER, LATEST, answering
from civiscope.workflows.simulate_shares import PublishedShares
from civiscope.workflows.simulate_traits import Traits

PREFIX = "Simulated: "
SUFFIX = "-simulated"
MOST_CITIES = 100_000

_COPIED_FOLDERS = ("questionnaires", "locale", "indices")
_COPIED_FILES = ("report.md", "facts.yaml")


def simulate_study(source: Path, cities: int, seed: int, out: Path, progress: Progress = silent) -> None:
    """Read the study in ``source`` and write its simulated copy to ``out``, which must not exist or be empty.

    Raises UserError for a study with errors, a number of cities or a seed out of range, or an ``out`` that cannot be
    used; nothing is written then.
    """
    if not 1 <= cities <= MOST_CITIES:
        raise UserError(problem("simulate-cities", value=cities, most=f"{MOST_CITIES:,}"))
    if seed < 0:
        raise UserError(problem("simulate-seed", value=seed))
    out = out.resolve()
    if out.is_relative_to(source.resolve()):
        raise UserError(problem("out-inside-study", value=out))
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UserError(problem("folder-not-empty", value=out))
    progress("reading the study", 0, 0)
    log = ProblemLog()
    study = load_study(source, log)
    if log.errors or study is None:
        raise UserError(*log.errors)
    with scratch_folder(out) as scratch:
        made = scratch / "study"
        made.mkdir()
        simulate(study, cities, seed, made, progress)
        if out.exists():
            out.rmdir()
        made.rename(out)


def simulate(study: Study, cities: int, seed: int, folder: Path, progress: Progress = silent) -> None:
    """Write a copy of ``study`` with ``cities`` made-up cities into the empty ``folder``.

    The same seed gives the same files. Every closed wave gets answers; of a study without one, the latest wave is
    closed for the purpose.
    """
    frame_seed, group_seed, trait_seed, *wave_seeds, outcome_seed, place_seed = np.random.SeedSequence(seed).spawn(
        5 + len(study.definition.waves)
    )
    outcomes = None if study.outcomes is None else study.outcomes.definition
    controls = needed_columns(outcomes) if outcomes is not None else frozenset()
    frame = simulated_frame(study.frame, study.definition, cities, np.random.default_rng(frame_seed), controls)
    if study.definition.coordinates == "geonames" or any(city.latitude is not None for city in study.frame.values()):
        frame = placed(frame, np.random.default_rng(place_seed))
    definition = _definition(study, frame, seed, np.random.default_rng(group_seed))
    _write_definition(definition, folder / "study.yaml")
    by_column = {group.column for group in definition.groups if group.column} | controls
    write_frame(frame, folder / "cities.csv", by_column)
    _copy_texts(study.folder, folder, study.look)
    shares = PublishedShares(study)
    world = World(
        cities=list(frame.values()),
        groups={group.code: group for group in definition.groups},
        traits=Traits(len(frame), int(trait_seed.generate_state(1)[0])),
        printed=shares.of,
    )
    closed = [wave for wave in definition.waves if wave.status == "closed"]
    for wave, wave_seed in zip(definition.waves, wave_seeds, strict=True):
        if wave in closed:
            progress(f"answering wave {wave.id}", closed.index(wave), len(closed))
            rate = LATEST if wave is closed[-1] else EARLIER
            _write_wave(study, wave, world, rate, folder, np.random.default_rng(wave_seed))
    if study.published:
        write_published(study.published, definition, study.questionnaires, frame, folder / "published.csv")
    if outcomes is not None:
        capacity = world.traits.capacity(closed[-1].id)
        generator = np.random.default_rng(outcome_seed)
        simulated_outcomes(outcomes, study.folder, list(frame), capacity, generator, folder)
    readme = readme_of(study, definition, shares, cities, seed)
    (folder / "README.md").write_text(readme, encoding="utf-8")


def _copy_texts(source: Path, folder: Path, look: tuple[LookFile, ...]) -> None:
    """Copy definitions, texts and the pictures of the look, which hold no answer."""
    for part in _COPIED_FOLDERS:
        if (source / part).is_dir():
            (folder / part).mkdir()
            for path in sorted((source / part).glob("*.yaml")):
                shutil.copyfile(path, folder / part / path.name)
    for name in _COPIED_FILES:
        if (source / name).is_file():
            shutil.copyfile(source / name, folder / name)
    for entry in look:
        place = folder / entry.path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(entry.path, place)


def _write_wave(
    study: Study, wave: Wave, world: World, rate: float, folder: Path, generator: np.random.Generator
) -> None:
    """Write the answers of one wave; its first questionnaire is answered by more cities than the others."""
    place = folder / "waves" / wave.id
    place.mkdir(parents=True)
    blocks: list[SimulatedBlock] = []
    for name in wave.questionnaires:
        share = rate * FURTHER if blocks else rate
        answers = answering(world.cities, share, wave.id, name, world.traits, generator)
        chosen = [city for city, is_answering in zip(world.cities, answers, strict=True) if is_answering]
        blocks.append(simulated_answers(study.questionnaires[name], wave, chosen, world, blocks, generator))
        write_answers(blocks[-1], place / f"{name}.csv")


def _definition(study: Study, frame: Frame, seed: int, generator: np.random.Generator) -> StudyDefinition:
    """The study's definition for made-up cities: renamed, marked, without what is true of real ones only.

    Publisher, contacts and sources go, because they stand for real answers; promoted findings go, because made-up
    answers need not be as good as real ones; the size of a wave is that of the frame.
    """
    definition = study.definition
    made_up = (
        f"{PREFIX}{len(frame):,} made-up cities with random answers (seed {seed}). Nothing here is true of any city. "
        "Results printed elsewhere, where they are shown, are real."
    )
    note = dict.fromkeys(definition.languages, "The cities and answers are made up.")
    members = {group.code: len(group.cities) / len(study.frame) for group in definition.groups if group.cities}
    return definition.model_copy(
        update={
            "id": definition.id[: LONGEST_NAME - len(SUFFIX)].rstrip("-") + SUFFIX,
            "title": {language: PREFIX + text for language, text in definition.title.items()},
            "description": dict.fromkeys(definition.languages, made_up),
            "publisher": Party(name=f"{PREFIX}no publisher"),
            "contacts": (),
            "licence": definition.licence.model_copy(update={"note": note}),
            "sources": (),
            "simulated": True,
            "waves": _waves(definition.waves),
            "groups": tuple(
                _with_members(group, members[group.code], frame, generator) if group.cities else group
                for group in definition.groups
            ),
            "coordinates": "frame",
            "findings": Findings(),
        }
    )


def _with_members(group: Group, share: float, frame: Frame, generator: np.random.Generator) -> Group:
    """The group with made-up members, about as large a part of the frame as the real ones."""
    count = min(max(1, round(share * len(frame))), len(frame))
    chosen = np.sort(generator.choice(len(frame), size=count, replace=False))
    codes = list(frame)
    return group.model_copy(update={"cities": tuple(codes[index] for index in chosen)})


def _waves(waves: tuple[Wave, ...]) -> tuple[Wave, ...]:
    any_closed = any(wave.status == "closed" for wave in waves)
    return tuple(
        wave.model_copy(
            update={
                "surveyed": None,
                "surveyed_note": None,
                "answers": "public",
                "status": wave.status if any_closed or wave is not waves[-1] else "closed",
            }
        )
        for wave in waves
    )


def _write_definition(definition: StudyDefinition, path: Path) -> None:
    content = _plain(definition.model_dump(mode="json", exclude_defaults=True), definition.source_language)
    head = "# Written by `civiscope simulate`: made-up cities and answers.\n"
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120)
    path.write_text(head + text, encoding="utf-8")


def _plain(value: Any, source: str) -> Any:
    """Labels as a study has them: a text alone where there is one language only, else a text per language."""
    if isinstance(value, list):
        return [_plain(entry, source) for entry in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {SOURCE}:
        return value[SOURCE]
    return {key if key != SOURCE else source: _plain(entry, source) for key, entry in value.items()}
