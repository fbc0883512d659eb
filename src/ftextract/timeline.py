"""The dated steps of a candidacy: filed, visited, labelled, rejected, launched, announced.

A step has the date that stands nearest to it in its sentence. An outcome told as fresh news
(*vient de décrocher le label*) without a date of its own has the publication's. Where no sentence
reads as a step, a date's nearest telling word makes one of it (``timeline.toml``), and the first
day of a news article's first paragraphs is that of the outcome which it tells.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from ftextract.lexicon import load
from ftextract.models import Status, TimelineKind
from ftextract.outline import Outline, Span
from ftextract.rule import Candidate
from ftextract.status_signs import cues_in
from ftextract.steps import Said

_REACH = 60  # characters between a date and the word that tells what happened then
_NEWS = dt.timedelta(days=10)
_TOLD = 300  # characters from its date's sentence on in which an outcome is told
_TELLS = {"labelled": ("won", "entered"), "rejected": ("lost",)}
_DATELINE = 60  # characters of a paragraph in which its own date may stand
_KINDS_AHEAD = ("announced", "filed", "visited", "other")  # what may still be to come


@dataclass(frozen=True)
class Dated:
    """A step with its date: TIMEX3 value, first and last day."""

    kind: TimelineKind
    sentence: Span
    when: str | None
    earliest: dt.date | None
    latest: dt.date | None


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{load('timeline')['cue'].pattern})(?![\w-])", re.VERBOSE)


def timeline_of(
    said: Sequence[Said],
    published: dt.date | None,
    status: Status,
    outline: Outline,
    dates: Sequence[Candidate],
) -> list[Dated]:
    """The dated steps, the earliest first; one that is told twice has its first sentence."""
    steps = [*_steps(said, published)]
    told = {step.when for step in steps}
    news = _news(steps, published, status, outline, dates)
    if news is not None and news.when not in told:
        steps.append(news)
        told.add(news.when)
    steps += (step for step in _beside(status, published, outline, dates) if step.when not in told)
    found: dict[tuple[str, str | None], Dated] = {}
    outcomes = {step.sentence for step in steps if step.kind in _TELLS}
    for step in steps:
        if step.kind == "announced" and step.when in told and step.sentence in outcomes:
            continue  # a obtenu le label, a annoncé le ministère
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


def _news(
    steps: Sequence[Dated],
    published: dt.date | None,
    status: Status,
    outline: Outline,
    dates: Sequence[Candidate],
) -> Dated | None:
    """The outcome on the first day that a news article's beginning names: *Samedi, à Lahti, …*."""
    if published is None or status not in _TELLS:
        return None
    if any(
        step.kind == status and step.earliest and abs(published - step.earliest) <= _NEWS
        for step in steps
    ):
        return None
    for date in dates:
        for start, end in outline.lead:
            if not start <= date.start < end:
                continue
            when, earliest, latest = bounds(date, published)
            if earliest is None or earliest != latest:
                continue
            if earliest == published and date.start - start < _DATELINE:
                continue
            sentence = outline.sentence(date.start)
            until = min(end, sentence[0] + _TOLD)
            if dt.timedelta(0) <= published - earliest <= _NEWS and any(
                kind in _TELLS[status] for kind, _ in cues_in(outline, sentence[0], until)
            ):
                return Dated(cast(TimelineKind, status), sentence, when, earliest, latest)
    return None


def _beside(
    status: Status, published: dt.date | None, outline: Outline, dates: Sequence[Candidate]
) -> Iterator[Dated]:
    """The steps that the word nearest to a date tells."""
    if status == "unknown":
        return
    cues = load("timeline")["cue"]
    for date in dates:
        first, last = outline.sentence(date.start)
        if outline.block_kind(date.start) == "byline":
            continue
        start, end = max(first, date.start - _REACH), min(last, date.end + _REACH)
        words = [
            (max(match.start() - date.end, date.start - match.end()), cues[match.group()])
            for match in _cue().finditer(outline.low, start, end)
        ]
        if not words:
            continue
        kind = min(words)[1]
        when, earliest, latest = bounds(date, published)
        ahead = earliest is not None and published is not None and earliest > published
        if when is None or (ahead and kind not in _KINDS_AHEAD):
            continue
        if kind == "announced" and not ahead:
            continue
        if kind == "labelled" and status != "labelled":
            continue
        yield Dated(cast(TimelineKind, kind), (first, last), when, earliest, latest)


def bounds(
    date: Candidate | None, published: dt.date | None
) -> tuple[str | None, dt.date | None, dt.date | None]:
    """TIMEX3 value, first and last day of a step's date, or of the publication date."""
    if date is None:
        return (published.isoformat() if published else None), published, published
    attributes = date.attributes
    return attributes.get("when"), attributes.get("earliest"), attributes.get("latest")
