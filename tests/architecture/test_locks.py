"""The lock files pin every direct dependency by hash, agree with one another and name no registry."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.architecture.house import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["build"]]
LOCKS = ["requirements.txt", "requirements-test.txt"]


def pins(name: str) -> dict[str, Version]:
    """The locked version of every package of a lock file."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, flags=re.MULTILINE)
    return {canonicalize_name(package): Version(version) for package, version in found}


def entries(name: str) -> list[str]:
    """The requirements of a lock file, each with its hashes on one line."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_is_pinned_and_hashed(lock: str) -> None:
    loose = [line for line in entries(lock) if not re.match(r"\S+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)]
    assert loose == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"https?:|--index-url|--extra-index-url|--find-links", text)


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [("requirements.txt", RUNTIME), ("requirements-test.txt", [*RUNTIME, *PROJECT["dependency-groups"]["test"]])],
)
def test_direct_dependencies_are_locked_within_their_ranges(lock: str, wanted: list[str]) -> None:
    locked = pins(lock)
    outside = [
        text
        for text in wanted
        if (pin := locked.get(canonicalize_name((needed := Requirement(text)).name))) is None
        or not needed.specifier.contains(pin, prereleases=True)
    ]
    assert outside == []


def test_locks_agree() -> None:
    tested = pins("requirements-test.txt")
    assert {name: tested.get(name) for name in pins("requirements.txt")} == pins("requirements.txt")
