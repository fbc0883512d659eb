"""What a gold document is: a text, its blocks, flat annotations, and what the article says.

The definitions are those of the annotation scheme; ``scheme.problems`` checks them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, StrictFloat, StrictInt, StringConstraints, model_validator

from ftextract.models import Model, Status, TimelineKind, Topic
from ftextract.rule import Label

GoldBlockKind = Literal["title", "section", "paragraph", "byline", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A labelled stretch of text (half-open, code points), with TEI's attributes as written."""

    start: int
    end: int
    label: Label
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoldBlock:
    """One ``head`` or ``p``: its kind and where it stands (half-open, code points)."""

    kind: GoldBlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """An annotated article; ``profile`` is what it says as a whole, if that was written down."""

    id: str
    text: str
    blocks: tuple[GoldBlock, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    title: str | None = None
    author: str | None = None
    published: dt.date | None = None
    source: str | None = None
    profile: GoldProfile | None = None


Words = Annotated[str, StringConstraints(pattern=r"^\S(.*\S)?$")]
Number = StrictInt | StrictFloat
TIMEX = (
    r"^(\d{2,4}|\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|\d{4}-W(0[1-9]|[1-4]\d|5[0-3])"
    r"|\d{4}-Q[1-4]|\d{4}-H[12]|\d{4}-(SP|SU|FA|WI))$"
)


class GoldCandidacy(Model):
    """Who bids, for what, with which outcome at the time of the article."""

    name: Words | None
    territory: Words | None
    cities: list[Words]
    label: Words | None
    status: Status


class GoldCompany(Model):
    """A company that the article puts forward, with the sector in the text's words."""

    name: Words
    sector: Words | None


class GoldStep(Model):
    """A dated step of the candidacy; ``when`` is a TIMEX3 value."""

    kind: TimelineKind
    when: Annotated[str, StringConstraints(pattern=TIMEX)] | None


class GoldProfile(Model):
    """What an article says at document level (``<slug>.profile.json``), values as it writes them.

    A key figure is one number, or a range as ``[min, max]``.
    """

    title: Words | None
    author: Words | None
    published: dt.date | None
    candidacy: GoldCandidacy
    specialties: list[Words]
    key_figures: dict[Topic, list[Number | tuple[Number, Number]]] = Field(default_factory=dict)
    leading_companies: list[GoldCompany]
    district: list[Words]
    timeline: list[GoldStep]

    @model_validator(mode="after")
    def _check_ranges(self) -> GoldProfile:
        for topic, values in self.key_figures.items():
            for value in values:
                if isinstance(value, tuple) and value[0] >= value[1]:
                    raise ValueError(f"key figure {topic}: a range goes from less to more")
        return self
