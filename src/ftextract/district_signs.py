"""What can be told of a place that may be the district where a bid lives.

What a reader goes by stands beside the name: floors, tenants, works, an old mill, a totem speak
for it; concerts, streets, stations and one company's seat against it. Words are taken by what
they speak of (rules/district.toml), in the sentence of each mention and in those beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ftextract.entities import Entity
from ftextract.lexicon import load
from ftextract.outline import Outline, Span, within
from ftextract.rule import Candidate, places_of_words
from ftextract.rules.names import LOWER

Signs = list[tuple[str, str]]

_MENTIONS = 3  # of a place, that are looked at
_REACH = 90  # characters on each side of a mention in which its words stand
_BESIDE = 26  # characters that are beside it
_TIE = 5  # characters between two names that tie them
_MANY = (4, 7, 10, 14)  # places of an article
_PLACE = (0.1, 0.25, 0.5, 0.75, 0.9)  # in the article
_WORDS = 4  # more words of a name make no difference
_UNITS = ("m2", "ha", "EUR", "percent")
# What follows a name: a sign, a word without a capital (so that it is no name) or a number.
_NEXT = re.compile(rf"\s*([,:;.()«»\"]?)\s*([{LOWER}²][{LOWER}²-]*'?|\d+)?")
_CAMEL = re.compile(rf"[{LOWER}][A-Z]")
_DIGIT = re.compile(r"\d")


class Spot(NamedTuple):
    """A place that may be the district: its name, its kind and where the article names it.

    The kind is that of a place, *introduced* for a town's name behind *zone de*, or *support* for
    an organization that is a building too.
    """

    entity: Entity
    kind: str
    mentions: Sequence[Candidate]


class _Sentence(NamedTuple):
    """What a sentence tells of all that it names, and how often it names what."""

    span: Span
    signs: set[tuple[str, str]]
    labels: Counter[str]


class Ground:
    """The article that the spots stand in: its names, figures and dates in order.

    ``kinds`` tells what kind the place or organization is that starts at an offset; ``label``, the
    kind of the label that the article is about.
    """

    def __init__(
        self, outline: Outline, mentions: Sequence[Candidate], kinds: Mapping[int, str], label: str
    ) -> None:
        self.label = label
        self.length = len(outline.text)
        self._outline = outline
        self._text = outline.text
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._kinds = kinds
        places = places_of_words(outline.text)
        senses = load("district")["sense"].surfaces
        said = [
            (start, senses[word])
            for word in senses.keys() & places.keys()
            for start in places[word]
        ]
        said.sort()
        self._said = [start for start, _ in said]
        self._senses = [sense for _, sense in said]
        marks = [start for word in load("district")["marks"] for start in places.get(word, ())]
        self._marked = {outline.block(start) for start in marks}
        self._read: dict[int, _Sentence] = {}

    def around(self, mention: Candidate) -> set[tuple[str, str]]:
        """What stands around a mention."""
        start, end = mention.start, mention.end
        sentence = self._sentence(start)
        first, last = sentence.span
        found = set(sentence.signs)
        found.add(("next words", _next_words(self._text, end, last)))
        for index in within(self._said, max(first, start - _REACH), start):
            near = start - self._said[index] < _BESIDE
            found.add(("before" if near else "farther before", self._senses[index]))
        for index in within(self._said, end, min(last, end + _REACH)):
            near = self._said[index] - end < _BESIDE
            found.add(("behind" if near else "farther behind", self._senses[index]))
        own = bisect_left(self._starts, start)
        found.add(("left", self._left(own, first)))
        found.add(("right", self._right(own, last)))
        mine = self._label(own)
        found.update(
            [("with", label) for label, n in sentence.labels.items() if n > (label == mine)]
        )
        return found

    def _sentence(self, offset: int) -> _Sentence:
        """What holds for all mentions of a sentence; looked up once."""
        outline = self._outline
        first, last = span = outline.sentence(offset)
        if first in self._read:
            return self._read[first]
        block = outline.block(offset)
        signs = {("block", str(outline.block_kind(offset)))}
        if block in self._marked:
            signs.add(("marked", "yes"))
        for sign, near_by in (("previous", first - 2), ("following", last + 2)):
            begin, stop = outline.sentence(max(near_by, 0))
            if begin != first and outline.block(begin) == block:
                signs |= {(sign, self._senses[i]) for i in within(self._said, begin, stop)}
        labels = Counter([self._label(i) for i in within(self._starts, first, last)])
        self._read[first] = _Sentence(span, signs, labels)
        return self._read[first]

    def _label(self, index: int) -> str:
        """What a mention is: its label, with the kind of a name or the unit of a figure."""
        mention = self._mentions[index]
        label = mention.label
        if label in ("ORG", "LOC"):
            return f"{label[0]}{self._kinds.get(mention.start, '')}"
        if label == "FIG":
            unit = mention.attributes["unit"]
            return f"F{unit}" if unit in _UNITS else "F"
        return label

    def _left(self, own: int, first: int) -> str:
        """What the mention in front of another is, and what ties the two."""
        if own == 0 or self._starts[own - 1] < first:
            return "^"
        return self._label(own - 1) + self._tie(own - 1)

    def _right(self, own: int, last: int) -> str:
        """What the mention behind another is, and what ties the two."""
        if own + 1 == len(self._starts) or self._starts[own + 1] >= last:
            return "."
        return self._label(own + 1) + self._tie(own)

    def _tie(self, index: int) -> str:
        """What stands between a mention and the next, if that is short."""
        start, end = self._mentions[index].end, self._starts[index + 1]
        return f"|{self._text[start:end].strip()}" if end - start <= _TIE else ""


def of_name(spot: Spot, many: int, ground: Ground) -> Signs:
    """What the name itself tells, and where the article names it; ``many`` spots are in it."""
    name = spot.entity.name
    first, *others = name.split()
    place = spot.mentions[0].start / ground.length
    return [
        ("many", str(bisect_right(_MANY, many))),
        ("label", ground.label),
        ("kind", spot.kind),
        ("words", str(min(1 + len(others), _WORDS))),
        ("shape", _shape(name)),
        ("mentions", str(min(len(spot.mentions), _MENTIONS))),
        ("named", load("district")["sense"].surfaces.get(first.lower(), "-") if others else "-"),
        ("place", str(bisect_right(_PLACE, place))),
    ]


def around(spot: Spot, ground: Ground) -> set[tuple[str, str]]:
    """What stands around it; a sign may have several values."""
    found = ground.around(spot.mentions[0])
    for mention in spot.mentions[1:_MENTIONS]:
        found |= ground.around(mention)
    return found


def _next_words(text: str, start: int, end: int) -> str:
    match = _NEXT.match(text, start, end)
    return " ".join(filter(None, match.groups())) if match else ""


def _shape(name: str) -> str:
    if name.isupper():
        return "capitals"
    if _DIGIT.search(name):
        return "digits"
    if _CAMEL.search(name):
        return "camel"
    return "lower" if name[0].islower() else "upper"
