"""Bylines: who signed an article, and when it was published.

Forms: *Par Claire Maudet, publié le 4 mars 2016 à 18h12*, *Mis à jour* alone above a date, a
bare name, a bare date, and the dateline of a dispatch (*BREST, 12 mars 2015 (AFP) –*).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from ftextract.lexicon import load
from ftextract.rule import alternatives, fold
from ftextract.rules.dates import find_dates
from ftextract.rules.names import LETTER
from ftextract.timex import resolve

Published = dt.date

_NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ][a-zà-ÿ'’]*\.?(?:-[A-ZÀ-ÖØ-Þ][a-zà-ÿ]*\.?)*|[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'-]+)"
_PARTICLE = r"(?:de|du|des|d'|le|la|van|von|el|ben|da|di)"
NAME = rf"{_NAME_WORD}(?:\s{_PARTICLE}\s?|\s){_NAME_WORD}(?:(?:\s{_PARTICLE})?\s{_NAME_WORD})?(?![{LETTER}])"
_NAMES = rf"{NAME}(?:\s?(?:,|et|&|avec)\s{NAME})*"
_DAY = re.compile(
    r"\b(?:\d{1,2}(?:er)?\s+[^\W\d_]{3,9}\.?\s+\d{4}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d{2}-\d{2})\b"
)
_CLOCK = re.compile(r"\b\d{1,2}\s?(?:h|:)\s?(?:\d{2})?(?:\s?min)?\b")
_DATELINE = re.compile(
    r"^[^\W\d_][^.!?\n]{2,60}?[,(]\s*(?:le\s)?(?:[a-z]+\s)?(?P<date>\d{1,2}(?:er)?\s[^\W\d_]{3,9}\.?\s\d{4})"
)


@dataclass(frozen=True)
class Byline:
    """What the byline blocks of an article tell."""

    author: str | None
    published: Published | None


@cache
def _author_lead() -> re.Pattern[str]:
    lead = load("layout")["byline_author"].pattern
    return re.compile(rf"(?:^|[\s,|·•–—(-])(?i:{lead})\s*:?\s+(?P<name>{_NAMES})", re.VERBOSE)


@cache
def _noise() -> re.Pattern[str]:
    words = load("layout")
    surfaces = [*words["byline_author"], *words["byline_date"], *words["byline_words"]]
    days = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    return re.compile(rf"\b(?:{days}|{alternatives(surfaces)})(?!\w)", re.IGNORECASE | re.VERBOSE)


def is_byline(text: str) -> bool:
    """Whether a line holds an author, a date, or both, and nothing else."""
    folded = fold(text)
    if len(folded) > 160 or folded.endswith(("?", "!")) or not any(map(str.isalnum, folded)):
        return False
    date = _DAY.search(folded)
    author = _author_lead().search(folded)
    bare = folded.replace(author["name"], " ") if author else folded
    rest = _noise().sub(" ", _CLOCK.sub(" ", _DAY.sub(" ", bare)))
    left = re.findall(r"[^\W\d_]{2,}", rest)
    if date or author:
        return len(left) <= (5 if date and author else 4) and len(folded.split()) <= 24
    return not left or is_signature(text)


def is_signature(text: str) -> bool:
    """Whether a line is a person's name, or several, and nothing else."""
    folded = fold(text).strip(" .-–—*()")
    return (
        re.fullmatch(_NAMES, folded) is not None
        and len(folded.split()) <= 7
        and not any(word.lower() in _not_names() for word in re.split(r"[\s'-]", folded))
    )


@cache
def _not_names() -> frozenset[str]:
    return frozenset(load("layout")["not_names"])


def read(lines: list[str]) -> Byline:
    """The author and the publication date of byline lines; *publié* wins over *mis à jour*."""
    author: str | None = None
    dates: list[tuple[int, int, dt.date]] = []
    lead = ""
    for index, line in enumerate(lines):
        folded = fold(line)
        if author is None:
            author = _author(folded)
        for match in _DAY.finditer(folded):
            date = read_date(match.group())
            before = folded[: match.start()][-30:].lower() or lead.lower()
            if date is not None:
                updated = re.search(r"mis(?:e)? à jour|modifi|actualis", before) is not None
                dates.append((1 if updated else 0, index, date))
        lead = folded
    return Byline(author, min(dates)[2] if dates else None)


def _author(line: str) -> str | None:
    match = _author_lead().search(line)
    if match:
        return match["name"]
    bare = re.sub(r"\s*[,|–—-]\s*$", "", _CLOCK.sub("", _DAY.split(line)[0])).strip()
    first = re.split(r"\s*[,|–—(]\s*", bare)[0]
    return first if is_signature(first) else None


def read_date(text: str) -> dt.date | None:
    """The day that a text names in full (*12 novembre 2014*, *12/11/2014*), if it does."""
    found = resolve(find_dates(text), text, None)
    value = found[0].attributes.get("when", "") if found else ""
    return dt.date.fromisoformat(value) if len(value) == len("2014-11-12") else None


def people_in(text: str) -> list[tuple[int, int]]:
    """Where the names of a byline's authors stand: after *par*, or the line's only words."""
    folded = fold(text)
    lead = _author_lead().search(folded)
    if lead:
        spans = [(lead.start("name"), lead.end("name"))]
    else:
        author = _author(folded)
        start = folded.find(author) if author else -1
        spans = [(start, start + len(author))] if author and start >= 0 else []
    return [
        (start + match.start(), start + match.end())
        for start, end in spans
        for match in re.finditer(NAME, folded[start:end])
    ]


def dateline(paragraph: str) -> Published | None:
    """The date of a dispatch's dateline: *BREST, 12 mars 2015 (AFP) –*."""
    match = _DATELINE.match(fold(paragraph))
    return read_date(match["date"]) if match else None
