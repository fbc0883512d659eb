"""Where specialties may stand in a sentence: noun phrases, and the enumerations they are items of.

A phrase *opens* at a word that means something and *closes* at one, before the next sign or small
word or earlier. What stands in front of it tells most, and is weighed once for all its closings.
The stretches of a sentence between its signs and conjunctions are its *pieces*; those that hold a
phrase and nothing else are items, and items side by side a *run*.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import NamedTuple

from ftextract.lexicon import load
from ftextract.specialty_sentences import level
from ftextract.tokens import (
    CAPITAL,
    COUNTED,
    DIGIT,
    NAME,
    PARTICIPLE,
    VERB,
    WORD,
    Sentence,
)

OPENING = (
    "delimiter", "determiner", "previous", "front word", "front ending", "front kinds", "recurs",
    "company before", "clause",
)  # fmt: skip
HEAD = ("first", "first ending", "known")  # of the word that a phrase begins with
CLOSING = (
    "next", "next word", "last", "last ending", "last letters", "shape", "agreement", "plural",
    "run", "behind", "behind word", "known in run", "neighbours", "company behind",
)  # fmt: skip
FRONT, REAR, INNER = "front", "rear", "inner"  # words around a phrase and in it

_CAPITALIZED = "K"  # the kind of a word with a capital that is part of no name
_MEANS = frozenset({WORD, PARTICIPLE, "T", "M", "V", "X", _CAPITALIZED, CAPITAL})
_ENDS = _MEANS | {DIGIT}
_INSIDE = _ENDS | {"d", "des", "A", "a", "en", "pour", "sans", "par", "-"}
_DETERMINES = frozenset({"A", "d", "des", "S", "a", "en", "dans", "sur", "pour", "par", "chez"})
_DETERMINES |= {"adv", "cet"}
_JOINS = frozenset({",", "et", "ou", "/"})
_BREAKS = _JOINS | frozenset(';:.!?…()–—«»"[]•*-“”')
_LINKS = _BREAKS | _DETERMINES  # kinds of what stands between a phrase and the word nearest to it
_NOT_BEHIND = frozenset({WORD, "T", "M", _CAPITALIZED, CAPITAL, DIGIT, COUNTED, PARTICIPLE})
_TELLS = _MEANS | {VERB, "cet", "est", "ont", "S", "y", "pron"}  # kinds of what cues consist of
_CLAUSE = frozenset(";:.()")
_LONGEST = 6  # tokens of a phrase
_ITEM = 7  # tokens of an item
_REACH = 8  # tokens that are looked at in front of a phrase
_REAR = 7  # and behind its run
_MANY = 3  # more items of a run make no difference
_FAR_IN_RUN = 12  # items, beyond which a run is not followed
_NEAR = (2, 4, 7, 12, 30)  # tokens to a company
_OFTEN = (2, 3, 5, 8)  # times that a word stands in the article
_FAR = 99

Values = tuple[str, ...]


class Background(NamedTuple):
    """What is known beside a sentence: words that begin fields, places of the article's words."""

    known: Mapping[str, float]
    places: Mapping[str, Sequence[int]]


class Opening(NamedTuple):
    """Where phrases begin: the token, its piece, the values of ``OPENING``, the words in front."""

    first: int
    piece: int
    clean: bool  # nothing but determiners in front of it in its piece
    known: str  # how much its word is known to begin fields
    values: Values
    front: list[str]


class Closing(NamedTuple):
    """A phrase's last token, the values of ``CLOSING``, the words behind its run, those in it."""

    last: int
    values: Values
    rear: list[str]
    inner: list[str]


@dataclass(slots=True)
class _Piece:
    """A stretch between breaks: its tokens, and where its phrase begins if it is an item."""

    first: int
    end: int
    item: int | None


class Reading:
    """A sentence with its pieces."""

    def __init__(self, sentence: Sentence, background: Background) -> None:
        self.sentence = sentence
        self.words = sentence.words
        self.kinds = _kinds_in(sentence)
        self.background = background
        self._companies = list(sentence.companies.values())

    @cached_property
    def pieces(self) -> list[_Piece]:
        """The stretches between the breaks."""
        kinds = self.kinds
        ends = [index for index, kind in enumerate(kinds) if kind in _BREAKS]
        starts = [0, *(end + 1 for end in ends)]
        return [
            _Piece(first, end, self._item(first, end))
            for first, end in zip(starts, [*ends, len(kinds)], strict=True)
        ]

    def _item(self, first: int, end: int) -> int | None:
        kinds = self.kinds
        while first < end and kinds[first] in _DETERMINES:
            first += 1
        if not 0 < end - first <= _ITEM or kinds[first] not in _MEANS:
            return None
        return first if _INSIDE.issuperset(kinds[first:end]) else None

    def starts(self) -> Iterator[tuple[int, int]]:
        """The tokens at which phrases begin, and their pieces."""
        kinds, holders = self.kinds, load("specialties")["holder"].surfaces
        for number, piece in enumerate(self.pieces):
            for first in range(piece.first, piece.end):
                if kinds[first] in _MEANS and (
                    first == piece.first
                    or kinds[first - 1] not in _NOT_BEHIND
                    or self.words[first - 1] in holders
                ):
                    yield first, number

    def opening(self, first: int, number: int) -> Opening:
        """What opens at a token of a piece."""
        kinds, words, background = self.kinds, self.words, self.background
        begins = self.pieces[number].first
        determiner = first
        while determiner > begins and kinds[determiner - 1] in _DETERMINES:
            determiner -= 1
        clean = determiner == begins
        front_end = self.pieces[self._run_begins(number)].first if clean else determiner
        delimiter = "w" if not clean else kinds[front_end - 1] if front_end else "^"
        start = max(0, front_end - _REACH)
        front = self._telling(start, front_end)
        nearest = ""
        for index in range(front_end - 1, start - 1, -1):
            if kinds[index] not in _LINKS:
                nearest = words[index]
                break
        head = words[first]
        known = level(background.known, head)
        company = self._company_before(first)
        distance = first - company if company >= 0 else _FAR
        values = (
            f"{delimiter}{'c' if clean else ''}",
            " ".join(words[determiner:first]),
            words[first - 1] if first else "^",
            nearest,
            nearest[-3:],
            " ".join(kinds[max(0, front_end - 3) : front_end]),
            str(bisect_right(_OFTEN, len(background.places.get(head, ())))),
            str(bisect_right(_NEAR, distance)),
            self._clause(company, first, distance),
        )
        return Opening(first, number, clean, known, values, front)

    def _run_begins(self, number: int) -> int:
        """The first piece of the run that a piece may be the end of."""
        pieces, kinds = self.pieces, self.kinds
        least = max(0, number - _FAR_IN_RUN)
        while number > least and kinds[pieces[number].first - 1] in _JOINS:
            if pieces[number - 1].item is None:
                break
            number -= 1
        return number

    def _run_ends(self, number: int) -> int:
        """The last piece of the run that a piece may be the beginning of."""
        pieces, kinds = self.pieces, self.kinds
        most = min(len(pieces) - 1, number + _FAR_IN_RUN)
        while number < most and kinds[pieces[number].end] in _JOINS:
            if pieces[number + 1].item is None:
                break
            number += 1
        return number

    def _company_before(self, first: int) -> int:
        index = bisect_right(self._companies, first) - 1
        return self._companies[index] if index >= 0 else -1

    def _clause(self, company: int, first: int, distance: int) -> str:
        """The last sign between a company and a phrase, and roughly how far they are apart."""
        if company < 0:
            return "none"
        between = self.kinds[max(company, first - _FAR) : first]
        sign = next((kind for kind in reversed(between) if kind in _CLAUSE), "-")
        return f"{sign}{bisect_right((3, 8), distance)}"

    def closings(self, opening: Opening) -> Iterator[Closing]:
        """The tokens at which the phrases that begin at a token end."""
        kinds, first, verbs = self.kinds, opening.first, load("specialties")["verb"].surfaces
        end = min(self.pieces[opening.piece].end, first + _LONGEST)
        for last in range(first, end):
            kind = kinds[last]
            if kind not in _INSIDE or (kind == "A" and kinds[last - 1] != "d"):
                return
            if self.words[last] in verbs:
                return
            if kind in _ENDS:
                yield self._closing(opening, last)

    def _closing(self, opening: Opening, last: int) -> Closing:
        kinds, words, pieces = self.kinds, self.words, self.pieces
        first, number, clean = opening.first, opening.piece, opening.clean
        whole = last == pieces[number].end - 1
        begins = self._run_begins(number) if clean else number
        ends = self._run_ends(number) if whole else number
        behind = pieces[ends].end if whole else last + 1
        over = behind >= len(kinds)
        sign = "$" if over else kinds[behind]
        word = "$" if over else words[behind]
        breaks = whole and not over
        form = f"{'c' if clean else ''}{'w' if whole else ''}"
        count = min(ends - begins, _MANY) + 1
        after = last + 1
        left, right = min(number - begins, _MANY), min(ends - number, _MANY)
        length = last - first
        number_of = _number(words[first])
        values = (
            kinds[after] if after < len(kinds) else "$",
            words[after] if after < len(words) else "$",
            words[last],
            words[last][-4:],
            words[last][-3:],
            " ".join(kinds[first : last + 1]),
            f"{number_of}{_number(words[last])}{kinds[last - 1]}{length}" if length else "1",
            f"{number_of}{form}",
            f"{form}{left}{right}{self._open_left(begins) if clean else ''}",
            f"{sign if whole else 'in'}{form}",
            sign if breaks else word,
            f"{opening.known}{form}{min(count, _MANY)}",
            self._neighbours(begins, ends, number),
            self._company_behind(last),
        )
        rear = self._telling(behind, behind + _REAR)
        return Closing(last, values, rear, words[first + 1 : last])

    def _telling(self, first: int, end: int) -> list[str]:
        """The words of a stretch that tell something."""
        tells = map(_TELLS.__contains__, self.kinds[first:end])
        return list(compress(self.words[first:end], tells))

    def _open_left(self, begins: int) -> str:
        """Whether a run goes on to the left, with a phrase that has more in front of it."""
        if not begins:
            return ""
        before, kinds = self.pieces[begins - 1], self.kinds
        joined = kinds[before.end] in _JOINS and before.end > before.first
        return "o" if joined and kinds[before.end - 1] in _ENDS else ""

    def _neighbours(self, begins: int, ends: int, own: int) -> str:
        """How much the other items of a run are known as fields, and how many they are."""
        known = self.background.known
        levels = [
            known.get(self.words[piece.item], 0.0)
            for number, piece in enumerate(self.pieces[begins : ends + 1], begins)
            if number != own and piece.item is not None
        ]
        if not levels:
            return ""
        return f"{round(sum(levels) / len(levels))}|{min(len(levels), _MANY)}"

    def _company_behind(self, last: int) -> str:
        index = bisect_right(self._companies, last)
        distance = self._companies[index] - last if index < len(self._companies) else _FAR
        return str(bisect_right(_NEAR, distance))


def head_values(known: Mapping[str, float], word: str) -> Values:
    """The values of ``HEAD``."""
    return word, word[-4:], level(known, word)


def _number(word: str) -> str:
    """How a word ends that may be plural, or a verb."""
    return "s" if word[-1] in "sx" else "nt" if word.endswith("ent") else "-"


def _kinds_in(sentence: Sentence) -> list[str]:
    """The kinds of a sentence's tokens, of which words that are no names may be phrases too."""
    kinds, words = sentence.kinds, sentence.words
    if NAME not in kinds:
        return kinds
    small = NAME.lower()  # what stands for a name among the words
    return [
        _CAPITALIZED if kind == NAME and word != small else kind
        for kind, word in zip(kinds, words, strict=True)
    ]
