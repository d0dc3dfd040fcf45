"""A wave is changed in study.yaml as text: all else stays as its authors wrote it."""

from __future__ import annotations

import pytest

from civiscope.errors import UserError
from civiscope.study.wave_text import with_wave

TEXT = """\
# A study
id: "s"
waves:
  # the first
  - id: "2018"
    status: closed
    questionnaires: [officers]  # one
  - id: 2018-20
    title:
      en: Second
    status: collecting # now
    questionnaires:
    - officers
    # later
    - mayors  # two
    date: 2020-01-01
"""


def test_only_the_status_changes() -> None:
    assert with_wave(TEXT, "2018-20", {"status": "closed"}) == TEXT.replace("collecting # now", "closed # now")


def test_line_ends_and_flow_style_stay() -> None:
    text = "waves: [\r\n  {id: a, status: 'planned', questionnaires: [x]}, # é\r\n  {id: b, status: planned}]\r\n"
    assert with_wave(text, "a", {"status": "closed"}) == text.replace("'planned'", "closed")


def test_lists_and_labels_are_written_in_a_line() -> None:
    changed = with_wave(TEXT, "2018-20", {"questionnaires": ["officers"], "title": {"en": 'The "new" one: é'}})
    assert '["officers"]  # two\n    date: 2020-01-01\n' in changed
    assert '{"en": "The \\"new\\" one: é"}\n    status: collecting # now\n' in changed


def test_a_wave_that_shares_its_text_is_refused() -> None:
    text = "waves: [{id: a, status: &s planned}, {id: b, status: *s}]"
    with pytest.raises(UserError) as failure:
        with_wave(text, "b", {"status": "closed"})
    assert [entry.code for entry in failure.value.problems] == ["wave-not-changeable"]


def test_a_wave_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        with_wave(TEXT, "2030", {"status": "closed"})
