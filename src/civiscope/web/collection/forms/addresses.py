"""Addresses of the pages on which a case is answered: those of its city, and those of staff who enter for it."""

from __future__ import annotations

from django.urls import reverse

from civiscope.web.collection.domain.writers import Writer


def address_of(number: int, writer: Writer, place: str = "", **words: str) -> str:
    """The address of a page of the case for whoever writes: ``place`` is the end of its name, "" for the overview.

    Both have the same pages: ``case_section`` is a city's, ``enter_section`` that of staff.
    """
    if writer.is_entering:
        name, words = f"enter_{place or 'way'}", {"way": str(writer.origin), **words}
    else:
        name = f"case_{place}" if place else "case"
    return reverse(name, kwargs={"number": number, **words})
