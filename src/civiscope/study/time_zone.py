"""Names of time zones, as study.yaml has them."""

from __future__ import annotations

from zoneinfo import available_timezones

OF_THE_MACHINE = frozenset({"localtime", "Factory"})
"""Names that mean another zone on every machine, or none."""


def zone_names() -> frozenset[str]:
    """All names of the IANA database that stand for the same zone everywhere."""
    return frozenset(available_timezones()) - OF_THE_MACHINE
