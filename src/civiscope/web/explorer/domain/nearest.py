"""What a mistyped name of an address was probably meant to be, in the reader's language."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from civiscope.report.words.release_view import ReleaseView


def nearest(view: ReleaseView, value: str, known: Iterable[str]) -> str:
    """A sentence that names the nearest of ``known``, with a space before it; empty where none is near."""
    near = difflib.get_close_matches(value[:100].lower(), list(known), n=1, cutoff=0.6)
    return f" {view.say('site_did_you_mean', name=near[0])}" if near else ""
