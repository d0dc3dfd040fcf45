"""A workbook that was sent in, and what was chosen where it and the service differ."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from civiscope.web.collection.rules.workbook_package import LARGEST_FILE, RefusedFileError

_AROUND = 100_000
"""Bytes of a form besides its file."""
HERE, WORKBOOK = "here", "workbook"


def workbook_in(request: HttpRequest) -> bytes:
    """The file that was sent in; raises RefusedFileError where there is none or it is too large."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if int(length) > LARGEST_FILE + _AROUND:
        raise RefusedFileError("offline_refused_large", limit=LARGEST_FILE // 1_000_000)
    file = request.FILES.get("workbook")
    if not isinstance(file, UploadedFile) or not file.size:
        raise RefusedFileError("offline_refused_none")
    if file.size > LARGEST_FILE:
        raise RefusedFileError("offline_refused_large", limit=LARGEST_FILE // 1_000_000)
    content: bytes = file.read()
    return content


def choices_in(sent: Mapping[str, object]) -> dict[str, bool]:
    """Whether the workbook's answer is taken, by item, where something was chosen."""
    return {
        name.removeprefix("choice-"): value == WORKBOOK
        for name, value in sent.items()
        if name.startswith("choice-") and value in (HERE, WORKBOOK)
    }


def versions_in(entries: list[str]) -> dict[str, int]:
    """The answers to confirm, sent as ITEM:VERSION; what does not read so is left out."""
    found = {}
    for entry in entries:
        item, _, version = entry.rpartition(":")
        if item and version.isascii() and version.isdigit() and len(version) < 10:
            found[item] = int(version)
    return found
