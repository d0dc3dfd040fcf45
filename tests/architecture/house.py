"""What the tests of this folder look at: the modules of the house and the files that are committed."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
PACKAGE = SOURCE / "civiscope"


@dataclass(frozen=True)
class Module:
    """A module of src/ with its parsed source; its path, relative to src/, names it in failures."""

    path: str
    text: str
    tree: ast.Module


def modules() -> list[Module]:
    """Every module of src/civiscope."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append(Module(str(path.relative_to(SOURCE)), text, ast.parse(text)))
    return found


def committed_files() -> list[Path]:
    """Every file that is, or would be, committed: what git knows of and what it does not ignore.

    In a copy that git does not know, everything outside hidden folders and build/ counts.
    """
    if not (ROOT / ".git").exists():
        return [path for path in ROOT.rglob("*") if path.is_file() and not is_made(path.relative_to(ROOT))]
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = (ROOT / name.decode() for name in listed.stdout.split(b"\0") if name)
    return [path for path in paths if path.is_file()]


def is_made(path: Path) -> bool:
    """Whether a file was set up or built; ``path`` is relative to the project."""
    folders = path.parts[:-1]
    return folders[:1] == ("build",) or any(
        name == "__pycache__" or (name.startswith(".") and name != ".ci") for name in folders
    )
