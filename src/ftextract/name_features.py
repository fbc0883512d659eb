"""What the model of names (``name_types``) sees of each name, as hashed features.

Features are numbers from the start: those of a name's words are remembered, those of its
surroundings are mixed from hashes of words, for all names of an article at once (Weinberger et
al., 2009, *Feature hashing for large scale multitask learning*).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
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

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.intp]

_ODD, _OTHER_ODD = np.uint64(0x9E3779B1), np.uint64(0x85EBCA6B)
_SHIFT, _ALL = np.uint64(13), np.uint64(0xFFFFFFFF)
# Words, signs and ends of lines, each with the blank behind it: together the whole text.
_PIECE = re.compile(r"[^\W_]+ ?|[^\w ] ?|[ _]")
_TIE = 16  # characters between two names that may tie them
_BETWEEN = re.compile(r"(?:, |,? et | / |, [a-zà-ÿ' ]{0,12}| \(| – | - |\n[-•–*] )?")


@lru_cache(maxsize=1 << 13)
def _hash(said: str) -> int:
    return zlib.crc32(said.encode())


_NO_WORD = 0


@lru_cache(maxsize=1 << 14)
def _piece(piece: str) -> int:
    """A word without case and accents, or a sign, hashed; its ending and shape in 32 bits more."""
    said = piece.rstrip(" _")
    if not said:
        return _NO_WORD
    bare = folded_words(said) or said
    shape = "A" if said[0].isupper() else "0" if said[0].isdigit() else "a"
    return zlib.crc32(bare.encode()) | zlib.crc32(f"{shape}{bare[-3:]}".encode()) << 32


def _mix(first: Hashes, second: Hashes) -> Hashes:
    """One number of two, pair by pair: a hash of a pair of hashes."""
    mixed: Hashes = first * _ODD + second * _OTHER_ODD + (second >> _SHIFT)
    return mixed & _ALL


class _Word(NamedTuple):
    """A word of a name: its hash; its features; those it has as a name's first and last word."""

    hash: int
    features: tuple[int, ...]
    first: int
    last: int


def _row(said: str) -> int:
    return zlib.crc32(said.encode()) & _MASK


@lru_cache(maxsize=1 << 13)
def _word(word: str) -> _Word:
    parts = [f"word={word}"]
    for length in (2, 3, 4, 5):
        parts += (f"begin={word[:length]}", f"end={word[-length:]}")
    features = tuple(map(_row, parts))
    return _Word(zlib.crc32(word.encode()), features, _row(f"first={word}"), _row(f"last={word}"))


_BIAS, _DIGIT, _LOWER = _row("bias"), _row("digit"), _row("lower")
_COUNTS = [_row(f"count={n}") for n in range(6)]
_PRIME = 0x01000193


class _Own(NamedTuple):
    """What a name says by itself: its features, and what kind words and gazetteer know of it."""

    features: Places
    hints: tuple[int, ...]


@lru_cache(maxsize=1 << 12)
def _own(name: str) -> _Own:
    words = [_word(word) for word in folded_words(name).split()]
    shape = " ".join(map(_shape, name.split()))
    hints = _hints(name)
    found = {_BIAS, _COUNTS[min(len(words), 5)], _row(f"shape={shape[:12]}")}
    found.update(*[word.features for word in words])
    whole = 0
    for word in words:
        whole = (whole * _PRIME + word.hash) & 0xFFFFFFFF
    for one, other in pairwise(words):
        found.add((one.hash * _PRIME + other.hash * 3 >> 8) & _MASK)
    if words:
        found.update((words[0].first, words[-1].last, whole >> 8 & _MASK))
    found.update([hint & _MASK for hint in hints if hint])
    if name.isupper():
        found.add(_row(f"capitals={min(len(name), 8)}"))
    if "0" in shape:
        found.add(_DIGIT)
    if name[:1].islower():
        found.add(_LOWER)
    features = np.fromiter(found, np.intp, len(found))
    features.sort()
    return _Own(features, hints)


def _hints(name: str) -> tuple[int, ...]:
    """What kind words and gazetteer know of a name, hashed; 0 for what they don't."""
    known = lookup(name)
    found = [f"ORG {kind_of(name)}"]
    if known:
        size = len(str(known[0].population or 0))
        found += [f"LOC {known[0].kind}", f"LOC {known[0].kind} {known[0].country} {size}"]
    else:
        found.append("LOC unknown")
        words = name.split()
        last = lookup(words[-1]) if len(words) > 1 else ()
        if last:
            found.append(f"ends in {last[0].kind}")
    hashed = [_hash(f"hint={hint}") for hint in found]
    return tuple(hashed + [0] * (_HINTS - len(hashed)))


class _Shapes(dict[int, str]):
    """*A* for a capital, *a* for a small letter, *0* for a digit, for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isdigit():
            return "0"
        return ("A" if char.isupper() else "a") if char.isalpha() else char


_SHAPES = _Shapes({code: _Shapes().__missing__(code) for code in range(0x180)})
_RUN = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 13)
def _shape(word: str) -> str:
    """*Aa* for *Jaguar*, *A* for *CCI*, *AaA* for *BlaBlaCar*."""
    return _RUN.sub(r"\1", word.translate(_SHAPES))


@lru_cache(maxsize=1 << 9)
def _source(rule: str, label: str, kind: str | None) -> int:
    """Who proposed a name, and as what."""
    return zlib.crc32(f"{rule} {label} {kind}".encode())


class _Words:
    """The words and signs of a text, each with its hash, between some that stand for nothing."""

    _EDGE = 6  # how far a feature looks

    def __init__(self, text: str) -> None:
        pieces = _PIECE.findall(text)
        hashes = np.fromiter(map(_piece, pieces), np.uint64, len(pieces))
        ends = np.cumsum(np.fromiter(map(len, pieces), np.intp, len(pieces)))
        words = hashes != _NO_WORD
        self.starts = np.concatenate(([0], ends[:-1]))[words] if pieces else ends
        found = hashes[words]
        edge = np.arange(1, self._EDGE + 1, dtype=np.uint64)
        self.hashes = np.concatenate((edge, found & _ALL, edge))
        self.endings = np.concatenate((edge, found >> np.uint64(32), edge))

    def around(self, begins: Places, ends: Places) -> Hashes:
        """The words before each of some places, the nearest first; then those that begin at each
        of others, or after; then how the nearest of both end.
        """
        before = np.searchsorted(self.starts, begins)[:, None] + (self._EDGE - 1)
        after = np.searchsorted(self.starts, ends)[:, None] + self._EDGE
        nearest = np.concatenate((before, after), axis=1)
        places = np.concatenate((before - np.arange(_LEFT), after + np.arange(_RIGHT)), axis=1)
        return np.concatenate((self.hashes[places], self.endings[nearest]), axis=1)


@lru_cache(maxsize=1)
def _words_of(text: str) -> _Words:
    """The words of the article at hand, whose names are looked at twice."""
    return _Words(text)


# What is seen of a name's surroundings, column by column.
_LEFT, _RIGHT, _HINTS, _RIVALS = 6, 5, 3, 4
_WIDTHS = {
    "left": _LEFT,
    "right": _RIGHT,
    "endings": 2,
    "source": 1,
    "hints": _HINTS,
    "rivals": _RIVALS,
    "ties": 2,
    "elsewhere": len(NAMES),
}
_COLUMNS = dict(zip(_WIDTHS, accumulate(_WIDTHS.values(), initial=0), strict=False))
_L, _R, _SOURCE, _HINT = (_COLUMNS[name] for name in ("left", "right", "source", "hints"))
# Far words count wherever they stand: they have one relation in common.
_FAR = [_L + 3, _L + 4, _L + 5, _R + 2, _R + 3, _R + 4]
_SINGLES = [*_FAR, _L, _L + 1, _L + 2, _R, _R + 1, _COLUMNS["endings"], _COLUMNS["endings"] + 1]
_SINGLES += [_SOURCE, *range(_COLUMNS["rivals"], sum(_WIDTHS.values()))]
_PAIRS = [(_L, _L + 1), (_R, _R + 1), (_L, _R), (_SOURCE, _L), (_SOURCE, _R)]
_PAIRS += [(one, _HINT + n) for one in (_SOURCE, _L, _R) for n in range(_HINTS)]
_FIRSTS, _SECONDS = (list(column) for column in zip(*_PAIRS, strict=True))
# One number for each relation of a value, or pair of values, to the name.
_RELATIONS = np.array(
    [
        zlib.crc32(f"relation {max(0, n - len(_FAR) + 1)}".encode())
        for n in range(len(_SINGLES) + len(_PAIRS))
    ],
    np.uint64,
)
_NEWLINE = np.uint64(_piece("\n")) & _ALL


class Rows:
    """The hashed features of some names: ``own`` ones, one name after the other from ``starts``
    on, and as many others for each.
    """

    def __init__(self, own: Places, starts: Places, others: Places) -> None:
        self.own, self.starts, self.others = own, starts, others

    def lists(self) -> list[list[int]]:
        """The features of each name."""
        own = np.split(self.own, self.starts[1:]) if len(self.starts) else []
        return [
            [*one.tolist(), *other.tolist()] for one, other in zip(own, self.others, strict=True)
        ]


def features(text: str, names: Sequence[Candidate], asked: Sequence[int] | None = None) -> Rows:
    """The features of each name of a folded text; ``names`` are sorted by start, at least one.

    ``asked`` are the indices of those that rows are made for, at least one; all, if it is None.
    """
    words = _words_of(text)
    rows = range(len(names)) if asked is None else asked
    some = [names[row] for row in rows]
    begins = np.array([name.start for name in some], np.intp)
    ends = np.array([name.end for name in some], np.intp)
    own = [_own(text[name.start : name.end]) for name in some]
    hints = np.array([one.hints for one in own], np.uint64)
    sources = np.array(
        [_source(name.rule, name.label, name.attributes.get("kind")) for name in some], np.uint64
    )[:, None]
    rivals = np.array([_rivals(name.attributes.get("rivals", ())) for name in some], np.uint64)
    around = words.around(begins, ends)
    around[around[:, 0] == _NEWLINE, 1:_LEFT] = 0  # the line before tells nothing
    seen = np.concatenate(
        (around, sources, hints, rivals, _ties(text, names, rows), _elsewhere(text, names, rows)),
        axis=1,
    )
    pairs = _mix(seen[:, _FIRSTS], seen[:, _SECONDS])
    others = _mix(_RELATIONS, np.concatenate((seen[:, _SINGLES], pairs), axis=1))
    lengths = np.array([len(one.features) for one in own], np.intp)
    return Rows(
        np.concatenate([one.features for one in own]),
        np.concatenate(([0], np.cumsum(lengths)[:-1])),
        (others & np.uint64(_MASK)).astype(np.intp),
    )


@lru_cache(maxsize=1 << 12)
def _rivals(rivals: tuple[str, ...]) -> tuple[int, ...]:
    """How closely other labels came behind the network's, hashed; 0 for those that did not."""
    hashed = [_hash(rival) for rival in rivals]
    return tuple(hashed + [0] * (_RIVALS - len(hashed)))


def _ties(text: str, names: Sequence[Candidate], rows: Sequence[int]) -> Hashes:
    """What ties names to their neighbours, with the neighbour's label, hashed; 0 for nothing."""
    found = np.zeros((len(rows), 2), np.uint64)
    for place, row in enumerate(rows):
        name = names[row]
        if row and (tie := _tie(text, names[row - 1].end, name.start)) is not None:
            found[place, 0] = _hash(f"{tie}{names[row - 1].label}")
        if row + 1 < len(names) and (tie := _tie(text, name.end, names[row + 1].start)) is not None:
            found[place, 1] = _hash(f"{tie}{names[row + 1].label}")
    return found


def _tie(text: str, end: int, start: int) -> str | None:
    """What stands between two names, if it is short and ties them."""
    if start - end > _TIE or not _BETWEEN.fullmatch(text, end, start):
        return None
    return text[end:start]


def _elsewhere(text: str, names: Sequence[Candidate], rows: Sequence[int]) -> Hashes:
    """How often the same name stands elsewhere with each label: at most three times, of each."""
    number: dict[str, int] = {}
    surfaces = np.array(
        [number.setdefault(text[name.start : name.end], len(number)) for name in names]
    )
    labels = np.array([NAMES.index(name.label) for name in names])
    counts = np.zeros((len(number), len(NAMES)), np.uint64)
    np.add.at(counts, (surfaces, labels), 1)
    wanted = np.array(rows)
    others = counts[surfaces[wanted]]
    others[np.arange(len(wanted)), labels[wanted]] -= np.uint64(1)
    few: Hashes = np.minimum(others, 3)
    return few
