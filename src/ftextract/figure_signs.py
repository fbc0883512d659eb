"""How a figure stands in an article: what tells whether it describes the territory as a whole.

Whose figure it is shows in the names beside it (a company in front, the territory), what it is in
the words beside it (*compte*, *dont*, *d'ici*), and both in the other figures of the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from math import log10
from operator import attrgetter

from ftextract.outline import Outline, Span, within
from ftextract.rule import Candidate

SIGNS = (
    "noun", "size|topic", "rule|topic", "earlier|topic", "larger|topic", "place|topic",
    "listed|topic", "beside", "first name|topic", "last name|topic", "companies", "mark after",
    "word before|unit", "word before|noun",
)  # fmt: skip
BEFORE, AFTER = "before", "after"  # signs of which a figure has many values: the words around it

_WORD = re.compile(r"[^\W_]+'?")
_LEFT, _RIGHT = 80, 60  # characters beside a figure in which its words are looked for
_STEM = 5  # letters that tell a word: compte, comptent, comptait
_PLACE = (0.08, 0.2, 0.4, 0.6, 0.8)  # in the article
_LISTED, _FEW = 5, 3  # more figures of a sentence, of a topic, make no difference
_MARKS = frozenset(".,;:()–—-•!?«»\n")

_NAMES = ("ORG", "LOC")


@dataclass(slots=True)
class Signs:
    """What tells of a figure: the values of ``SIGNS``, and the stems of the words around it."""

    values: tuple[str, ...]
    before: list[str]
    after: list[str]


@dataclass(slots=True)
class _Standing:
    """A figure among the others: its topic (*sum* for money of none), its size, its sentence."""

    figure: Candidate
    topic: str
    size: float
    sentence: Span


def is_money(figure: Candidate) -> bool:
    """Whether a figure is a sum of money."""
    unit = figure.attributes["unit"]
    return len(unit) == 3 and unit.isupper()


def size_of(figure: Candidate) -> float:
    """The number, or the larger end of a range."""
    attributes = figure.attributes
    return float(attributes.get("quantity", attributes.get("quantityMax")) or 0)


def signs_of(
    figures: Sequence[Candidate],
    topics: Sequence[str],
    outline: Outline,
    mentions: Sequence[Candidate],
    kinds: Mapping[int, str],
) -> Iterator[Signs]:
    """The signs of each of some figures, in order.

    ``topics`` are what their words tell; ``mentions`` are those of the article, in order, and
    ``kinds`` say of which kind the organization is that starts at an offset.
    """
    names = _Names(mentions, kinds, outline)
    sizes: dict[str, list[float]] = defaultdict(list)
    standings: list[_Standing] = []
    for figure, topic in zip(figures, topics, strict=True):
        told = "sum" if topic == "other" and is_money(figure) else topic
        size = size_of(figure)
        sizes[told].append(size)
        standings.append(_Standing(figure, told, size, outline.sentence(figure.start)))
    for numbers in sizes.values():
        numbers.sort()
    earlier: Counter[str] = Counter()
    for sentence, group in groupby(standings, key=attrgetter("sentence")):
        here = list(group)
        beside = _Beside(sentence, here, outline.low, names)
        for standing in here:
            topic = standing.topic
            larger = len(sizes[topic]) - bisect_right(sizes[topic], standing.size)
            yield beside.signs(standing, min(earlier[topic], _FEW), min(larger, _FEW))
            earlier[topic] += 1


class _Names:
    """The organizations and places of an article."""

    def __init__(
        self, mentions: Sequence[Candidate], kinds: Mapping[int, str], outline: Outline
    ) -> None:
        self._names = [mention for mention in mentions if mention.label in _NAMES]
        self._starts = [mention.start for mention in self._names]
        self._kinds, self._outline = kinds, outline

    def within(self, start: int, end: int) -> tuple[list[int], list[str]]:
        """Where those of a stretch start, and of which kinds they are."""
        found = within(self._starts, start, end)
        return self._starts[found.start : found.stop], [self._kind(i) for i in found]

    def before(self, offset: int) -> str:
        """The kind of the last one before an offset, if it is in the same block."""
        index = bisect_left(self._starts, offset) - 1
        block = self._outline.block
        same = index >= 0 and block(self._starts[index]) == block(offset)
        return self._kind(index) if same else "-"

    def _kind(self, index: int) -> str:
        name = self._names[index]
        return self._kinds.get(name.start, "other") if name.label == "ORG" else "place"


class _Beside:
    """A sentence, as its figures see it."""

    def __init__(self, sentence: Span, here: Sequence[_Standing], low: str, names: _Names) -> None:
        self._low = low
        self._first, self._last = sentence
        self._names = names
        self._starts, self._kinds = names.within(*sentence)
        self._firms = [0, *accumulate(kind == "company" for kind in self._kinds)]
        self._topics = {standing.topic for standing in here}
        self._listed = str(min(len(here), _LISTED))

    def signs(self, standing: _Standing, earlier: int, larger: int) -> Signs:
        """The signs of a figure, given how many of its topic stand earlier and are larger."""
        low, figure, topic = self._low, standing.figure, standing.topic
        start, end = figure.start, figure.end
        right = low[end : min(self._last, end + _RIGHT)]
        before = _WORD.findall(low, max(self._first, start - _LEFT), start)
        named = bisect_left(self._starts, start)
        noun = figure.attributes.get("commodity") or "-"
        word = before[-1] if before else "^"
        values = (
            noun,
            f"{int(2 * log10(max(standing.size, 1)))}|{topic}",
            f"{figure.rule}|{topic}",
            f"{earlier}|{topic}",
            f"{larger}|{topic}",
            f"{bisect_right(_PLACE, start / len(low))}|{topic}",
            f"{self._listed}|{topic}",
            " ".join(sorted(self._topics - {topic})) if len(self._topics) > 1 else "",
            f"{self._kinds[0] if named else '-'}|{topic}",
            "-" if named else f"{self._names.before(self._first)}|{topic}",
            str(min(self._firms[named], _FEW)),
            _mark(right),
            f"{word}|{'money' if is_money(figure) else 'count'}",
            f"{word}|{noun}",
        )
        return Signs(values, _stems(before), _stems(_WORD.findall(right)))


def _stems(words: Sequence[str]) -> list[str]:
    """The stems of some words."""
    return [word[:_STEM] for word in words]


def _mark(text: str) -> str:
    """The punctuation mark that opens a text; *w* for a word, nothing for nothing."""
    character = text.lstrip(" ")[:1]
    return character if character in _MARKS or not character else "w"
