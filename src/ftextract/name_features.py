"""What the model of names (``name_types``) sees of each name, as hashed features.

Features are numbers from the start: those of a name's words are remembered, those of its
surroundings are mixed from hashes of words, for all names of an article at once (Weinberger et
al., 2009, *Feature hashing for large scale multitask learning*).
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ftextract.gazetteer import lookup
from ftextract.rule import Candidate, Label
from ftextract.rules.organizations import kind_of
from ftextract.view import folded_words

NAMES: tuple[Label, ...] = ("ORG", "LOC", "PER", "EVENT")
BITS = 16
SIZE = 1 << BITS
_MASK = SIZE - 1

Hashes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.intp]

_ODD, _OTHER_ODD, _SHIFT = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B), np.uint32(13)
_HALF = np.uint64(32)
_WORD_OR_SIGN = re.compile(r"([^\W_]+|[^\w ])")  # one group: ``split`` gives what is between, too
_TIE = 16  # characters between two names that may tie them
_BETWEEN = re.compile(r"(?:, |,? et | / |, [a-zà-ÿ' ]{0,12}| \(| – | - |\n[-•–*] )?")


@lru_cache(maxsize=1 << 13)
def _hash(said: str) -> int:
    return zlib.crc32(said.encode())


@lru_cache(maxsize=1 << 14)
def _piece(said: str) -> int:
    """A word without case and accents, or a sign, hashed; its ending and shape in 32 bits more."""
    # Most words need no folding but this.
    bare = said.lower() if said.isascii() and said.isalnum() else folded_words(said) or said
    shape = "A" if said[0].isupper() else "0" if said[0].isdigit() else "a"
    return zlib.crc32(bare.encode()) | zlib.crc32(f"{shape}{bare[-3:]}".encode()) << 32


def _mix(first: Hashes, second: Hashes) -> Hashes:
    """One number of two, pair by pair: a hash of a pair of hashes."""
    mixed: Hashes = first * _ODD + second * _OTHER_ODD + (second >> _SHIFT)
    return mixed


def _row(said: str, behind: int = 0) -> int:
    """The feature that is called so, behind a beginning of which the hash is given."""
    return zlib.crc32(said.encode(), behind) & _MASK


_WORD, _BEGIN, _END = (_hash(sign) for sign in ("word=", "begin=", "end="))
_FIRST, _LAST = _hash("first="), _hash("last=")


def _word(word: str) -> list[int]:
    """The features of a word of a name."""
    features = [_row(word, _WORD)]
    for length in (2, 3, 4, 5):
        features += (_row(word[:length], _BEGIN), _row(word[-length:], _END))
    return features


class _Shapes(dict[int, str]):
    """*A* for a capital, *a* for a small letter, *0* for a digit, for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isdigit():
            return "0"
        return ("A" if char.isupper() else "a") if char.isalpha() else char


_SHAPES = _Shapes({code: _Shapes().__missing__(code) for code in range(0x180)})
_RUN = re.compile(r"(.)\1+")


def _shape(said: str) -> str:
    """*Aa* for *Jaguar*, *A* for *CCI*, *AaA* for *BlaBlaCar*."""
    if said.isalpha() and said[1:].islower():  # most words
        return "Aa" if said[0].isupper() else "a"
    return _RUN.sub(r"\1", said.translate(_SHAPES))


class _Part(NamedTuple):
    """What stands between the blanks of a name: of its words (*jean*, *claude*) the hashes, the
    features, and those as a name's first and last word; its shape.
    """

    hashes: tuple[int, ...]
    features: bytes  # of an array, which takes a tenth of the memory of numbers
    first: int
    last: int
    shape: str


@lru_cache(maxsize=1 << 13)
def _part(said: str) -> _Part:
    words = folded_words(said).split()
    hashes = tuple([zlib.crc32(word.encode()) for word in words])
    features = array("H", chain.from_iterable(map(_word, words))).tobytes()
    first, last = (_row(words[0], _FIRST), _row(words[-1], _LAST)) if words else (0, 0)
    return _Part(hashes, features, first, last, _shape(said))


_BIAS, _DIGIT, _LOWER = _row("bias"), _row("digit"), _row("lower")
_COUNTS = [_row(f"count={n}") for n in range(6)]
_SHAPE = _hash("shape=")
_PRIME = 0x01000193


class _Own(NamedTuple):
    """What a name says by itself: its features, and what kind words and gazetteer know of it.

    Both are the bytes of arrays: small, and joined at once for all names of an article.
    """

    features: bytes
    hints: bytes


@lru_cache(maxsize=1 << 14)  # of three names, two stand in no article read lately
def _own(name: str) -> _Own:
    parts = [_part(said) for said in name.split()]
    shape = " ".join([part.shape for part in parts])
    hints = _hints(name)
    found = array("H", b"".join([hints.features, *[part.features for part in parts]])).tolist()
    hashes = [one for part in parts for one in part.hashes]
    found += (_BIAS, _COUNTS[min(len(hashes), 5)], _row(shape[:12], _SHAPE))
    whole = 0
    for one in hashes:
        whole = (whole * _PRIME + one) & 0xFFFFFFFF
    for one, other in pairwise(hashes):
        found.append((one * _PRIME + other * 3 >> 8) & _MASK)
    worded = [part for part in parts if part.hashes]
    if worded:
        found += (worded[0].first, worded[-1].last, whole >> 8 & _MASK)
    if name.isupper():
        found.append(_row(f"capitals={min(len(name), 8)}"))
    if "0" in shape:
        found.append(_DIGIT)
    if name[:1].islower():
        found.append(_LOWER)
    return _Own(array("H", sorted(set(found))).tobytes(), hints.seen)


class _Hints(NamedTuple):
    """What kind words and gazetteer know of a name: features; and what is seen beside others."""

    features: bytes
    seen: bytes


def _hints(name: str) -> _Hints:
    known = lookup(name)
    if known:
        size = len(str(known[0].population or 0))
        return _hashed_hints(kind_of(name), known[0].kind, known[0].country, size)
    words = name.split()
    last = lookup(words[-1]) if len(words) > 1 else ()
    return _hashed_hints(kind_of(name), ends_in=last[0].kind if last else None)


@lru_cache(maxsize=1 << 9)
def _hashed_hints(
    words: str | None,
    place: str | None = None,
    country: str | None = None,
    size: int = 0,
    ends_in: str | None = None,
) -> _Hints:
    """The kind that words tell; that of a place, its country, how many digits its population has;
    the kind of the place at the end.
    """
    found = [f"ORG {words}"]
    found += [f"LOC {place}", f"LOC {place} {country} {size}"] if place else ["LOC unknown"]
    if ends_in:
        found.append(f"ends in {ends_in}")
    hashes = [_hash(f"hint={hint}") for hint in found]
    features = array("H", [number & _MASK for number in hashes]).tobytes()
    return _Hints(features, _padded(hashes, _HINTS))


def _padded(numbers: list[int], length: int) -> bytes:
    """The bytes of an array of numbers, which is filled up with 0."""
    return array("I", numbers + [0] * (length - len(numbers))).tobytes()


@lru_cache(maxsize=1 << 12)
def _proposal(rule: str, label: str, kind: str | None, rivals: tuple[str, ...]) -> bytes:
    """Who proposed a name, and as what; how closely other labels came behind the network's."""
    return _padded([_hash(f"{rule} {label} {kind}"), *map(_hash, rivals)], 1 + _RIVALS)


class _Words:
    """The words and signs of a text, each with its hash, between some that stand for nothing."""

    _EDGE = 6  # how far a feature looks

    def __init__(self, text: str) -> None:
        pieces = _WORD_OR_SIGN.split(text)
        words = pieces[1::2]
        ends = np.cumsum(np.fromiter(map(len, pieces), np.intp, len(pieces)))
        self._starts = ends[:-1:2].copy()
        hashes = np.fromiter(map(_piece, words), np.uint64, len(words))
        edge = np.arange(1, self._EDGE + 1, dtype=np.uint64)
        edge |= edge << _HALF
        self._hashes = np.concatenate((edge, hashes, edge))

    def around(self, begins: Sequence[int], ends: Sequence[int]) -> list[Hashes]:
        """The words before each of some places, the nearest first; those that begin at each of
        others, or after; and how the nearest of both end.
        """
        before = self._starts.searchsorted(begins) + (self._EDGE - 1)
        after = self._starts.searchsorted(ends) + self._EDGE
        left = self._hashes.take(before - np.arange(_LEFT)[:, None])
        right = self._hashes.take(after + np.arange(_RIGHT)[:, None])
        nearest = np.stack((left[0], right[0])) >> _HALF
        return [part.astype(np.uint32) for part in (left, right, nearest)]


@lru_cache(maxsize=1)
def _words_of(text: str) -> _Words:
    """The words of the article at hand, whose names are looked at twice."""
    return _Words(text)


# What is seen of a name and its surroundings, row by row; each name is a column.
_LEFT, _RIGHT, _HINTS, _RIVALS = 6, 5, 3, 4
_HEIGHTS = {
    "left": _LEFT,
    "right": _RIGHT,
    "endings": 2,
    "source": 1,
    "rivals": _RIVALS,
    "hints": _HINTS,
    "ties": 2,
    "elsewhere": len(NAMES),
}
_TOPS = dict(zip(_HEIGHTS, accumulate(_HEIGHTS.values(), initial=0), strict=False))
_L, _R, _SOURCE, _HINT = (_TOPS[name] for name in ("left", "right", "source", "hints"))
# Far words count wherever they stand: they have one relation in common.
_FAR = [_L + 3, _L + 4, _L + 5, _R + 2, _R + 3, _R + 4]
_NEAR = [_L, _L + 1, _L + 2, _R, _R + 1]
_FACTS = [
    _TOPS[name] + n
    for name in ("endings", "source", "rivals", "ties", "elsewhere")
    for n in range(_HEIGHTS[name])
]
_SINGLES = np.array([*_FAR, *_NEAR, *_FACTS])
_PAIRS = [(_L, _L + 1), (_R, _R + 1), (_L, _R), (_SOURCE, _L), (_SOURCE, _R)]
_PAIRS += [(one, _HINT + n) for one in (_SOURCE, _L, _R) for n in range(_HINTS)]
_FIRSTS, _SECONDS = (np.array(row) for row in zip(*_PAIRS, strict=True))
# One number for each relation of a value, or pair of values, to the name.
_RELATIONS = np.array(
    [[_hash(f"relation {max(0, n - len(_FAR) + 1)}")] for n in range(len(_SINGLES) + len(_PAIRS))],
    np.uint32,
)
_NEWLINE = _hash("\n")


class Rows:
    """The hashed features of some names: ``own`` ones, one name after the other from ``starts``
    on, and a column of others for each, as many for all.
    """

    def __init__(self, own: Places, starts: Places, others: Places) -> None:
        self.own, self.starts, self.others = own, starts, others

    def lists(self) -> list[list[int]]:
        """The features of each name."""
        own = np.split(self.own, self.starts[1:]) if len(self.starts) else []
        return [
            [*one.tolist(), *other.tolist()] for one, other in zip(own, self.others.T, strict=True)
        ]


def features(text: str, names: Sequence[Candidate], asked: Sequence[int] | None = None) -> Rows:
    """The features of each name of a folded text; ``names`` are sorted by start, at least one.

    ``asked`` are the indices of those that rows are made for, at least one; all, if it is None.
    """
    rows = range(len(names)) if asked is None else asked
    surfaces = [text[name.start : name.end] for name in names]
    own = [_own(surfaces[row]) for row in rows]
    some = [names[row] for row in rows]
    facts = array("I")
    ties, elsewhere = _ties(text, names), _elsewhere(surfaces, names)
    for row, name, one in zip(rows, some, own, strict=True):
        said = name.attributes
        facts.frombytes(_proposal(name.rule, name.label, said.get("kind"), said.get("rivals", ())))
        facts.frombytes(one.hints)
        facts.extend(ties[row])
        facts.extend(elsewhere[row])
    seen = np.concatenate(
        (
            *_words_of(text).around([name.start for name in some], [name.end for name in some]),
            np.frombuffer(facts, np.uint32).reshape(len(some), -1).T,
        )
    )
    seen[_L + 1 : _L + _LEFT, seen[_L] == _NEWLINE] = 0  # the line before tells nothing
    pairs = _mix(seen.take(_FIRSTS, axis=0), seen.take(_SECONDS, axis=0))
    others = _mix(_RELATIONS, np.concatenate((seen.take(_SINGLES, axis=0), pairs)))
    ends = list(accumulate((len(one.features) // 2 for one in own), initial=0))
    return Rows(
        np.frombuffer(b"".join([one.features for one in own]), np.uint16).astype(np.intp),
        np.array(ends[:-1]),
        (others & _MASK).astype(np.intp),
    )


def _ties(text: str, names: Sequence[Candidate]) -> list[list[int]]:
    """What ties each name to the one before and the one behind, with its label, hashed; or 0."""
    ties = [[0, 0] for _ in names]
    for row, (one, other) in enumerate(pairwise(names)):
        tie = _tie(text, one.end, other.start)
        if tie is not None:
            ties[row][1] = _hash(f"{tie}{other.label}")
            ties[row + 1][0] = _hash(f"{tie}{one.label}")
    return ties


def _tie(text: str, end: int, start: int) -> str | None:
    """What stands between two names, if it is short and ties them."""
    if start - end > _TIE or not _BETWEEN.fullmatch(text, end, start):
        return None
    return text[end:start]


_NOWHERE = (0,) * len(NAMES)


def _elsewhere(surfaces: Sequence[str], names: Sequence[Candidate]) -> list[tuple[int, ...]]:
    """How often the same name stands elsewhere with each label: at most three times, of each."""
    labels = [name.label for name in names]
    number = Counter(surfaces)
    labelled = Counter(zip(surfaces, labels, strict=True))
    return [
        tuple(min(labelled[surface, other] - (other == label), 3) for other in NAMES)
        if number[surface] > 1
        else _NOWHERE
        for surface, label in zip(surfaces, labels, strict=True)
    ]
