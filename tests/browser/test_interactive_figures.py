"""Figures on a strict page, over HTTP and from disk: drawn, telling what each mark is, without a complaint."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from civiscope.report.figures.interactive import vega_script, vega_style

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'"
)
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">%s<title>Figures</title>
<link rel="stylesheet" href="style.css"><link rel="icon" href="data:,"></head>
<body><div id="figure"></div><script src="vega.js"></script><script src="figures.js"></script></body></html>"""
TOOLTIP = "#vg-tooltip-element"
PARTS = ("vega.js", "figures.js", "style.css")
SHOWN = ("roles", "roles--by-region", "goals--trend", "approach--trend", "population", "cities", "data_sufficiency")


class Strict(SimpleHTTPRequestHandler):
    """Serves a folder under the strict policy, and quietly."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, example_release: Path) -> Path:
    made = tmp_path_factory.mktemp("page")
    shown = {
        name: json.loads((example_release / "figures" / f"{name}.vl.json").read_text(encoding="utf-8"))
        for name in SHOWN
    }
    violations = 'addEventListener("securitypolicyviolation", (event) => console.error(event.violatedDirective));'
    (made / "figures.js").write_text(f"{violations}\nwindow.figures =\n{json.dumps(shown)}", encoding="utf-8")
    (made / "vega.js").write_text(vega_script(), encoding="utf-8")
    (made / "style.css").write_text(vega_style(), encoding="utf-8")
    (made / "index.html").write_text(PAGE % "", encoding="utf-8")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{STRICT}">'
    (made / "disk.html").write_text(PAGE % policy, encoding="utf-8")
    return made


def figures(folder: Path) -> dict[str, dict[str, Any]]:
    """The specifications that the page holds."""
    found: dict[str, dict[str, Any]] = json.loads((folder / "figures.js").read_text(encoding="utf-8").splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(folder))) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()
        thread.join()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A context that reaches this machine only, whose name for itself an offline one does not reach either."""
    made = browser.new_context()
    made.route(re.compile(r"^(?!http://127\.0\.0\.1:|file:)"), lambda route: route.abort())
    yield made
    made.close()


@pytest.fixture(params=["served", "from disk"])
def address(request: pytest.FixtureRequest, server: str, folder: Path) -> str:
    return server if request.param == "served" else (folder / "disk.html").as_uri()


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The names of what the page asks for, each with its origin where it is another than the page's own."""
    found: list[str] = []

    def note(request: Request) -> None:
        own = request.url.startswith(("http://127.0.0.1:", "file:"))
        if not request.url.startswith("data:"):
            found.append(request.url.rsplit("/", 1)[1] if own else request.url)

    page.on("request", note)
    return found


def show(page: Page, name: str, specification: dict[str, Any] | None = None) -> None:
    arguments = {"name": name, "given": specification}
    page.evaluate("({name, given}) => civiscopeVega('#figure', given || figures[name])", arguments)
    page.wait_for_selector("#figure svg")


def told_by(page: Page, mark: str) -> str:
    """What the page says when the pointer is on the first of such marks; empty where it says nothing."""
    page.locator(f"#figure {mark}").first.hover(force=True)
    tooltip = page.locator(TOOLTIP)
    return tooltip.inner_text() if tooltip.count() and tooltip.is_visible() else ""


def test_figure_tells_its_values_where_pointed_at(page: Page, address: str, asked: list[str]) -> None:
    page.goto(address)
    show(page, "roles")
    said = told_by(page, ".mark-rect path")
    assert said.splitlines() == ["Project manager", "79% (95% interval 75% to 83%)", "53 of 67 cities"]
    page.mouse.move(0, 0)
    assert not page.locator(TOOLTIP).is_visible()
    assert sorted(asked) == sorted(["" if address.startswith("http") else "disk.html", *PARTS])


def test_every_kind_of_figure_has_something_to_say(page: Page, address: str) -> None:
    page.goto(address)
    for name in SHOWN:
        show(page, name)
        marks = page.evaluate("[...document.querySelectorAll('#figure svg *')].map((mark) => mark.__data__?.tooltip)")
        said = [text for text in marks if text]
        assert said, name
        assert not [text for text in said if not isinstance(text, str) or "undefined" in text or "null" in text], name


def test_texts_hide_no_mark(page: Page, address: str) -> None:
    page.goto(address)
    show(page, "data_sufficiency")
    shown = page.locator("#figure .mark-text text").get_by_text("%", exact=False).first.bounding_box()
    assert shown is not None
    page.mouse.move(shown["x"] + shown["width"] / 2, shown["y"] + shown["height"] / 2)
    assert "95% interval" in page.locator(TOOLTIP).inner_text()


def test_labels_are_shown_as_they_are(page: Page, address: str, folder: Path) -> None:
    hostile = '<img src=x onerror="window.hit=1"><b>A & B</b>'
    specification = json.loads(json.dumps(figures(folder)["roles"]).replace("Project manager", "HOSTILE"))
    for row in specification["data"]["values"]:
        row["tip"] = row["tip"].replace("HOSTILE", hostile)
    page.goto(address)
    show(page, "roles", specification)
    assert told_by(page, ".mark-rect path").splitlines()[0] == hostile
    assert page.evaluate("window.hit") is None


def test_nothing_is_fetched_whatever_a_specification_says(page: Page, address: str, asked: list[str]) -> None:
    page.goto(address)
    before = list(asked)
    elsewhere = {"data": {"url": "data.json"}, "mark": "point", "encoding": {"x": {"field": "a"}}}
    show(page, "", elsewhere)
    assert asked == before
    assert page.locator("#figure .mark-symbol path").count() == 0
