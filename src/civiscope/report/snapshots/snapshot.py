"""A city's snapshot: what its officers hand to their mayor; HTML and PDF are written from it."""

from __future__ import annotations

from civiscope.release.model import Release
from civiscope.report.snapshots.about_section import about, foot_line, head_facts, links_of, not_known_section
from civiscope.report.snapshots.blocks import Missing, default_show, show_item
from civiscope.report.snapshots.change_section import change_section
from civiscope.report.snapshots.charts import Charts
from civiscope.report.snapshots.earlier_answers import earlier_answers
from civiscope.report.snapshots.index_section import IndexSections
from civiscope.report.snapshots.peer_section import peer_section
from civiscope.report.snapshots.subject import Subject
from civiscope.report.words.index_words import IndexWords
from civiscope.report.words.phrases import direction_of
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import Block, Document, Section
from civiscope.results.peers import PeerGroup
from civiscope.study.definition import SnapshotBlock, SnapshotSection
from civiscope.study.frame import FRAME_COLUMNS
from civiscope.study.questionnaire import Item


class SnapshotComposer:
    """Composes the snapshots of one release in one language; keeps what they share."""

    def __init__(self, release: Release, language: str) -> None:
        self._view = ReleaseView(release, language)
        self._charts = Charts(self._view)
        self._indices = IndexSections(
            {name: IndexWords(self._view, definition) for name, definition in release.indices.items()}
        )
        self._sections: dict[tuple[str, ...], tuple[SnapshotSection, ...]] = {}

    def document(self, city: str, peers: PeerGroup) -> Document:
        """The snapshot of a city's latest wave. Raises KeyError for a city that has not answered in any."""
        subject = self._subject(city)
        view = self._view
        definition = view.definition
        snapshot = definition.snapshot
        title = view.text(snapshot.title) if snapshot is not None else view.text(definition.title)
        facts, missing = head_facts(subject)
        sections: list[Section] = []
        shown: list[tuple[str, Item]] = []
        parts = self._parts(subject)
        for part in parts:
            section = self._section(subject, part, missing, shown)
            if section is not None:
                sections.append(section)
        sections += self._indices.sections(subject)
        items = self._items(subject, parts)
        earlier = earlier_answers(subject, [place for place in items if place[1].code not in FRAME_COLUMNS])
        missing = [entry for entry in missing if entry.item.code not in earlier.items]
        further = (
            change_section(subject, {item.code for _, item in items}, earlier),
            peer_section(subject, peers, shown),
            not_known_section(subject, missing, parts, self._indices.missing(subject)),
        )
        sections += [section for section in further if section is not None]
        wave = view.wave(subject.wave)
        return Document(
            id=city,
            title=subject.name,
            eyebrow=f"{title} · {view.text(wave.title)}",
            subtitle=" · ".join(part for part in (view.country(subject.city.country), subject.city.region) if part),
            language=view.language,
            direction="rtl" if direction_of(view.language) == "rtl" else "ltr",
            lead=(facts,),
            sections=tuple(sections),
            footer=about(subject, title, shown, self._indices.notes(subject)),
            look=view.look,
            simulated=definition.simulated,
            publisher=definition.publisher.name,
            links=links_of(subject),
            kind="sheet",
            source=foot_line(subject, title),
            description=subject.say("description", study=view.text(definition.title), wave=view.text(wave.title)),
            date=wave.date.isoformat(),
        )

    def file(self, city: str, extension: str) -> str:
        """The name of a city's file: ``CITY.html``, in other languages than the source language ``CITY.fr.html``."""
        return self._view.city_file(city, extension)

    def _subject(self, city: str) -> Subject:
        wave = self._view.release.waves_by_city[city][-1]
        found = self._view.respondents[wave, city]
        order = list(self._view.wave(wave).questionnaires)
        respondents = tuple(sorted(found, key=lambda entry: order.index(entry.questionnaire)))
        return Subject(self._view, self._view.release.cities[city], wave, respondents)

    def _parts(self, subject: Subject) -> tuple[SnapshotSection, ...]:
        """The sections that the study names, else those of its questionnaires."""
        snapshot = self._view.definition.snapshot
        if snapshot is not None and snapshot.sections:
            return snapshot.sections
        key = tuple(subject.questionnaires)
        if key not in self._sections:
            self._sections[key] = _default_sections(self._view, subject.questionnaires)
        return self._sections[key]

    def _items(self, subject: Subject, parts: tuple[SnapshotSection, ...]) -> list[tuple[str, Item]]:
        """Every item that the snapshot is about, with its questionnaire: facts first."""
        snapshot = self._view.definition.snapshot
        codes = [*(snapshot.facts if snapshot is not None else ()), *(b.item for part in parts for b in part.blocks)]
        places = (self._view.find_item(code, subject.questionnaires) for code in dict.fromkeys(codes))
        return [place for place in places if place is not None and place[1].consent == "public"]

    def _section(
        self, subject: Subject, part: SnapshotSection, missing: list[Missing], shown: list[tuple[str, Item]]
    ) -> Section | None:
        """A section with the items that are known; what is not known joins ``missing``, what is joins ``shown``."""
        blocks: list[Block] = []
        for block in part.blocks:
            place = self._view.find_item(block.item, subject.questionnaires)
            if place is None:
                continue
            found = show_item(subject, self._charts, *place, block)
            if isinstance(found, Missing):
                missing.append(found)
                continue
            shown.append(place)
            blocks += found
        return Section(part.code, self._view.text(part.title), tuple(blocks)) if blocks else None


def snapshot_document(release: Release, city: str, peers: PeerGroup, language: str) -> Document:
    """The snapshot of one city; for many cities keep a SnapshotComposer, which indexes the release once."""
    return SnapshotComposer(release, language).document(city, peers)


def _default_sections(view: ReleaseView, questionnaires: list[str]) -> tuple[SnapshotSection, ...]:
    """Every item that may be published city by city, under its questionnaire's sections."""
    snapshot = view.definition.snapshot
    facts = set(snapshot.facts) if snapshot is not None else set()
    sections = []
    for name in questionnaires:
        for section in view.release.questionnaires[name].sections:
            blocks = tuple(
                SnapshotBlock(item=item.code, show=default_show(item))
                for item in section.items
                if item.consent == "public" and item.code not in facts
            )
            if blocks:
                sections.append(SnapshotSection(code=section.code, title=section.title, blocks=blocks))
    return tuple(sections)
