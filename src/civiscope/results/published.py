"""Results printed elsewhere, shown beside computed ones and compared with them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal

PublishedKey = tuple[str, str, str, str, str, str, str]
"""(wave, questionnaire, item, row, option, domain, level)"""


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """One row of published.csv: a result as printed in ``source``.

    ``percent`` (0 to 100) and ``count`` are as printed, ``text`` is what stands there in words instead. ``domain`` and
    ``level`` name a group and one of its levels where the result is of the cities of that level, and are empty where it
    is of all cities; ``base`` is the number of cities behind it. ``remark`` says what must be known to read it.
    """

    wave: str
    questionnaire: str
    item: str
    row: str
    option: str
    percent: float | None
    text: str
    base: int | None
    source: str
    domain: str = ""
    level: str = ""
    count: int | None = None
    remark: str = ""

    @property
    def key(self) -> PublishedKey:
        """What the result is about, whoever printed it."""
        return (self.wave, self.questionnaire, self.item, self.row, self.option, self.domain, self.level)

    @property
    def share(self) -> float | None:
        """The share in [0, 1]: the printed percentage, else the count of the base; None where neither is printed."""
        if self.percent is not None:
            return self.percent / 100
        if self.count is not None and self.base:
            return self.count / self.base
        return None

    @property
    def half_width(self) -> float:
        """Half a unit of the share's last printed digit, in [0, 1]: what printing it may have rounded away.

        A percentage of 44 stands for shares from 0.435 to 0.445; a share that comes from a count is exact (0). A
        trailing zero behind the point is not known to have been printed, so 44.0 counts as 44.
        """
        if self.percent is None:
            return 0.0
        exponent = Decimal(repr(self.percent)).normalize().as_tuple().exponent
        digits = max(0, -exponent) if isinstance(exponent, int) else 0
        return float(Decimal("0.5").scaleb(-digits - 2))


REQUIRED_COLUMNS = ("wave", "questionnaire", "item", "row", "option", "percent", "text", "base", "source")
PUBLISHED_COLUMNS = tuple(field.name for field in fields(PublishedResult))
"""All columns of published.csv; those that are not required may be absent."""

FEWEST_COMPARED = 5
"""With fewer cities than this behind it, a number about "the cities surveyed" says nothing and is left out."""

INSIDE, OUTSIDE = "inside", "outside"


@dataclass(frozen=True, slots=True)
class PublishedComparison:
    """One result printed elsewhere, and the released estimate of the same share.

    ``computed``, ``low``, ``high`` and ``published`` are shares in [0, 1]; ``base`` and ``published_base`` count the
    cities behind them. ``verdict`` is ``inside`` where the interval of the computed share, widened by half a unit of
    the last printed digit, holds the published one, and ``outside`` where it does not; it is empty where there is
    nothing to compare: no interval, fewer than five answers, a suppressed estimate, a result in words. ``note`` says
    why, and what else must be known. An absent number is None, never 0.
    """

    wave: str
    questionnaire: str
    item: str
    row: str
    option: str
    domain: str
    level: str
    computed: float | None
    low: float | None
    high: float | None
    base: int | None
    published: float | None
    published_base: int | None
    verdict: str
    source: str
    note: str
