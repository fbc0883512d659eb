"""The words and phrases of an article that tell of a bid: all tables of them in one go.

A phrase is looked for where its longest word stands, which few texts have and none often: *oui*
of *a dit oui*, not each *a*. Of phrases of a table that overlap, the first is found, and the
longest of those that begin together.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import chain, repeat
from typing import Literal, NamedTuple

from ftextract.lexicon import load
from ftextract.rule import WORD, lowered, places_of_words

Table = Literal["status", "asked", "step", "banner", "label", "weak_label"]


class Phrase(NamedTuple):
    """A word or phrase of a table, of which kind, and where it stands."""

    start: int
    end: int
    kind: str


@cache
def tables() -> dict[Table, Mapping[str, str]]:
    """The words and phrases that are looked for, by table, and of which kind each is."""
    status, candidacy = load("status"), load("candidacy")
    label = {**candidacy["label"], **candidacy["event_label"]}
    weak_label = candidacy["weak_label"]
    return {
        "status": {**status["hint"], **status["cue"]},
        "asked": status["bid"],
        # what is no cue is the label's own name
        "step": {**dict.fromkeys([*label, *weak_label], "bid"), **candidacy["cue"]},
        "banner": candidacy["banner"],
        "label": label,
        "weak_label": weak_label,
    }


@lru_cache(maxsize=2)
def phrases_of(text: str) -> dict[Table, list[Phrase]]:
    """Those that stand whole in a (folded) text, in order, by table."""
    return _index().find(lowered(text), places_of_words(text))


def words_at(kinds: dict[str, str], places: Mapping[str, list[int]]) -> list[tuple[int, str]]:
    """Where the single words of a table stand, in order, and of which kind each is; ``places`` are
    those of a text's words.
    """
    known = kinds.keys() & places.keys()
    return sorted(chain.from_iterable(zip(places[word], repeat(kinds[word])) for word in known))


class Index:
    """Tables by the words that their phrases are found by."""

    def __init__(self, tables: Mapping[Table, Mapping[str, str]]) -> None:
        self._tables = list(tables)
        self._by_word: dict[str, list[tuple[str, int, str, Table, str]]] = {}
        for table, kinds in tables.items():
            for surface, kind in kinds.items():
                # of words of the same length the last: the first is often *est*, *une* or *pas*
                words = [match.group() for match in WORD.finditer(surface)][::-1]
                word, *others = sorted(words, key=len, reverse=True)
                entry = surface, surface.rindex(word), (others or words)[0], table, kind
                self._by_word.setdefault(word, []).append(entry)

    def find(self, low: str, places: Mapping[str, list[int]]) -> dict[Table, list[Phrase]]:
        """The phrases of a text in lower case, with the places of its words."""
        found: dict[Table, list[tuple[int, int, str]]] = {table: [] for table in self._tables}
        for word in self._by_word.keys() & places.keys():
            for surface, offset, other, table, kind in self._by_word[word]:
                if other in places:
                    for place in places[word]:
                        start = place - offset
                        end = start + len(surface)
                        if low.startswith(surface, start) and _is_whole(low, start, end):
                            found[table].append((start, -end, kind))  # the longest first
        return {table: _apart(spans) for table, spans in found.items()}


@cache
def _index() -> Index:
    return Index(tables())


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no letter, digit or underscore stands beside a stretch."""
    before, behind = text[start - 1 : start], text[end : end + 1]  # nothing at either end
    return not (before.isalnum() or behind.isalnum() or "_" in (before, behind))


def _apart(found: list[tuple[int, int, str]]) -> list[Phrase]:
    """Phrases in order, without those that overlap one before them."""
    found.sort()
    reached = 0
    kept = []
    for start, end, kind in found:
        if start >= reached:
            reached = -end
            kept.append(Phrase(start, reached, kind))
    return kept
