"""Nothing that is committed depends on one machine, names a registry's host, or is large without need."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, committed_files

# Written apart, so that this file does not find itself.
HOSTS = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "deb.debian" + ".org", "cdn." + "jsdelivr"]
FOLDERS = ["/" + "work/", "/" + "root/", "/" + r"home/\w", "/" + "opt/", "file:" + "///"]
FORBIDDEN = re.compile("|".join([re.escape(host) for host in HOSTS] + [rf"(?<![\w.]){folder}" for folder in FOLDERS]))
LARGEST = 2_000_000


def texts() -> list[tuple[Path, str]]:
    """Every committed text file with its text."""
    found = []
    for path in committed_files():
        try:
            found.append((path, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_no_file_names_a_path_of_a_machine_or_a_registry() -> None:
    named = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path, text in texts()
        if FORBIDDEN.search(text)
        for number, line in enumerate(text.splitlines(), start=1)
        if FORBIDDEN.search(line)
    ]
    assert named == []


def test_no_file_is_large() -> None:
    large = {str(path.relative_to(ROOT)): path.stat().st_size for path in committed_files()}
    assert {name: size for name, size in large.items() if size > LARGEST} == {}


@pytest.mark.parametrize(
    "line",
    ["see " + HOSTS[0] + "/simple", "open('/" + "work/data.csv')", "/" + "root/.cache", "/" + "home/ana/study"],
)
def test_the_pattern_finds_what_it_is_there_for(line: str) -> None:
    assert FORBIDDEN.search(line)


@pytest.mark.parametrize("line", ["src/homework/x", "docs/work/index", "a/root/b", "../opt/thing"])
def test_the_pattern_leaves_relative_paths_alone(line: str) -> None:
    assert not FORBIDDEN.search(line)
