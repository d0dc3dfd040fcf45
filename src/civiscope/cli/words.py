"""Words that several commands print."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str = "") -> str:
    """``no problems``, ``1 problem``, ``2,000 problems``; ``plural`` where it is not the noun with an s."""
    if number == 1:
        return f"1 {noun}"
    shown = f"{number:,}" if number else "no"
    return f"{shown} {plural or f'{noun}s'}"
