"""What makes a figure's .vl.json interactive on a page: one script and a little style, for a strict page.

The script is Vega's own bundle, with the interpreter of its expressions in place of compiled ones, so that a page needs
neither ``unsafe-eval`` nor ``unsafe-inline``; it injects no style and fetches nothing. It weighs 0.9 MB (0.3 MB
compressed): a page asks for it when a reader does.
"""

from __future__ import annotations

from functools import lru_cache

import vl_convert

from civiscope.report.figures.style import FONT_STACK
from civiscope.report.figures.worker import VEGA_LITE

_NOTICE = """/*! Made of Vega, Vega-Lite, Vega-Embed and their parts (University of Washington Interactive Data Lab, BSD
3-Clause licence), D3 (Mike Bostock, ISC licence) and others, by vl-convert (Jon Mease, BSD 3-Clause licence). */
"""

_SHOW = """
const refuse = () => Promise.reject(new Error("A figure holds its own data: nothing is fetched"));
const told = (value, sanitize) => String(value).split("\\n").map((line, place) =>
  place ? `<span>${sanitize(line)}</span>` : `<strong>${sanitize(line)}</strong>`).join("");
window.civiscopeVega = (element, specification, options = {}) => vegaEmbed(element, specification, {
  renderer: "svg",
  ...options,
  mode: "vega-lite",
  ast: true,
  actions: false,
  defaultStyle: false,
  loader: {load: refuse, sanitize: refuse, http: refuse, file: refuse},
  tooltip: {disableDefaultStyle: true, formatTooltip: told},
});
"""

_STYLE = f"""#vg-tooltip-element{{position:fixed;z-index:1000;visibility:hidden;max-width:min(22rem,90vw);\
padding:.5rem .625rem;border:1px solid var(--cs-rule,#c6c9cc);border-radius:.25rem;background:var(--cs-paper,#fff);\
color:var(--cs-ink,#1b2430);font:400 .8125rem/1.4 {FONT_STACK};text-align:start;overflow-wrap:anywhere;\
pointer-events:none;box-shadow:0 .125rem .5rem rgb(0 0 0/.16)}}
#vg-tooltip-element.visible{{visibility:visible}}
#vg-tooltip-element>*{{display:block;unicode-bidi:plaintext}}
#vg-tooltip-element strong{{font-weight:600}}
.vega-embed{{display:block}}
.vega-embed svg{{display:block}}
.vega-embed .mark-text{{pointer-events:none}}
"""
# Texts let the pointer through: a number on a bar, or the mark of simulated data, would hide what lies below.


@lru_cache(maxsize=1)
def vega_script() -> str:
    """The JavaScript that draws figures, the same text each time; making it takes a second.

    It defines ``civiscopeVega(element, specification, options)``: an element or a selector, the content of a .vl.json
    as an object (a page opened from disk cannot fetch one), and options of vega-embed other than those that keep the
    page strict. It returns a promise of vega-embed's result.
    """
    return _NOTICE + vl_convert.javascript_bundle(_SHOW, vl_version=VEGA_LITE)


def vega_style() -> str:
    """The CSS of what the script draws, above all of the tooltip; colours are the page's own (``--cs-paper``, ...)."""
    return _STYLE
