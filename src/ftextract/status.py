"""How a bid stands, by the words of an article and where they stand.

A reader who knows nothing of a label decides by its surroundings: what title and first
paragraphs say was won, lost or is awaited, which steps of the bid are over and which to come,
whether the article speaks of a bid of its own at all. Each of these is a sign
(``status_signs``); a linear model (softmax over the statuses, ``scripts/fit_status.py``) adds up
their weights.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args

from ftextract.models import Status
from ftextract.outline import Outline, Span
from ftextract.rule import Candidate
from ftextract.status_signs import Sign, Subject, is_news, last_outcome, signs_of, values_of
from ftextract.steps import Said, Step
from ftextract.weights import tables_of

__all__ = ["STATUSES", "Outcome", "Subject", "status_of"]

STATUSES: tuple[Status, ...] = get_args(Status)
WEIGHTS = "status"
_SHORT = 4  # sentences that are too few to weigh


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
    again = next((one for one in said if one.has("again") and one.bids), None)
    if last is not None and title[0] <= last.cue[0] < title[1]:
        if last.kind == "rejected" and again is not None:
            return Outcome("candidate", again.sentence)
        return Outcome("labelled" if last.kind == "labelled" else "rejected", last.sentence)
    if len(outline.sentences) <= _SHORT:
        return _by_steps(said, last, again, subject)
    signs = signs_of(outline, said, dates, published)
    status = judge(values_of(signs, outline, said, subject))
    if status == "unknown":
        return Outcome(status, None)
    if last is not None and last.kind == "labelled" and last.fresh and is_news(last, published):
        status = "labelled"  # vient de décrocher le label
    if last is not None and last.kind == status:
        return Outcome(status, last.sentence)
    return Outcome(status, evidence_for(status, signs, outline, said))


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
def _speaking(status: Status) -> dict[str, float]:
    """How much more each sign weighs for a status than for the others."""
    index = STATUSES.index(status)
    return {name: row[index] - sum(row) / len(row) for name, row in _weights().items()}


def judge(values: Mapping[str, float]) -> Status:
    """The likeliest status; of equal ones, the first."""
    weights = _weights()
    scores = [0.0] * len(STATUSES)
    for name, value in values.items():
        for index, weight in enumerate(weights.get(name, ())):
            scores[index] += weight * value
    return STATUSES[scores.index(max(scores))]


def evidence_for(
    status: Status, signs: Sequence[Sign], outline: Outline, said: Sequence[Said]
) -> Span | None:
    """The sentence whose signs speak most for a status; of equal ones, the first.

    One that speaks of the bid or stands in the title, if some does.
    """
    speaking = _speaking(status)
    scores: dict[Span, float] = {}
    for sign in signs:
        speaks = speaking.get(sign.name) if sign.tells else None
        if speaks is not None:
            sentence = outline.sentence(sign.start)
            scores[sentence] = scores.get(sentence, 0.0) + speaks * sign.worth
    about = {one.sentence for one in said if one.has("bid", "strong")}
    if outline.title:
        about.add(outline.sentence(outline.title[0]))
    for among in (scores.keys() & about, scores.keys()):
        best = max(among, key=lambda span: (scores[span], -span[0]), default=None)
        if best and scores[best] > 0:
            return best
    return None
