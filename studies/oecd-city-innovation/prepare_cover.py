"""Draws look/cover.png: a skyline of bars whose heights are the shares of the example's own answers.

    python studies/oecd-city-innovation/prepare_cover.py RELEASE

RELEASE is a built release; every bar is the share of cities that gave one answer, in the order of the estimates. The
picture is decoration and says nothing that the report does not; it is drawn anew when the look changes.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from civiscope.report.writers.pictures import png_of

WIDTH, HEIGHT, GROUND = 1200, 720, 540
FEWEST = 20
"""Cities behind a bar."""
SKY, LIGHT, DARK, ACCENT = "#e7eef3", "#a9c0cf", "#14496b", "#b8490f"


def shares(release: Path) -> list[float]:
    """The shares of all cities in the latest wave."""
    with (release / "results" / "estimates.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    latest = rows[-1]["wave"]
    return [
        float(row["estimate"])
        for row in rows
        if row["wave"] == latest
        and not row["domain"]
        and row["measure"] == "share"
        and row["estimate"]
        and int(row["base"]) >= FEWEST
    ]


def picture(values: list[float]) -> str:
    """Two rows of bars, the far one paler, and a sun at the highest."""
    far, near = values[1::2][:48], values[0::2][:34]
    parts = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{SKY}"/>']
    parts += bars(far, LIGHT, 300)
    top = max(range(len(near)), key=lambda place: near[place])
    parts.append(f'<circle cx="{WIDTH / len(near) * (top + 0.5):.0f}" cy="258" r="46" fill="{ACCENT}"/>')
    parts += bars(near, DARK, 250)
    parts.append(f'<rect y="{GROUND}" width="{WIDTH}" height="{HEIGHT - GROUND}" fill="{DARK}"/>')
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def bars(values: list[float], colour: str, tallest: int) -> list[str]:
    """One bar a value, on the ground."""
    step = WIDTH / len(values)
    return [
        f'<rect x="{place * step:.1f}" y="{GROUND - 30 - tallest * value:.1f}" width="{step * 0.82:.1f}" '
        f'height="{tallest * value + 30:.1f}" fill="{colour}"/>'
        for place, value in enumerate(values)
    ]


if __name__ == "__main__":
    made = png_of(picture(shares(Path(sys.argv[1]))), WIDTH, 72)
    (Path(__file__).parent / "look" / "cover.png").write_bytes(made)
