"""What the tests of this folder read: every page that is written for people."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def pages() -> list[Path]:
    """README, glossary, changelog, the pages of docs/, and the notes beside studies and benchmarks."""
    return sorted(
        [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *ROOT.glob("studies/*/*.md"), *ROOT.glob("benchmarks/*.md")]
    )


def name(page: Path) -> str:
    """The page's name relative to the project."""
    return page.relative_to(ROOT).as_posix()


def prose(text: str) -> str:
    """A page's text without blocks and runs of code, and without comments."""
    without_blocks = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    without_indented = re.sub(r"^ {4}.*$", "", without_blocks, flags=re.MULTILINE)
    return re.sub(r"`[^`]*`|<!--.*?-->", "", without_indented, flags=re.DOTALL)
