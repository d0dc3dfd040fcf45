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
    folder: Path, city: str, out: Path, wave: str | None = None, progress: Progress = silent, *, draft: bool = False
) -> list[Path]:
    """Write CITY.html and CITY.pdf (in other languages CITY.fr.html and so on) into ``out`` and return their paths.

    The numbers are those that a release of the study (or of one ``wave``) would hold. A ``draft`` says on every page
    that it is one. Raises UserError where the study
    has errors or the city has not answered.
    """
    if out.resolve().is_relative_to(folder.resolve()):
        raise UserError(problem("out-inside-study", value=out))
    if out.exists() and not out.is_dir():
        raise UserError(problem("out-not-writable", value=out, reason="it is a file"))
    with scratch_folder(out) as scratch:
        results = scratch / "results"
        results.mkdir()
        write_results(folder, results, wave, progress, draft=draft)
        release = read_release(results)
        if city not in release.waves_by_city:
            close = get_close_matches(city, list(release.waves_by_city), 3)
            similar = f" (did you mean {' or '.join(close)}?)" if close else ""
            raise UserError(problem("city-unknown", value=city, similar=similar))
        made = scratch / "made"
        write_snapshots(release, [city], made, progress, draft=draft)
        out.mkdir(parents=True, exist_ok=True)
        paths = [out / path.name for path in sorted(made.iterdir())]
        for path in paths:
            shutil.move(made / path.name, path)
    return paths
