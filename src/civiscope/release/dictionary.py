"""The tables of a release: which file holds rows of which type. Their columns are the fields of the types."""

from __future__ import annotations

from civiscope.results.answers import Answer, Change, Respondent
from civiscope.results.cities import Membership, ReleasedCity
from civiscope.results.comparisons import FrameComparison
from civiscope.results.contrasts import Contrast
from civiscope.results.estimates import Estimate
from civiscope.results.outcomes import ComparedCity, LinkedOutcome, OutcomeCity, OutcomeCoverage, OutcomeEstimate
from civiscope.results.published import PublishedComparison, PublishedResult
from civiscope.results.quality import QualityRow
from civiscope.results.scores import Contribution, GroupScore, Improvement, Score, SensitivityRow

TABLES: dict[str, type] = {
    "results/estimates.parquet and .csv": Estimate,
    "results/answers.parquet": Answer,
    "results/respondents.csv": Respondent,
    "results/changes.csv": Change,
    "results/cities.csv": ReleasedCity,
    "results/groups.csv": Membership,
    "results/published.csv": PublishedResult,
    "results/published_comparison.csv": PublishedComparison,
    "results/contrasts.csv": Contrast,
    "results/representativeness.csv": FrameComparison,
    "results/quality.csv": QualityRow,
    "results/scores.parquet and .csv": Score,
    "results/contributions.csv": Contribution,
    "results/improvements.csv": Improvement,
    "results/group_scores.csv": GroupScore,
    "results/sensitivity.csv": SensitivityRow,
    "results/models.csv": OutcomeEstimate,
    "results/outcome_coverage.csv": OutcomeCoverage,
    "results/outcomes.csv": LinkedOutcome,
    "results/outcome_cities.csv": OutcomeCity,
    "results/outcome_groups.csv": ComparedCity,
}
"""By the files' names, as the manual writes them."""
