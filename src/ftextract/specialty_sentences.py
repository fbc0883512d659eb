"""Which sentences of an article may tell what its territory is good at.

An article is mostly about other things, and to read all of its sentences would cost more than all
the rest of a profile. What words a sentence has, in what block and where, tells which to read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from ftextract.outline import Outline, Span
from ftextract.rule import places_of_words
from ftextract.weights import Table, tables_of, weights

WEIGHTS = "specialties"
SIGNS = (
    "holds.section",
    "holds.place",
    "holds.length",
    "holds",
)  # of a sentence, and of each of its words:
HOLDS_WORD, HOLDS_KNOWN = "holds.word", "holds.known"
KNOWN = "known as a field"  # not weighed: word → how much it is known to begin fields
LIKELY = -3.5  # a sentence that weighs more is read

_PROMISING = 0.5  # one whose words weigh less is not
_LONGEST = 2_000  # characters of a sentence that is read
_LETTERS = 4  # of a word that is weighed
_PLACE = (0.05, 0.15, 0.3, 0.5, 0.75)  # in the article
_LENGTH = (25, 60, 120, 240)  # characters
_NOT_READ = frozenset({"byline", "boilerplate"})


def likely_sentences(outline: Outline) -> Iterator[tuple[Span, float]]:
    """The sentences that are worth reading, and what each of them weighs."""
    tables = _tables()
    for index, weight in _weights_by_words(outline).items():
        if weight <= _PROMISING:
            continue
        values = values_of(outline, outline.sentences[index])
        if values is None:
            continue
        for table, value in zip(tables, values, strict=True):
            weight += table.get(value, 0.0)
        if weight > LIKELY:
            yield outline.sentences[index], weight


def values_of(outline: Outline, sentence: Span) -> tuple[str, ...] | None:
    """The values of ``SIGNS``, if a sentence is one that may be read at all."""
    start, end = sentence
    block = outline.block(start)
    kind = outline.blocks[block][0] if block >= 0 else "paragraph"
    if kind in _NOT_READ or end - start > _LONGEST:
        return None
    place = bisect_right(_PLACE, start / len(outline.text))
    return (
        f"{kind}|{section_of(outline, start)}",
        f"{kind}|{place}",
        f"{kind}|{bisect_right(_LENGTH, end - start)}",
        "1",
    )


def section_of(outline: Outline, offset: int) -> str:
    """The kind of the section that an offset lies in; *lead* before the first."""
    index = bisect_right(outline.parts, offset, key=lambda part: part.heading[0]) - 1
    return outline.parts[index].kind if index >= 0 else "lead"


def words_in(outline: Outline, known: Mapping[str, float]) -> dict[int, list[tuple[str, str]]]:
    """The signs of the words of each sentence, for those who fit."""
    starts = [start for start, _ in outline.sentences]
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for word, places in places_of_words(outline.text).items():
        if len(word) < _LETTERS:
            continue
        for place in places:
            signs = found[bisect_right(starts, place) - 1]
            signs.append((HOLDS_WORD, word))
            if word in known:
                signs.append((HOLDS_KNOWN, level(known, word)))
    return found


def level(known: Mapping[str, float], word: str) -> str:
    """How much a word is known to begin fields: from 1, once a trade, to 5, often a specialty."""
    return str(int(known.get(word, 0.0)))


def _weights_by_words(outline: Outline) -> dict[int, float]:
    """What the words of sentences weigh, of those that have one which weighs something."""
    weighed = _words_weighed()
    starts = [start for start, _ in outline.sentences]
    found: dict[int, float] = defaultdict(float)
    words = places_of_words(outline.text)
    for places, weight in zip(words.values(), map(weighed.get, words), strict=True):
        if weight:
            for place in places:
                found[bisect_right(starts, place) - 1] += weight
    return found


@cache
def _words_weighed() -> dict[str, float]:
    """What each word weighs that does, by itself and as one that is known."""
    (words, levels) = tables_of(WEIGHTS, (HOLDS_WORD, HOLDS_KNOWN))
    known = weights(WEIGHTS).get(KNOWN, {})
    found = {
        word: words.get(word, 0.0) + levels.get(level(known, word), 0.0)
        for word in dict.fromkeys((*words, *known))
        if len(word) >= _LETTERS
    }
    return {word: weight for word, weight in found.items() if weight}


@cache
def _tables() -> Sequence[Table]:
    return tables_of(WEIGHTS, SIGNS)
