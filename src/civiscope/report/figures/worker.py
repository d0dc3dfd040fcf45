"""A process that turns Vega-Lite specifications into SVG: one JSON text a line comes in, one goes out.

The renderer is a JavaScript machine that works on one drawing at a time, whatever thread asks; only processes make use
of a second core. This module imports nothing but the renderer, so that its process starts at once.
"""

from __future__ import annotations

import json
import sys
from typing import TextIO

import vl_convert

VEGA_LITE = "6.4"

_WARM_UP = '{"data": {"values": [{}]}, "mark": "point"}'


def draw(specification: str) -> str:
    """The SVG of a Vega-Lite specification; raises ValueError where it is not one. Nothing is fetched from anywhere."""
    return vl_convert.vegalite_to_svg(specification, vl_version=VEGA_LITE, allowed_base_urls=[])


def main(requests: TextIO, responses: TextIO) -> None:
    """Answer every line of ``requests``, a specification, with ``{"svg": TEXT}`` or ``{"failure": REASON}``."""
    draw(_WARM_UP)
    for line in requests:
        try:
            answer = {"svg": draw(line)}
        except ValueError as failure:
            answer = {"failure": str(failure)}
        responses.write(json.dumps(answer) + "\n")
        responses.flush()


if __name__ == "__main__":
    main(sys.stdin, sys.stdout)
