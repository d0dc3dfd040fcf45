"""Paths as people give them."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from civiscope.cli.paths import given_path


def test_tilde_is_the_home_folder_even_behind_an_equals_sign() -> None:
    assert given_path("~/study") == Path.home() / "study"


def test_link_is_followed_to_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target")
    assert given_path(str(tmp_path / "link")) == (tmp_path / "target").resolve()


def test_plain_path_stays_as_it_was_given() -> None:
    assert given_path("some/folder") == Path("some/folder")


@pytest.mark.parametrize("text", ["z" * 300, "a\0b"])
def test_what_cannot_be_a_path_is_the_users_input(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="cannot be a path"):
        given_path(text)


def test_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(typer.BadParameter, match="leads back to itself"):
        given_path(str(tmp_path / "loop"))
