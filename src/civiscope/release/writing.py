"""Writing results/ and sealing it with release.json."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from civiscope import __version__
from civiscope.disclosure.publication import Publication
from civiscope.release.contrasts import contrasts
from civiscope.release.published_comparison import compare_published
from civiscope.release.tables import Metadata, write_csv, write_parquet
from civiscope.results.answers import Answer, Change, Respondent
from civiscope.results.cities import Membership, ReleasedCity
from civiscope.results.comparisons import FrameComparison
from civiscope.results.contrasts import Contrast
from civiscope.results.estimates import SIMULATED, Estimate
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
from civiscope.results.scores import Contribution, GroupScore, Improvement, Score, SensitivityRow, StudyScores
from civiscope.study.definition import StudyDefinition
from civiscope.study.frame import FRAME_COLUMNS, Frame
from civiscope.study.groups import level_of
from civiscope.study.index_definition import IndexDefinition
from civiscope.study.look_files import LookFile
from civiscope.study.outcomes_definition import OutcomesDefinition
from civiscope.study.questionnaire import Questionnaire
from civiscope.study.report_file import StudyReport

MANIFEST = "release.json"
PRODUCTS = "products.json"
REPORT = "report.json"
LOOK = "look"


@dataclass(frozen=True)
class ReleaseContent:
    """All that results/ holds. ``inputs`` are the files behind it, by their name relative to the study folder."""

    definition: StudyDefinition
    questionnaires: dict[str, Questionnaire]
    frame: Frame
    levels: dict[str, dict[str, str]]
    publication: Publication
    quality: tuple[QualityRow, ...]
    published: tuple[PublishedResult, ...]
    inputs: dict[str, Path]
    indices: dict[str, IndexDefinition] = field(default_factory=dict)
    outcomes: OutcomesDefinition | None = None
    representativeness: tuple[FrameComparison, ...] = ()
    report: StudyReport | None = None
    look: tuple[LookFile, ...] = ()


def write_release(content: ReleaseContent, folder: Path) -> None:
    """Write results/ and release.json into ``folder``, which must exist; the same content gives the same bytes."""
    results = folder / "results"
    results.mkdir()
    publication = content.publication
    about: Metadata = {"simulated": "true"} if content.definition.simulated else {}
    write_parquet(results / "estimates.parquet", Estimate, publication.estimates, about)
    write_csv(results / "estimates.csv", Estimate, publication.estimates)
    write_parquet(results / "answers.parquet", Answer, publication.answers, about)
    write_csv(results / "respondents.csv", Respondent, publication.respondents)
    write_csv(results / "changes.csv", Change, publication.changes)
    _write_scores(publication.scores, results, about)
    _write_outcomes(publication.outcomes, results)
    write_csv(results / "quality.csv", QualityRow, content.quality)
    write_csv(results / "published.csv", PublishedResult, content.published)
    write_csv(results / "representativeness.csv", FrameComparison, content.representativeness)
    write_csv(
        results / "published_comparison.csv",
        PublishedComparison,
        compare_published(publication.estimates, content.published, simulated=content.definition.simulated),
    )
    remark = SIMULATED if content.definition.simulated else ""
    write_csv(
        results / "contrasts.csv",
        Contrast,
        contrasts(publication.estimates, content.definition, publication.respondents, remark),
    )
    write_csv(results / "cities.csv", ReleasedCity, _cities(content))
    write_csv(results / "groups.csv", Membership, _memberships(content))
    for entry in content.look:
        (results / LOOK).mkdir(exist_ok=True)
        (results / LOOK / entry.name).write_bytes(entry.path.read_bytes())
    _write_json(results / "codebook.json", _codebook(content))
    if content.report is not None:
        _write_json(results / REPORT, {"simulated": content.definition.simulated, **_report(content.report)})
    _write_json(folder / MANIFEST, _manifest(content, folder))


def write_products(folder: Path) -> None:
    """Write products.json: the checksums of all that was made from the release. It is written last."""
    sealed = {folder / MANIFEST, folder / PRODUCTS}
    made = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path not in sealed and path.relative_to(folder).parts[0] not in ("results", "data")
    ]
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    sealed_by = {"release": checksum(folder / MANIFEST), "simulated": manifest["simulated"]}
    _write_json(folder / PRODUCTS, {**sealed_by, "files": checksums(made, folder)})


def checksum(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def checksums(paths: list[Path], folder: Path) -> dict[str, str]:
    """SHA-256 by the files' names relative to ``folder``, in the order of ``paths``."""
    return {path.relative_to(folder).as_posix(): checksum(path) for path in paths}


def _write_scores(scores: StudyScores, results: Path, about: Metadata) -> None:
    """The tables of the indices; a study without indices has their headers only."""
    write_parquet(results / "scores.parquet", Score, scores.scores, about)
    write_csv(results / "scores.csv", Score, scores.scores)
    write_csv(results / "contributions.csv", Contribution, scores.contributions)
    write_csv(results / "improvements.csv", Improvement, scores.improvements)
    write_csv(results / "group_scores.csv", GroupScore, scores.groups)
    write_csv(results / "sensitivity.csv", SensitivityRow, scores.sensitivity)


def _write_outcomes(outcomes: StudyOutcomes, results: Path) -> None:
    """The tables of outcome models; a study without outcomes.yaml has their headers only."""
    write_csv(results / "models.csv", OutcomeEstimate, outcomes.estimates)
    write_csv(results / "outcome_coverage.csv", OutcomeCoverage, outcomes.coverage)
    write_csv(results / "outcomes.csv", LinkedOutcome, outcomes.values)
    write_csv(results / "outcome_cities.csv", OutcomeCity, outcomes.cities)
    write_csv(results / "outcome_groups.csv", ComparedCity, outcomes.compared)


def _cities(content: ReleaseContent) -> list[ReleasedCity]:
    return [
        ReleasedCity(**{column: getattr(city, column) for column in FRAME_COLUMNS}) for city in content.frame.values()
    ]


def _memberships(content: ReleaseContent) -> list[Membership]:
    return [
        Membership(group.code, level, city.code)
        for group in content.definition.groups
        for city in content.frame.values()
        if (level := level_of(group, city))
    ]


def _codebook(content: ReleaseContent) -> dict[str, object]:
    outcomes = content.outcomes
    return {
        "study": content.definition.model_dump(mode="json", exclude_defaults=True),
        "questionnaires": {
            name: questionnaire.model_dump(mode="json", exclude_defaults=True)
            for name, questionnaire in content.questionnaires.items()
        },
        "indices": {
            name: index.model_dump(mode="json", exclude_defaults=True) for name, index in content.indices.items()
        },
        "outcomes": None if outcomes is None else outcomes.model_dump(mode="json", exclude_defaults=True),
        "levels": content.levels,
    }


def _report(report: StudyReport) -> dict[str, object]:
    facts = {name: fact.model_dump(mode="json", exclude_defaults=True) for name, fact in report.facts.items()}
    return {"text": report.source, "facts": facts}


def _manifest(content: ReleaseContent, folder: Path) -> dict[str, object]:
    inputs = {name: checksum(path) for name, path in sorted(content.inputs.items())}
    state = hashlib.sha256(json.dumps([__version__, inputs]).encode()).hexdigest()
    waves = sorted({entry.wave for entry in content.publication.respondents})
    date = max(wave.date for wave in content.definition.waves if wave.id in waves)
    return {
        "id": f"{content.definition.id}-{date.isoformat()}-{state[:12]}",
        "study": content.definition.id,
        "waves": [wave.id for wave in content.definition.waves if wave.id in waves],
        "date": date.isoformat(),
        **content.definition.release.model_dump(mode="json"),
        "simulated": content.definition.simulated,
        "civiscope": __version__,
        "inputs": inputs,
        "files": checksums([path for path in sorted((folder / "results").rglob("*")) if path.is_file()], folder),
    }


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
