"""What a rule is, and how rules are run over a text.

A rule is data: a name, a pattern, a function from the match to attributes, and an example that
the tests run. Patterns are verbose and ignore case unless they say ``(?-i:…)``; the group named
``mention`` is what is kept, the whole match if there is none. A rule is pure: text in, offsets
and attributes out.

Texts are matched through ``fold``, which maps characters one to one (kinds of space, apostrophe,
hyphen), so offsets are those of the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from os.path import commonprefix
from typing import Any, Literal

Label = Literal["ORG", "LOC", "PER", "EVENT", "FIG", "DATE"]
Attributes = dict[str, Any]

_SPACES = (
    "\t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}\N{EN SPACE}"
    "\N{EM SPACE}\N{HAIR SPACE}\N{PUNCTUATION SPACE}\N{SIX-PER-EM SPACE}\N{FOUR-PER-EM SPACE}"
    "\N{THREE-PER-EM SPACE}\N{IDEOGRAPHIC SPACE}\N{MEDIUM MATHEMATICAL SPACE}"
)
_APOSTROPHES = (
    "\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
    "\N{PRIME}\N{ACUTE ACCENT}\N{GRAVE ACCENT}"
)
_HYPHENS = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}"
_FOLD = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_HYPHENS, "-"),
}
_FOLDED = re.compile(f"[{re.escape(''.join(_FOLD))}]")


_LONG = 512  # characters: what is longer is likely a text, which all families of rules look through


def fold(text: str) -> str:
    """Map every kind of space, apostrophe and hyphen to one, code point by code point."""
    return _folded_text(text) if len(text) > _LONG else _folded(text)


def _folded(text: str) -> str:
    if (text.isascii() and "\t" not in text) or _FOLDED.search(text) is None:
        return text
    for character, folded in _FOLD.items():  # ten times as fast as str.translate
        text = text.replace(character, folded)
    return text


_folded_text = lru_cache(maxsize=2)(_folded)


def lowered(text: str) -> str:
    """The text folded and in lower case, code point by code point."""
    return _lowered_text(text) if len(text) > _LONG else _lowered(text)


def _lowered(text: str) -> str:
    folded = fold(text)
    lower = folded.lower()
    if len(lower) != len(folded):  # İ becomes two
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in folded)
    return lower


_lowered_text = lru_cache(maxsize=2)(_lowered)


def _bare_letters() -> dict[str, str]:
    """Letter with an accent → the same without, for the lower case of the Latin alphabet."""
    letters = (chr(code) for code in (*range(0x80, 0x0250), *range(0x1E00, 0x1F00)))
    bare = {letter: unicodedata.normalize("NFD", letter)[0] for letter in letters}
    return {letter: base for letter, base in bare.items() if base != letter == letter.lower()}


_BARE = _bare_letters()
_NON_ASCII = re.compile(r"[^\x00-\x7f]")


def plain(text: str) -> str:
    """The text folded, in lower case and without accents, code point by code point.

    Articles in capitals, or damaged ones, often have no accents (*PRES DE 7 000 SALARIES*).
    """
    return _plain_text(text) if len(text) > _LONG else _plain_word(text)


def _plain(text: str) -> str:
    lower = lowered(text)
    for character in _BARE.keys() & set(_NON_ASCII.findall(lower)):  # faster than str.translate
        lower = lower.replace(character, _BARE[character])
    return lower


_plain_text = lru_cache(maxsize=2)(_plain)
_plain_word = lru_cache(maxsize=2048)(_plain)


@dataclass(slots=True)
class Candidate:
    """A stretch of text that a rule or the model proposes, not yet resolved.

    Never changed but for ``attributes``; not declared frozen, which takes three times as long.
    """

    start: int
    end: int
    label: Label
    rule: str
    attributes: Attributes = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Rule:
    """A construction: what it looks like, what it means, and an annotated example.

    ``opens`` are the words one of which begins every match, in lower case (``first_words`` of the
    surfaces), or ``CAPITAL`` for any word with a capital; ``needs`` are words one of which begins
    in every match, at most ``_REACH`` characters behind its start. Elsewhere the pattern is not
    tried.
    """

    name: str
    pattern: str
    value: Callable[[re.Match[str]], Attributes | None]
    example: str
    opens: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern (verbose, ignoring case, Unicode)."""
        return re.compile(self.pattern, re.VERBOSE | re.IGNORECASE)


CAPITAL = frozenset({"A"})  # no lower-case word: the place of those with a capital
WORD = re.compile(r"[^\W_]+")  # what ``places_of_words`` lists
_REACH = 160  # a name of several words
_SIGN = re.compile(r"[\W_]")  # what stands between words
_MOST_SIGNS = 64  # of a text that are looked for one by one; most have twenty
# Words with a capital. Searches skip to the class of characters that each begins with.
_CAPITALIZED = re.compile(r"[A-ZÀ-ÖØ-ÞŒ](?<![^\W_].)")
_NUMBERED = re.compile(r"\d(?<![^\W_].)\d{0,3}[A-ZÀ-ÖØ-ÞŒ]")  # 3DS


def first_words(surfaces: Iterable[str]) -> frozenset[str]:
    """The words with which surfaces begin, for ``Rule.opens``: *chambre* of *chambre d'hôtes*."""
    found = (WORD.search(fold(surface)) for surface in surfaces)
    return frozenset(match.group().lower() for match in found if match)


@lru_cache(maxsize=2)
def places_of_words(folded: str) -> dict[str, list[int]]:
    """Where each word of a text begins, by the word in lower case; see ``CAPITAL``."""
    places: dict[str, list[int]] = defaultdict(list)
    place = 0
    for word in _spaced(lowered(folded)).split(" "):
        if word:
            places[word].append(place)
        place += len(word) + 1
    (capital,) = CAPITAL
    places[capital] = _places_of_capitals(folded)
    return dict(places)


def _spaced(text: str) -> str:
    """The text with a space for each character that is no part of a ``WORD``."""
    signs = [character for character in set(text) if not character.isalnum()]
    if len(signs) > _MOST_SIGNS:
        return _SIGN.sub(" ", text)
    for sign in signs:
        text = text.replace(sign, " ")
    return text


def _places_of_capitals(folded: str) -> list[int]:
    places = [match.start() for match in _CAPITALIZED.finditer(folded)]
    numbered = [match.start() for match in _NUMBERED.finditer(folded)]
    return sorted(places + numbered) if numbered else places


def find(rules: Iterable[Rule], text: str, label: Label) -> Iterator[Candidate]:
    """Run rules over a text; ``value`` returning None rejects a match.

    The words of the text are listed once; a rule is tried only at the words that can open it.
    """
    folded = fold(text)
    places = places_of_words(folded)
    for rule in rules:
        for match in _matches(rule, folded, places):
            attributes = rule.value(match)
            if attributes is None:
                continue
            group = "mention" if "mention" in match.re.groupindex else 0
            yield Candidate(match.start(group), match.end(group), label, rule.name, attributes)


def _matches(rule: Rule, folded: str, places: dict[str, list[int]]) -> Iterator[re.Match[str]]:
    """The matches of a rule from left to right, without overlap."""
    if not rule.opens:
        yield from rule.regex.finditer(folded)
        return
    starts = _starts(rule.opens, places)
    if rule.needs:
        needed = _starts(rule.needs, places)
        starts = [start for start in starts if _has_within(needed, start, start + _REACH)]
    if starts:  # else the pattern, maybe of a rare rule, need not be compiled
        yield from _matches_at(rule.regex, starts, folded)


def _matches_at(
    pattern: re.Pattern[str], starts: Iterable[int], text: str
) -> Iterator[re.Match[str]]:
    end = 0
    for start in starts:
        if start >= end and (match := pattern.match(text, start)):
            yield match
            end = match.end()


class Opened:
    """A pattern every match of which begins with one of some surfaces: tried only at these.

    ``before`` and ``after`` are what the pattern (verbose) has around them.
    """

    def __init__(self, surfaces: Iterable[str], before: str = r"\b", after: str = r"\b") -> None:
        known = list(surfaces)
        self._pattern = re.compile(f"{before}{alternatives(known)}{after}", re.VERBOSE)
        self._opens = first_words(known)

    def finditer(self, text: str, places: dict[str, list[int]]) -> Iterator[re.Match[str]]:
        """The matches in a text, with the places of its words (``places_of_words``)."""
        return _matches_at(self._pattern, _starts(self._opens, places), text)


def _starts(words: frozenset[str], places: dict[str, list[int]]) -> list[int]:
    """Where any of the words begins, in order."""
    # Each way goes through the words of one side only.
    known = words & places.keys() if len(words) < len(places) else words.intersection(places)
    found = [places[word] for word in known]
    return found[0] if len(found) == 1 else sorted(chain.from_iterable(found))


def _has_within(numbers: list[int], low: int, high: int) -> bool:
    """Whether one of some sorted numbers lies between two."""
    index = bisect_left(numbers, low)
    return index < len(numbers) and numbers[index] <= high


def alternatives(words: Iterable[str]) -> str:
    """A verbose-mode pattern that matches any of the words, the longest first.

    Common beginnings are written once: what is tried at each place of a text is a letter or two,
    not every word.
    """
    ordered = sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))
    return f"(?:{_branches(ordered)})"


def _branches(words: list[str]) -> str:
    """Alternatives for words of which the longest come first; the empty one, last."""
    following: dict[str, list[str]] = {}
    for word in words:
        if word:
            following.setdefault(word[0], []).append(word)
    # Where capitals may stand for small letters, only a flat list keeps the longest first.
    if len({first.lower() for first in following}) < len(following):
        return "|".join(map(re.escape, words))
    branches = [_branch(group) for group in following.values()]
    return "|".join([*branches, ""] if "" in words else branches)


def _branch(words: list[str]) -> str:
    """One alternative for words with the same first letter; all that they share is in front."""
    if len(words) == 1:
        return re.escape(words[0])
    shared = commonprefix(words)  # noqa: RUF071 (characters are what is meant)
    return f"{re.escape(shared)}(?:{_branches([word[len(shared) :] for word in words])})"
