"""Contrast of colours, and shades that reach a wanted one."""

from __future__ import annotations

TEXT_CONTRAST = 4.5
"""Least contrast of text (WCAG 2.2, success criterion 1.4.3, level AA)."""
GRAPHIC_CONTRAST = 3.0
"""Least contrast of marks that carry meaning (WCAG 2.2, success criterion 1.4.11, level AA)."""


def readable(colour: str, paper: str, ink: str, least: float) -> str:
    """The colour, moved towards the ink in steps of 5% until its contrast on the paper is at least ``least``."""
    for step in range(21):
        candidate = mix(ink, colour, step / 20)
        if contrast(candidate, paper) >= least:
            return candidate
    return ink


def mix(colour: str, ground: str, part: float) -> str:
    """``part`` of the colour and the rest of the ground, channel by channel."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(part * first + (1 - part) * second):02x}" for first, second in pairs)


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def darkened(colour: str, least: float) -> str:
    """The nearest darker shade (mixed with black in steps of 1%) whose contrast to white is at least ``least``."""
    shades = (mix("#000000", colour.lower(), step / 100) for step in range(101))
    return next(shade for shade in shades if contrast(shade, "#ffffff") >= least)


def _luminance(colour: str) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
