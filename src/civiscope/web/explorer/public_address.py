"""Addresses as other people use them: with the host, and with the release that they shall always lead to."""

from __future__ import annotations

from urllib.parse import urljoin

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

from civiscope.web.explorer.reader import Reader, reader_of


def public_address(request: HttpRequest, way: str) -> str:
    """The whole address of what a relative ``way`` leads to from this page.

    The study's ``site.address`` where it has one, else the host that was asked; empty for a page of the static site of
    which nobody knows where it will stand, and where a host was asked that the service does not know.
    """
    here = _here(request)
    return urljoin(here, way) if here else ""


def permanent_address(request: HttpRequest) -> str:
    """The whole address of this page in this release, which later releases leave as it is; empty as `public_address`,
    and in the static site, which holds one release."""
    reader = reader_of(request)
    return "" if reader.baked else public_address(request, _in_release(reader))


def _in_release(reader: Reader) -> str:
    return reader.in_release(reader.edition.id)


def _here(request: HttpRequest) -> str:
    """The whole address of this page."""
    reader = reader_of(request)
    address = reader.edition.release.definition.site.address
    if address:
        above = f"releases/{reader.edition.id}/" if reader.above else ""
        prefix = "" if reader.language == reader.edition.source_language else f"{reader.language}/"
        return f"{address.rstrip('/')}/{above}{prefix}{reader.page}"
    if reader.baked:
        return ""
    try:
        return request.build_absolute_uri(request.path)
    except DisallowedHost:
        # The page that refuses the host is made by the same templates, and must not repeat its name.
        return ""
