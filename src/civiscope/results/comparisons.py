"""Rows of comparisons: two sets of answers, respondents and frame, answers and variables of the frame."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same question in two sets of answers: two waves (a is the earlier one), or two kinds of respondents.

    ``item`` and ``row`` are named as in b (a row that only a's grid has: as in a), ``option`` by the code that both
    share; it is empty for numbers, for a whole single choice and for rows that are not compared.
    ``measure`` is ``share`` or ``mean``; ``cities`` says which cities are compared: ``both`` (the same cities in a and
    b, pair by pair) or ``all`` (all that answered a, and all that answered b). ``estimate_a`` and ``estimate_b`` are
    shares in [0, 1] or in the item's unit, of ``n_a`` and ``n_b`` answers; ``n_both`` counts the pairs.
    ``difference`` is b minus a with its standard error and interval. ``test`` names the test, whose ``statistic``
    refers to ``df`` degrees of freedom (empty where the test is exact), ``p_adjusted`` takes all tests of the same run
    into account. ``added`` counts cities that name the option in b only (whose number is higher in b), ``dropped``
    those that name it in a only, ``cities_added`` and ``cities_dropped`` list them, joined by ";". ``agreement`` is the
    share of pairs that are the same. An absent number is None, never 0.
    """

    wave_a: str
    questionnaire_a: str
    wave_b: str
    questionnaire_b: str
    item: str
    row: str
    option: str
    domain: str
    level: str
    cities: str
    measure: str
    estimate_a: float | None
    n_a: int
    estimate_b: float | None
    n_b: int
    n_both: int
    difference: float | None
    se: float | None
    low: float | None
    high: float | None
    test: str
    statistic: float | None
    df: int | None
    p: float | None
    p_adjusted: float | None
    added: int | None
    dropped: int | None
    agreement: float | None
    cities_added: str
    cities_dropped: str
    note: str


@dataclass(frozen=True, slots=True)
class FrameComparison:
    """Respondents against the frame: a level of a variable, the mean of a number, or an indicator of the response.

    ``measure`` is ``share`` (``level`` of ``variable``; both empty for all cities), ``mean`` (of the number
    ``variable``) or the name of an indicator of the response model on the variables that ``variable`` lists.
    ``frame_n`` and ``n`` count the cities of the frame and the respondents behind the row, ``frame`` and
    ``respondents`` are their shares in [0, 1], or means in the number's unit. ``response_rate`` is n / frame_n.
    ``standardised_difference`` is respondents minus frame in standard deviations. ``estimate`` is the indicator's
    value, with standard error and interval where they are known.
    """

    wave: str
    questionnaire: str
    variable: str
    level: str
    measure: str
    frame_n: int
    frame: float | None
    n: int
    respondents: float | None
    response_rate: float | None
    standardised_difference: float | None
    estimate: float | None
    se: float | None
    low: float | None
    high: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Association:
    """The rank correlation of an option (named or not) or a number with a variable of the frame.

    ``correlation`` lies in [-1, 1], ``low`` and ``high`` limit it; ``statistic`` is Student's t with ``df`` degrees of
    freedom (Spearman), or normal without them (Kendall). ``n`` counts the cities that have both, ``population`` those
    that the wave stands for.
    """

    wave: str
    questionnaire: str
    item: str
    row: str
    option: str
    variable: str
    domain: str
    level: str
    n: int
    population: float
    correlation: float | None
    low: float | None
    high: float | None
    statistic: float | None
    df: int | None
    p: float | None
    p_adjusted: float | None
    note: str
