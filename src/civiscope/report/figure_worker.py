"""A process that turns Vega-Lite specifications into SVG: one JSON text a line comes in, one goes out.

The renderer is a JavaScript machine that works on one drawing at a time, whatever thread asks; only processes make use of a
second core. This module imports nothing but the renderer, so that its process starts at once.
"""

from __future__ import annotations

import json
import sys
from typing import TextIO

import vl_convert

VEGA_LITE = "6.4"


def draw(specification: str) -> str:
    """The SVG of a Vega-Lite specification; raises ValueError where it is not one. Nothing is fetched from anywhere."""
    return vl_convert.vegalite_to_svg(specification, vl_version=VEGA_LITE, allowed_base_urls=[])


def main(requests: TextIO, responses: TextIO) -> None:
    """Answer requests until they end: ``{"fonts": FOLDER}`` once, then ``{"draw": SPECIFICATION}`` with an answer each."""
    warm_up = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "data": {"values": [{}]}, "mark": "point"}
    draw(json.dumps(warm_up))
    for line in requests:
        request = json.loads(line)
        if "fonts" in request:
            vl_convert.register_font_directory(request["fonts"])
            continue
        try:
            answer = {"svg": draw(request["draw"])}
        except ValueError as failure:
            answer = {"failure": str(failure)}
        responses.write(json.dumps(answer) + "\n")
        responses.flush()


if __name__ == "__main__":
    main(sys.stdin, sys.stdout)
