"""How a bid stands, by the words of an article and where they stand.

A reader who knows nothing of a label decides by its surroundings: what title and first
paragraphs say was won, lost or is awaited, which steps of the bid are over and which to come,
whether the article speaks of a bid at all. Each of these is a sign; a linear model, fitted on
the articles of ``corpus/train`` (``scripts/fit_status.py``), adds up their weights.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from ftextract.lexicon import load
from ftextract.models import Status
from ftextract.outline import Outline, Span
from ftextract.status_weights import WEIGHTS
from ftextract.steps import Said, Step

STATUSES: tuple[Status, ...] = get_args(Status)
_LEAD_SIZE = 900  # characters of the first paragraphs
_MOST = 2  # words of a kind that count in a part
_SHORT = 4  # sentences that are too few to weigh
_OFTEN = 8  # sentences on the bid
_RECENT, _NEWS = dt.timedelta(days=100), dt.timedelta(days=14)
_IN_BODY = frozenset(["awaited", "filed", "lost", "prize"])  # others only say much early
_STEPS = frozenset(["filed", "visited", "labelled", "rejected", "announced", "other"])


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that speaks for a status or against it, and where it stands."""

    name: str
    start: int
    worth: float = 1.0  # of the most that all of its name can be


@dataclass(frozen=True, slots=True)
class Subject:
    """What is already known of the bid."""

    label: str | None
    banner: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The status of a bid and the sentence that states it (view offsets)."""

    status: Status
    evidence: Span | None


def signs_of(outline: Outline, said: Sequence[Said], published: dt.date | None) -> list[Sign]:
    """The words and the steps that tell how the bid stands."""
    title, lead = outline.title or (0, 0), _lead(outline)
    return [*_words(outline, title, lead), *_steps(said, published, title, lead)]


def values_of(
    signs: Sequence[Sign], outline: Outline, said: Sequence[Said], subject: Subject
) -> dict[str, float]:
    """The model's variables, by name, each from 0 to 1; what is absent is 0."""
    totals: dict[str, float] = {}
    for sign in signs:
        totals[sign.name] = totals.get(sign.name, 0.0) + sign.worth
    values: dict[str, float] = {name: min(total, 1.0) for name, total in totals.items()}
    values["one"] = 1.0
    values["label none"] = float(subject.label is None)
    values["label tech"] = float(subject.label == "French Tech")
    title, low = outline.title_text.lower(), outline.low
    if subject.banner:
        name = subject.banner.lower()
        values["banner"] = 1.0
        values["banner title"] = float(name in title)
        values["banner lead"] = float(low.find(name, *_lead(outline)) >= 0)
    about = [one.sentence for one in said if one.has("bid", "strong")]
    size = max(1, len(low))
    values["said"] = min(len(about), _OFTEN) / _OFTEN
    values["said late"] = about[0][0] / size if about else 1.0
    values["said last"] = float(bool(about) and about[-1][1] > 0.85 * size)
    return values


def status_of(
    outline: Outline, said: Sequence[Said], published: dt.date | None, subject: Subject
) -> Outcome:
    """The status, and the sentence that speaks most for it.

    An outcome that the title or a sentence tells as the news of the day decides alone.
    """
    title = outline.title or (0, 0)
    last = _last_outcome(said, published, title)
    again = next((one for one in said if one.has("again") and one.bids), None)
    if last is not None and _decides(last, published, title):
        if last.kind == "rejected" and again is not None:
            return Outcome("candidate", again.sentence)
        return Outcome("labelled" if last.kind == "labelled" else "rejected", last.sentence)
    if len(outline.sentences) <= _SHORT:
        return _by_steps(said, last, again, subject)
    signs = signs_of(outline, said, published)
    values = values_of(signs, outline, said, subject)
    told = last is not None or any(one.bids for one in said)
    if "lost title" in values and "lost lead" in values and again is None:
        status: Status = "rejected"  # said twice where it counts
    else:
        status = judge(values, STATUSES[:-1] if told else STATUSES)
    return Outcome(status, evidence_for(status, signs, outline) if status != "unknown" else None)


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


def judge(values: Mapping[str, float], among: Sequence[Status] = STATUSES) -> Status:
    """The likeliest of some statuses; of equal ones, the first."""
    weighed = [(WEIGHTS[name], value) for name, value in values.items() if name in WEIGHTS]
    scores = {
        status: sum(weights[index] * value for weights, value in weighed)
        for index, status in enumerate(STATUSES)
    }
    return max(among, key=lambda status: (scores[status], -STATUSES.index(status)))


def evidence_for(status: Status, signs: Sequence[Sign], outline: Outline) -> Span | None:
    """The sentence whose signs speak most for a status; of equal ones, the first."""
    index = STATUSES.index(status)
    scores: dict[Span, float] = {}
    for sign in signs:
        weights = WEIGHTS.get(sign.name)
        if weights:
            sentence = outline.sentence(sign.start)
            speaks = weights[index] - sum(weights) / len(weights)
            scores[sentence] = scores.get(sentence, 0.0) + speaks * sign.worth
    best = max(scores, key=lambda span: (scores[span], -span[0]), default=None)
    return best if best and scores[best] > 0 else None


def cues_in(outline: Outline, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The words of ``status.toml`` in a stretch: of which kind, and where."""
    cues = load("status")["cue"]
    for match in cues.whole.finditer(outline.low, start, end):
        kind = cues[match.group()]
        if kind != "nothing":
            yield kind, match.start()


def _words(outline: Outline, title: Span, lead: Span) -> Iterator[Sign]:
    for kind, at in cues_in(outline, 0, len(outline.low)):
        if title[0] <= at < title[1]:
            part = "title"
        elif lead[0] <= at < lead[1]:
            part = "lead"
        elif at >= lead[1] and kind in _IN_BODY:
            part = "body"
        else:
            continue
        yield Sign(f"{kind} {part}", at, 1 / _MOST)


def _steps(
    said: Sequence[Said], published: dt.date | None, title: Span, lead: Span
) -> Iterator[Sign]:
    for one in said:
        if one.bids:
            yield Sign("bids", one.sentence[0], 1 / 3)
        for step in one.steps:
            if step.foreign or step.kind not in _STEPS:
                continue
            kind, at = step.kind, step.cue[0]
            day = _first_day(step)
            if day and published:
                recent = "now" if published - day <= _RECENT else "past"
                yield Sign(f"{kind} {'to come' if day > published else recent}", at)
            if title[0] <= at < title[1] or lead[0] <= at < lead[1]:
                yield Sign(f"{kind} {step.mood} first", at)


def _last_outcome(said: Sequence[Said], published: dt.date | None, title: Span) -> Step | None:
    """What the bid came to: the title's last, else the freshest, else the latest, if any."""
    outcomes = [
        step
        for one in said
        for step in one.steps
        if step.kind in ("labelled", "rejected")
        and not step.foreign
        and _has_happened(step, published)
    ]
    return max(
        outcomes,
        key=lambda step: (
            title[0] <= step.cue[0] < title[1],
            _is_news(step, published),
            _first_day(step) or dt.date.min,
            step.cue[0],
        ),
        default=None,
    )


def _decides(step: Step, published: dt.date | None, title: Span) -> bool:
    """Whether an outcome is the news of the day."""
    day = _first_day(step)
    if title[0] <= step.cue[0] < title[1]:
        return True
    if day is None or published is None:
        return step.fresh
    return published - day <= (_RECENT if step.fresh else _NEWS)


def _first_day(step: Step) -> dt.date | None:
    return step.date.attributes.get("earliest") if step.date else None


def _has_happened(step: Step, published: dt.date | None) -> bool:
    day = _first_day(step)
    if day and published:
        return day <= published and step.mood in ("done", "planned")
    return step.mood == "done"


def _is_news(step: Step, published: dt.date | None) -> bool:
    day = _first_day(step)
    return step.fresh if day is None or published is None else published - day <= _RECENT


def _lead(outline: Outline) -> Span:
    """The first paragraphs of the article."""
    spans = outline.lead
    if not spans:
        return 0, 0
    return spans[0][0], min(spans[-1][1], spans[0][0] + _LEAD_SIZE)
