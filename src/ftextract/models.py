"""The types of a profile: what ``extract_profile`` returns and ``ftextract schema`` describes.

All models are frozen and refuse unknown fields. JSON is in camelCase, with the attribute names of
TEI and TIMEX3 (``quantityMin``, ``when``, ``from``). Offsets are half-open and count code points
into ``Document.text``; for every mention anywhere, ``document.text[m.start:m.end] == m.text``.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

SCHEMA_VERSION = "1.0"

OrganizationKind = Literal[
    "company",
    "cluster",
    "public",
    "education",
    "support",
    "association",
    "media",
    "candidacy",
    "other",
]
PlaceKind = Literal["city", "department", "region", "country", "area", "district", "site"]
BlockKind = Literal["title", "byline", "heading", "paragraph", "item", "boilerplate"]
SectionKind = Literal[
    "specialties",
    "key_figures",
    "companies",
    "events",
    "district",
    "logo",
    "communication",
    "weaknesses",
    "other",
]
Topic = Literal[
    "companies",
    "jobs",
    "startups",
    "students",
    "researchers",
    "revenue",
    "funding",
    "investment",
    "area",
    "population",
    "members",
    "events",
    "share",
    "other",
]
TimelineKind = Literal["filed", "visited", "labelled", "rejected", "launched", "announced", "other"]
Status = Literal["candidate", "labelled", "rejected", "unknown"]
Precision = Literal["exact", "about", "below", "above"]


class Model(BaseModel):
    """Base of all types: frozen, strict about fields, camelCase in JSON."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )


class Passage(Model):
    """A stretch of the article: ``document.text[start:end] == text``."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str

    @model_validator(mode="after")
    def _check_span(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError("the text must be as long as the span (code points)")
        return self


class Mention(Passage):
    """A passage that names or states something, and the rule or model that found it."""

    rule: str


class Organization(Model):
    """An organization, with all its mentions; ``kind`` as in the annotation scheme."""

    name: str
    kind: OrganizationKind = "other"
    sector: str | None = None
    aliases: list[str] = []
    mentions: list[Mention]


class PlaceCandidate(Model):
    """One of several places that a name may stand for."""

    geonames_id: int | None = None
    name: str
    department: str | None = None
    region: str | None = None
    country: str | None = None
    population: int | None = None


class Place(Model):
    """A place, with all its mentions and, when linked, where it is (WGS 84 degrees).

    ``department`` and ``region`` are INSEE codes, ``country`` is ISO 3166-1 alpha-2.
    """

    name: str
    kind: PlaceKind = "city"
    mentions: list[Mention]
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    department: str | None = None
    region: str | None = None
    country: str | None = None
    candidates: list[PlaceCandidate] = []


class Person(Model):
    """A person, with the function that the text gives and all mentions."""

    name: str
    role: str | None = None
    mentions: list[Mention]


class Event(Model):
    """A named gathering (fair, festival, conference); ``when`` is a TIMEX3 value."""

    name: str
    when: str | None = None
    mentions: list[Mention]


class Figure(Mention):
    """A quantity, with what it counts: one number, or a range.

    ``unit`` is ``count``, ``percent``, an ISO 4217 code or a unit's symbol (``m2``, ``ha``).
    """

    quantity: int | float | None = None
    quantity_min: int | float | None = None
    quantity_max: int | float | None = None
    unit: str
    commodity: str | None = None
    precision: Precision = "exact"
    topic: Topic = "other"
    change: Literal["gain", "loss"] | None = None

    @model_validator(mode="after")
    def _check_number_or_range(self) -> Self:
        given = [x is not None for x in (self.quantity, self.quantity_min, self.quantity_max)]
        if given not in ([True, False, False], [False, True, True]):
            raise ValueError("a figure has either a quantity, or a quantityMin and a quantityMax")
        return self


class DateMention(Mention):
    """A calendar date or period: TIMEX3 ``when`` (or ``from`` and ``to``) and ``mod``.

    ``earliest`` and ``latest`` bound it by days, ``edtf`` is the same in EDTF (ISO 8601-2).
    All are ``None`` when the date cannot be placed, and ``inconsistent`` tells that the text
    contradicts the calendar (*mardi 12 avril 2017*, *31 février*).
    """

    when: str | None = None
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None
    mod: Literal["START", "MID", "END"] | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    edtf: str | None = None
    inconsistent: bool = False


class Section(Model):
    """A headed part of the article, from its heading to the next one."""

    kind: SectionKind
    heading: str
    start: int
    end: int


class TimelineEntry(Passage):
    """A dated step of the candidacy; the passage is the sentence that says it."""

    kind: TimelineKind
    when: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None


class Candidacy(Model):
    """Who bids, for what, with which outcome; ``evidence`` is the sentence of the status."""

    name: str | None = None
    territory: str | None = None
    cities: list[str] = []
    label: str | None = None
    status: Status = "unknown"
    evidence: Passage | None = None


class Block(Model):
    """A title, byline, heading, paragraph, list item or piece of page debris."""

    kind: BlockKind
    start: int
    end: int


class Document(Model):
    """The article: its text, unchanged, and what its layout tells."""

    id: str
    text: str
    title: str | None = None
    author: str | None = None
    published: dt.date | None = None
    source: str | None = None
    related: list[str] = []
    blocks: list[Block] = []


class CandidacyProfile(Model):
    """All that one article says about a candidacy."""

    schema_version: str = SCHEMA_VERSION
    document: Document
    candidacy: Candidacy
    specialties: list[Passage] = []
    key_figures: list[Figure] = []
    figures: list[Figure] = []
    leading_companies: list[Organization] = []
    organizations: list[Organization] = []
    places: list[Place] = []
    people: list[Person] = []
    events: list[Event] = []
    dates: list[DateMention] = []
    timeline: list[TimelineEntry] = []
    district: list[Place] = []
    logo: Passage | None = None
    communication: Passage | None = None
    sections: list[Section] = []
