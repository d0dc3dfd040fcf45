"""Whatever a slip of the hand does to a study, `civiscope check` names problems or finds none; it never fails."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civiscope.errors import UserError
from civiscope.workflows.check import check_study
from tests.broken.corpus import GOOD

FILES = sorted(str(path.relative_to(GOOD)) for path in GOOD.rglob("*.*") if path.is_file())
SLIPS = ["", "0", "-1", "x", "yes", "''", "[]", "{}", "[x]", "{x: 1}", "null", "1e9", "2020", "é", '"']
SLIPS += [",", ";", ":", "- ", "\t"]


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A file of the sound study and its text after one slip: a line lost, doubled or moved, a word lost or replaced."""
    name = draw(st.sampled_from(FILES))
    lines = (GOOD / name).read_text(encoding="utf-8").splitlines(keepends=True)
    number = draw(st.integers(0, len(lines) - 1))
    kind = draw(st.sampled_from(["lose", "double", "move", "replace value", "replace cell", "cut"]))
    line = lines[number]
    if kind == "lose":
        lines[number] = ""
    elif kind == "double":
        lines.insert(number, line)
    elif kind == "move":
        lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(number))
    elif kind == "replace value":
        head, colon, _ = line.rstrip("\n").rpartition(":")
        lines[number] = f"{head}{colon} {draw(st.sampled_from(SLIPS))}\n"
    elif kind == "replace cell":
        cells = line.rstrip("\n").split(",")
        cells[draw(st.integers(0, len(cells) - 1))] = draw(st.sampled_from(SLIPS))
        lines[number] = ",".join(cells) + "\n"
    else:
        lines[number:] = [line[: draw(st.integers(0, len(line)))]]
    return name, "".join(lines)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(slips(), min_size=1, max_size=3))
def test_check_never_fails_on_a_slip_of_the_hand(changes: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "study"
        shutil.copytree(GOOD, folder)
        for name, text in changes:
            (folder / name).write_text(text, encoding="utf-8")
        try:
            problems = check_study(folder)
        except UserError as failure:
            problems = list(failure.problems)
        assert all(str(entry) and str(folder) not in str(entry) for entry in problems)
