"""Write all generated pages."""

from __future__ import annotations

from docs._generate import PAGES, REFERENCE

for name, page in PAGES.items():
    REFERENCE.mkdir(exist_ok=True)
    (REFERENCE / name).write_text(page(), encoding="utf-8")
    print(f"wrote docs/reference/{name}")
