"""Articles on their way into a batch: files, members of archives, rows of tables.

What is read here is only read, not understood: bytes are decoded and pages reduced to their
article where the profile is made, which may be another process. Nothing is held but the article
at hand, however large the archive or the table.
"""

from __future__ import annotations

import datetime as dt
import glob
import hashlib
import json
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ftextract.errors import ReadingError
from ftextract.reading.folder import SUFFIXES, expand
from ftextract.reading.text import PAGE_SUFFIXES, Source, is_page, read_bytes

LINES = frozenset({".jsonl", ".ndjson"})
PARQUET = frozenset({".parquet"})
ARCHIVES = frozenset({".zip"})
_ROWS_AT_ONCE = 64


@dataclass(frozen=True)
class Record:
    """One article of the input as it was found: bytes, a row, or why it cannot be read.

    ``name`` is what messages and the profile's ``source`` call it.
    """

    name: str
    id: str
    found: bytes | Source | ReadingError
    page: bool = False

    def source(self) -> Source:
        """The article's text, with what its file tells about it.

        Raises ReadingError if there is no text to be had.
        """
        if isinstance(self.found, ReadingError):
            raise self.found
        if isinstance(self.found, Source):
            return self.found
        return read_bytes(self.found, name=self.name, stem=self.id, html=self.page)

    def digest(self) -> bytes:
        """A hash of all that the profile can depend on: the content, and what is said about it."""
        fields: list[object] = [self.name, self.id, self.page]
        found = self.found
        if isinstance(found, bytes):
            content = found
        elif isinstance(found, Source):
            content = found.text.encode()
            fields += [found.title, found.author, str(found.published)]
        else:
            content = str(found).encode("utf-8", "surrogatepass")
            fields.append(type(found).__name__)
        head = json.dumps(fields).encode()
        return hashlib.sha256(b"%d %s%s" % (len(head), head, content)).digest()

    def __len__(self) -> int:
        """How long it is: code points of a row's text, bytes of a file."""
        if isinstance(self.found, Source):
            return len(self.found.text)
        return len(self.found) if isinstance(self.found, bytes) else 0


def records(paths: Iterable[Path], text_column: str = "text") -> Iterator[Record]:
    """The articles that paths stand for, in order.

    A folder stands for the texts and pages below it; a pattern (``articles/*.txt``) for what
    matches it; ``.zip``, ``.jsonl`` and ``.parquet`` files for their members and rows; ``-`` for
    standard input. What cannot be read is a record too.
    Raises ReadingError if a table cannot be read for want of an optional package.
    """
    files = list(_files(paths))
    if any(path.suffix.lower() in PARQUET for path in files):
        _parquet_reader()
    for path in files:
        suffix = path.suffix.lower()
        try:
            if suffix in ARCHIVES:
                yield from _members(path)
            elif suffix in LINES:
                yield from _lines(path, text_column)
            elif suffix in PARQUET:
                yield from _parquet_rows(path, text_column)
            else:
                yield _file(path)
        except OSError as error:
            problem = ReadingError(f"{path}: {error.strerror or error}")
            yield Record(str(path), path.stem, problem)
        except ReadingError as error:
            yield Record(str(path), path.stem, error)


def count(paths: Iterable[Path]) -> int | None:
    """How many articles the paths stand for; None if that takes reading them."""
    files = list(_files(paths))
    return (
        None
        if any(path.suffix.lower() in ARCHIVES | LINES | PARQUET for path in files)
        else len(files)
    )


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if str(path) == "-":
            yield path
        elif glob.has_magic(str(path)) and not path.exists():  # a shell that expands nothing
            found = sorted(map(Path, glob.glob(str(path), recursive=True)))  # noqa: PTH207
            yield from expand(found or [path])
        else:
            yield from expand([path])


def _file(path: Path) -> Record:
    if str(path) == "-":
        data = sys.stdin.buffer.read()
        return Record("-", "stdin", data, page=is_page(data))
    return Record(str(path), path.stem, path.read_bytes(), path.suffix.lower() in PAGE_SUFFIXES)


def _members(path: Path) -> Iterator[Record]:
    """The texts and pages of an archive, sorted by name."""
    try:
        with zipfile.ZipFile(path) as archive:
            for member in sorted(archive.infolist(), key=lambda member: member.filename):
                inside = PurePosixPath(member.filename)
                suffix = inside.suffix.lower()
                hidden = any(part.startswith((".", "__MACOSX")) for part in inside.parts)
                if member.is_dir() or hidden or suffix not in SUFFIXES:
                    continue
                name = f"{path}/{inside}"
                yield Record(
                    name, str(inside), _member(archive, member, name), suffix in PAGE_SUFFIXES
                )
    except zipfile.BadZipFile as error:
        raise ReadingError(f"{path}: not a zip archive, or a damaged one: {error}") from error


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes | ReadingError:
    if member.flag_bits & 1:
        return ReadingError(f"{name}: encrypted; unpack it and give the folder")
    try:
        return archive.read(member)
    # An unknown method of compression is a NotImplementedError.
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error) as error:
        return ReadingError(f"{name}: damaged: {error}")


def _lines(path: Path, text_column: str) -> Iterator[Record]:
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            data = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if not data.strip():
                continue
            name = f"{path}:{number}"
            try:
                row = json.loads(data.decode("utf-8"))
            except UnicodeDecodeError as error:
                problem = ReadingError(f"{name}: not UTF-8 (byte {error.start} of the line)")
                yield Record(name, f"{path.stem}:{number}", problem)
            except (ValueError, RecursionError) as error:
                yield Record(name, f"{path.stem}:{number}", ReadingError(f"{name}: {error}"))
            else:
                yield _row(row, name, f"{path.stem}:{number}", text_column)


def _parquet_reader() -> Any:
    try:
        from pyarrow import parquet  # type: ignore[import-untyped]
    except ImportError as error:
        raise ReadingError(
            "reading .parquet files needs pyarrow; run: python -m pip install 'ftextract[tables]'"
        ) from error
    return parquet


def _parquet_rows(path: Path, text_column: str) -> Iterator[Record]:
    try:
        with _parquet_reader().ParquetFile(path) as table:
            present = table.schema_arrow.names
            if text_column not in present:
                raise ReadingError(_no_column(str(path), text_column, present))
            columns = [name for name in (text_column, *_METADATA) if name in present]
            number = 0
            for batch in table.iter_batches(_ROWS_AT_ONCE, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield _row(row, f"{path}:{number}", f"{path.stem}:{number}", text_column)
    except OSError as error:  # pyarrow's own message says more than strerror
        raise ReadingError(f"{path}: {error}") from error
    except ValueError as error:  # ArrowInvalid
        raise ReadingError(f"{path}: not a Parquet file, or a damaged one: {error}") from error


_METADATA = ("id", "title", "published")


def _row(row: object, name: str, number: str, text_column: str) -> Record:
    """A row as an article; a row that is none is a record of the error."""
    try:
        source = _row_source(row, name, number, text_column)
        return Record(name, source.id, source)
    except ReadingError as error:
        return Record(name, number, error)


def _row_source(row: object, name: str, number: str, text_column: str) -> Source:
    if not isinstance(row, Mapping):
        raise ReadingError(f"{name}: not an object with columns")
    if text_column not in row:
        raise ReadingError(_no_column(name, text_column, list(row)))
    text = row[text_column]
    if not isinstance(text, str):
        raise ReadingError(f"{name}: {text_column!r} is no text")
    if not text.strip("\ufeff \t\r\n\v\f\u00a0\u200b"):
        raise ReadingError(f"{name}: empty, there is no text to read")
    title, identifier = row.get("title"), row.get("id")
    for value in (text, title, identifier):
        if isinstance(value, str) and not _is_unicode(value):
            raise ReadingError(f"{name}: half a surrogate pair, which is no character")
    if title is not None and not isinstance(title, str):
        raise ReadingError(f"{name}: 'title' is no text")
    return Source(
        text=text,
        id=number if identifier is None else str(identifier),
        source=name,
        title=title or None,
        published=_published(row.get("published"), name),
    )


def _no_column(name: str, wanted: str, present: list[str]) -> str:
    return f"{name}: no column {wanted!r}, only {', '.join(present)}; name it with --text-column"


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def date_of(value: object) -> dt.date | None:
    """The publication date in a table's cell, or None for an empty one.

    Raises ReadingError for what is no date.
    """
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.datetime.fromisoformat(str(value)).date()
    except ValueError as error:
        raise ReadingError(f"published: {value!r} is no date; write it as 2014-11-12") from error


def _published(value: object, name: str) -> dt.date | None:
    try:
        return date_of(value)
    except ReadingError as error:
        raise ReadingError(f"{name}: {error}") from error
