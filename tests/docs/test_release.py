"""The page on releases names every file that a release holds, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.manual import DOCS

PAGE = (DOCS / "release.md").read_text(encoding="utf-8")
LISTING = re.search(r"```text\n(.*?)```", PAGE, flags=re.DOTALL)


def listed() -> set[str]:
    """The names that the page's listing gives."""
    assert LISTING is not None
    return {line.split()[0] for line in LISTING[1].splitlines()}


def test_page_lists_every_table_and_page_of_a_release(example_release: Path) -> None:
    names = listed()
    found = {
        path.relative_to(example_release).as_posix()
        for path in [
            *example_release.glob("*.*"),
            *example_release.glob("results/**/*"),
            *example_release.glob("quality/*"),
        ]
        if path.is_file()
    }
    unlisted = {name for name in found if name not in names and name.replace(".csv", ".parquet") not in names}
    assert unlisted == set()


def test_release_holds_what_the_page_lists(example_release: Path) -> None:
    # What only some releases hold.
    depends = {"snapshots/transliterated.csv", "figures/framework.svg"}
    plain = {name for name in listed() if not re.search(r"[A-Z]{3,}", name)} - depends
    assert {name for name in plain if not (example_release / name).is_file()} == set()
