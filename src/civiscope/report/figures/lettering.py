"""The texts of a drawing, written beside the renderer, which draws the shapes.

The renderer measures each text that it draws, 0.05 ms a letter, which was three quarters of the time of all figures;
and its measures come from the fonts of the machine where it finds no better. Figures are laid out before (see `text`):
every text stands at a place that the specification names, so it can be written there, and no font of the machine can
change a released file. The tests compare every kind of figure with the renderer's own drawing.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

Json = dict[str, Any]

_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_BASELINES = {"top": 0.79, "middle": 0.30, "bottom": -0.21}
"""Where the letters' own line lies below the named one, in font sizes (Vega's measures)."""


def without_texts(specification: Json) -> Json:
    """The specification with its shapes and axes only."""
    return specification | {"layer": [layer for layer in specification["layer"] if not _is_text(layer)]}


def lettering(specification: Json) -> str:
    """The texts of a specification as one SVG group; axes' labels are not among them."""
    left, top = specification["padding"]["left"], specification["padding"]["top"]
    shared = specification["data"]["values"]
    layers = [_layer(layer, shared) for layer in specification["layer"] if _is_text(layer)]
    font = quoteattr(specification["config"]["font"])
    return f'<g transform="translate({left},{top})" font-family={font}>{"".join(layers)}</g>'


def _is_text(layer: Json) -> bool:
    return bool(layer["mark"]["type"] == "text")


def _layer(layer: Json, shared: list[Json]) -> str:
    mark, encoding = layer["mark"], layer["encoding"]
    shift = mark.get("dy", 0) + round(_BASELINES[mark.get("baseline", "middle")] * mark["fontSize"])
    texts = []
    for row in layer.get("data", {}).get("values", shared):
        x, y, colour = (_read(encoding, channel, row) for channel in ("x", "y", "color"))
        lines = mark["text"] if "text" in mark else (_read(encoding, "text", row) or "").split("\n")
        if x is not None and y is not None and any(lines):
            texts.append(_text(lines, x, round(y + shift, 1), colour, mark))
    style = {
        "text-anchor": _ANCHORS[mark.get("align", "center")],
        "font-size": mark["fontSize"],
        "font-weight": mark.get("fontWeight"),
        "fill": mark.get("color"),
        "opacity": mark.get("opacity"),
    }
    given = "".join(f' {name}="{value}"' for name, value in style.items() if value is not None)
    return f"<g{given}>{''.join(texts)}</g>" if texts else ""


def _read(encoding: Json, channel: str, row: Json) -> Any:
    """The value of a channel for a row; None where it has none."""
    definition = encoding.get(channel, {})
    return definition["value"] if "value" in definition else row.get(definition.get("field", ""))


def _text(lines: list[str], x: float, y: float, colour: str | None, mark: Json) -> str:
    fill = f' fill="{colour}"' if colour else ""
    if len(lines) == 1:
        return f'<text x="{x}" y="{y}"{fill}>{escape(lines[0])}</text>'
    first, *others = (escape(line) for line in lines)
    spans = "".join(f'<tspan x="{x}" dy="{mark["lineHeight"]}">{line}</tspan>' for line in others)
    return f'<text x="{x}" y="{y}"{fill}><tspan>{first}</tspan>{spans}</text>'
