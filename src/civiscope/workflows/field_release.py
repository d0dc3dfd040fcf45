"""The release of a wave that the service collected: the ordinary build, of a copy of the study with its answers."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from civiscope.errors import UserError, problem
from civiscope.study.wave_text import Value
from civiscope.workflows.build import PARTS, Build, build
from civiscope.workflows.field_copy import CollectedWave, copy_study
from civiscope.workflows.products import Bake
from civiscope.workflows.progress import Progress, silent


def build_collected(
    folder: Path,
    out: Path,
    collected: CollectedWave,
    changes: Mapping[str, Value] | None = None,
    progress: Progress = silent,
    bake: Bake | None = None,
) -> Build:
    """Build the whole release of the study in ``folder`` into ``out``, with the answers of the collected wave.

    The study folder itself is not changed; what is released is what `civiscope build` makes of it once the answers
    stand there as files. Raises UserError as `build` and `copy_study`.
    """
    if out.resolve().is_relative_to(folder.resolve()):
        raise UserError(problem("out-inside-study", value=out))
    with tempfile.TemporaryDirectory(prefix="civiscope-") as scratch:
        copy = Path(scratch) / folder.resolve().name
        copy_study(folder, copy, collected, changes)
        return build(copy, out, PARTS, None, progress, bake)
