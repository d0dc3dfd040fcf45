"""One city's snapshot, from a draft of the release."""

from __future__ import annotations

import shutil
from difflib import get_close_matches
from pathlib import Path

from civiscope.errors import UserError, problem
from civiscope.release.reading import read_release
from civiscope.workflows.build import write_results
from civiscope.workflows.output import scratch_folder
from civiscope.workflows.products import write_snapshots
from civiscope.workflows.progress import Progress, silent


def write_snapshot(
    folder: Path, city: str, out: Path, wave: str | None = None, progress: Progress = silent
) -> list[Path]:
    """Write CITY.html and CITY.pdf (in other languages CITY.fr.html and so on) into ``out`` and return their paths.

    The numbers are those that a release of the study (or of one ``wave``) would hold. Raises UserError where the study
    has errors or the city has not answered.
    """
    if out.resolve().is_relative_to(folder.resolve()):
        raise UserError(problem("out-inside-study", value=out))
    if out.exists() and not out.is_dir():
        raise UserError(problem("out-not-writable", value=out, reason="it is a file"))
    with scratch_folder(out) as scratch:
        draft = scratch / "draft"
        draft.mkdir()
        write_results(folder, draft, wave, progress)
        release = read_release(draft)
        if city not in release.waves_by_city:
            close = get_close_matches(city, list(release.waves_by_city), 3)
            similar = f" (did you mean {' or '.join(close)}?)" if close else ""
            raise UserError(problem("city-unknown", value=city, similar=similar))
        made = scratch / "made"
        write_snapshots(release, [city], made, progress)
        out.mkdir(parents=True, exist_ok=True)
        paths = [out / path.name for path in sorted(made.iterdir())]
        for path in paths:
            shutil.move(made / path.name, path)
    return paths
