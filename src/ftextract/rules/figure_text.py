"""The text as the rules of figures see it: plain, and with its capitals; their words likewise.

*Plain* is folded, lower case and without accents, one code point for one, so that offsets stay:
articles in capitals, or damaged ones, often have no accents (*PRES DE 7 000 SALARIES*).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from ftextract.lexicon import load
from ftextract.rule import fold

_WORDS = load("figures")
_WINDOW = 64  # code points of left context: the longest cue and some words


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    # Latin letters, general punctuation (spaces, quotes, hyphens), the ideographic space
    for code in (*range(0x0250), *range(0x1E00, 0x1F00), *range(0x2000, 0x2070), 0x3000):
        char = chr(code)
        folded = fold(char)
        base = unicodedata.normalize("NFD", folded)[0] if folded.isalpha() else folded
        low = base.lower()
        if low != char and len(low) == 1:
            table[char] = low
    return table


_PLAIN = _table()


def plain(text: str) -> str:
    """Fold, lower-case and strip accents, code point by code point: ``Été`` → ``ete``."""
    for character in _PLAIN.keys() & set(text):  # faster than str.translate
        text = text.replace(character, _PLAIN[character])
    return text


def plain_words(table: str) -> frozenset[str]:
    """The surfaces of a table of figures.toml, plain."""
    return frozenset(plain(word) for word in _WORDS[table])


def plain_map(table: str) -> dict[str, str]:
    """Surface → value of a table of figures.toml, the surfaces plain."""
    return {plain(surface): value for surface, value in _WORDS[table].items()}


@dataclass(frozen=True, slots=True)
class Source:
    """One text in its two forms, of one length: ``folded`` keeps capitals and accents."""

    folded: str
    plain: str

    @classmethod
    def of(cls, text: str) -> Source:
        """Both forms of a raw or folded text."""
        return cls(fold(text), plain(text))

    def before(self, start: int) -> str:
        """The plain text just before ``start`` on its line, without the spaces at its end."""
        low = max(0, start - _WINDOW)
        line = self.plain.rfind("\n", low, start)
        return self.plain[line + 1 if line >= 0 else low : start].rstrip(" ")
