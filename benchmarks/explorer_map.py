"""How long the page of cities keeps its reader waiting: python benchmarks/explorer_map.py RELEASE

Bakes the page of a release (5,000 simulated cities), opens it in Chromium from disk, and loads, moves, enlarges and
filters it as a reader would. Prints the longest task of each by the browser's own count (PerformanceObserver, tasks of
50 ms or more), and beside it a bare bound in the same browser: the same land and dots drawn on a canvas, and the same
rows put into a table, by a page that does nothing else.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import django
from playwright.sync_api import Page, sync_playwright

from civiscope.web.explorer.assets import asset_names, asset_of
from civiscope.web.explorer.baking import baked_page
from civiscope.web.explorer.domain.shelf import open_edition

LIMIT = 100.0
"""Milliseconds that no task may take."""
WATCH = """
window.longest = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration);
}).observe({ type: "longtask", buffered: true });
"""
BARE = """
async () => {
  const [data, ground] = await Promise.all([civiscope.load("cities-data"), civiscope.load("cities-ground")]);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [1140, 590];
  document.body.prepend(canvas);
  const pen = canvas.getContext("2d");
  const land = new Path2D(ground.land);
  const rows = [...document.querySelectorAll("#cities-table tbody tr")].map((row) => row.cloneNode(true));
  const took = [];
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise(requestAnimationFrame);
    const start = performance.now();
    pen.clearRect(0, 0, 1140, 590);
    pen.save();
    pen.scale(1 / ground.scale, 1 / ground.scale);
    pen.fill(land, "evenodd");
    pen.restore();
    pen.beginPath();
    for (const point of data.points) {
      if (!point) continue;
      pen.moveTo(point[0] / 100 + 2, point[1] / 100);
      pen.arc(point[0] / 100, point[1] / 100, 2, 0, 7);
    }
    pen.fill();
    document.querySelector("#cities-table tbody").replaceChildren(...rows.map((row) => row.cloneNode(true)));
    document.body.offsetHeight;
    took.push(performance.now() - start);
  }
  return Math.max(...took);
}
"""


def bake(release: Path, out: Path) -> None:
    """Write the page and its assets as the static site has them."""
    django.setup()
    edition = open_edition(release)
    (out / "assets").mkdir()
    (out / "cities.html").write_bytes(baked_page(edition, edition.source_language, "cities.html"))
    skipped = ("city-", "groups-", "search-")
    own = ("city-filter.js", "city-list.js", "city-picture.js", "city-map.js")
    for name in asset_names(edition):
        if name.startswith(skipped) and name not in own:
            continue
        found = asset_of(edition, name)
        assert found is not None
        path = out / "assets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(found.content)


def longest(page: Page, act: Callable[[], None]) -> float:
    """The longest task while something is done (ms); 0 where none took 50 ms."""
    page.evaluate("window.longest = 0")
    act()
    page.wait_for_timeout(500)
    return float(page.evaluate("window.longest"))


def move(page: Page) -> None:
    """Drag the map to and fro."""
    box = page.locator(".city-map-live").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for dx, dy in ((180, 60), (-220, -80), (120, 90), (-60, -40)):
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + dx, y + dy, steps=12)
        page.mouse.up()
        page.wait_for_timeout(150)


def enlarge(page: Page) -> None:
    """Enlarge four times and reduce twice."""
    for name in ("in", "in", "in", "in", "out", "out"):
        page.locator(f".leaflet-control-zoom-{name}").click()
        page.wait_for_timeout(350)


def choose(page: Page) -> None:
    """Tick twelve boxes all over the filters, and type a name."""
    boxes = page.locator("#city-filters fieldset input[type=checkbox]").all()
    for box in boxes[:: max(1, len(boxes) // 12)]:
        box.evaluate("node => node.click()")
        page.wait_for_timeout(80)
    page.locator("#cities-clear").click()
    page.locator("#city-text").press_sequentially("city 00", delay=60)
    page.locator("#cities-clear").click()
    page.locator('a[data-sort="population"]').click()


def main() -> int:
    """Measure and report; returns 1 where a task took longer than the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("release", type=Path)
    parser.add_argument("--width", type=int, default=1200)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        bake(arguments.release, Path(folder))
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_context(viewport={"width": arguments.width, "height": 900}, offline=True).new_page()
        page.add_init_script(WATCH)
        page.goto((Path(folder) / "cities.html").as_uri())
        page.wait_for_selector(".map-on")
        page.wait_for_timeout(1000)
        found = {"loading": float(page.evaluate("window.longest"))}
        page.locator(".city-map-live").scroll_into_view_if_needed()
        found["enlarging"] = longest(page, lambda: enlarge(page))
        found["moving"] = longest(page, lambda: move(page))
        found["filtering"] = longest(page, lambda: choose(page))
        bound = float(page.evaluate(BARE))
        browser.close()
    print(f"bare drawing of land, dots and 50 rows, slowest of 20: {bound:.0f} ms")
    for name, duration in found.items():
        told = f"{duration:.0f} ms" if duration else "none of 50 ms or more"
        verdict = "met" if duration <= LIMIT else "MISSED"
        print(f"{verdict:6}  longest task while {name}: {told}, at most {LIMIT:.0f} ms")
    return 0 if all(duration <= LIMIT for duration in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
