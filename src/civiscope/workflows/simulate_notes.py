"""What a simulated study carries besides cities and answers: its published results, which are real, and a README."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from civiscope.results.published import PUBLISHED_COLUMNS, PublishedResult
from civiscope.study.definition import StudyDefinition
from civiscope.study.frame import Frame
from civiscope.study.groups import all_levels
from civiscope.study.loading import Study
from civiscope.study.questionnaire import Questionnaire
from civiscope.workflows.simulate_shares import PublishedShares


def write_published(
    published: Iterable[PublishedResult],
    definition: StudyDefinition,
    questionnaires: dict[str, Questionnaire],
    frame: Frame,
    path: Path,
) -> None:
    """Write published.csv as the study has it, without results of levels to which no made-up city belongs."""
    levels = all_levels(definition, questionnaires, frame)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(PUBLISHED_COLUMNS)
        for result in published:
            if result.domain and result.level not in levels[result.domain]:
                continue
            cells = [getattr(result, column) for column in PUBLISHED_COLUMNS]
            writer.writerow(
                ["" if cell is None else f"{cell:.10g}" if isinstance(cell, float) else cell for cell in cells]
            )


def readme_of(study: Study, definition: StudyDefinition, shares: PublishedShares, cities: int, seed: int) -> str:
    """README.md: that everything is made up, how, and which published shares were followed."""
    return f"""# Simulated study

**Everything here is simulated.** The {cities:,} cities of `cities.csv` do not exist, and the answers in `waves/` are
random. They respect the questionnaire's routing, options and constraints and say nothing about any city.

Made by `civiscope simulate` with seed {seed} from the definitions of the study `{study.definition.id}`: its
questionnaires, indices, translations, groups and colours are kept, and populations are spread as in its frame. Its
cities, answers and recodes are not. The column `source` of the answers reads "simulated". Larger cities, and those of
some regions, answer more often.

**`published.csv` is not simulated**, nor are `facts.yaml` and `report.md` where they stand here: they are the study's
own, and what they print is about real cities.

## Shares that the answers follow

{_followed(study, definition, shares)}

Shares of which nothing is printed are random. "How studies are simulated" in Civiscope's documentation of methods tells
the rest.
"""


def _followed(study: Study, definition: StudyDefinition, shares: PublishedShares) -> str:
    lines = []
    for wave in definition.waves:
        if wave.status != "closed":
            continue
        for name in wave.questionnaires:
            for item in study.questionnaires[name].items.values():
                for row, printed in shares.of(wave.id, name, item).items():
                    parts = [f"`{option}` {100 * share:.3g}%" for option, share in printed.overall.items()]
                    parts += [
                        f"`{option}` {100 * share:.3g}% where `{printed.domain}` is `{level}`"
                        for level, told in printed.levels.items()
                        for option, share in told.items()
                    ]
                    origin = f" (published of the wave {printed.wave})" if printed.wave else ""
                    place = f"{item.code}.{row}" if row else item.code
                    lines.append(f"- {wave.id}, {name}, `{place}`{origin}: {', '.join(parts)}")
    return "\n".join(lines) or "The study has no published shares of these questions."
