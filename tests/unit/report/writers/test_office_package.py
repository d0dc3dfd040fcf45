"""Packages: the same content gives the same bytes, whatever its order and times; packages inside them too."""

from __future__ import annotations

import io
import zipfile

from civiscope.report.writers.office_package import declared, repacked

CORE = '<p xmlns:dcterms="x"><dcterms:created t="y">{0}</dcterms:created><dcterms:modified>{0}</dcterms:modified></p>'


def package(names: tuple[str, ...], year: int, inner: bytes = b"") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name in names:
            content = inner if name.endswith(".xlsx") else CORE.format(f"{year}-01-02T03:04:05Z").encode()
            target.writestr(zipfile.ZipInfo(name, (year, 1, 2, 3, 4, 6)), content)
    return written.getvalue()


def test_order_and_times_of_the_given_package_do_not_matter() -> None:
    names = ("docProps/core.xml", "a/b.xlsx", "[Content_Types].xml")
    first = package(names, 2001, package(("docProps/core.xml",), 2001))
    second = package(names[::-1], 2020, package(("docProps/core.xml",), 2020))
    fixed = repacked(first, "2021-03-31")
    assert zipfile.ZipFile(io.BytesIO(fixed)).namelist()[0] == "[Content_Types].xml"
    with zipfile.ZipFile(io.BytesIO(fixed)) as one, zipfile.ZipFile(io.BytesIO(repacked(second, "2021-03-31"))) as two:
        for name in ("docProps/core.xml", "a/b.xlsx"):
            assert one.read(name) == two.read(name)


def test_core_properties_carry_the_declared_date() -> None:
    with zipfile.ZipFile(io.BytesIO(repacked(package(("docProps/core.xml",), 2001), "2021-03-31"))) as made:
        assert made.read("docProps/core.xml").decode() == CORE.format("2021-03-31T00:00:00Z")


def test_repacking_twice_changes_nothing() -> None:
    once = repacked(package(("b.xml", "a.xml"), 2001), "")
    assert repacked(once, "") == once


def test_document_without_date_has_the_first_moment_of_packages() -> None:
    assert declared("").isoformat() == "1980-01-01T00:00:00"
