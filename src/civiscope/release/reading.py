"""Reading and verifying a release folder."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from civiscope.errors import Problem, ProblemLog, UserError, problem
from civiscope.release.model import Release
from civiscope.release.tables import read_csv, read_parquet
from civiscope.release.writing import LOOK, MANIFEST, REPORT, checksum
from civiscope.results.answers import Answer, Change, Respondent
from civiscope.results.cities import Membership, ReleasedCity
from civiscope.results.comparisons import FrameComparison
from civiscope.results.contrasts import Contrast
from civiscope.results.document import Picture
from civiscope.results.estimates import Estimate
from civiscope.results.outcomes import (
    ComparedCity,
    LinkedOutcome,
    OutcomeCity,
    OutcomeCoverage,
    OutcomeEstimate,
    StudyOutcomes,
)
from civiscope.results.published import PublishedComparison, PublishedResult
from civiscope.results.quality import QualityRow
from civiscope.results.scores import Contribution, GroupScore, Improvement, Score, SensitivityRow
from civiscope.study.definition import StudyDefinition
from civiscope.study.facts_file import Facts
from civiscope.study.frame import City
from civiscope.study.index_definition import IndexDefinition
from civiscope.study.look_files import media_type, picture_size
from civiscope.study.outcomes_definition import OutcomesDefinition
from civiscope.study.questionnaire import Questionnaire
from civiscope.study.report_file import StudyReport
from civiscope.study.report_text import parse_report


def read_manifest(folder: Path) -> dict[str, Any]:
    """release.json; raises UserError where there is none, or something else."""
    path = folder / MANIFEST
    if not path.is_file():
        raise UserError(problem("release-missing", value=folder))
    try:
        manifest: Any = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as failure:
        raise UserError(problem("release-damaged", value=MANIFEST, reason="it is not JSON")) from failure
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise UserError(problem("release-damaged", value=MANIFEST, reason="it lists no files"))
    return dict(manifest)


def verify_release(folder: Path) -> None:
    """Raise UserError with every file of the release that is missing or differs from what was sealed."""
    damaged: list[Problem] = []
    for name, expected in read_manifest(folder)["files"].items():
        path = folder / name
        if not path.is_file():
            damaged.append(problem("release-damaged", value=name, reason="the file is missing"))
        elif checksum(path) != expected:
            damaged.append(problem("release-damaged", value=name, reason="its checksum differs"))
    if damaged:
        raise UserError(*damaged)


def read_release(folder: Path) -> Release:
    """The release in ``folder``, after its checksums have been verified; raises UserError where they differ."""
    verify_release(folder)
    results = folder / "results"
    codebook = json.loads((results / "codebook.json").read_text(encoding="utf-8"))
    cities = read_csv(results / "cities.csv", ReleasedCity)
    return Release(
        definition=StudyDefinition.model_validate(codebook["study"]),
        questionnaires={
            name: Questionnaire.model_validate(entry) for name, entry in codebook["questionnaires"].items()
        },
        cities={city.code: City(**asdict(city)) for city in cities},
        levels=codebook["levels"],
        memberships=read_csv(results / "groups.csv", Membership),
        estimates=read_parquet(results / "estimates.parquet", Estimate),
        respondents=read_csv(results / "respondents.csv", Respondent),
        answers=read_parquet(results / "answers.parquet", Answer),
        changes=read_csv(results / "changes.csv", Change),
        quality=read_csv(results / "quality.csv", QualityRow),
        published=read_csv(results / "published.csv", PublishedResult),
        contrasts=read_csv(results / "contrasts.csv", Contrast),
        published_comparison=read_csv(results / "published_comparison.csv", PublishedComparison),
        indices={name: IndexDefinition.model_validate(entry) for name, entry in codebook["indices"].items()},
        scores=read_parquet(results / "scores.parquet", Score),
        contributions=read_csv(results / "contributions.csv", Contribution),
        improvements=read_csv(results / "improvements.csv", Improvement),
        group_scores=read_csv(results / "group_scores.csv", GroupScore),
        sensitivity=read_csv(results / "sensitivity.csv", SensitivityRow),
        outcomes_definition=_outcomes_definition(codebook["outcomes"]),
        outcomes=StudyOutcomes(
            read_csv(results / "models.csv", OutcomeEstimate),
            read_csv(results / "outcome_coverage.csv", OutcomeCoverage),
            read_csv(results / "outcomes.csv", LinkedOutcome),
            read_csv(results / "outcome_cities.csv", OutcomeCity),
            read_csv(results / "outcome_groups.csv", ComparedCity),
        ),
        representativeness=read_csv(results / "representativeness.csv", FrameComparison),
        pictures=_read_pictures(results / LOOK),
        report=_read_report(results / REPORT),
    )


def _read_pictures(folder: Path) -> dict[str, Picture]:
    """The pictures of the look by what they are for: ``logo``, ``cover``."""
    found = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        content = path.read_bytes()
        found[path.stem] = Picture(media_type(path.name), content, *picture_size(content, path.suffix))
    return found


def _read_report(path: Path) -> StudyReport | None:
    """The report that a release carries; it was checked with the study, so that nothing is left to find."""
    if not path.exists():
        return None
    content = json.loads(path.read_text(encoding="utf-8"))
    facts = Facts.model_validate(content["facts"]).root
    return StudyReport(content["text"], parse_report(content["text"], ProblemLog()), facts)


def _outcomes_definition(entry: Any) -> OutcomesDefinition | None:
    return None if entry is None else OutcomesDefinition.model_validate(entry)
