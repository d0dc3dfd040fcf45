from __future__ import annotations

import io
import json

import pytest

from civiscope.report.figures.worker import draw, main

POINT = {"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": {"field": "x", "type": "quantitative"}}}
ELSEWHERE = {"data": {"url": "https://example.org/data.csv"}, "mark": "point"}


def test_every_line_is_answered_in_turn() -> None:
    responses = io.StringIO()
    main(io.StringIO(f"{json.dumps(POINT)}\n{json.dumps({'mark': 7})}\n{json.dumps(POINT)}\n"), responses)
    first, second, third = (json.loads(line) for line in responses.getvalue().splitlines())
    assert first["svg"].startswith("<svg")
    assert list(second) == ["failure"]
    assert third == first


def test_nothing_is_fetched() -> None:
    with pytest.raises(ValueError, match=r"example\.org|allowed"):
        draw(json.dumps(ELSEWHERE))
