"""Bylines: who signed an article, and when it was published.

A byline is a line that falls into pieces (at commas, dashes, bars, brackets) each of which is a
date, a person, a place, or a word that bylines are made of: *Par Claire Maudet, à Metz, publié
le 4 mars 2016 à 18h12*; *FARAH DELPUECH | 05.07.13*; *Besançon, le 8 octobre 2014*. Also read is
the dateline of a dispatch (*BREST, 12 mars 2015 (AFP) –*).
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

_NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ][a-zà-ÿ']*\.?(?:-[A-ZÀ-ÖØ-Þ][a-zà-ÿ]*\.?)*|[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'-]+)"
_PARTICLE = r"(?:de|du|des|d'|la|le|van|von|el|ben|da|di|Le|La)"
NAME = (
    rf"{_NAME_WORD}(?:\s{_PARTICLE}\s?|\s){_NAME_WORD}"
    rf"(?:(?:\s{_PARTICLE})?\s{_NAME_WORD})?(?![{LETTER}])"
)
_NAMES = rf"{NAME}(?:\s?(?:,|et|&|avec)\s{NAME})*"
_CLOCK = re.compile(r"\b\d{1,2}\s?(?:h|:)\s?(?:\d{2})?(?:\s?min)?\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:[|·•–—/();]|\s-\s|,|(?<=\w\w)\.\s|\s{3,}|\s-$|^-\s)\s*")
_PLACE = re.compile(rf"(?:à |au |aux |de |en )?(?:(?:Le |La |Les )?{_NAME_WORD}[ -]?){{1,4}}")
_DATE = "\N{SYMBOL FOR RECORD SEPARATOR}"
_LINE_WORDS = 26
_PLACE_WORDS = 6
_PARTICLES = frozenset({"de", "du", "des", "d", "la", "le", "les", "et"})


@dataclass(frozen=True)
class Byline:
    """What the byline blocks of an article tell."""

    author: str | None
    published: dt.date | None


@cache
def _lead() -> re.Pattern[str]:
    """Words that announce an author, and the names: *Propos recueillis par Maud Tessandier*."""
    lead = load("layout")["byline_author"].pattern
    return re.compile(
        rf"(?:(?i:{lead})(?:\s(?:et|&)\s[^\W\d_]+)?|(?:[^\W\d_]+[ ]){{1,4}}(?:par|de))"
        rf"\s*:?\s+(?P<names>{_NAMES})(?:\W|{_DATE}|$)",
        re.VERBOSE,
    )


@cache
def _noise() -> re.Pattern[str]:
    words = load("layout")
    surfaces = [*words["byline_author"], *words["byline_date"], *words["byline_words"]]
    return re.compile(rf"(?<!\w)(?:{alternatives(surfaces)})(?!\w)", re.IGNORECASE | re.VERBOSE)


def _pieces(line: str) -> list[str]:
    """The pieces of a folded line, each date replaced by one sign and clock times left out."""
    masked = line
    for date in reversed(find_dates(line)):
        masked = f"{masked[: date.start]}{_DATE}{masked[date.end :]}"
    return [piece for piece in _SEPARATOR.split(_CLOCK.sub(" ", masked)) if piece.strip(" .*:")]


def _author_in(piece: str) -> str | None:
    lead = _lead().match(piece.rpartition(_DATE)[2].strip()) or _lead().match(piece)
    if lead:
        return lead["names"]
    bare = piece.replace(_DATE, "").strip()
    return bare if is_signature(bare) else None


def is_byline(text: str) -> bool:
    """Whether a line holds an author, a date, or both, and nothing else."""
    folded = fold(text).strip()
    if len(folded.split()) > _LINE_WORDS or folded.endswith(("?", "!", "»")):
        return False
    pieces = _pieces(folded)
    dated = any(_DATE in piece for piece in pieces)
    signed = any(_author_in(piece) for piece in pieces)
    if not any(_DATE in piece or re.search(r"\w", piece) for piece in pieces):
        return False
    if not dated and not signed:
        return all(not _left(piece) for piece in pieces)
    return all(_is_part(piece) for piece in pieces)


def _left(piece: str) -> list[str]:
    """The words of a piece that bylines are not made of."""
    return re.findall(r"[^\W\d_]+", _noise().sub(" ", piece.replace(_DATE, " ")))


def _is_part(piece: str) -> bool:
    if _author_in(piece) or not _left(piece):
        return True
    bare = _noise().sub(" ", piece.replace(_DATE, " ")).strip(" .:*")
    where = re.match(r"(?:à|au|aux|en) (?:la |l')?[A-ZÀ-Þ]", piece.strip())
    if where and len(piece.split()) <= _PLACE_WORDS:
        return True
    return _PLACE.fullmatch(bare) is not None


def is_signature(text: str) -> bool:
    """Whether a line is a person's name, or several, and nothing else."""
    folded = fold(text).strip(" .-–—*()")
    return (
        re.fullmatch(_NAMES, folded) is not None
        and len(folded.split()) <= 8
        and not any(_is_common(name) for name in re.findall(NAME, folded))
    )


def _is_common(name: str) -> bool:
    """Whether capitalised words are no person's name: *Le Logo*, *French Tech*."""
    first, *rest = re.split(r"[\s'-]", name.lower())
    words = [first, *(word for word in rest if word not in _PARTICLES)]
    return any(word in _not_names() for word in words)


@cache
def _not_names() -> frozenset[str]:
    return frozenset(load("layout")["not_names"])


def read(lines: list[str]) -> Byline:
    """The author and the publication date of byline lines; *publié* wins over *mis à jour*."""
    author: str | None = None
    dates: list[tuple[int, int, int, dt.date]] = []
    previous = ""
    for index, line in enumerate(lines):
        folded = fold(line)
        if author is None:
            found = (_author_in(piece) for piece in _pieces(folded))
            author = next((name for name in found if name), None)
        for start, _, date in _days(folded):
            before = (folded[:start][-30:] or previous).lower()
            updated = re.search(r"mis(?:e)? à jour|modifi|actualis", before) is not None
            dates.append((int(updated), index, start, date))
        previous = folded
    return Byline(author, min(dates)[3] if dates else None)


def people_in(text: str) -> list[tuple[int, int]]:
    """Where the names of a byline's authors stand."""
    folded = fold(text)
    spans: list[tuple[int, int]] = []
    for piece in _pieces(folded):
        names = _author_in(piece)
        start = folded.find(names) if names else -1
        if names and start >= 0:
            spans.extend(
                (start + match.start(), start + match.end()) for match in re.finditer(NAME, names)
            )
    return spans


def _days(text: str) -> list[tuple[int, int, dt.date]]:
    """The days that a text names in full (*12 novembre 2014*, *12/11/2014*), with offsets."""
    found = []
    for date in resolve(find_dates(text), text, None):
        value = date.attributes.get("when") or ""
        if len(value) == len("2014-11-12") and value[5].isdigit():
            found.append((date.start, date.end, dt.date.fromisoformat(value)))
    return found


_DATELINE = re.compile(r"^[^\W\d_][^.!?\n]{1,60}?,? ?[,(] ?(?:le )?")
_AFTER_DATELINE = re.compile(r"\)?,? ?(?:\([^()\n]{2,30}\))? ?(?:[–—-]|$)")
_DATELINE_LENGTH = 80


def dateline(paragraph: str) -> dt.date | None:
    """The date of a dispatch's dateline: *BREST, 12 mars 2015 (AFP) –*."""
    head = fold(paragraph)[:_DATELINE_LENGTH]
    days = _days(head)
    lead = _DATELINE.match(head)
    if not days or lead is None or re.search(r"[.!?] ", head[: days[0][0]]):
        return None
    return days[0][2] if _AFTER_DATELINE.match(head, days[0][1]) else None
