"""The steps of a candidacy as sentences tell them: filed, visited, labelled, rejected, and so on.

One scan finds the words that tell a step (``candidacy.toml``); each sentence that has some is
read (``step_reader.py``), and its steps are given their dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ftextract.outline import Outline, Span, within
from ftextract.phrases import phrases_of
from ftextract.rule import Candidate
from ftextract.step_reader import PRIZES, Actor, Hit, Reader, Step

__all__ = ["Actor", "Hit", "Said", "Step", "hits", "read"]

_HOPED = 60  # characters between a wish and what is wished for
_MOST = 40  # words, dates and places of a sentence that are looked at
_FAR = 140  # characters between a cue and the date that is still its own
_ELECTION = re.compile(
    r"(?: \([^)]*\))? (?:à la (?:mairie|présiden\w+|région|succession)"
    r"|à sa (?:succession|réélection)"
    r"|à l'(?:élection|élysée)|aux (?:municipales|élections|législatives|régionales)|\()|(?= \()"
)
_OFFICE = re.compile(r"\b(?:présid|direct(?:eur|rice)|délégué|animat(?:eur|rice)|pilote)")
_SINCE = re.compile(r"\bdepuis (?:le |l'|la )?$")


@dataclass(slots=True)
class Said:
    """A sentence that speaks of a bid: its words of the table, and its steps."""

    sentence: Span
    hits: tuple[Hit, ...]
    steps: tuple[Step, ...]
    kinds: set[str] = field(init=False)  # of its words
    speaks: bool = field(init=False)  # has a word for a candidacy, or says that a territory bids
    bids: bool = field(init=False)  # says that a territory bids, or hopes to

    def __post_init__(self) -> None:
        self.kinds = {hit.kind for hit in self.hits}
        self.bids = "strong" in self.kinds or ("wish" in self.kinds and _hopes(self.hits))
        self.speaks = "strong" in self.kinds or "bid" in self.kinds


def _hopes(hits: Sequence[Hit]) -> bool:
    """Whether a wish stands right before what may be wished for."""
    return any(
        0 <= other.start - hit.end <= _HOPED
        for hit in hits
        if hit.kind == "wish"
        for other in hits
        if other.kind in ("bid", "prize")
    )


def hits(text: str, low: str) -> Iterator[Hit]:
    """The words of a text that tell something about a bid; ``low`` is the same in lower case."""
    for start, end, kind in phrases_of(text)["step"]:
        word = low[start:end]
        if word.startswith("candidat") and _ELECTION.match(low, end):
            continue
        yield Hit(kind, start, end, word)


def read(outline: Outline, dates: Sequence[Candidate], actors: Sequence[Actor]) -> list[Said]:
    """The sentences that speak of a bid, in order, with the steps that they tell."""
    found: list[Said] = []
    by_sentence: dict[Span, list[Hit]] = {}
    for hit in hits(outline.text, outline.low):
        if outline.block_kind(hit.start) != "byline":
            by_sentence.setdefault(outline.sentence(hit.start), []).append(hit)
    for actor in actors:
        if actor.banner and actor.own:
            word = Hit("bid", actor.start, actor.end, "bannière")
            by_sentence.setdefault(outline.sentence(actor.start), []).append(word)
    starts = [date.start for date in dates]
    actor_starts = [actor.start for actor in actors]
    previous: Said | None = None
    for sentence, all_inside in sorted(by_sentence.items()):
        inside = sorted(all_inside, key=lambda hit: hit.start)[:_MOST]
        own_dates = [
            dates[i] for i in within(starts, *sentence) if dates[i].attributes.get("earliest")
        ][:_MOST]
        own_actors = [actors[i] for i in within(actor_starts, *sentence)][:_MOST]
        follows = (
            previous is not None
            and previous.speaks
            and sentence[0] - previous.sentence[1] <= 2
            and (
                outline.block(previous.sentence[0]) == outline.block(sentence[0])
                or outline.block_kind(previous.sentence[0]) == "heading"
            )
        )
        reader = Reader(outline.low, sentence, inside, own_actors, follows=follows)
        steps = reader.steps()
        if own_dates:
            steps = [*_dated(steps, own_dates, outline)]
            steps += _held(steps, own_dates, sentence, inside, own_actors, outline)
        previous = Said(sentence, tuple(inside), tuple(steps))
        found.append(previous)
    return found


def _held(
    steps: Sequence[Step],
    dates: Sequence[Candidate],
    sentence: Span,
    inside: Sequence[Hit],
    actors: Sequence[Actor],
    outline: Outline,
) -> Iterator[Step]:
    """*Communauté French Tech depuis 2019*: what is held since a date was won then."""
    if not any(actor.own and actor.banner for actor in actors) and not any(
        hit.word in PRIZES or hit.word == "membre" for hit in inside
    ):
        return
    if any(step.kind == "labelled" and step.date for step in steps):
        return
    if _OFFICE.search(outline.low, *sentence):
        return  # présidente de French Tech X depuis mars
    for date in dates:
        if _SINCE.search(outline.low, max(sentence[0], date.start - 14), date.start):
            span = (date.start, date.end)
            yield Step("labelled", "done", sentence, span, date)
            return


def _dated(steps: list[Step], dates: Sequence[Candidate], outline: Outline) -> Iterator[Step]:
    """The steps, each with the date that stands nearest to it and to no other."""
    pairs = sorted(
        (_distance(step, date, outline.low), index, number)
        for index, step in enumerate(steps)
        for number, date in enumerate(dates)
    )
    taken: dict[int, Candidate] = {}
    used: set[int] = set()
    for distance, index, number in pairs:
        if distance <= _FAR and index not in taken and number not in used:
            taken[index] = dates[number]
            used.add(number)
    for index, step in enumerate(steps):
        date = taken.get(index)
        yield (
            Step(step.kind, step.mood, step.sentence, step.cue, date, step.fresh, step.foreign)
            if date
            else step
        )


def _distance(step: Step, date: Candidate, low: str) -> int:
    """Characters between cue and date; what stands before the cue or past a comma is farther."""
    start, end = step.cue
    if date.start - end > _FAR or start - date.end > _FAR:
        return _FAR + 1
    gap = date.start - end if date.start >= end else (start - date.end) * 2 + 10
    between = low[end : date.start] if date.start >= end else low[date.end : start]
    return gap + 25 * between.count(",") + 20 * between.count(" et ") + 90 * between.count(";")
