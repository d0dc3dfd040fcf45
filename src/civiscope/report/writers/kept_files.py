"""Files that take seconds to make and are always the same: kept in the cache folder of whoever runs Civiscope.

Nothing depends on the folder: what is not there, was damaged, or cannot be kept is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

_DIGEST = hashlib.sha256().digest_size


def kept(recipe: str, make: Callable[[], bytes]) -> bytes:
    """What ``make`` returns; made once for every ``recipe``, which has to name all that the content depends on."""
    path = user_cache_path("civiscope") / hashlib.sha256(recipe.encode()).hexdigest()
    with contextlib.suppress(OSError):
        whole = path.read_bytes()
        content = whole[_DIGEST:]
        if hashlib.sha256(content).digest() == whole[:_DIGEST]:
            return content
    content = make()
    with contextlib.suppress(OSError):
        _keep(path, hashlib.sha256(content).digest() + content)
    return content


def _keep(path: Path, whole: bytes) -> None:
    """Write the file as a whole, so that another process never reads a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(whole)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
