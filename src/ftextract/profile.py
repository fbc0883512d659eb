"""From mentions to the candidacy profile: what each part of it is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, cast

from ftextract.banner import Banner, choose_banner, options_of
from ftextract.cities import cities_of
from ftextract.district import district_of, spots_of
from ftextract.district_signs import Ground, Spot
from ftextract.entities import Entity, group
from ftextract.key_figures import key_figures, topics_of
from ftextract.label import kind_of_label, label_of
from ftextract.leading import leading_of
from ftextract.lexicon import load
from ftextract.linking import Link, Name, link
from ftextract.models import (
    Candidacy,
    CandidacyProfile,
    Document,
    Event,
    Organization,
    OrganizationKind,
    Passage,
    Person,
    Place,
    PlaceKind,
    Section,
    SectionKind,
    TimelineEntry,
    Topic,
)
from ftextract.name_types import Judgement
from ftextract.outline import Outline, Span, within
from ftextract.rendering import Renderer, spans_of
from ftextract.rule import Candidate
from ftextract.rules.organizations import kind_of
from ftextract.sectors import Trade, trade_of
from ftextract.specialties import specialties_of
from ftextract.specialty_cues import told_specialties
from ftextract.standing import Scene
from ftextract.status import Outcome, Subject, status_of
from ftextract.step_signs import Article
from ftextract.steps import Actor, Said, read
from ftextract.territory import territory_of
from ftextract.timeline import timeline_of
from ftextract.tokens import COMPANY, NAME, Sentences
from ftextract.view import View, folded_words

_LOGO = re.compile(r"logo(?<!\wlogo)(?:type)?s?\b")
_NAMED_AFTER = ("public", "education", "support", "association")
_ACTING = ("city", "area")  # kinds of places whose fate may be another's


@dataclass(frozen=True)
class Bid:
    """Who bids for what, and the sentences that say so."""

    subject: Subject
    territory: str | None
    cities: list[str]
    said: list[Said]


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
        self.document = document
        self.mentions = mentions
        self.judgement = judgement
        block_kinds = [block.kind for block in document.blocks if block.kind != "boilerplate"]
        self.outline = Outline(view, list(zip(block_kinds, block_spans, strict=True)))
        self.view = view
        self.text = view.text
        self.render = Renderer(document, view)
        entities = group(mentions, view.text, name_of)
        # What is listed as a specialty is a technique, whatever its capitals: Machine to machine.
        self.told = told_specialties(self.outline)
        techniques = set(self.told)
        if techniques:
            entities = [e for e in entities if not techniques.issuperset(spans_of(e.mentions))]
        self.organizations = [entity for entity in entities if entity.label == "ORG"]
        self.places = [entity for entity in entities if entity.label == "LOC"]
        self.people = [entity for entity in entities if entity.label == "PER"]
        self.events = [entity for entity in entities if entity.label == "EVENT"]
        self.dates = [mention for mention in mentions if mention.label == "DATE"]
        self.links = self._links()

    def build(self) -> CandidacyProfile:
        """The whole profile."""
        render = self.render
        organizations = {id(entity): self._organization(entity) for entity in self.organizations}
        places = {
            id(e): render.place(e, found) for e, found in zip(self.places, self.links, strict=True)
        }
        numbers = [mention for mention in self.mentions if mention.label == "FIG"]
        topics = topics_of(numbers, self.outline)
        key: dict[int, Topic] = {}
        forward: dict[str, Any] = {}
        if self.is_about_a_bid:
            key = key_figures(numbers, topics, self.outline, self.mentions, self.kinds_at)
            forward = self._put_forward(organizations, places)
        figures = [render.figure(m, key.get(i, topics[i])) for i, m in enumerate(numbers)]
        return CandidacyProfile(
            document=self.document,
            candidacy=self._candidacy(),
            key_figures=[figures[i] for i in key],
            figures=figures,
            organizations=list(organizations.values()),
            places=list(places.values()),
            people=[
                Person.model_validate(
                    {
                        "name": e.name,
                        "role": e.attributes.get("role"),
                        "mentions": render.mentions(e),
                    }
                )
                for e in self.people
            ],
            events=[self._event(entity) for entity in self.events],
            dates=[render.date(mention) for mention in self.dates],
            logo=self._topical("logo", _LOGO),
            communication=self._topical("communication", None),
            sections=self._sections(),
            **forward,
        )

    def _put_forward(
        self, organizations: Mapping[int, Organization], places: Mapping[int, Place]
    ) -> dict[str, Any]:
        """What the article puts forward for its territory, but for figures."""
        companies = [e for e in self.organizations if self._kinds[id(e)] == "company"]
        trades = [self._trades[id(e)] for e in companies]
        leading = leading_of(companies, trades, self._sentences, self.label_kind)
        specialties = specialties_of(self._sentences, self.told)
        return {
            "specialties": [self.render.passage(span) for span in specialties],
            "leading_companies": [organizations[id(e)] for e in leading],
            "timeline": self._timeline(),
            "district": [self._quarter(s, places) for s in district_of(self.spots, self.ground)],
        }

    @cached_property
    def is_about_a_bid(self) -> bool:
        """Whether the article names a label or speaks of a bid, its own or another's.

        If not, it has no territory whose companies, figures or quarters could be put forward.
        """
        bid = self.bid
        return bid.subject.label is not None or any(one.speaks for one in bid.said)

    # The candidacy

    def _candidacy(self) -> Candidacy:
        bid, outcome = self.bid, self.outcome
        if outcome.status == "unknown":  # no bid of its own
            return Candidacy()
        return Candidacy(
            name=bid.subject.banner,
            territory=bid.territory,
            cities=bid.cities,
            label=bid.subject.label,
            status=outcome.status,
            evidence=self.render.passage(outcome.evidence) if outcome.evidence else None,
        )

    @cached_property
    def outcome(self) -> Outcome:
        """How the bid stands."""
        bid = self.bid
        return status_of(self.outline, bid.said, self.dates, self.document.published, bid.subject)

    @cached_property
    def bid(self) -> Bid:
        """Who bids for what, and what the article says of it."""
        outline = self.outline
        kinds = [(entity, self._kinds[id(entity)]) for entity in self.organizations]
        label = label_of(outline)
        scene = self.scene
        options = options_of(outline, kinds, scene, label)
        banner = choose_banner(options, scene, label)
        if label is None and banner is not None and "tech" in banner.name.lower():
            label = "French Tech"
        place = territory_of(scene, banner)
        cities = cities_of(place, scene, banner, label)
        territory = place.name if place else None
        actors = self._actors(territory, cities, banner)
        said = read(outline, self.dates, actors)
        subject = Subject(label, banner.name if banner else None, actors)
        return Bid(subject, territory, cities, said)

    @cached_property
    def label_kind(self) -> str:
        """Which kind of label the article is about."""
        return kind_of_label(self.bid.subject.label)

    @cached_property
    def scene(self) -> Scene:
        """The names that may be bidding places, and how they stand."""
        bodies = [e for e in self.organizations if self._kinds[id(e)] in _NAMED_AFTER]
        return Scene(self.places, self.links, bodies, self.outline)

    def _actors(
        self, territory: str | None, cities: Sequence[str], banner: Banner | None
    ) -> list[Actor]:
        """The places and banners whose steps the article may tell, in order."""
        own = {folded_words(name) for name in (territory or "", *cities)} - {""}
        words = {word for name in own for word in name.split() if len(word) > 3}
        deciding = load("candidacy")["decides"]
        actors: list[Actor] = []
        for place in self.places:
            name = folded_words(place.name)
            mine = name in own or not words.isdisjoint(name.split())
            if mine or (place.attributes["kind"] in _ACTING and name not in deciding):
                actors += [Actor(m.start, m.end, mine) for m in place.mentions]
        for entity in self.organizations:
            if self._kinds[id(entity)] == "candidacy":
                name = folded_words(entity.name)
                mine = banner is not None and entity.name == banner.name
                mine = mine or not words.isdisjoint(name.split())
                actors += [Actor(m.start, m.end, mine, True) for m in entity.mentions]
        return sorted(actors, key=lambda actor: actor.start)

    @cached_property
    def dated(self) -> Article:
        """What the dates of the article are judged by."""
        published, status = self.document.published, self.outcome.status
        said, label = self.bid.said, self.label_kind
        return Article(self.outline, said, self.dates, published, status, label)

    def _timeline(self) -> list[TimelineEntry]:
        return [
            TimelineEntry(
                kind=step.kind,
                when=step.when,
                earliest=step.earliest,
                latest=step.latest,
                **self.render.span(*step.sentence),
            )
            for step in timeline_of(self.dated)
        ]

    # The district

    @cached_property
    def spots(self) -> list[Spot]:
        """The places that may be the district."""
        kinds = self._kinds
        incubators = [e for e in self.organizations if kinds[id(e)] == "support"]
        return spots_of(self.places, incubators, self.text)

    @cached_property
    def ground(self) -> Ground:
        """What these places stand in."""
        kinds = dict(self.kinds_at)
        for entity in self.places:
            for mention in entity.mentions:
                kinds[mention.start] = entity.attributes["kind"]
        return Ground(self.outline, self.mentions, kinds, self.label_kind)

    def _quarter(self, spot: Spot, places: Mapping[int, Place]) -> Place:
        """A place of the district; a quarter is no town, though its name may be one's."""
        entity = spot.entity
        if spot.kind in ("site", "district"):
            return self.render.quarter(places[id(entity)], entity)
        kind: PlaceKind = "site" if spot.kind == "support" else "district"
        entity = replace(entity, attributes={"kind": kind})
        return self.render.quarter(self.render.place(entity, Link(kind)), entity)

    # Sections

    def _sections(self) -> list[Section]:
        found = []
        for part in self.outline.parts:
            start, heading_end = self.view.to_source(*part.heading)
            first, last = part.content
            end = self.view.to_source(first, last)[1] if last > first else heading_end
            heading = self.document.text[start:heading_end]
            found.append(Section(kind=part.kind, heading=heading, start=start, end=end))
        return found

    def _topical(self, kind: SectionKind, cue: re.Pattern[str] | None) -> Passage | None:
        """The section of a kind, else the first sentence with a cue."""
        content = self.outline.contents(kind)
        if content:
            return self.render.passage(content[0])
        match = cue.search(self.outline.low) if cue else None
        return self.render.passage(self.outline.sentence(match.start())) if match else None

    # Entities

    def _organization(self, entity: Entity) -> Organization:
        kind = self._kinds[id(entity)]
        return Organization.model_validate(
            {
                "name": entity.name,
                "kind": kind,
                "sector": self._trades[id(entity)].words if kind == "company" else None,
                "aliases": entity.aliases,
                "mentions": self.render.mentions(entity),
            }
        )

    @cached_property
    def _kinds(self) -> dict[int, OrganizationKind]:
        """What each organization is: what a rule says beyond doubt, else the model, else words."""
        return {id(entity): self._told_kind(entity) for entity in self.organizations}

    def _told_kind(self, entity: Entity) -> OrganizationKind:
        told: OrganizationKind | None = entity.attributes.get("kind")
        if told not in ("candidacy", "cluster") and self.judgement is not None:
            judged = self.judgement.kind("ORG", spans_of(entity.mentions))
            told = cast("OrganizationKind | None", judged) or told
        return told or kind_of(entity.name) or "company"

    @cached_property
    def kinds_at(self) -> dict[int, str]:
        """What the organization is that is named at an offset."""
        return {
            mention.start: self._kinds[id(entity)]
            for entity in self.organizations
            for mention in entity.mentions
        }

    @cached_property
    def _trades(self) -> dict[int, Trade]:
        """What is told of each company's trade."""
        return {
            id(entity): trade_of(entity, self._sentences)
            for entity in self.organizations
            if self._kinds[id(entity)] == "company"
        }

    @cached_property
    def _sentences(self) -> Sentences:
        kinds = {
            start: COMPANY if kind == "company" else NAME for start, kind in self.kinds_at.items()
        }
        return Sentences(self.outline, self.mentions, kinds)

    def _links(self) -> list[Link]:
        """What the places are linked to; this decides what kinds they are."""
        names = [
            Name(place.name, place.attributes.get("kind"), spans_of(place.mentions[:1])[0])
            for place in self.places
        ]
        links = link(names, self.text)
        for place, found in zip(self.places, links, strict=True):
            place.attributes["kind"] = self._place_kind(place, found)
        return links

    def _place_kind(self, entity: Entity, found: Link) -> PlaceKind:
        """What the gazetteer knows, else the model, else what the wording tells."""
        told = entity.attributes.get("kind") is not None
        if told or found.entry is not None or found.candidates or self.judgement is None:
            return found.kind or "city"
        judged = self.judgement.kind("LOC", spans_of(entity.mentions))
        return cast("PlaceKind | None", judged) or found.kind or "city"

    def _event(self, entity: Entity) -> Event:
        when = None
        for mention in entity.mentions:
            sentence = self.outline.sentence(mention.start)
            near = [
                self.dates[i]
                for i in within(self._date_starts, *sentence)
                if self.dates[i].attributes.get("when")
            ]
            if near:
                nearest = min(near, key=lambda d: (abs(d.start - mention.start), d.start))
                when = nearest.attributes["when"]
                break
        return Event.model_validate(
            {"name": entity.name, "when": when, "mentions": self.render.mentions(entity)}
        )

    @cached_property
    def _date_starts(self) -> list[int]:
        return [date.start for date in self.dates]
