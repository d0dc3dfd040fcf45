"""Names of files can be saved anywhere and are what they seem to be."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiscope.web.collection.rules.shown_names import LONGEST, file_name, shown_title


@pytest.mark.parametrize(
    ("name", "ending", "saved"),
    [
        ("report.pdf", "pdf", "report.pdf"),
        ("Report.PDF", "pdf", "Report.pdf"),
        ("photo.jpeg", "jpg", "photo.jpg"),
        ("page.html", "txt", "page.html.txt"),
        ("../../etc/passwd", "txt", "passwd.txt"),
        ("C:\\Users\\ada\\plan.docx", "docx", "plan.docx"),
        ("invoice\u202egnp.exe", "txt", "invoicegnp.exe.txt"),
        ("a\r\nSet-Cookie: x=1.txt", "txt", "a Set-Cookie_ x=1.txt"),
        ("<script>.txt", "txt", "_script_.txt"),
        ("", "pdf", "file.pdf"),
        (" . .pdf", "pdf", "file.pdf"),
        ("x" * 500, "csv", "x" * 116 + ".csv"),
        ("São Paulo – plan.pdf", "pdf", "São Paulo – plan.pdf"),
    ],
)
def test_name_is_cleaned_and_has_the_ending_of_its_kind(name: str, ending: str, saved: str) -> None:
    assert file_name(name, ending) == saved


@given(st.text(max_size=300))
def test_any_name_can_be_saved(name: str) -> None:
    saved = file_name(name, "pdf")
    assert saved.endswith(".pdf")
    assert 5 <= len(saved) <= LONGEST
    assert not set(saved) & set('<>:"/\\|?*\r\n\t')
    assert saved == saved.strip(". ")
    assert not any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in saved)


@given(st.text(max_size=300))
def test_title_is_one_line_and_stays_as_it_is(text: str) -> None:
    shown = shown_title(text)
    assert "\n" not in shown
    assert shown_title(shown) == shown
    assert len(shown) <= 200
