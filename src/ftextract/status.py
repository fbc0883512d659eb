"""How a bid stands, by the words of an article and where they stand.

A reader who knows nothing of a label decides by its surroundings: what title and first
paragraphs say was won, lost or is awaited, which steps of the bid are over and which to come,
whether the article speaks of a bid of its own at all. Each of these is a sign
(``status_signs``) whose weights a linear model adds up (softmax over the statuses). To them comes
what the sentences tell of which one has the last word (``status_sentences``): the weights of their
own signs, each sentence counting as much as it is heeded, which is learned too
(``scripts/fit_status.py``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, fsum
from typing import get_args

from ftextract.models import Status
from ftextract.outline import Outline, Span
from ftextract.rule import Candidate
from ftextract.status_sentences import Telling, tellings_of
from ftextract.status_signs import Parts, Subject, is_news, last_outcome, signs_of, values_of
from ftextract.steps import Said, Step
from ftextract.weights import tables_of

__all__ = ["STATUSES", "Outcome", "Subject", "status_of"]

STATUSES: tuple[Status, ...] = get_args(Status)
WEIGHTS = "status"
TOLD = tuple(f"{status} told" for status in STATUSES)  # tables of what the signs of sentences weigh
HEEDED = "heeded"  # the table of how much a sentence with a sign is heeded
_SHORT = 4  # sentences that are too few to weigh
# What is added to "unknown" where there is no more than a word in passing: such articles are far
# rarer in the corpus than in the press.
_IN_PASSING = 1.4
_OF_PEOPLE = 3.0  # the same where nothing is asked for but what people stand for
_NOTHING = (0.0,) * (len(STATUSES) + 1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The status of a bid and the sentence that states it (view offsets)."""

    status: Status
    evidence: Span | None


def status_of(
    outline: Outline,
    said: Sequence[Said],
    dates: Sequence[Candidate],
    published: dt.date | None,
    subject: Subject,
) -> Outcome:
    """The status of the article's own bid, and the sentence that speaks most for it.

    Unknown: there is no such bid, or nothing tells what became of it. An outcome that the title
    itself tells decides alone.
    """
    title = outline.title or (0, 0)
    last = last_outcome(said, published, title)
    again = next((one for one in said if "again" in one.kinds and one.bids), None)
    if last is not None and title[0] <= last.cue[0] < title[1]:
        if last.kind == "rejected" and again is not None:
            return Outcome("candidate", again.sentence)
        return Outcome("labelled" if last.kind == "labelled" else "rejected", last.sentence)
    if len(outline.sentences) <= _SHORT:
        return _by_steps(said, last, again, subject)
    parts = Parts(outline, said, dates, published)
    tellings = tellings_of(parts, subject)
    values = values_of(signs_of(parts), outline, said, subject)
    status, evidence = judge(values, tellings)
    if status == "unknown":
        return Outcome(status, None)
    if last is not None and last.kind == "labelled" and last.fresh and is_news(last, published):
        status = "labelled"  # vient de décrocher le label
    if last is not None and last.kind == status:
        return Outcome(status, last.sentence)
    return Outcome(status, evidence)


def _by_steps(
    said: Sequence[Said], last: Step | None, again: Said | None, subject: Subject
) -> Outcome:
    """The status that a sentence or two tell, too few to be weighed."""
    if last is not None and (last.kind == "labelled" or again is None):
        return Outcome("labelled" if last.kind == "labelled" else "rejected", last.sentence)
    bids = (one for one in said if one.bids or any(_is_bid(step) for step in one.steps))
    bid = again or next(bids, None)
    if bid is not None:
        return Outcome("candidate", bid.sentence)
    if subject.banner and said:
        return Outcome("labelled", said[0].sentence)
    return Outcome("unknown", None)


def _is_bid(step: Step) -> bool:
    """Whether a step is one of a bid that awaits its outcome."""
    wished = step.kind == "labelled" and step.mood in ("wished", "planned")
    return not step.foreign and (wished or step.kind in ("filed", "visited", "announced"))


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    """What each sign weighs for each status, in their order."""
    tables = tables_of(WEIGHTS, STATUSES)
    return {name: tuple(table.get(name, 0.0) for table in tables) for name in tables[0]}


@cache
def _told() -> dict[str, tuple[float, ...]]:
    """What each sign of a sentence weighs for each status, and last how much it is heeded."""
    tables = tables_of(WEIGHTS, (*TOLD, HEEDED))
    return {name: tuple(table.get(name, 0.0) for table in tables) for name in tables[0]}


def judge(values: Mapping[str, float], tellings: Sequence[Telling]) -> tuple[Status, Span | None]:
    """The likeliest status, of equal ones the first, and the sentence that speaks most for it."""
    scores = [0.0] * len(STATUSES)
    weights = _weights()
    for name, value in values.items():
        own = weights.get(name)
        if own is not None and value:
            for index, weight in enumerate(own):
                scores[index] += weight * value
    unknown = STATUSES.index("unknown")
    scores[unknown] += _IN_PASSING * values.get("aside", 0.0)
    scores[unknown] += _OF_PEOPLE * values.get("people", 0.0)
    rows = _shares([_weigh(telling) for telling in tellings])
    for row in rows:
        for index, weight in enumerate(row):
            scores[index] += weight
    best = scores.index(max(scores))
    speaking = [row[best] - sum(row) / len(row) for row in rows]
    most = max(speaking, default=0.0)
    return STATUSES[best], tellings[speaking.index(most)].sentence if most > 0 else None


def _weigh(telling: Telling) -> list[float]:
    """What the signs of a sentence weigh together for each status, and how much it is heeded."""
    told = _told()
    rows = [told[name] for name in telling.signs if name in told]
    # exact, since the order of the signs is not the same in every process
    return [fsum(column) for column in zip(*rows, strict=True)] if rows else list(_NOTHING)


def _shares(rows: Sequence[Sequence[float]]) -> list[list[float]]:
    """What each sentence weighs for each status, given how much it is heeded among the others."""
    most = max((row[-1] for row in rows), default=0.0)
    heeded = [exp(row[-1] - most) for row in rows]
    whole = sum(heeded)
    return [
        [weight * share / whole for weight in row[:-1]]
        for row, share in zip(rows, heeded, strict=True)
    ]
