"""What the processes of the service have counted, all together.

Several processes may serve, and a reader of the metrics meets one of them. So each keeps its counts in a file of the
data folder, and whichever is asked adds them up; files of processes that have ended still count, and go when the
service starts anew.
"""

from __future__ import annotations

import json
import os
import shutil

from django.conf import settings

from civiscope.web.common.counting import Counts, counts

FOLDER = "metrics"


def clear_counts() -> None:
    """Remove what earlier runs of the service counted; called before its processes start."""
    folder = settings.DATA_FOLDER
    if folder is not None:
        shutil.rmtree(folder / FOLDER, ignore_errors=True)


def keep_counts() -> None:
    """Write the counts of this process where the others find them; a full disk costs a count, and nothing else."""
    folder = settings.DATA_FOLDER
    if folder is None:
        return
    found = counts()
    requests = [[view, status, number] for (view, status), number in found.requests.items()]
    words = {"saves": found.saves, "requests": requests, "classes": found.classes, "seconds": found.seconds}
    kept = folder / FOLDER / f"{os.getpid()}.json"
    kept.parent.mkdir(mode=0o700, exist_ok=True)
    written = kept.with_suffix(".new")
    written.write_text(json.dumps(words), encoding="utf-8")
    written.replace(kept)


def counts_of_all() -> Counts:
    """The counts of this process and of those beside it."""
    total = counts()
    folder = settings.DATA_FOLDER
    if folder is None:
        return total
    for path in sorted((folder / FOLDER).glob("*.json")):
        if path.stem == str(os.getpid()):
            continue
        words = json.loads(path.read_text(encoding="utf-8"))
        total.saves.update(words["saves"])
        total.requests.update({(view, status): number for view, status, number in words["requests"]})
        total.classes = [mine + theirs for mine, theirs in zip(total.classes, words["classes"], strict=True)]
        total.seconds += words["seconds"]
    return total
