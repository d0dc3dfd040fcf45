"""The script of interactive figures: the same text each time, made once; the browser tests show what it does."""

from __future__ import annotations

import re

from civiscope.report.figures.interactive import vega_script, vega_style


def test_script_is_made_once_and_offers_one_function() -> None:
    script = vega_script()
    assert script is vega_script()
    assert set(re.findall(r"window\.(\w*[vV]ega\w*)\s*=[^=]", script)) == {"civiscopeVega"}
    assert "</script" not in script


def test_script_says_whose_work_it_is() -> None:
    assert "BSD" in vega_script()[:400]


def test_style_asks_for_nothing_and_opens_no_element() -> None:
    style = vega_style()
    assert "url(" not in style
    assert "@import" not in style
    assert "<" not in style
