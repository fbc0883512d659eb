"""The dated steps of a candidacy: filed, visited, labelled, rejected, launched, announced.

A step has the date that stands nearest to it in its sentence. An outcome told as fresh news
(*vient de décrocher le label*) without a date of its own has the publication's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ftextract.models import TimelineKind
from ftextract.outline import Span
from ftextract.rule import Candidate
from ftextract.steps import Said


@dataclass(frozen=True)
class Dated:
    """A step with its date: TIMEX3 value, first and last day."""

    kind: TimelineKind
    sentence: Span
    when: str | None
    earliest: dt.date | None
    latest: dt.date | None


def timeline_of(said: Sequence[Said], published: dt.date | None) -> list[Dated]:
    """The dated steps, the earliest first; one that is told twice has its first sentence."""
    found: dict[tuple[str, str | None], Dated] = {}
    for step in _steps(said, published):
        found.setdefault((step.kind, step.when), step)
    return sorted(found.values(), key=lambda s: (s.earliest or dt.date.max, s.sentence))


def _steps(said: Sequence[Said], published: dt.date | None) -> Iterator[Dated]:
    for one in said:
        for step in one.steps:
            if step.foreign:
                continue
            if step.date is None and not (step.fresh and published):
                continue
            when, earliest, latest = bounds(step.date, published)
            if when is None:
                continue
            kind = step.kind
            if kind == "labelled" and step.mood == "wished" and step.date is not None:
                continue
            yield Dated(kind, step.sentence, when, earliest, latest)


def bounds(
    date: Candidate | None, published: dt.date | None
) -> tuple[str | None, dt.date | None, dt.date | None]:
    """TIMEX3 value, first and last day of a step's date, or of the publication date."""
    if date is None:
        return (published.isoformat() if published else None), published, published
    attributes = date.attributes
    return attributes.get("when"), attributes.get("earliest"), attributes.get("latest")
