"""The river study with a breakdown, a question that is never published, and texts that would do harm as code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from civiscope.results.contrasts import GROUP, OTHERS, WAVE, Contrast
from civiscope.study.site_definition import SiteDefinition
from civiscope.web.explorer.domain.shelf import Edition, Shelf, show
from tests.unit.report.snapshots.examples import QUESTIONNAIRE, STUDY
from tests.unit.web.explorer.river_site import river_edition

BROKEN_DOWN = """\
groups:
  - {code: half, label: Half, column: population, classes: [{code: small, label: Small, below: 145000}, {code: large, label: Large}]}
domains: [half]
"""  # noqa: E501

ARABIC = SiteDefinition(languages=("en", "ar"))
HOSTILE = '=HYPERLINK("http://x")</script>'
NEVER = """\
      - code: hidden
        kind: single
        label: {en: Nobody may know?, ar: "هل لا يعرف أحد؟"}
        short: Hidden
        consent: never
        relevant: ${strategy} = 'yes'
        options: [{code: "yes", label: "Yes"}, {code: "no", label: "No"}]
"""


def question_edition(folder: Path) -> Edition:
    """The release with its contrasts replaced by `contrast` rows: the cities are too few for real ones."""
    questionnaire = QUESTIONNAIRE.replace("label: Culture}", f"label: '{HOSTILE}'}}", 1) + NEVER
    questionnaire = questionnaire.replace("unit: roles", "unit: {en: roles, ar: أدوار}")
    edition = river_edition(folder, study=STUDY + BROKEN_DOWN, questionnaire=questionnaire)
    release = edition.release
    definition = release.definition.model_copy(update={"languages": ("en", "ar"), "site": ARABIC})
    rows = (
        contrast("small", 0.3, 0.012, significant=True),
        contrast("large", -0.3, 0.012, significant=True),
        contrast("small", -0.1, 0.4, significant=False, option="no"),
        contrast("large", None, None, significant=None, option="no"),
        replace(contrast("", 0.4, 0.03, significant=True), kind=WAVE, domain="", against="2018"),
    )
    found = Edition(edition.entry, replace(release, definition=definition, contrasts=rows))
    show(Shelf((found,)))
    return found


def contrast(
    level: str, difference: float | None, p: float | None, *, significant: bool | None, option: str = "yes"
) -> Contrast:
    """A difference of the shares of an answer to the question for a strategy."""
    low, high = (None, None) if difference is None else (difference - 0.1, difference + 0.1)
    return Contrast(
        wave="2020",
        questionnaire="officers",
        item="strategy",
        row="",
        option=option,
        kind=GROUP,
        domain="half",
        level=level,
        against=OTHERS,
        measure="share",
        estimate=None if difference is None else 0.5 + difference,
        reference=0.5,
        difference=difference,
        low=low,
        high=high,
        p=p,
        p_adjusted=p,
        significant=significant,
        base=5,
        reference_base=5,
        note="",
    )
