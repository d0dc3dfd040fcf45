"""Writes into the cases what `civiscope check` prints for them: ``python -m tests.broken.record``.

Run it after a text of the catalogue has changed, and read the difference line by line before committing it: the tests
hold whatever stands in the cases.
"""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
from pathlib import Path

from civiscope.cli.main import exit_code
from tests.broken.corpus import HERE, Case, cases

_EACH = re.compile(r"(?m)^(?=- name: )")
_PRINTED = re.compile(r"(?m)^  printed: \|\n")


def printed(case: Case) -> str:
    """What the command prints for a case."""
    out = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(out):
        ended = exit_code(["check", str(case.write(Path(folder) / "study")), "--findings"])
    assert ended in (0, 2), f"{case.name}: exit code {ended}"
    return out.getvalue()


def record() -> None:
    """Renew the field ``printed`` of every case, and leave the rest of the files as they are."""
    texts = {case.name: printed(case) for case in cases()}
    for path in sorted((HERE / "cases").glob("*.yaml")):
        head, *entries = _EACH.split(path.read_text(encoding="utf-8"))
        renewed = []
        for entry in entries:
            name = entry.removeprefix("- name: ").splitlines()[0]
            lines = "".join(f"    {line}\n" for line in texts[name].splitlines())
            renewed.append(f"{_PRINTED.split(entry)[0].rstrip()}\n  printed: |\n{lines}")
        path.write_text(head + "\n".join(renewed), encoding="utf-8")


if __name__ == "__main__":
    record()
