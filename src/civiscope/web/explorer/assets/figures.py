"""The figures of a release as scripts: what an interactive figure is drawn of, since a page opened from disk may not
fetch. ``figure-STEM.js`` hands the content of ``figures/STEM.vl.json`` to ``civiscope.receive``."""

from __future__ import annotations

import json
import re

from civiscope.web.explorer.domain.shelf import Edition

_NAME = re.compile(r"figure-(?P<stem>[a-z0-9_-]+)\.js")
_ENDING = ".vl.json"


def figure_names(edition: Edition) -> list[str]:
    """The names of the scripts of all figures."""
    found = sorted(path.name.removesuffix(_ENDING) for path in (edition.folder / "figures").glob(f"*{_ENDING}"))
    return [f"figure-{stem}.js" for stem in found]


def figure_script(edition: Edition, name: str) -> bytes | None:
    """The script of that name; None where the release has no such figure."""
    named = _NAME.fullmatch(name)
    if named is None or not edition.has_file(f"figures/{named['stem']}{_ENDING}"):
        return None
    text = (edition.folder / "figures" / f"{named['stem']}{_ENDING}").read_text(encoding="utf-8")
    written = json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
    return f"civiscope.receive({json.dumps('figure-' + named['stem'])},{written});\n".encode()
