"""How a candidacy stands, read from the steps that the article tells.

The last outcome counts: what is told as the news of the day, else what has the latest date. A
label that is held while a new dossier awaits its verdict is a bid again, and so is a refusal
that is followed by a new dossier. Without an outcome, an article that speaks of a bid tells a
bid, and one that only speaks of the territory's banner as of a running body tells a label.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ftextract.models import Status
from ftextract.outline import Span
from ftextract.steps import Said, Step

_RECENT = dt.timedelta(days=100)  # an outcome this young is news
_DOSSIERS = ("dossier", "pré-dossier", "lettre d'intention")
_BIDS = ("filed", "visited", "announced")


@dataclass(frozen=True)
class Outcome:
    """The status of a candidacy and the sentence that states it (view offsets)."""

    status: Status
    evidence: Span | None


def status_of(
    said: Sequence[Said],
    published: dt.date | None,
    banner: Span | None = None,
    title: Span | None = None,
) -> Outcome:
    """The status that the sentences tell; ``banner`` is one that names the running body."""
    steps = [step for one in said for step in one.steps if not step.foreign]
    outcomes = [
        step
        for step in steps
        if step.kind in ("labelled", "rejected") and _has_happened(step, published)
    ]
    bids = [step for step in steps if _is_bid(step, published)]
    strong = [one for one in said if one.bids]
    last = max(outcomes, key=lambda step: _rank(step, published, title), default=None)
    if last is not None:
        again = [step for step in bids if _is_after(step, last)]
        if last.kind == "labelled":
            open_ = [step for step in again if _is_open(step, published)]
            if open_ and strong and not _is_news(last, published):
                return Outcome("candidate", open_[0].sentence)
            return Outcome("labelled", last.sentence)
        anew = [one for one in said if one.has("again") and (one.bids or one.has("bid"))]
        if again or anew or len(strong) > 1:
            first = again[0].sentence if again else (anew or strong)[0].sentence
            return Outcome("candidate", first)
        return Outcome("rejected", last.sentence)
    if strong:
        return Outcome("candidate", strong[0].sentence)
    if bids:
        return Outcome("candidate", bids[0].sentence)
    weak = [one for one in said if any(hit.word in _DOSSIERS for hit in one.hits)]
    if weak:
        return Outcome("candidate", weak[0].sentence)
    if banner is not None:
        return Outcome("labelled", banner)
    return Outcome("unknown", None)


def _first_day(step: Step) -> dt.date | None:
    return step.date.attributes.get("earliest") if step.date else None


def _has_happened(step: Step, published: dt.date | None) -> bool:
    day = _first_day(step)
    if day and published and day > published:
        return False
    return step.mood == "done" or (
        step.mood == "planned" and day is not None and published is not None
    )


def _is_news(step: Step, published: dt.date | None) -> bool:
    day = _first_day(step)
    if day is None:
        return step.fresh
    return published is not None and published - day <= _RECENT


def _rank(
    step: Step, published: dt.date | None, title: Span | None
) -> tuple[bool, bool, dt.date, int]:
    """The title's last, then fresh ones, then by date; what has no date is older than what has."""
    titled = title is not None and title[0] <= step.cue[0] < title[1]
    return titled, _is_news(step, published), _first_day(step) or dt.date.min, step.cue[0]


def _is_bid(step: Step, published: dt.date | None) -> bool:
    if step.kind == "announced":
        return step.mood != "done" or _is_open(step, published)
    return step.kind in _BIDS or (step.kind == "labelled" and step.mood == "wished")


def _is_open(step: Step, published: dt.date | None) -> bool:
    """Whether a step is still to come."""
    day = _first_day(step)
    if day and published:
        return day >= published
    return step.mood in ("planned", "wished")


def _is_after(step: Step, outcome: Step) -> bool:
    day, other = _first_day(step), _first_day(outcome)
    if day and other:
        return day > other
    return step.mood in ("planned", "wished")
