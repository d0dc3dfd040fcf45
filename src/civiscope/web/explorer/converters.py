"""Parts of addresses that Django does not know."""

from __future__ import annotations


class Converter:
    """A part that is passed on as it stands."""

    regex = ""

    def to_python(self, value: str) -> str:
        """The part as the view gets it."""
        return value

    def to_url(self, value: str) -> str:
        """The part as the address has it."""
        return value


class CodeConverter(Converter):
    """The code of a questionnaire or an item, which has no hyphen."""

    regex = r"[a-z][a-z0-9_]*"


class VariantConverter(Converter):
    """Which result of a question: ``--by-DOMAIN`` or ``--wave-WAVE``."""

    regex = r"--(?:by-[a-z0-9_]+|wave-[a-z0-9-]+)"
