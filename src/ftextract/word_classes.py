"""What a word means, roughly: its class among words that are used alike.

So that what a model learned of *fabrique* and *brasseur* holds of *façonne* and *liquoriste*. The
classes are clusters of word vectors, the groups fewer and larger ones;
``scripts/build_word_classes.py`` makes them.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

FILE = "word_classes.npz"
_KNOWN = 16384  # words whose classes are remembered
Integers = npt.NDArray[np.integer]


class Meaning(NamedTuple):
    """The class of a word and its group; a dash for each if the word is not known."""

    kind: str
    group: str


_UNKNOWN = Meaning("-", "-")
_NOTHING = Meaning("", "")


@lru_cache(maxsize=_KNOWN)
def meaning_of(word: str) -> Meaning:
    """What a word in small letters means; nothing if there is none."""
    return _classes().of(word) if word else _NOTHING


@cache
def _classes() -> WordClasses:
    path = resources.files("ftextract") / "data" / "ner" / FILE
    return WordClasses.load(Path(str(path)))


def key_of(word: str) -> int:
    """By what a word is looked up: two words in some ten thousand share theirs with another."""
    return crc32(word.encode())


class WordClasses:
    """The class and the group of each word, by its key."""

    def __init__(self, keys: Integers, classes: Integers, groups: Integers) -> None:
        order = np.argsort(keys, kind="stable")
        # Views: one element of an array costs more than to bisect all of a view.
        self._keys = keys[order].astype(np.uint32).data
        self._classes = classes[order].astype(np.uint8).data
        self._groups = groups[order].astype(np.uint8).data

    def of(self, word: str) -> Meaning:
        """What a word means."""
        key = key_of(word)
        place = bisect_left(self._keys, key)
        if place == len(self._keys) or self._keys[place] != key:
            return _UNKNOWN
        return Meaning(str(self._classes[place]), str(self._groups[place]))

    @classmethod
    def load(cls, path: Path) -> WordClasses:
        """Read them from an ``.npz`` file."""
        with np.load(path, allow_pickle=False) as data:
            keys = np.cumsum(data["steps"], dtype=np.uint32)
            return cls(keys, data["classes"], data["groups"])

    def save(self, path: Path) -> None:
        """Write them: how far each key is from the one before, compressed."""
        steps = np.diff(np.asarray(self._keys), prepend=np.uint32(0))
        np.savez_compressed(path, steps=steps, classes=self._classes, groups=self._groups)
