"""The rows of a model's word vectors, looked up by hash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np
import srsly
from numpy.typing import NDArray

# In MessagePack: what opens a map and an array, before four bytes of length.
_LARGE_MAP, _LARGE_ARRAY, _LARGE_MAP_HEAD = b"\xdf", b"\xdd", 5
# Entries whose key is a number of eight bytes and whose row is one of two; an entry of any numbers.
# Dots are spelt out: counted ones take twice as long.
_ENTRIES = re.compile(
    rb"((?:\xcf........\xcd..)*+)((?:[\x00-\x7f]|\xcc.|\xcd..|\xce....|\xcf........){2})?+",
    re.DOTALL,
)
_USUAL_ENTRY = np.dtype([("", "u1"), ("key", ">u8"), (" ", "u1"), ("row", ">u2")])


class SortedRows(Mapping[int, int]):
    """A read-only ``Vectors.key2row``: two sorted arrays, a tenth of the dict's size."""

    def __init__(self, keys: NDArray[np.uint64], rows: NDArray[np.int32]) -> None:
        order = _order(keys)
        self._keys: NDArray[np.uint64] = keys[order]
        self._rows: NDArray[np.int32] = rows[order]

    @classmethod
    def of(cls, packed: bytes) -> SortedRows:
        """From a mapping in MessagePack, without the dict, which takes twice as long to make.

        Nearly all entries have the same form, a key of eight bytes and a row of two: these are
        read as they stand, many at once; of the others, an array is made of keys and rows in turn.
        """
        if packed[:1] != _LARGE_MAP:
            numbers = [number for item in srsly.msgpack_loads(packed).items() for number in item]
            pairs = np.array(numbers, np.uint64).reshape(-1, 2)
            return cls(np.ascontiguousarray(pairs[:, 0]), pairs[:, 1].astype(np.int32))
        found = _ENTRIES.findall(packed, _LARGE_MAP_HEAD)
        runs, others = (b"".join(parts) for parts in zip(*found, strict=True))
        if len(runs) + len(others) != len(packed) - _LARGE_MAP_HEAD:
            raise ValueError("key2row: not a map of numbers to numbers")
        usual = np.frombuffer(runs, _USUAL_ENTRY)
        count = int.from_bytes(packed[1:_LARGE_MAP_HEAD], "big") - len(usual)
        left = _LARGE_ARRAY + (2 * count).to_bytes(4, "big") + others
        pairs = np.array(srsly.msgpack_loads(left), np.uint64).reshape(-1, 2)
        return cls(
            np.concatenate((usual["key"].astype(np.uint64), pairs[:, 0])),
            np.concatenate((usual["row"].astype(np.int32), pairs[:, 1].astype(np.int32))),
        )

    def rows_of(self, keys: NDArray[np.uint64]) -> NDArray[np.intp]:
        """The rows of many keys; -1 for a key that is not there."""
        if not len(self._keys):
            return np.full(len(keys), -1, np.intp)
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[places] == keys, self._rows[places], -1).astype(np.intp)

    def __getitem__(self, key: int) -> int:
        place = int(np.searchsorted(self._keys, np.uint64(key)))
        if place == len(self._keys) or self._keys[place] != key:
            raise KeyError(key)
        return int(self._rows[place])

    def __iter__(self) -> Iterator[int]:
        return iter(self._keys.tolist())

    def __len__(self) -> int:
        return len(self._keys)


def _order(keys: NDArray[np.uint64]) -> NDArray[np.intp]:
    """What sorts the keys: a radix sort by their first bits, then what little is left."""
    order = np.argsort((keys >> np.uint64(48)).astype(np.uint16), kind="stable")
    return order[np.argsort(keys[order], kind="stable")]
