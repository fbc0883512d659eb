"""What in an article tells how its bid stands: the signs that ``status`` weighs.

Most signs are words of ``status.toml`` that nothing denies, and where they stand: in the title, a
heading, the first paragraphs, in a sentence that speaks of the bid.
Others are the steps of the bid (``steps``), the dates and the small words beside it (*avait*,
*sera*, *nous*, *ne*), and how much of the article is about a bid at all. None of them is a name.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ftextract.lexicon import load
from ftextract.outline import Outline, Span, within
from ftextract.phrases import phrases_of, words_at
from ftextract.rule import Candidate, places_of_words
from ftextract.steps import Actor, Said, Step

_LEAD_SIZE = 900  # characters of the first paragraphs
_OFTEN = 8  # sentences on the bid
_LATE = 0.85  # of the text, behind which a last word on the bid stands
_RECENT, _NEWS = dt.timedelta(days=100), dt.timedelta(days=14)
_LATELY = dt.timedelta(days=150)
_DENIED = 25  # characters between a word that denies and what it denies
_STEPS = frozenset(["filed", "visited", "labelled", "rejected", "announced", "other"])
# How many of a name make no difference any more.
_MOST = {"word": 2, "kind": 4, "bid": 10, "small": 3, "bids": 3}
# tombera, trancheront, devrait; not sera, fera, aura, which say less
# (its first letter is what a search can jump to)
_FUTURE = re.compile(
    r"r(?:(?<=[eidu]r)(?:a(?<=\w{5})|ont(?<=\w{7}))|ait(?<=\w{6})|aient(?<=\w{8}))\b"
)
_DENIES = re.compile(r"\b(?:n'|ne |pas |sans |ni |aucune? |jamais |zéro |non |personne |rien )")
_NO_BID = re.compile(
    r"\b(?:pas (?:de |d'|encore de )?|sans (?:le |la )?|ni |aucune? |zéro "
    r"|jamais (?:\w+ )?(?:de |le |un )?"
    r"|ne (?:demand|réclam|sollicit|brigu)\w+ (?:aucune? |pas )?(?:de )?"
    r"|n'a (?:jamais|pas|rien) (?:demandé|réclamé|sollicité|déposé|voulu) (?:le |de |d'|un |d'un )?"
    r"|pas l'ombre d'une? )$"
)
_BEFORE = 40  # characters in which ``_NO_BID`` stands


class Sign(NamedTuple):
    """Something that speaks for a status or against it."""

    name: str
    worth: float = 1.0  # of the most that all of its name can be


@dataclass(frozen=True, slots=True)
class Subject:
    """What is already known of the bid."""

    label: str | None
    banner: str | None
    actors: Sequence[Actor] = ()  # the places and banners whose fate may be told


def signs_of(parts: Parts) -> list[Sign]:
    """The signs that stand somewhere in the article."""
    published = parts.published
    signs = [*_words(parts), *_bid_words(parts), *_small_words(parts)]
    signs += [*_dates(parts), *_steps(parts)]
    last = last_outcome(parts.said, published, parts.title)
    if last is None:
        return [*signs, Sign("last none")]
    at = last.cue[0]
    signs.append(Sign(f"last {last.kind}"))
    if parts.titled(at) or is_news(last, published):
        signs.append(Sign(f"last {last.kind} news"))
    if parts.titled(at):
        signs.append(Sign(f"last {last.kind} title"))
    return signs


def values_of(
    signs: Sequence[Sign], outline: Outline, said: Sequence[Said], subject: Subject
) -> dict[str, float]:
    """The model's variables, by name, each from 0 to 1; what is absent is 0."""
    totals: dict[str, float] = {}
    for sign in signs:
        totals[sign.name] = totals.get(sign.name, 0.0) + sign.worth
    values = {name: min(total, 1.0) for name, total in totals.items()}
    values["one"] = 1.0
    values["label none"] = float(subject.label is None)
    values["label tech"] = float(subject.label == "French Tech")
    if subject.banner:
        name = subject.banner.lower()
        values["banner"] = 1.0
        values["banner title"] = float(name in outline.title_text.lower())
        values["banner lead"] = float(outline.low.find(name, *_lead(outline)) >= 0)
    about = [one.sentence for one in said if one.speaks]
    size = max(1, len(outline.low))
    values["said"] = min(len(about), _OFTEN) / _OFTEN
    values["said late"] = about[0][0] / size if about else 1.0
    nameless = not subject.label and not subject.banner
    values["aside"] = float(nameless and len(about) <= 1)  # a word in passing, if at all
    # people who stand for election are candidates too
    told = places_of_words(outline.text).keys()
    values["people"] = float(nameless and told.isdisjoint(load("status")["asked"]))
    bids = [one.sentence for one in said if one.bids or _wishes(one)]
    values["only bids"] = float(bool(bids) and "last none" in values)
    values["only bids lead"] = float(values["only bids"] and bids[0][0] < _lead(outline)[1])
    values["said last"] = float(bool(about) and about[-1][1] > _LATE * size)
    return values


class Cue(NamedTuple):
    """A word of the tables ``cue`` and ``hint``: of which kind, where, and whether it is denied."""

    kind: str
    start: int
    denied: bool
    sentence: Span


class Parts:
    """What of an article its signs are read from: which part an offset lies in, which sentences
    speak of the bid, where words and dates stand.
    """

    def __init__(
        self,
        outline: Outline,
        said: Sequence[Said],
        dates: Sequence[Candidate],
        published: dt.date | None,
    ) -> None:
        self.outline, self.said, self.published = outline, said, published
        self._coming: dict[Span, bool] = {}
        self._dates, self._date_starts = dates, [date.start for date in dates]
        self.title, self.lead = outline.title or (0, 0), _lead(outline)
        self._sentences = [one.sentence for one in said]
        self._starts = [start for start, _ in self._sentences]
        self._about = [one.speaks for one in said]

    @cached_property
    def cues(self) -> list[Cue]:
        """The words of the tables ``cue`` and ``hint`` that say something."""
        low, sentence = self.outline.low, self.outline.sentence
        found = []
        for at, _, kind in phrases_of(self.outline.text)["status"]:
            if kind != "nothing":
                span = sentence(at)
                denied = _DENIES.search(low, max(span[0], at - _DENIED), at) is not None
                found.append(Cue(kind, at, denied, span))
        return found

    @cached_property
    def _small(self) -> list[tuple[int, str]]:
        return words_at(load("status")["small"].surfaces, places_of_words(self.outline.text))

    def small(self, start: int, end: int) -> list[str]:
        """The kinds of the words of the table ``small`` that stand in a stretch."""
        found = self._small
        inside = found[bisect_left(found, (start, "")) : bisect_left(found, (end, ""))]
        return [kind for _, kind in inside]

    def coming(self, start: int, end: int) -> bool:
        """Whether a verb in the future stands in a stretch; a stretch is searched once."""
        if (start, end) not in self._coming:
            self._coming[start, end] = _FUTURE.search(self.outline.low, start, end) is not None
        return self._coming[start, end]

    def dates(self, start: int, end: int) -> Iterator[str]:
        """How the dates of a stretch are seen from the day of publication."""
        for index in within(self._date_starts, start, end):
            yield _seen(self._dates[index].attributes.get("earliest"), self.published)

    def titled(self, offset: int) -> bool:
        """Whether an offset lies in the title."""
        return self.title[0] <= offset < self.title[1]

    def early(self, offset: int) -> bool:
        """Whether an offset lies in the title or in the first paragraphs."""
        return self.titled(offset) or self.lead[0] <= offset < self.lead[1]

    def part(self, offset: int) -> str | None:
        """The part of the article that an offset lies in, if it is one that tells much."""
        if self.titled(offset):
            return "title"
        if self.lead[0] <= offset < self.lead[1]:
            return "lead"
        return "heading" if self.outline.block_kind(offset) == "heading" else None

    def speech(self, offset: int) -> str | None:
        """Whether the sentence at an offset is about the bid, or has a word that may be."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._sentences[index][1]:
            return None
        return "about" if self._about[index] else "near"

    @property
    def about(self) -> list[Span]:
        """The sentences that speak of the bid, in order."""
        return [span for span, about in zip(self._sentences, self._about, strict=True) if about]

    def stretches(self) -> Iterator[tuple[str, Span]]:
        """Where small words and dates count."""
        for sentence, about in zip(self._sentences, self._about, strict=True):
            if about:
                yield "about", sentence
        yield "lead", self.lead
        yield "title", self.title


def _wishes(one: Said) -> bool:
    """Whether a sentence tells of a label that is hoped for: *pour décrocher le label*."""
    return any(step.kind == "labelled" and step.mood == "wished" for step in one.steps)


def _words(parts: Parts) -> Iterator[Sign]:
    """The words of the tables ``cue`` and ``hint`` that nothing denies."""
    for kind, at, denied, _ in parts.cues:
        if denied:
            continue
        yield Sign(kind, 1 / _MOST["kind"])
        for place in (parts.part(at), parts.speech(at)):
            if place:
                yield Sign(f"{kind} {place}", 1 / _MOST["word"])


def _bid_words(parts: Parts) -> Iterator[Sign]:
    """The words for a bid, and those of them that are said not to be: *pas de label*."""
    low = parts.outline.low
    for at, _, _ in phrases_of(parts.outline.text)["asked"]:
        part = parts.part(at)
        yield Sign("bid", 1 / _MOST["bid"])
        if part:
            yield Sign(f"bid {part}")
        if _NO_BID.search(low, max(0, at - _BEFORE), at):
            yield Sign("no bid", 1 / _MOST["word"])
            if part:
                yield Sign(f"no bid {part}", 1 / _MOST["word"])


def _small_words(parts: Parts) -> Iterator[Sign]:
    """Tense, person, denial and question, in the sentences where they count."""
    low = parts.outline.low
    for name, (start, end) in parts.stretches():
        for kind in parts.small(start, end):
            yield Sign(f"{kind} {name}", 1 / _MOST["small"])
        if parts.coming(start, end):
            yield Sign(f"future {name}")
        if low.find("?", start, end) >= 0:
            yield Sign(f"asked {name}", 1 / _MOST["small"])


def _dates(parts: Parts) -> Iterator[Sign]:
    """The dates in the sentences where they count, as seen from the day of publication."""
    for name, stretch in parts.stretches():
        for seen in parts.dates(*stretch):
            yield Sign(f"date {seen} {name}")


def _seen(day: dt.date | None, published: dt.date | None) -> str:
    if day is None or published is None:
        return "unknown"
    if day > published:
        return "to come"
    past = published - day
    return "now" if past <= _NEWS else "lately" if past <= _LATELY else "past"


def _steps(parts: Parts) -> Iterator[Sign]:
    published = parts.published
    for one in parts.said:
        if one.bids:
            yield Sign("bids", 1 / _MOST["bids"])
        for step in one.steps:
            if step.foreign or step.kind not in _STEPS:
                continue
            kind, at = step.kind, step.cue[0]
            day = _first_day(step)
            if day and published:
                recent = "now" if published - day <= _RECENT else "past"
                yield Sign(f"step {kind} {'to come' if day > published else recent}")
            if parts.early(at):
                yield Sign(f"step {kind} {step.mood} first")


def last_outcome(said: Sequence[Said], published: dt.date | None, title: Span) -> Step | None:
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
            _is_fresh(step, published),
            _first_day(step) or dt.date.min,
            step.cue[0],
        ),
        default=None,
    )


def is_news(step: Step, published: dt.date | None) -> bool:
    """Whether an outcome is the news of the day."""
    day = _first_day(step)
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


def _is_fresh(step: Step, published: dt.date | None) -> bool:
    day = _first_day(step)
    return step.fresh if day is None or published is None else published - day <= _RECENT


def _lead(outline: Outline) -> Span:
    """The first paragraphs of the article."""
    spans = outline.lead
    if not spans:
        return 0, 0
    return spans[0][0], min(spans[-1][1], spans[0][0] + _LEAD_SIZE)
