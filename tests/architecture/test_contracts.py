"""The import contracts of .importlinter hold, are exhaustive, and catch what they are there to catch."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.house import PACKAGE, ROOT, SOURCE

CONTRACTS = configparser.ConfigParser()
CONTRACTS.read(ROOT / ".importlinter", encoding="utf-8")


def names(contract: str, field: str) -> list[str]:
    """The entries of one multi-line field of a contract."""
    return CONTRACTS[f"importlinter:contract:{contract}"][field].split()


def rooms() -> set[str]:
    """Every room that src/civiscope has."""
    return {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def check(source: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on a copy of the house."""
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(sys.argv[1]))"
    return subprocess.run(
        [sys.executable, "-c", program, str(ROOT / ".importlinter")],
        cwd=source.parent,
        env={**os.environ, "PYTHONPATH": str(source), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_contracts_hold() -> None:
    outcome = check(SOURCE)
    assert outcome.returncode == 0, outcome.stdout
    assert "0 broken" in outcome.stdout


def test_layers_name_every_room_once() -> None:
    listed = [name for name in names("rooms", "layers") if name != "|"]
    assert len(listed) == len(set(listed))
    assert set(listed) == rooms() | {"__main__"}


@pytest.mark.parametrize(("contract", "home"), [("charts", "report"), ("service", "web")])
def test_library_contract_names_every_room_but_its_home(contract: str, home: str) -> None:
    assert {name.removeprefix("civiscope.") for name in names(contract, "source_modules")} == rooms() - {home}


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("study/intruder.py", "import civiscope.report", "Rooms: each imports only from the rooms below it"),
        ("tabulation/intruder.py", "import civiscope.indices", "Rooms: each imports only from the rooms below it"),
        ("report/intruder.py", "import civiscope.publish", "Rooms: each imports only from the rooms below it"),
        ("cellar/__init__.py", "", "Rooms: each imports only from the rooms below it"),
        ("disclosure/intruder.py", "import civiscope.answers", "Respondent-level rows only where they are needed"),
        ("report/intruder.py", "import civiscope.answers", "What is published is read from the release and nothing"),
        ("web/explorer/intruder.py", "import civiscope.tabulation", "What is published is read from the release and"),
        ("report/intruder.py", "import civiscope.disclosure", "Disclosure is the gate between analysis and release"),
        ("workflows/intruder.py", "import altair", "altair, vl_convert and typst only in report"),
        ("report/intruder.py", "import django", "Django and its companions only in web"),
        ("web/common/intruder.py", "import civiscope.web.studies", "Apps of the service"),
    ],
)
def test_contract_is_broken_by_a_forbidden_import(module: str, line: str, contract: str, tmp_path: Path) -> None:
    source = tmp_path / "src"
    shutil.copytree(SOURCE, source, ignore=shutil.ignore_patterns("__pycache__"))
    intruder = source / "civiscope" / module
    intruder.parent.mkdir(exist_ok=True)
    intruder.write_text(f'"""Does what is forbidden."""\n\n{line}\n', encoding="utf-8")
    outcome = check(source)
    assert outcome.returncode != 0
    broken = [entry for entry in outcome.stdout.splitlines() if entry.endswith("BROKEN")]
    assert any(entry.startswith(contract) for entry in broken), outcome.stdout
