"""A file of lines that an interrupted run leaves behind, and the next one goes on with.

Beside the target ``out.jsonl`` stands ``out.jsonl.partial``, to which each record is appended
whole, and ``out.jsonl.partial.index`` with one line for each: the key of what the record was made
from, its length, its checksum, whether it is a profile. A record counts once both are written;
whatever is torn behind the last that counts is cut off. At the end the partial file becomes the
target in one step.
"""

from __future__ import annotations

import zlib
from array import array
from pathlib import Path
from typing import IO, NamedTuple

from ftextract.errors import ReadingError


class Kept(NamedTuple):
    """Where a record of an earlier run stands, and whether it is a profile or an error."""

    start: int
    length: int
    is_profile: bool


class PartialFile:
    """The records of a run on their way to a target file.

    With ``resume``, the records of an interrupted run are there to be kept.
    Raises ReadingError if the file cannot be written.
    """

    def __init__(self, target: Path, *, resume: bool = False) -> None:
        self._target = target
        self.path = target.with_name(f"{target.name}.partial")
        self._index_path = target.with_name(f"{target.name}.partial.index")
        self._kept: dict[bytes, Kept] = {}
        self._size = 0
        self._written = 0
        self._starts = array("q")  # of each record of this run, in the order of the target
        self._lengths = array("q")
        try:
            index_size = self._read_index() if resume else 0
            self._records = _open_at(self.path, self._size)
            self._index = _open_at(self._index_path, index_size)
        except OSError as error:
            raise ReadingError(f"{target}: cannot be written: {error.strerror}") from error

    @property
    def written(self) -> int:
        """How many records are in the partial file."""
        return self._written

    def expect(self, key: bytes) -> tuple[int, Kept | None]:
        """The place of the next record of the target, and the record if there is one already."""
        kept = self._kept.get(key)
        self._starts.append(kept.start if kept else -1)
        self._lengths.append(kept.length if kept else 0)
        return len(self._starts) - 1, kept

    def write(self, place: int, key: bytes, line: bytes, *, is_profile: bool) -> None:
        """Add the record of a place, so that it is there whatever happens next."""
        record = line + b"\n"
        self._starts[place] = self._size
        self._lengths[place] = len(record)
        self._size += len(record)
        self._written += 1
        self._records.write(record)
        self._records.flush()
        entry = f"{key.hex()} {len(record)} {zlib.crc32(record):08x} {int(is_profile)}\n"
        self._index.write(entry.encode())
        self._index.flush()

    def finish(self) -> None:
        """Make the target of the records, in one step, and leave nothing else behind."""
        self.close()
        if self._is_in_order():
            self.path.replace(self._target)
        else:
            ordered = self._target.with_name(f"{self._target.name}.partial.ordered")
            with self.path.open("rb") as source, ordered.open("wb") as stream:
                for start, length in zip(self._starts, self._lengths, strict=True):
                    source.seek(start)
                    stream.write(source.read(length))
            ordered.replace(self._target)
            self.path.unlink()
        self._index_path.unlink()

    def close(self) -> None:
        """Leave what is there to a later run."""
        self._records.close()
        self._index.close()

    def leave(self) -> int:
        """Close; how many bytes of records a later run finds. Without any, no file is left."""
        self.close()
        if not self._size:
            self.path.unlink(missing_ok=True)
            self._index_path.unlink(missing_ok=True)
        return self._size

    def _is_in_order(self) -> bool:
        end = 0
        for start, length in zip(self._starts, self._lengths, strict=True):
            if start != end:
                return False
            end += length
        return end == self._size

    def _read_index(self) -> int:
        """Learn what records there are; how much of the index counts."""
        counted = 0
        try:
            with self.path.open("rb") as records, self._index_path.open("rb") as index:
                for line in index:
                    entry = _entry(line)
                    if entry is None:
                        break
                    key, length, checksum, is_profile = entry
                    record = records.read(length)
                    if len(record) != length or zlib.crc32(record) != checksum:
                        break
                    self._kept[key] = Kept(self._size, length, is_profile)
                    self._size += length
                    self._written += 1
                    counted += len(line)
        except FileNotFoundError:
            return 0
        return counted


def _entry(line: bytes) -> tuple[bytes, int, int, bool] | None:
    """A line of the index; None if it is torn."""
    if not line.endswith(b"\n"):
        return None
    try:
        key, length, checksum, is_profile = line.decode("ascii").split()
        return bytes.fromhex(key), int(length), int(checksum, 16), is_profile == "1"
    except ValueError:
        return None


def _open_at(path: Path, size: int) -> IO[bytes]:
    """Open a file for writing behind its first ``size`` bytes, without what follows them."""
    stream = path.open("r+b" if size else "wb")
    stream.truncate(size)
    stream.seek(size)
    return stream
