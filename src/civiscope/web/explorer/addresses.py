"""The addresses of pages by their names in urls.py."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.urls import reverse

HOME = "index.html"


@lru_cache(maxsize=65536)
def address(name: str, /, **words: Any) -> str:
    """The address of a page within release and language; raises NoReverseMatch for a name that urls.py has not."""
    return reverse(name, kwargs=words)[1:]
