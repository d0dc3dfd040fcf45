"""What the commands on indices say of words that cannot be used; none of them leaves anything behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from civiscope.cli.main import exit_code
from tests.unit.workflows.index_study import index_study

META = "iCode,Parent,Type\na,index,Indicator\nb,index,Indicator\nindex,,Aggregate\n"
DATA = "uCode,a,b\nx,1,3\ny,2,5\nz,4,4\n"

WRONG = {
    "what-if STUDY bb --answer strategi=yes": "study-item-unknown",
    "what-if STUDY bb --answer strategy=maybe": "index-option-unknown",
    "what-if STUDY bb --answer strategy=-yes": "answer-sign",
    "what-if STUDY bb --answer strategy": "answer-form",
    "what-if STUDY bb --answer data=often": "answer-row",
    "what-if STUDY bb --answer budget=4": "answer-unscored",
    "what-if STUDY bb --answer staff=some": "answer-number",
    "what-if STUDY bb --answer staff=1 --answer staff=2": "answer-twice",
    "what-if STUDY zz": "city-unknown",
    "what-if STUDY bb --wave 1999": "wave-unknown",
    "what-if STUDY bb --index practise": "index-unknown",
    "analyse DATA --meta META --what everything": "choice-unknown",
    "analyse DATA --meta META --what weights --method cosine": "choice-unknown",
    "analyse DATA --meta META --what weights --of x": "index-analysis-option",
    "analyse DATA --meta META --what strengths --of w": "index-unit-unknown",
    "analyse DATA --meta META --what strengths --peers-by size": "index-peers-column",
    "analyse DATA --meta META --what change": "index-one-wave",
    "analyse STUDY --what change --wave 2020": "index-wave-first",
    "analyse STUDY --meta META --what weights": "index-meta-of-study",
    "analyse STUDY --what strengths --peers-by sizes": "study-domain-unknown",
    "import coin META": "format-unknown",
    "import coinr DATA": "column-missing",
    "export csv STUDY": "format-unknown",
    "export coinr STUDY --index practise": "index-unknown",
    "export coinr DATA --meta META --wave 3": "wave-unknown",
    "score DATA --meta META --log META": "out-is-input",
}


@pytest.mark.parametrize("words", WRONG)
def test_message_names_the_problem_and_nothing_is_written(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = {"STUDY": tmp_path / "study", "DATA": tmp_path / "iData.csv", "META": tmp_path / "iMeta.csv"}
    index_study(places["STUDY"])
    places["DATA"].write_text(DATA, encoding="utf-8")
    places["META"].write_text(META, encoding="utf-8")
    arguments = [str(places.get(word, word)) for word in words.split()]
    assert exit_code([*arguments, "--out", str(tmp_path / "out" / "made.csv")]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"error [{WRONG[words]}]" in captured.err
    assert captured.err.endswith("Nothing was done: 1 problem to mend.\n") or WRONG[words] == "column-missing"
    assert not (tmp_path / "out").exists()
    assert places["META"].read_text(encoding="utf-8") == META
