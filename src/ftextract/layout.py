"""From a text to the blocks of an article: title, byline, headings, paragraphs, items, debris.

Everything is decided on lines (``lines.py``) and where they stand: the title is above the first
prose line (``title.py``), bylines are beside it or below the last. After the last prose line,
furniture goes on to the end once it has started. The text itself is never changed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from pydantic import TypeAdapter

from ftextract import byline
from ftextract.lines import BULLET as BULLET
from ftextract.lines import (
    BYLINE_SENTENCE_WORDS,
    TERMINAL,
    Line,
    join_wrapped,
    mark_furniture,
    split,
)
from ftextract.models import Block
from ftextract.signatures import is_signature
from ftextract.title import HEADING_WORDS, mark_head
from ftextract.view import folded_words

_HEAD_LINES = 8  # a signature in capitals stands among so many lines
_CAPITALS_WORDS = 8
_BLOCKS = TypeAdapter(list[Block])  # a third of the time of one after the other
_SIGNED_AT_MOST = 3  # lines below the last prose that may be signatures


@dataclass(frozen=True)
class Layout:
    """The blocks of an article, in order, and what its head tells."""

    blocks: list[Block]
    title: str | None
    author: str | None
    published: dt.date | None
    related: list[str]


def read_layout(text: str) -> Layout:
    """Find the blocks of an article and its title, author, publication date and dossier list."""
    lines = join_wrapped(split(text))
    _sign_in_capitals(lines, text)
    mark_furniture(lines)
    title = mark_head(lines)
    related = _related(lines, title)
    _mark_tail(lines, title)
    _mark_bylines(lines)
    _mark_body(lines)
    signed = [line for line in lines if line.kind == "byline"]
    # What is above the title is rather the paper's name and the date.
    signed.sort(key=lambda line: title is not None and line.start < title.start)
    if title is not None and title.is_head_byline:
        signed.append(title)  # a letter's name, number and date
    head = byline.read([line.text for line in signed])
    opening = next((line.text for line in lines if line.kind == "paragraph"), "")
    return Layout(
        blocks=_BLOCKS.validate_python(
            [
                {"kind": line.kind or "paragraph", "start": line.start, "end": line.end}
                for line in lines
            ]
        ),
        title=_one_line(title.text) if title else None,
        author=head.author,
        published=head.published or byline.dateline(opening),
        related=related,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _sign_in_capitals(lines: list[Line], text: str) -> None:
    """Below the first line, a name in capitals that the text does not repeat is a signature.

    Headings and places in capitals are mostly said again, in whatever case.
    """
    for line in lines[1:_HEAD_LINES]:
        if len(line.words) <= _CAPITALS_WORDS and line.words[0].isupper():
            name = byline.capital_name(line.text)
            line.signed = name is not None and _is_said_once(name, text)


def _is_said_once(name: str, text: str) -> bool:
    first, *_, last = name.lower().split()
    whole = r"(?<!\w){}(?!\w)"
    again = re.findall(whole.format(re.escape(last)), text, re.IGNORECASE)
    return len(again) == 1 and re.search(whole.format(re.escape(first)), text) is None


def _related(lines: list[Line], title: Line | None) -> list[str]:
    """The titles of the dossier list above an article: in each bulleted group, the last line."""
    if title is None:
        return []
    above = lines[: lines.index(title)]
    groups: list[list[Line]] = []
    for line in above:
        if line.is_bullet:
            groups.append([])
        elif groups:
            groups[-1].append(line)
    own = folded_words(title.text)
    titles = [_one_line(group[-1].text) for group in groups if group and len(group[-1].words) > 3]
    unique = dict.fromkeys(titles)
    return [found for found in unique if folded_words(found) != own]


def _mark_tail(lines: list[Line], title: Line | None) -> None:
    """Below the last prose, furniture goes on once it has started; a repeated title is some."""
    last_prose = max(
        (i for i, line in enumerate(lines) if line.kind is None and line.is_prose), default=-1
    )
    if last_prose < 0:
        return
    started = False
    for line in lines[last_prose + 1 :]:
        if title is not None and line.kind is None and line.text == title.text:
            line.kind = "boilerplate"
        if line.kind == "boilerplate":
            started = True
        elif started and not TERMINAL.search(line.text):
            line.kind = "boilerplate"


def _mark_bylines(lines: list[Line]) -> None:
    """Author and date lines: next to the title, and the signature below the last paragraph."""
    authors = set()
    prose_seen = 0
    for line in lines:
        if line.kind is not None:
            continue
        if line.is_prose if prose_seen else line.is_running:
            prose_seen += 1
        elif prose_seen <= 1 or line.text in authors:
            if line.is_head_byline if prose_seen == 0 else line.is_byline:
                line.kind = "byline"
                authors.add(line.text)
        elif prose_seen > 1 and not authors:
            break
    below = 0
    for before, line in zip(reversed([None, *lines][:-1]), reversed(lines), strict=True):
        if line.kind is None:
            short = len(line.words) <= BYLINE_SENTENCE_WORDS
            if (line.is_prose and not (short and line.is_byline)) or below == _SIGNED_AT_MOST:
                break
            if (
                line.is_byline
                or is_signature(line.text, capitals=below == 0)
                or (byline.announces(line.text) and line.is_head_byline)
                or _signs_letter(line, before)
            ):
                line.kind = "byline"
            below += 1


def _signs_letter(line: Line, before: Line | None) -> bool:
    """Below *Bon week-end,*: a name, and what its bearer is."""
    return (
        before is not None
        and before.text.endswith(",")
        and len(before.words) <= _LOWER_HEADING_WORDS
        and is_signature(line.text.partition(",")[0])
    )


def _mark_body(lines: list[Line]) -> None:
    rest = [line for line in lines if line.kind is None]
    for line, following in zip(rest, [*rest[1:], None], strict=False):
        if line.is_bullet:
            line.kind = "boilerplate"
        elif _is_heading(line, following):
            line.kind = "heading"
        elif BULLET.match(line.text):
            line.kind = "item"
        else:
            line.kind = "paragraph"


_HEADING_END = re.compile(r"[.;,…](?:\s*[»\"”)])*$")
_LETTER = re.compile(r"[^\W\d_]")
_LOWER_HEADING_WORDS = 6


def _is_heading(line: Line, following: Line | None) -> bool:
    if following is None or len(line.words) > HEADING_WORDS or _HEADING_END.search(line.text):
        return False
    bullet = BULLET.match(line.text)
    if bullet and not (bullet.group().strip()[0].isdigit() and following.is_prose):
        return False
    if re.search(r":\s*\S", line.text) and not following.is_prose:
        return False  # a fact sheet's "Population : 118 000 habitants"
    letter = _LETTER.search(line.text)
    return letter is not None and (
        letter.group().isupper() or bool(bullet) or len(line.words) <= _LOWER_HEADING_WORDS
    )
