from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from civiscope.report.figures.grouping import under_headings
from civiscope.report.figures.tables import Entry

GROUPS = (Entry("a", "First"), Entry("b", "Second"), Entry("c", "Third"))


def test_entries_stand_in_the_order_of_the_groups_and_within_them_in_their_own() -> None:
    entries = [Entry("1", "1", "b"), Entry("2", "2", "a"), Entry("3", "3"), Entry("4", "4", "b")]
    found = [(heading, [entry.code for entry in inside]) for heading, inside in under_headings(entries, GROUPS, "en")]
    assert found == [("First", ["2"]), ("Second", ["1", "4"]), ("Further", ["3"])]


def test_entries_without_groups_have_no_heading() -> None:
    entries = (Entry("1", "1"), Entry("2", "2"))
    assert under_headings(entries, GROUPS, "en") == [("", entries)]
    assert under_headings(entries, (), "en") == [("", entries)]


@given(st.lists(st.sampled_from(["a", "b", "c", "", "unknown"])))
def test_every_entry_stands_once(groups: list[str]) -> None:
    entries = [Entry(str(number), "x", group) for number, group in enumerate(groups)]
    found = [entry for _, inside in under_headings(entries, GROUPS, "en") for entry in inside]
    assert sorted(found, key=lambda entry: int(entry.code)) == entries
