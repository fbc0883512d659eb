"""From mentions to the candidacy profile: sections, topics, sectors, status, timeline."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, cast

from ftextract import specialties
from ftextract.entities import Entity, group
from ftextract.linking import Link, Name, link
from ftextract.models import (
    Candidacy,
    CandidacyProfile,
    DateMention,
    Document,
    Event,
    Figure,
    Mention,
    Organization,
    OrganizationKind,
    Passage,
    Person,
    Place,
    PlaceCandidate,
    PlaceKind,
    Section,
    SectionKind,
    TimelineEntry,
)
from ftextract.name_types import Judgement
from ftextract.rule import Candidate
from ftextract.rules.organizations import kind_of
from ftextract.rules.sections import section_kind
from ftextract.sectors import sector_of
from ftextract.status import label_of, status_of
from ftextract.territory import cities_of, territory_of
from ftextract.timeline import bounds, steps_of
from ftextract.view import View, sentences

Span = tuple[int, int]
# How many figures of a topic describe a territory; the largest are taken.
_KEY_TOPICS = {
    "companies": 1,
    "jobs": 1,
    "startups": 1,
    "students": 1,
    "researchers": 1,
    "members": 1,
    "funding": 1,
    "population": 1,
}


class ProfileBuilder:
    """Turns one article's resolved mentions into its profile."""

    def __init__(
        self,
        document: Document,
        view: View,
        block_spans: Sequence[Span],
        mentions: Sequence[Candidate],
        judgement: Judgement | None = None,
        name_of: Callable[[str], str] = str,
    ) -> None:
        self.judgement = judgement
        self.document = document
        self.view = view
        self.text = view.text
        self.mentions = mentions
        block_kinds = [block.kind for block in document.blocks if block.kind != "boilerplate"]
        self.blocks = list(zip(block_kinds, block_spans, strict=True))
        self.sentences = sentences(view)
        self.entities = group(mentions, self.text, name_of)
        self.dates = [m for m in mentions if m.label == "DATE"]
        self._date_starts = [date.start for date in self.dates]
        self._block_starts = [start for _, (start, _) in self.blocks]
        self._kinds: dict[int, OrganizationKind] = {}
        self._sectors: dict[int, str | None] = {}
        self._contents: dict[str, list[Span]] = {}

    def build(self) -> CandidacyProfile:
        """The whole profile."""
        sections = self._sections()
        figures = [self._figure(m) for m in self.mentions if m.label == "FIG"]
        organizations = {id(e): self._organization(e) for e in self._of("ORG")}
        leading = [e for e in self._of("ORG") if self._is_leading(e, sections)]
        places = {
            id(e): self._place(e, found)
            for e, found in zip(self._of("LOC"), self._links(), strict=True)
        }
        return CandidacyProfile(
            document=self.document,
            candidacy=self._candidacy(),
            specialties=self._specialties(sections),
            key_figures=self._key_figures(figures, sections),
            figures=figures,
            leading_companies=[organizations[id(e)] for e in leading],
            organizations=list(organizations.values()),
            places=list(places.values()),
            people=[self._person(e) for e in self._of("PER")],
            events=[self._event(e) for e in self._of("EVENT")],
            dates=[self._date(m) for m in self.dates],
            timeline=self._timeline(),
            district=[places[id(e)] for e in self._of("LOC") if self._is_district(e, sections)],
            logo=self._topical("logo", sections, _LOGO),
            communication=self._topical("communication", sections, None),
            sections=[
                Section(kind=kind, heading=heading, start=start, end=end)
                for kind, heading, (start, end) in self._source_sections(sections)
            ],
        )

    # Passages: view offsets in, source offsets out

    def _span(self, start: int, end: int) -> dict[str, Any]:
        source_start, source_end = self.view.to_source(start, end)
        return {
            "start": source_start,
            "end": source_end,
            "text": self.document.text[source_start:source_end],
        }

    def _passage(self, span: Span) -> Passage:
        return Passage(**self._span(*span))

    def _mention(self, mention: Candidate) -> Mention:
        return Mention(rule=mention.rule, **self._span(mention.start, mention.end))

    def _sentence(self, offset: int) -> Span:
        index = bisect_right(self.sentences, (offset, len(self.text))) - 1
        return self.sentences[index]

    def _of(self, label: str) -> list[Entity]:
        return [entity for entity in self.entities if entity.label == label]

    # Sections

    def _sections(self) -> list[tuple[SectionKind, Span, Span]]:
        """Kind, heading and content of each headed part (view offsets)."""
        heads = [i for i, (kind, _) in enumerate(self.blocks) if kind == "heading"]
        found: list[tuple[SectionKind, Span, Span]] = []
        for position, index in enumerate(heads):
            last = heads[position + 1] if position + 1 < len(heads) else len(self.blocks)
            body = [
                span
                for kind, span in self.blocks[index + 1 : last]
                if kind in ("paragraph", "item")
            ]
            heading = self.blocks[index][1]
            content = (body[0][0], body[-1][1]) if body else (heading[1], heading[1])
            found.append((section_kind(self.text[heading[0] : heading[1]]), heading, content))
        return found

    def _source_sections(
        self, sections: list[tuple[SectionKind, Span, Span]]
    ) -> list[tuple[SectionKind, str, Span]]:
        found = []
        for kind, heading, content in sections:
            start, heading_end = self.view.to_source(*heading)
            end = self.view.to_source(*content)[1] if content[1] > content[0] else heading_end
            found.append((kind, self.document.text[start:heading_end], (start, end)))
        return found

    def _content(
        self, kind: SectionKind, sections: list[tuple[SectionKind, Span, Span]]
    ) -> list[Span]:
        if kind not in self._contents:
            self._contents[kind] = [
                content
                for found, _, content in sections
                if found == kind and content[1] > content[0]
            ]
        return self._contents[kind]

    def _topical(
        self,
        kind: SectionKind,
        sections: list[tuple[SectionKind, Span, Span]],
        cue: re.Pattern[str] | None,
    ) -> Passage | None:
        content = self._content(kind, sections)
        if content:
            return self._passage(content[0])
        if cue is None:
            return None
        return next(
            (self._passage(s) for s in self.sentences if cue.search(self.text, s[0], s[1])), None
        )

    # The candidacy

    def _candidacy(self) -> Candidacy:
        title = next((span for kind, span in self.blocks if kind == "title"), None)
        title_text = self.text[title[0] : title[1]] if title else ""
        label = label_of(self.text, title_text)
        if label is None:
            return Candidacy()
        banners = [e for e in self._of("ORG") if self._organization_kind(e) == "candidacy"]
        places = self._of("LOC")
        territory = territory_of(places, banners, self.text, title)
        outcome = status_of(self.text, self.sentences)
        name = max(banners, key=lambda e: len(e.mentions)).name if banners else None
        return Candidacy(
            name=name,
            territory=territory,
            cities=cities_of(territory, places, self.text),
            label=label,
            status=outcome.status,
            evidence=self._passage(outcome.evidence) if outcome.evidence else None,
        )

    def _timeline(self) -> list[TimelineEntry]:
        entries = []
        body = [s for s in self.sentences if self._block_kind(s[0]) not in ("byline", "heading")]
        for step in steps_of(self.text, body, self.dates):
            when, earliest, latest = bounds(step.date, self.document.published)
            if when or earliest:
                entries.append(
                    TimelineEntry(
                        kind=step.kind,
                        when=when,
                        earliest=earliest,
                        latest=latest,
                        **self._span(*step.sentence),
                    )
                )
        return sorted(entries, key=lambda e: (e.earliest or dt.date.max, e.start))

    def _block_kind(self, offset: int) -> str:
        index = bisect_right(self._block_starts, offset) - 1
        if index < 0:
            return ""
        kind, (_, end) = self.blocks[index]
        return kind if offset < end else ""

    # Figures and dates

    def _figure(self, mention: Candidate) -> Figure:
        attributes = mention.attributes
        return Figure(
            rule=mention.rule,
            quantity=_number(attributes.get("quantity")),
            quantity_min=_number(attributes.get("quantityMin")),
            quantity_max=_number(attributes.get("quantityMax")),
            unit=attributes["unit"],
            commodity=attributes.get("commodity"),
            precision=attributes.get("precision", "exact"),
            topic=attributes.get("topic", "other"),
            change=attributes.get("change"),
            **self._span(mention.start, mention.end),
        )

    def _key_figures(
        self, figures: list[Figure], sections: list[tuple[SectionKind, Span, Span]]
    ) -> list[Figure]:
        content = [self.view.to_source(*span) for span in self._content("key_figures", sections)]
        headed = [f for f in figures if any(start <= f.start < end for start, end in content)]
        if headed:
            return [figure for figure in headed if figure.topic != "other"]
        best: dict[str, list[Figure]] = {}
        for figure in figures:
            if figure.topic in _KEY_TOPICS and figure.unit != "percent":
                best.setdefault(figure.topic, []).append(figure)
        kept = {
            id(figure)
            for topic, found in best.items()
            for figure in sorted(found, key=_size, reverse=True)[: _KEY_TOPICS[topic]]
        }
        return [figure for figure in figures if id(figure) in kept]

    def _date(self, mention: Candidate) -> DateMention:
        attributes = mention.attributes
        values = {name: attributes.get(name) for name in _DATE_VALUES}
        return DateMention.model_validate(
            {
                **values,
                **self._span(mention.start, mention.end),
                "rule": mention.rule,
                "inconsistent": bool(attributes.get("inconsistent", False)),
            }
        )

    # Entities

    def _mentions(self, entity: Entity) -> list[Mention]:
        return [self._mention(mention) for mention in entity.mentions]

    def _organization(self, entity: Entity) -> Organization:
        kind = self._organization_kind(entity)
        return Organization(
            name=entity.name,
            kind=kind,
            sector=self._sector(entity) if kind == "company" else None,
            aliases=[surface for surface in entity.surfaces if surface != entity.name],
            mentions=self._mentions(entity),
        )

    def _organization_kind(self, entity: Entity) -> OrganizationKind:
        """What a rule says beyond doubt, else the model, else the name's own words."""
        if id(entity) not in self._kinds:
            self._kinds[id(entity)] = self._told_kind(entity)
        return self._kinds[id(entity)]

    def _told_kind(self, entity: Entity) -> OrganizationKind:
        told: OrganizationKind | None = entity.attributes.get("kind")
        if told not in ("candidacy", "cluster") and self.judgement is not None:
            judged = self.judgement.kind("ORG", ((m.start, m.end) for m in entity.mentions))
            told = cast("OrganizationKind | None", judged) or told
        return told or kind_of(entity.name) or "company"

    def _sector(self, entity: Entity) -> str | None:
        if id(entity) not in self._sectors:
            self._sectors[id(entity)] = self._told_sector(entity)
        return self._sectors[id(entity)]

    def _told_sector(self, entity: Entity) -> str | None:
        if entity.attributes.get("sector"):
            return str(entity.attributes["sector"])
        for mention in entity.mentions:
            span = sector_of(self.text, mention.start, mention.end)
            if span:
                return self.text[span[0] : span[1]]
        return None

    def _place(self, entity: Entity, found: Link) -> Place:
        entry = found.entry
        return Place(
            name=entity.name,
            kind=entity.attributes["kind"],
            mentions=self._mentions(entity),
            geonames_id=entry.geonames_id if entry else None,
            latitude=entry.latitude if entry else None,
            longitude=entry.longitude if entry else None,
            department=entry.department if entry else None,
            region=entry.region if entry else None,
            country=entry.country if entry else None,
            candidates=[
                PlaceCandidate(
                    geonames_id=option.geonames_id,
                    name=option.name,
                    department=option.department,
                    region=option.region,
                    country=option.country,
                    population=option.population,
                )
                for option in found.candidates
            ],
        )

    def _links(self) -> list[Link]:
        places = self._of("LOC")
        links = link(
            [
                Name(
                    entity.name,
                    entity.attributes.get("kind"),
                    tuple((mention.start, mention.end) for mention in entity.mentions),
                )
                for entity in places
            ],
            self.text,
        )
        for entity, found in zip(places, links, strict=True):
            entity.attributes["kind"] = self._place_kind(entity, found)
        return links

    def _place_kind(self, entity: Entity, found: Link) -> PlaceKind:
        """What the gazetteer knows, else the model, else what the wording tells."""
        told = entity.attributes.get("kind") is not None
        if told or found.entry is not None or found.candidates or self.judgement is None:
            return found.kind or "city"
        judged = self.judgement.kind("LOC", ((m.start, m.end) for m in entity.mentions))
        return cast("PlaceKind | None", judged) or found.kind or "city"

    def _person(self, entity: Entity) -> Person:
        return Person(
            name=entity.name, role=entity.attributes.get("role"), mentions=self._mentions(entity)
        )

    def _event(self, entity: Entity) -> Event:
        when = None
        for mention in entity.mentions:
            start, end = self._sentence(mention.start)
            first, last = (bisect_left(self._date_starts, offset) for offset in (start, end))
            near = [d for d in self.dates[first:last] if d.attributes.get("when")]
            if near:
                nearest = min(near, key=lambda d: (abs(d.start - mention.start), d.start))
                when = nearest.attributes["when"]
                break
        return Event(name=entity.name, when=when, mentions=self._mentions(entity))

    def _is_leading(self, entity: Entity, sections: list[tuple[SectionKind, Span, Span]]) -> bool:
        """Whether a company is put forward as the territory's own.

        It stands in the section on companies, has its trade beside it, or is listed with others
        in one sentence; what belongs to another company, or only follows a preposition
        (*racheté par X*), is none.
        """
        if self._organization_kind(entity) != "company" or entity.attributes.get("dependent"):
            return False
        content = self._content("companies", sections)
        if any(s <= m.start < e for m in entity.mentions for s, e in content):
            return True
        if self._sector(entity):
            return True
        first = entity.mentions[0]
        start, end = self._sentence(first.start)
        beside = sum(1 for offset in self._company_starts if start <= offset < end)
        return beside >= _LISTED and not _BELONGS.search(self.text, start, first.start)

    @cached_property
    def _company_starts(self) -> list[int]:
        return [
            mention.start
            for entity in self._of("ORG")
            if self._organization_kind(entity) == "company"
            for mention in entity.mentions
        ]

    def _is_district(self, entity: Entity, sections: list[tuple[SectionKind, Span, Span]]) -> bool:
        if entity.attributes.get("kind") not in ("district", "site"):
            return False
        content = self._content("district", sections)
        if content:
            return any(s <= m.start < e for m in entity.mentions for s, e in content)
        said = (self._sentence(mention.start) for mention in entity.mentions)
        return any(_DISTRICT.search(self.text, start, end) for start, end in said)

    def _specialties(self, sections: list[tuple[SectionKind, Span, Span]]) -> list[Passage]:
        content = self._content("specialties", sections)
        spans: list[Span] = []
        for start, end in content or [(0, len(self.text))]:
            spans.extend(specialties.specialties_in(self.text, start, end))
            if content:
                items = [
                    span for kind, span in self.blocks if kind == "item" and start <= span[0] < end
                ]
                spans.extend(specialties.bullet_items(self.text, items))
        return [self._passage(span) for span in sorted(set(spans))]


_LISTED = 3  # companies in one sentence that make a list of them
_BELONGS = re.compile(r"\b(?:de|d'|par|chez|avec|pour|du|à|que|qu') ?$")
_DATE_VALUES = ("when", "from", "to", "mod", "earliest", "latest", "edtf")
_LOGO = re.compile(r"\blogo(?:type)?s?\b", re.IGNORECASE)
_DISTRICT = re.compile(
    r"\bquartier (?:numérique|digital)|\btotem|\b(?:vaisseau|navire) amiral|\bvitrine\b",
    re.IGNORECASE,
)


def _size(figure: Figure) -> float:
    return float(figure.quantity if figure.quantity is not None else figure.quantity_max or 0)


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
