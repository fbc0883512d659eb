"""Tables of words and phrases, found in a text without a look at every word of it.

A phrase is looked for where its longest word stands, which few texts have and none often: *oui*
of *a dit oui*, not each *a*. Of phrases that overlap, the first is found, and the longest of
those that begin together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ftextract.rule import WORD


class Phrase(NamedTuple):
    """A word or phrase of a table, of which kind, and where it stands."""

    start: int
    end: int
    kind: str


class Phrases:
    """The words and phrases of a table (in lower case), by kind."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._by_word: dict[str, list[tuple[str, int, str]]] = {}
        for surface, kind in kinds.items():
            # of words of the same length the last: the first is often *est*, *une* or *pas*
            words = reversed(list(WORD.finditer(surface)))
            word = max(words, key=lambda match: len(match.group()))
            self._by_word.setdefault(word.group(), []).append((surface, word.start(), kind))

    def find(self, low: str, places: Mapping[str, list[int]]) -> list[Phrase]:
        """Those that stand whole in a text in lower case, with the places of its words."""
        found = []
        for word in self._by_word.keys() & places.keys():
            for surface, offset, kind in self._by_word[word]:
                for place in places[word]:
                    start = place - offset
                    end = start + len(surface)
                    if low.startswith(surface, start) and _is_whole(low, start, end):
                        found.append((start, -end, kind))  # the longest first
        return _apart(found)


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
