"""The reference of a release's tables, from the result types."""

from __future__ import annotations

import dataclasses

from civiscope.release.tables import column_name
from civiscope.results.answers import Answer, Change, Respondent, Status
from civiscope.results.cities import Membership, ReleasedCity
from civiscope.results.estimates import Estimate
from civiscope.results.outcomes import ComparedCity, LinkedOutcome, OutcomeCity, OutcomeCoverage, OutcomeEstimate
from civiscope.results.published import PublishedComparison, PublishedResult
from civiscope.results.quality import QualityRow
from civiscope.results.scores import Contribution, GroupScore, Improvement, Score, SensitivityRow
from docs._generate.markdown import NOTICE, paragraphs, table

TABLES = {
    "results/estimates.parquet and .csv": Estimate,
    "results/answers.parquet": Answer,
    "results/respondents.csv": Respondent,
    "results/changes.csv": Change,
    "results/cities.csv": ReleasedCity,
    "results/groups.csv": Membership,
    "results/published.csv": PublishedResult,
    "results/published_comparison.csv": PublishedComparison,
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
COLUMNS = {
    "wave": "Id of the wave.",
    "questionnaire": "Id of the questionnaire.",
    "item": "Code of the item.",
    "row": "Code of a grid's row; empty outside grids.",
    "option": "Code of the option; empty where the row is not about one.",
    "domain": "Code of the group by which cities are divided; empty for all cities.",
    "level": "Level of that group.",
    "measure": "`share`, `mean` or `median`; of rankings also `first`, `mean_rank` and `borda`.",
    "estimate": "The estimate.",
    "se": "Its standard error.",
    "low": "Lower limit of its interval: 95%, but of scores as the note says.",
    "high": "Upper limit of its interval, as `low`.",
    "n": "Cities behind the numerator; of mean scores, cities with a score; of outcome models, cities in the model.",
    "base": "Cities behind the denominator; of mean scores, cities that answered.",
    "weighted_base": "Sum of the weights behind the denominator; without weights the same as `base`.",
    "bound_low": "Lowest share that incomplete lists allow, of all lists.",
    "bound_high": "Highest share that incomplete lists allow, of all lists.",
    "suppressed": "Whether the numbers were taken out because too few cities stand behind them.",
    "deff": "Design effect: the variance over that of a simple random sample of as many cities.",
    "df": "Degrees of freedom of the interval.",
    "note": "What must be known to read the estimate.",
    "city": "Code of the city.",
    "value": "A number or text; `yes` or `no` of list items; in the quality report the value found; of an indicator "
    "its value as scored from the answers.",
    "status": "See kinds of missing, below.",
    "answered_in": "Round in which the city answered; empty where it is not known.",
    "source": "Where it stands.",
    "wave_before": "The earlier of the two waves.",
    "wave_after": "The later of the two waves.",
    "answered_before": "Round of the earlier answer; empty where it is not known.",
    "answered_after": "Round of the later answer; empty where it is not known.",
    "comparison": "`different rounds`, `same round` or `round not known`.",
    "before": "Codes or value of the earlier answer; codes joined by `;`.",
    "after": "Codes or value of the later answer.",
    "change": "`same`, `changed` or `unknown`.",
    "added": "Options of a list that are named now and were not before.",
    "dropped": "Options of a list that were named before and are not now.",
    "code": "Code of the problem; in cities.csv of the city.",
    "severity": "`error` or `finding`; a release has findings only.",
    "file": "File of the study folder.",
    "line": "Line of that file, counted from 1; empty where it has none.",
    "message": "What was found, in words.",
    "action": "What was done about it.",
    "count": "How many answers it concerns; of a published result the printed number of cities.",
    "name": "Name of the city.",
    "country": "ISO 3166-1 alpha-3, with XKX for Kosovo.",
    "region": "Region by the scheme that the study names.",
    "population": "Number of inhabitants.",
    "population_year": "Year of that number.",
    "gdp_per_capita": "Gross domestic product per head, as the frame gives it.",
    "latitude": "In degrees, north positive.",
    "longitude": "In degrees, east positive.",
    "group": "Code of the group.",
    "percent": "The percentage as printed, 0 to 100.",
    "remark": "What must be known to read it.",
    "computed": "The released share of the same answer in the same cities, 0 to 1.",
    "published": "The share that was printed, 0 to 1.",
    "published_base": "Cities behind it, where that is printed.",
    "verdict": "`inside` or `outside` the interval (widened by half a unit of the last printed digit); empty where "
    "there is nothing to compare.",
    "text": "What is printed in words instead.",
    "index": "Name of the index.",
    "node": "Code of the index itself, of an element or of a combination.",
    "score": "The score; of an indicator its value after normalisation.",
    "rank": "1 for the highest score of the wave; equal scores share the lowest number.",
    "class": "Code of the class; empty where the index has none.",
    "available": "Share of the indicators that are known, 0 to 1.",
    "rank_low": "Lower limit of the interval of the rank.",
    "rank_high": "Upper limit of the interval of the rank.",
    "interval_level": "Share of the variants of the method that lie within the intervals.",
    "variants": "Number of variants of the method behind the intervals.",
    "same_rank": "Share of the variants in which the rank is the same.",
    "contribution": "What it adds to the score of the index.",
    "now": "The answer as it is: codes joined by spaces, or a number.",
    "score_now": "The score as it is.",
    "score_then": "The score with the other answer.",
    "gain": "The difference of the two.",
    "class_now": "Code of the class as it is.",
    "class_then": "Code of the class with the other answer.",
    "rank_then": "The rank with the other answer, all other cities as they are.",
    "mean": "The mean score, weighted as the design of the wave asks.",
    "element": "The choice that varies: a step, `weights`, `aggregate`, or noise.",
    "first": "First-order Sobol' index: the share of the variance that goes back to the choice by itself.",
    "first_low": "Lower limit of its interval; empty where it is exact.",
    "first_high": "Upper limit of its interval.",
    "total": "Total Sobol' index: the share that goes back to the choice by itself and together with others.",
    "total_low": "Lower limit of its interval; empty where it is exact.",
    "total_high": "Upper limit of its interval.",
    "runs": "Number of variants that were computed.",
    "outcome": "Code of the outcome in outcomes.yaml.",
    "model": "How it was computed: `difference`, `ols`, `ols_same`, `ols_controls`, `logit`, `logit_same` or "
    "`logit_controls`.",
    "term": "Code of the comparison, or the coefficient: `intercept`, `score`, `answer`, a control, `average_effect`.",
    "p": "p-value of the test, two-sided.",
    "p_adjusted": "p-value adjusted for all outcomes of the definition, wave, model and term, by the correction that "
    "the definition names.",
    "p_holm": "p-value adjusted by Holm (1979).",
    "p_bh": "p-value adjusted by Benjamini and Hochberg (1995).",
    "definition": "Code of the model in outcomes.yaml.",
    "standardised": "In standard deviations of the outcome for one of the predictor.",
    "standardised_low": "Lower limit of its interval.",
    "standardised_high": "Upper limit of its interval.",
    "r_squared": "Share of the outcome's variance that the linear model explains.",
    "without_low": "Lowest coefficient of the score when one city is left out.",
    "without_high": "Highest coefficient of the score when one city is left out.",
    "imputations": "How many times missing controls were filled; empty where none was.",
    "missing_information": "Share of the variance that goes back to imputation.",
    "first_n": "Cities in the first group.",
    "first_mean": "Mean of the first group.",
    "first_mean_low": "Lower limit of its interval; empty for fewer than three cities.",
    "first_mean_high": "Upper limit of its interval.",
    "other_n": "Cities in the other group.",
    "other_mean": "Mean of the other group.",
    "other_mean_low": "Lower limit of its interval; empty for fewer than three cities.",
    "other_mean_high": "Upper limit of its interval.",
    "effect": "Hedges' g: the difference in pooled standard deviations.",
    "effect_low": "Lower limit of its interval.",
    "effect_high": "Upper limit of its interval.",
    "p_permutation": "p-value of the permutation test.",
    "rearrangements": "How many rearrangements were looked at.",
    "permutation": "`exact` where these are all, `random` where they were drawn.",
    "cities": "Cities with a score or an answer.",
    "with_value": "Of these, cities with a value.",
    "with_controls": "Of these, cities with all controls.",
    "years": "How many values are of which year.",
    "unit": "Unit of the values.",
    "year": "Year of the value.",
    "partial_residual": "Partial residual of the score: mean of the outcome + b (score - its mean) + residual.",
    "leverage": "Leverage: the diagonal of the hat matrix.",
    "cooks_distance": "Cook's distance (1977).",
    "dfbetas": "Change of the score's coefficient that the city brings, in standard errors.",
    "estimate_without": "Coefficient of the score without the city.",
    "side": "`first` or `other`.",
}
"""What each column means; a name means the same in every table."""
TYPES = {
    "str": "text",
    "int": "whole number",
    "float": "number",
    "bool": "`true` or `false`",
    "int | None": "whole number, or empty",
    "float | None": "number, or empty",
}

INTRODUCTION = """
# A release's tables, column by column

[What a release holds](../release.md) explains the folder; this page lists the columns of its tables in their order.
An absent number is empty, never 0.
"""


def page() -> str:
    """The whole page. Raises KeyError for a column whose meaning is not given."""
    parts = [NOTICE, INTRODUCTION.strip()]
    for title, kind in TABLES.items():
        text = paragraphs(kind.__doc__)
        rows = [
            [f"`{column_name(field.name)}`", TYPES[str(field.type)], COLUMNS[column_name(field.name)]]
            for field in dataclasses.fields(kind)
        ]
        parts += [f"## {title}", text, table(["Column", "Type", "Meaning"], rows)]
    states = table(["Status", "In the answers"], [[f"`{status.label}`", MEANING[status]] for status in Status])
    parts += ["## Kinds of missing", "They are never mixed; each has its own word in the column `status`.", states]
    return "\n\n".join(parts) + "\n"


MEANING = {
    Status.ANSWERED: "The city answered.",
    Status.NOT_ASKED: "The questionnaire led around the question.",
    Status.NOT_ANSWERED: "The question was asked, and the city left it empty.",
    Status.DONT_KNOW: "The city answered that it does not know.",
    Status.NOT_APPLICABLE: "The city answered that the question does not apply to it.",
    Status.NOT_KNOWN: "The source of the answers does not tell what the city answered, or whether it did.",
    Status.INCOMPLETE: "The list is cut off: what it names is true, whether it names this option is unknown.",
}
