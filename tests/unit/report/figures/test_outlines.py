from __future__ import annotations

import numpy as np
import pytest

from civiscope.report.figures.outlines import FILE, LONGEST_STEP, outlines, unwrapped
from civiscope.study.frame_file import country_names


def test_outlines_are_small_enough_to_be_committed() -> None:
    assert FILE.stat().st_size < 300_000


def test_countries_are_named_by_the_codes_of_the_frame() -> None:
    codes = {code for code in outlines().countries if len(code) == 3}
    assert codes <= set(country_names())
    assert {"XKX", "MLT", "GBR", "DEU", "USA", "TUR"} <= codes
    assert "ATA" not in codes


def test_rings_are_closed() -> None:
    found = outlines()
    for code, rings in found.countries.items():
        for ring in rings:
            ends = [found.arcs[n][[0, -1]] if n >= 0 else found.arcs[~n][[-1, 0]] for n in ring]
            for before, after in zip([ends[-1], *ends[:-1]], ends, strict=True):
                gap = np.abs(before[1] - after[0])
                # A ring that reaches the date line goes on at its other side.
                assert min(gap[0], abs(gap[0] - 360)) < 1e-6, code
                assert gap[1] < 1e-6, code


def test_no_step_is_long() -> None:
    assert max(float(np.abs(np.diff(arc, axis=0)).max()) for arc in outlines().arcs if len(arc) > 1) <= LONGEST_STEP


def test_only_borders_are_shared() -> None:
    found = outlines()
    shared = set(found.shared())
    rings = {code: {n if n >= 0 else ~n for ring in rings for n in ring} for code, rings in found.countries.items()}
    assert rings["FRA"] & rings["ESP"] & shared
    assert not rings["ISL"] & shared


def test_line_across_the_date_line_goes_on_beyond_it() -> None:
    line = np.array([[179.0, 1.0], [-179.0, 2.0], [-178.0, 3.0], [178.0, 4.0]])
    assert unwrapped(line)[:, 0].tolist() == pytest.approx([179, 181, 182, 178])
