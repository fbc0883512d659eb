"""Bytes to text. The encoding is decided, never guessed: BOM, then strict UTF-8, then cp1252.

Every byte sequence is some cp1252 text but for five unassigned bytes, so the order is the
decision: what is valid UTF-8 is UTF-8, and the rest is what French Windows wrote.
"""

from __future__ import annotations

import codecs
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ftextract.errors import ReadingError

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters that no text holds, whatever its encoding (form feed and the line breaks do).
_BINARY = frozenset(range(0x20)) - frozenset(b"\t\n\v\f\r\x1a\x1b\x1c\x1d\x1e\x1f")
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})


@dataclass(frozen=True)
class Source:
    """An article's text and what its file tells about it."""

    text: str
    id: str
    source: str | None = None
    encoding: str = "utf-8"
    title: str | None = None
    author: str | None = None
    published: dt.date | None = None


def decode(data: bytes, name: str = "input") -> tuple[str, str]:
    """The text of some bytes, and the name of its encoding.

    Raises ReadingError for binary data, and for data that no supported encoding reads.
    """
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    if encoding is None:
        if _BINARY.intersection(data[:65536]):
            raise ReadingError(f"{name}: binary data, not a text; give a .txt or .html file")
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            encoding = "cp1252"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"{name}: neither UTF-8 nor {encoding} reads byte {error.start}; save the file as UTF-8"
        ) from error


def read_file(path: Path) -> Source:
    """Read an article from a text or HTML file.

    Raises ReadingError for a file that cannot be opened, that is empty, or that is no text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadingError(f"{path}: {error.strerror or error}") from error
    return read_bytes(
        data, name=str(path), stem=path.stem, html=path.suffix.lower() in PAGE_SUFFIXES
    )


def read_stream(stream: BinaryIO, name: str = "-") -> Source:
    """Read an article from standard input or any binary stream; HTML is recognized."""
    data = stream.read()
    return read_bytes(data, name=name, stem="stdin", html=is_page(data))


def is_page(data: bytes) -> bool:
    """Whether bytes without a file name are an HTML page."""
    return data[:512].lstrip().lower().startswith((b"<!doctype html", b"<html"))


def read_bytes(data: bytes, *, name: str, stem: str, html: bool) -> Source:
    """Read an article from the bytes of a file; ``name`` is how messages call it."""
    text, encoding = decode(data, name)
    if not text.strip("\ufeff \t\r\n\v\f\u00a0\u200b"):
        raise ReadingError(f"{name}: empty, there is no text to read")
    if html:
        from ftextract.reading.html import read_html  # trafilatura takes 0.4 s to import

        return read_html(text, id=stem, source=name, encoding=encoding)
    return Source(text=text, id=stem, source=name, encoding=encoding)
