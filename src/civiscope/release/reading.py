"""Reading and verifying a release folder."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict, fields
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from civiscope import __version__
from civiscope.errors import Problem, ProblemLog, UserError, problem
from civiscope.release.dictionary import TABLES
from civiscope.release.model import Release
from civiscope.release.tables import column_name, read_csv, read_parquet
from civiscope.release.writing import LOOK, MANIFEST, PRODUCTS, REPORT, checksum
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
from civiscope.study.outcomes_definition import OutcomesDefinition
from civiscope.study.picture_formats import media_type, picture_size
from civiscope.study.questionnaire import Questionnaire
from civiscope.study.report_file import StudyReport
from civiscope.study.report_text import parse_report


def read_manifest(folder: Path) -> dict[str, Any]:
    """release.json; raises UserError where there is none, or something else."""
    if not (folder / MANIFEST).is_file():
        raise UserError(problem("release-missing", value=folder))
    return _listing(folder, MANIFEST)


def verify_release(folder: Path) -> None:
    """Raise UserError with every file of the release that is missing or differs from what was sealed.

    A manifest that lists something outside the folder is refused as well, and nothing outside is read.
    """
    _refuse_damaged(_damaged(folder, MANIFEST, read_manifest(folder)))


def verify_products(folder: Path) -> None:
    """Raise UserError with every file made from the release (figures, pages, documents) that is not as it was made.

    They are those of products.json, which must have been made from the release that lies beside it. A release without
    products.json has nothing to verify: only its results were written. The results themselves are for
    `verify_release`.
    """
    if not (folder / PRODUCTS).exists():
        return
    listing = _listing(folder, PRODUCTS)
    damaged = _damaged(folder, PRODUCTS, listing)
    if (folder / MANIFEST).is_file() and listing.get("release") != checksum(folder / MANIFEST):
        reason = f"its files were made from another {MANIFEST} than the one beside it"
        damaged.insert(0, _damage(folder, PRODUCTS, reason))
    _refuse_damaged(damaged)


def _listing(folder: Path, name: str) -> dict[str, Any]:
    """release.json or products.json; raises UserError for what is neither."""
    try:
        listing: Any = json.loads((folder / name).read_text(encoding="utf-8"))
    except ValueError as failure:
        raise UserError(_damage(folder, name, "it is not JSON")) from failure
    except OSError as failure:
        raise UserError(_damage(folder, name, _unreadable(failure))) from failure
    if not isinstance(listing, dict) or not isinstance(listing.get("files"), dict):
        raise UserError(_damage(folder, name, "it lists no files"))
    return dict(listing)


def _damaged(folder: Path, listed_in: str, listing: dict[str, Any]) -> list[Problem]:
    damaged = []
    for name, expected in listing["files"].items():
        if not _is_inside(name):
            reason = f'it lists "{name}", which is no file inside the release'
            damaged.append(_damage(folder, listed_in, reason))
        elif reason := _difference(folder / name, expected):
            damaged.append(_damage(folder, name, reason))
    return damaged


def _is_inside(name: str) -> bool:
    """Whether a name that a manifest lists stays in the release's folder, on every system: ``results/cities.csv``."""
    path, elsewhere = PurePosixPath(name), PureWindowsPath(name)
    is_relative = not (path.is_absolute() or elsewhere.drive or elsewhere.root)
    return name.isprintable() and "\\" not in name and is_relative and bool(path.parts) and ".." not in path.parts


def _difference(path: Path, expected: object) -> str:
    """What is wrong with a file whose SHA-256 was ``expected``; empty where nothing is."""
    if not path.is_file():
        return "the file is missing"
    try:
        return "" if checksum(path) == expected else "its checksum differs"
    except OSError as failure:
        return _unreadable(failure)


def _unreadable(failure: OSError) -> str:
    return f"it cannot be read ({failure.strerror or failure})"


def _damage(folder: Path, name: str, reason: str) -> Problem:
    return problem("release-damaged", value=name, folder=folder, reason=reason)


def _refuse_damaged(damaged: list[Problem]) -> None:
    if damaged:
        raise UserError(*damaged)


def read_release(folder: Path) -> Release:
    """The release in ``folder``, after its checksums have been verified.

    Raises UserError where they differ, and for the tables of another version of Civiscope.
    """
    verify_release(folder)
    verify_tables(folder)
    return _read(folder, read_manifest(folder))


def verify_tables(folder: Path) -> None:
    """Raise UserError where a table has other columns than this version of Civiscope reads, or is not there.

    What is sealed is whole: only another version writes other columns.
    """
    for title, kind in TABLES.items():
        name = title.partition(" ")[0]
        if name.endswith(".csv") and _header(folder / name) != [column_name(field.name) for field in fields(kind)]:
            made = read_manifest(folder).get("civiscope", "of an unknown version")
            raise UserError(problem("release-unreadable", value=folder, made=made, version=__version__))


def _header(path: Path) -> list[str]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream), [])


def _read(folder: Path, manifest: dict[str, Any]) -> Release:
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
        id=str(manifest.get("id", "")),
        date=str(manifest.get("date", "")),
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
