"""Figures as a strict page shows them: the specification through Vega without eval, the picture without the network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import vl_convert
from playwright.sync_api import Page, Route

from civiscope.report.figures.writing import write_figures
from tests.unit.report.figures import two_questionnaires
from tests.unit.report.figures.examples import REGIONS, by_level, counts, every_kind, make_release, staff_answers

STRICT = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; style-src 'self'"
PAGE = '<!doctype html><html lang="en"><title>Figures</title><div id="figure"></div><script src="/show.js"></script>'
SHOW = """
window.shown = {};
(async () => {
  for (const name of await (await fetch("/names.json")).json()) {
    const specification = await (await fetch(`/${name}.vl.json`)).json();
    const options = {ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: false};
    const found = await vegaEmbed("#figure", specification, options);
    const texts = [...document.querySelectorAll("#figure text")].map((text) => text.textContent).join(" ");
    const image = new Image();
    image.src = `/${name}.svg`;
    await image.decode();
    const drawn = document.querySelector("#figure svg");
    window.shown[name] = {texts, label: drawn.parentElement.getAttribute("aria-label") || "",
      width: image.naturalWidth, drawnWidth: drawn.width.baseVal.value};
    found.finalize();
  }
  document.documentElement.dataset.done = "";
})();
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("figures")
    mixed = counts("roles", {"engineer": (4, 9)}, domain="region", level="south")
    levels = by_level(every_kind(), "region", [level for level in REGIONS if level != "south"])
    write_figures(make_release([*every_kind(), *levels, *mixed], staff_answers([1, 3, 5, 90])), made)
    write_figures(two_questionnaires.made_release(), made)
    return made


def test_figures_work_on_a_page_without_eval(page: Page, folder: Path) -> None:
    names = sorted(path.stem for path in folder.glob("*.svg"))
    script = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version="6.4") + SHOW

    def answer(route: Route) -> None:
        name = route.request.url.rsplit("/", 1)[1]
        if name == "":
            route.fulfill(body=PAGE, content_type="text/html", headers={"Content-Security-Policy": STRICT})
        elif name == "show.js":
            route.fulfill(body=script, content_type="text/javascript")
        elif name == "names.json":
            route.fulfill(body=json.dumps(names), content_type="application/json")
        elif name == "favicon.ico":
            route.fulfill(status=204)
        else:
            kind = "image/svg+xml" if name.endswith(".svg") else "application/json"
            route.fulfill(body=(folder / name).read_bytes(), content_type=kind)

    page.route("**/*", answer)
    page.goto("http://figures.test/")
    page.wait_for_selector("html[data-done]", state="attached")
    shown = page.evaluate("window.shown")
    assert sorted(shown) == names
    assert all(entry["width"] == pytest.approx(entry["drawnWidth"], abs=1) for entry in shown.values())
    assert "Designer of services" in shown["roles--by-region"]["texts"]
    assert "4/20" in shown["roles--by-region"]["texts"]
    assert "Base: 50 cities." in shown["goals"]["texts"]
    assert shown["roles"]["label"].startswith("Roles. Bar chart of 4 answers")
