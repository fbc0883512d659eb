"""A saved web page to the article in it, through trafilatura."""

from __future__ import annotations

import datetime as dt

import trafilatura

from ftextract.errors import ReadingError
from ftextract.reading.text import Source


def read_html(page: str, *, id: str, source: str | None = None, encoding: str = "utf-8") -> Source:
    """The article of an HTML page: its title, then its text, one block a line.

    Raises ReadingError if the page holds no article text.
    """
    found = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, include_tables=True
    )
    if found is None or not found.text:
        raise ReadingError(f"{source or id}: no article text in this page; save it as plain text")
    body = found.text
    title = found.title or None
    if title and not body.startswith(title):
        body = f"{title}\n{body}"
    return Source(
        text=body,
        id=id,
        source=source,
        encoding=encoding,
        title=title,
        author=found.author or None,
        published=_date(found.date),
    )


def _date(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        return None
