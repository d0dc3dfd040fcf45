"""What the commands on indices say where the index itself is not clear."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.cli.main import exit_code
from tests.conftest import EXAMPLE


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["score", "DATA", "--meta", "META", "--index", "INDEX"], "error [index-two-structures]"),
        (["score", str(EXAMPLE), "--meta", "META"], "error [index-meta-of-study]"),
        (["score", str(EXAMPLE), "--index", "publishd_profile"], 'did you mean "published_profile"?'),
        (["score", str(EXAMPLE), "--index", "data_use"], "error [index-without-answers]"),
        (["sensitivity", str(EXAMPLE)], "error [index-not-named]"),
    ],
)
def test_messages(arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "DATA": "uCode,x\na,1\nb,2\n",
        "META": "iCode,Parent,Type\nx,i,Indicator\ni,,Aggregate\n",
        "INDEX": "id: i\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    given = [str(tmp_path / word) if word in files else word for word in arguments]
    assert exit_code(given) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert message in said.err


def test_an_index_that_too_few_cities_answered_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["score", str(EXAMPLE), "--index", "innovation_capacity"]) == 0
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 1
    assert said.err.startswith("No scores: too few cities answered all that an index is made of")
