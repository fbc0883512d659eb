"""Paths to files: folders are searched, in a stable order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

SUFFIXES = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml"})


def expand(paths: Iterable[Path]) -> Iterator[Path]:
    """Each file as given, and the text and HTML files below each folder, sorted by name.

    Hidden files and folders are left out. A path that does not exist is yielded as it is, so
    that reading it reports the error.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        yield from sorted(
            found
            for found in path.rglob("*")
            if found.suffix.lower() in SUFFIXES
            and found.is_file()
            and not any(part.startswith(".") for part in found.relative_to(path).parts)
        )
