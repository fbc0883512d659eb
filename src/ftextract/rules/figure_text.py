"""The text as the rules of figures see it: plain, and with its capitals; their words likewise."""

from __future__ import annotations

from dataclasses import dataclass

from ftextract.lexicon import load
from ftextract.rule import fold, plain

_WORDS = load("figures")
_WINDOW = 64  # code points of left context: the longest cue and some words


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
