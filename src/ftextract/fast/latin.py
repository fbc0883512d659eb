"""spaCy's patterns over the letters of the whole world, compiled for French text alone at first.

Nearly all of the time that compiling the tokenizer's patterns takes goes into classes of a hundred
thousand letters, most of them Chinese and Korean. For a string of Latin letters and ordinary signs
the same pattern matches the same with only these in its classes. The whole pattern is compiled once
a string with anything else comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

# Every class that writes out an alphabet has more than 40 characters, no other one has.
LONG_CLASS = re.compile(r"\[(?=[^\]]{39})(?:[^\]\[\\^]|\\u[0-9A-F]{4}|\\U[0-9A-F]{8})+\]")
_CHARACTER = r"[^\\]|\\u[0-9A-F]{4}|\\U[0-9A-F]{8}"
_ITEM = re.compile(rf"({_CHARACTER})(?:-({_CHARACTER}))?")
# Latin letters and accents, dashes, quotation marks, currencies, arrows, bullets, pictures. Without
# letters whose other case is elsewhere (ß, and the micro sign, which is a Greek letter): so it is
# the same for patterns that ignore case.
_RANGES = (
    ("\0", "\xb4"),
    ("\xb6", "\xde"),
    ("\xe0", "\u017e"),
    ("\u0300", "\u0344"),
    ("\u2010", "\u20cf"),
    ("\u2190", "\u27bf"),
    ("\U0001f300", "\U0001faff"),
    *((sign, sign) for sign in "ಠツ︵）"),  # in emoticons that the tokenizer knows
)
OTHER = re.compile(f"[^{''.join(f'{first}-{last}' for first, last in _RANGES)}]")


class LatinFirst:
    """What a tokenizer takes as one of its patterns: ``LatinFirst(pattern).search``.

    ``pattern`` stays the original one, which is what spaCy saves with a model.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._latin = re.compile(LONG_CLASS.sub(_cut, pattern))
        self._has_other = OTHER.search

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def _regex(self, string: str) -> re.Pattern[str]:
        return self._whole if self._has_other(string) else self._latin

    def match(self, string: str) -> re.Match[str] | None:
        """As of a compiled pattern."""
        return self._regex(string).match(string)

    def search(self, string: str) -> re.Match[str] | None:
        """As of a compiled pattern."""
        return self._regex(string).search(string)

    def finditer(self, string: str) -> Iterator[re.Match[str]]:
        """As of a compiled pattern."""
        return self._regex(string).finditer(string)

    def __reduce__(self) -> tuple[type[LatinFirst], tuple[str]]:
        return LatinFirst, (self.pattern,)


def _cut(long_class: re.Match[str]) -> str:
    return _latin_part(long_class.group())


@lru_cache(maxsize=16)
def _latin_part(long_class: str) -> str:
    """The class with those of its characters and ranges that reach into ``_RANGES``."""
    kept = [
        item.group() if item.group() != "-" else r"\-"
        for item in _ITEM.finditer(long_class, 1, len(long_class) - 1)
        if any(
            _code(item[1]) <= ord(last) and _code(item[2] or item[1]) >= ord(first)
            for first, last in _RANGES
        )
    ]
    return f"[{''.join(kept)}]" if kept else long_class


def _code(character: str) -> int:
    return int(character[2:], 16) if len(character) > 1 else ord(character)
