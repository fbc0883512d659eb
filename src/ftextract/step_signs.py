"""What in an article tells that a date is that of a step of the bid: the signs of ``timeline``.

They are the date itself (how exact, how far from the publication), the words around it and what
these are about (``timeline.toml``), the words of a bid in its sentence and the steps that the
sentence reads as (``steps``), the part of the article, its title and status. A word that stands
beyond another date is that date's. None of the signs is a name: a word with a capital is only
read for what it is about.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ftextract.lexicon import load
from ftextract.models import Status
from ftextract.outline import Outline, Span
from ftextract.phrases import words_at
from ftextract.rule import Candidate, places_of_words
from ftextract.step_reader import Hit, Step
from ftextract.steps import Said

_REACH = 50  # characters on each side of a date whose words are its own
_STEM = 6  # letters
_DATELINE = 60  # characters of the first paragraph in which its own date may stand
_OUTCOMES = ("win", "lose")
_TOLD = 300  # characters from its date's sentence on in which an outcome is told
_FAR = 120  # characters between a date and a word of a bid
_NEARNESS = (15, 50, _FAR)
_AHEAD = (30, 150, 400)  # days
_AGO = (10, 40, 120, 400, 1200, 3000)
_RECENT = ("same", "10 ago")
_NEWS = ("around", *_RECENT)
_OF_DAYS = ("day", "weekday")
_SAID, _SOME = 12, 3  # sentences on the bid: more make no difference; by how many they count
_NEXT = 16  # characters in which the word right before a date stands
_FUNCTION = 4  # letters of words such as "dans"
_MARKS = ",;:.()?!«»–—"
_WORD = re.compile(r"(?<!\w)[a-zß-öø-ÿœ]{3,}")
_DIGIT = re.compile(r"\d")
_TELLING = frozenset(
    ["send", "ask", "paper", "win", "lose", "prize", "judge", "answer", "visit", "council", "pact",
     "launch"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """What the signs are read from; ``label`` is what ``kind_of_label`` says."""

    outline: Outline
    said: Sequence[Said]
    dates: Sequence[Candidate]
    published: dt.date | None
    status: Status
    label: str


def signs_of(article: Article) -> Iterator[tuple[Candidate, list[str]]]:
    """The dates that may be those of steps, each with its signs."""
    reader = _Reader(article)
    outline, dates = article.outline, article.dates
    for index, date in enumerate(dates):
        if not date.attributes.get("when") or outline.block_kind(date.start) == "byline":
            continue
        span = outline.sentence(date.start)
        # Where nothing speaks of a bid, a date is hardly ever that of a step.
        if reader.speaks(span) or (reader.is_news(date) and reader.outcome(span)):
            before = dates[index - 1].end if index else 0
            after = dates[index + 1].start if index + 1 < len(dates) else len(outline.low)
            own = (max(span[0], before), min(max(span[1], date.end), after))
            yield date, reader.signs(date, span, own)


class _Reader:
    """Reads the signs of the dates of an article."""

    def __init__(self, article: Article) -> None:
        self.article, outline = article, article.outline
        self.low, self.text = outline.low, outline.text
        self.lead = (outline.lead[0][0], outline.lead[-1][1]) if outline.lead else (0, 0)
        self.said = {one.sentence: one for one in article.said}
        self.steps: dict[int, list[Step]] = {}
        for one in article.said:
            for step in one.steps:
                if step.date is not None:
                    self.steps.setdefault(step.date.start, []).append(step)
        senses = _senses_of(outline)
        self.senses = [sense for _, sense in senses]
        self.starts = [start for start, _ in senses]
        self.news: int | None = None
        self.sentences: dict[Span, list[str]] = {}
        self.titles: dict[str, list[str]] = {}
        self.title = self._about(*outline.title) if outline.title else []
        self.of_all = (
            f"status {article.status}",
            f"label {article.label}",
            f"said {min(len(article.said), _SAID) // _SOME}",
        )

    def speaks(self, span: Span) -> bool:
        """Whether a sentence has words that steps are told with."""
        if span not in self.sentences:
            about = self._about(*span)
            speaks = span in self.said or not _TELLING.isdisjoint(about)
            self.sentences[span] = [f"sentence {sense}" for sense in about] if speaks else []
        return bool(self.sentences[span]) or span in self.said

    def is_news(self, date: Candidate) -> bool:
        """Whether a date is the first recent day that the first paragraphs name.

        So begins news whose outcome another sentence tells: *Mardi, la salle s'est tue.*
        """
        if self.news is None and self.lead[0] <= date.start < self.lead[1]:
            seen = _seen(date, self.article.published)
            dateline = seen == "same" and date.start - self.lead[0] < _DATELINE
            if seen in _RECENT and not dateline and _grain(date, self.low) in _OF_DAYS:
                self.news = date.start
        return self.news == date.start

    def outcome(self, span: Span) -> str:
        """The outcomes that a sentence and those behind it may tell."""
        about = self._about(span[0], span[0] + _TOLD)
        return " ".join(sense for sense in _OUTCOMES if sense in about)

    def _titled(self, place: str) -> list[str]:
        """What the title is about, for a date that stands somewhere."""
        if place not in self.titles:
            self.titles[place] = [f"title {sense} {place}" for sense in self.title]
        return self.titles[place]

    def _about(self, start: int, end: int) -> list[str]:
        inside = self.senses[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return list(dict.fromkeys(inside))

    def signs(self, date: Candidate, span: Span, own: Span) -> list[str]:
        """The signs of a date in its sentence; ``own`` reaches to the dates beside it."""
        status, start, end = self.article.status, date.start, date.end
        seen = _seen(date, self.article.published)
        grain = _grain(date, self.low)
        left, right = max(own[0], start - _REACH), min(own[1], end + _REACH)
        signs = [
            *self.of_all, f"status {status} {seen}", f"grain {grain}", f"seen {seen}",
            f"grain {grain} {seen}", f"left {self._before(start, span)}",
            f"right {self._behind(end, span)}", *self.sentences[span],
        ]  # fmt: skip
        first = start < self.lead[1] and start >= self.lead[0]
        if first:
            signs += ("lead", f"lead {status} {seen}")
            if start - self.lead[0] < _DATELINE:
                signs.append(f"dateline {seen}")
        roughly = "ahead" if seen.startswith("in") else "news" if seen in _NEWS else "past"
        if self.is_news(date):
            signs += (f"news {status}", f"news {status} {self.outcome(span)}")
        signs += self._titled(f"{first} {roughly}")
        signs += [f"sense {sense}" for sense in self._about(left, right)]
        words = _WORD.findall(f"{self.text[left:start]} {self.text[end:right]}")
        signs += dict.fromkeys(["word " + word[:_STEM] for word in words])
        if span in self.said:
            cues = [_cue(hit, date, own, self.low) for hit in self.said[span].hits]
            signs += dict.fromkeys([cue for pair in cues for cue in pair])
        for step in self.steps.get(start, ()):
            signs += (
                f"step {step.kind}",
                f"step {step.kind} {step.mood} {step.foreign}",
                f"step {step.kind} {seen}",
            )
        return signs

    def _before(self, start: int, span: Span) -> str:
        """The word or mark right before a date."""
        chunk = self.low[max(span[0], start - _NEXT) : start]
        words = chunk.split()
        if not words:
            return "none"
        if words[-1][-1] in _MARKS:
            return words[-1][-1]
        word = words[-1].lstrip(_MARKS)
        return self._plain(word, start - len(chunk) + chunk.rindex(word), span)

    def _behind(self, end: int, span: Span) -> str:
        """The word or mark right behind a date."""
        chunk = self.low[end : min(span[1], end + _NEXT)]
        words = chunk.split()
        if not words:
            return "none"
        if words[0][0] in _MARKS:
            return words[0][0]
        word = words[0].rstrip(_MARKS)
        return self._plain(word, end + chunk.index(word), span)

    def _plain(self, word: str, start: int, span: Span) -> str:
        """A word, or that it has a capital; a short one has it where a sentence begins."""
        capital = self.text[start] != self.low[start]
        return "A" if capital and (start > span[0] or len(word) > _FUNCTION) else word


def _senses_of(outline: Outline) -> list[tuple[int, str]]:
    """Where words stand that are about something, and about what."""
    places, (senses, stems) = places_of_words(outline.text), _senses()
    longer = [word for word in places if len(word) > _STEM and word[:_STEM] in stems]
    of_stems = {word: stems[word[:_STEM]] for word in longer if word not in senses}
    return sorted(words_at(senses, places) + words_at(of_stems, places))


@cache
def _senses() -> tuple[dict[str, str], dict[str, str]]:
    """What words are about, and those that begin with some letters."""
    senses = dict(load("timeline")["sense"].items())
    return senses, {word: sense for word, sense in senses.items() if len(word) == _STEM}


def _grain(date: Candidate, low: str) -> str:
    """How exact a date is, and whether a day is told by its number."""
    when = date.attributes["when"]
    if len(when) == len("2014-11-12"):
        return "day" if _DIGIT.search(low, date.start, date.end) else "weekday"
    if len(when) == len("2014-11"):
        return "month" if when[-1].isdigit() and when[-2].isdigit() else "season"
    return "year" if len(when) == len("2014") else "other"


def _seen(date: Candidate, published: dt.date | None) -> str:
    """How far a date is from the day of publication."""
    first, last = date.attributes.get("earliest"), date.attributes.get("latest")
    if published is None or first is None or last is None:
        return "unknown"
    if first > published:
        days = (first - published).days
        return f"in {_upper(days, _AHEAD)}"
    if last >= published:
        return "same" if first == last else "around"
    days = (published - last).days
    return f"{_upper(days, _AGO)} ago"


def _upper(days: int, bounds: Sequence[int]) -> str:
    index = bisect_left(bounds, days)
    return str(bounds[index]) if index < len(bounds) else "more"


def _cue(hit: Hit, date: Candidate, own: Span, low: str) -> tuple[str, str]:
    """On which side of a date a word of a bid stands, how near, and what stands between."""
    left = hit.end <= date.start
    gap = (hit.end, date.start) if left else (date.end, hit.start)
    distance = gap[1] - gap[0]
    near = sum(distance >= edge for edge in _NEARNESS)
    comma = distance > _FAR or low.find(",", *gap) >= 0
    mine = own[0] <= hit.start < own[1]
    side = "left" if left else "right"
    return f"cue {hit.kind} {side} {near}", f"cue {hit.kind} {mine} {comma}"
