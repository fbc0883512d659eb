"""Bylines: who signed an article, and when it was published.

A byline is a line that falls into pieces (at commas, dashes, bars, brackets) each of which is a
date, a person, a place, or a word that bylines are made of: *Par Claire Maudet, à Metz, publié
le 4 mars 2016 à 18h12*; *FARAH DELPUECH | 05.07.13*; *Besançon, le 8 octobre 2014*. Beside a
title, a line with a date or an announced author may also hold a short piece of another sort
(*Le Courrier picard, 25 mars 2015, Baptiste Wallet*). Also read is the dateline of a dispatch
(*BREST, 12 mars 2015 (AFP) –*).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from ftextract.lexicon import load
from ftextract.rule import alternatives, fold
from ftextract.signatures import (
    DATE,
    LOWER,
    NAME_WORD,
    UPPER,
    announced,
    author_in,
    has_initials,
    is_announcer,
    is_signature,
    names_in,
)
from ftextract.view import folded_words

# Claire Maudet, envoyée spéciale dans le Vercors: what the author is, with its complement
_OFFICE = re.compile(
    r"(?:(?:de |par )?(?:notre|nos) )?(?:envoyée?s? spécia|correspondant|rédact(?:eur|rice)"
    r"|journaliste|éditorialiste|étudiant|chroniqueu)",
    re.IGNORECASE,
)
_OFFICE_WORDS = 9
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\b\d{1,2}\s?(?:h|:)\s?(?:\d{2})?(?:\s?min)?\b|\b\d\d\.\d\d\b", re.IGNORECASE)
# What a separator begins with is asked for first, which turns most places away.
_SEPARATOR = re.compile(
    r"(?=[\s|·•–—/();,.-])\s*(?:[|·•–—/();]|\s-\s|,|(?<=\w\w\w)\.(?:\s|$)|(?<=\s)\.\s"
    r"|(?<=\N{SYMBOL FOR RECORD SEPARATOR})\.|\s{3,}|\s-$|^-\s)\s*"
)
_PLACE = re.compile(rf"(?:à |au |aux |de |en )?(?:(?:Le |La |Les )?{NAME_WORD}[ -]?){{1,4}}")
_SOMEWHERE = re.compile(rf"(?:à|au|aux|en) (?:la |l')?[{UPPER}]")
_BESIDE = re.compile(rf"(?:avec|et) |{_SOMEWHERE.pattern}")  # who or what stands beside a name
_IN_QUOTES = re.compile(r"(?:[^\W\d_]+ ){0,2}«[^«»]+»")  # chronique « Par-dessus la haie »
_OPENS_CLAUSE = re.compile(r"l[ae]s? |une? |l'")  # Orbem Child, l'enfant de la ville: a title
_ISSUE = "\N{SYMBOL FOR UNIT SEPARATOR}"  # stands for a month of a year
_LETTERS = re.compile(r"[^\W\d_]+")
_LINE_WORDS = 26
_LINE_LENGTH = 240
_NEAR_WORDS = 16  # of a line beside a title that may hold pieces of any sort
_SIGNED_WORDS = 8  # of such a line without a date: Claire Maudet, pour Le Courrier
_PIECE_WORDS = 5  # of such a piece
_PLACE_WORDS = 6
_BESIDE_WORDS = 12
_YOUNGEST_CENTURY = 2000  # of a year in two digits


@dataclass(frozen=True)
class Byline:
    """What the byline blocks of an article tell."""

    author: str | None
    published: dt.date | None


@dataclass(frozen=True)
class _Day:
    """A day that a line names, with offsets; ``date`` is None where it lacks a year."""

    start: int
    end: int
    date: dt.date | None


@dataclass(frozen=True)
class _Line:
    """A line on its way: folded, its days, and its pieces with one sign for each day."""

    folded: str
    days: tuple[_Day, ...]
    pieces: tuple[str, ...]


@cache
def _months() -> dict[str, int]:
    words = load("dates")
    return {
        spelt: int(words[table][month])
        for table in ("month", "month_short")
        for month in words[table]
        for spelt in (month, folded_words(month))
    }


@cache
def _day() -> re.Pattern[str]:
    words = load("dates")
    weekdays = alternatives([*words["weekday"], *words["weekday_short"]])
    return re.compile(
        rf"""(?: \b(?:{weekdays})\b\.?,?\ * (?:le\ )? )?
        (?<![\d/.,-]) (?:
            (?P<day>\d{{1,2}})(?:er)?[ -]? (?P<name>{alternatives(_months())})\b\.?
                (?: ,?[ -]* (?P<year>\d{{4}}) )?
          | (?P<year3>\d{{4}}) - (?P<month3>\d\d) - (?P<day3>\d\d)
          | (?P<day2>\d{{1,2}}) \ ?(?P<sign>[/.-])\ ? (?P<month2>\d{{1,2}}) \ ?(?P=sign)\ ?
                (?P<year2>\d{{4}}|\d\d) ) (?!\d|[/.-]\d)""",
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _issue() -> re.Pattern[str]:
    """A month or season of a year, as issues are dated by: *octobre 2019*, *hiver 2020*."""
    spans = alternatives([*_months(), *load("layout")["byline_season"]])
    return re.compile(rf"\b{spans}\.?\ 20\d\d\b(?!\s*:)", re.IGNORECASE | re.VERBOSE)


_WEEK = re.compile(
    rf"(?:semaine |(?<=[,–-] ))du \d{{1,2}}(?:er)? au {DATE}(?! ?[{LOWER}])", re.IGNORECASE
)
_RANGE = re.compile(r"\b\d{1,2}(?:er)? au $")  # du 22 au 28 mars 2016 tells no day


def _days(folded: str) -> Iterator[_Day]:
    if _DIGIT.search(folded) is None:
        return
    for match in _day().finditer(folded):
        year = match["year"] or match["year2"] or match["year3"]
        month = match["month2"] or match["month3"] or _months()[match["name"].lower()]
        day = match["day"] or match["day2"] or match["day3"]
        date = None
        if year and not _RANGE.search(folded, 0, match.start()):
            century = _YOUNGEST_CENTURY if len(year) < 4 else 0
            try:
                date = dt.date(int(year) + century, int(month), int(day))
            except ValueError:  # 31/02/2014, 99.99.99
                continue
        yield _Day(match.start(), match.end(), date)


@lru_cache(maxsize=512)
def _parse(text: str) -> _Line:
    folded = fold(text).strip()
    days = tuple(_days(folded))
    masked = folded
    for day in reversed(days):
        masked = f"{masked[: day.start]}{DATE}{masked[day.end :]}"
    if DATE in masked:
        masked = _WEEK.sub(DATE, masked)
    if _DIGIT.search(masked):
        masked = _CLOCK.sub(" ", _issue().sub(_ISSUE, masked) if "20" in masked else masked)
    pieces = _SEPARATOR.split(masked)
    return _Line(folded, days, tuple(piece for piece in pieces if piece.strip(" .*:")))


@cache
def _noise() -> re.Pattern[str]:
    words = load("layout")
    dates = load("dates")
    tables = ("byline_author", "byline_date", "byline_words", "byline_genre")
    surfaces = [word for table in tables for word in words[table]]
    surfaces += [*dates["weekday"], *dates["weekday_short"]]
    return re.compile(rf"(?<!\w)(?:{alternatives(surfaces)})(?!\w)", re.IGNORECASE | re.VERBOSE)


def is_byline(text: str, *, near_title: bool = False) -> bool:
    """Whether a line holds an author, a date, or both, and nothing else.

    ``near_title`` allows it pieces of any sort beside a date or an announced author, as long as
    they are short.
    """
    words = len(text.split())
    if len(text) > _LINE_LENGTH or words > _LINE_WORDS or text.rstrip().endswith(("?", "!")):
        return False
    line = _parse(text)
    if not line.pieces:
        return False
    if line.folded.endswith("»") and not _is_announced(line):
        return False
    if near_title and words <= _NEAR_WORDS and _start().match(line.folded):
        return True
    dated = bool(line.days) or _has_office(line) or (near_title and _ISSUE in line.pieces)
    signed = any(author_in(piece, dated=dated) for piece in line.pieces)
    if not dated and not signed:
        return any(_LETTERS.search(piece) for piece in line.pieces) and not any(
            map(_is_told, line.pieces)
        )
    if all(_is_part(piece, dated=dated) for piece in line.pieces):
        told = [piece for piece in line.pieces if _is_told(piece)]
        if near_title:
            told = [piece for piece in told if not _BESIDE.match(piece)]
        # Nogent (Haute-Marne). – Claire Maudet
        most = (3 if "(" in line.folded else 2) if near_title else 1
        return dated or _is_announced(line) or len(told) <= most
    return near_title and words <= _NEAR_WORDS and _is_near_byline(line, dated=dated)


def _is_near_byline(line: _Line, *, dated: bool) -> bool:
    """Whether a short line beside a title holds, with an author or a date, short other pieces."""
    told = _is_announced(line)
    words = [word for word in line.folded.split() if any(map(str.isalnum, word))]
    short = len(words) <= _SIGNED_WORDS and (told or " :" not in line.folded)
    if not (told or dated or (short and not _is_quoted(line))):
        return False
    last = max((i for i, piece in enumerate(line.pieces) if DATE in piece), default=-1)
    return all(
        _is_part(piece, dated=dated)
        or (
            (told or DATE not in piece)
            and (_ISSUE not in piece or piece == _ISSUE)
            # Communiqué de la Ville et de la métropole – 23 janvier 2015
            and len(piece.split()) <= (_OFFICE_WORDS if told or index < last else _PIECE_WORDS)
            and (told or dated or not _OPENS_CLAUSE.match(piece))
        )
        for index, piece in enumerate(line.pieces)
    )


@cache
def _start() -> re.Pattern[str]:
    words = load("layout")["byline_start"].pattern
    return re.compile(rf"{words}(?!\w)", re.IGNORECASE | re.VERBOSE)


def _is_quoted(line: _Line) -> bool:
    """Whether a piece says what people are whom articles quote: *Claire Maudet, maire de Brest*."""
    roles = load("layout")["quoted_roles"]
    return any(word in roles for piece in line.pieces for word in piece.split()[:2])


def _has_office(line: _Line) -> bool:
    """Whether a piece says what its author is: *LAURE MERCIER | Correspondante à Vannes*."""
    return len(line.pieces) > 1 and any(_OFFICE.match(piece.strip()) for piece in line.pieces)


def capital_name(text: str) -> str | None:
    """The name in capitals that a short line without a date starts with, if it does."""
    line = _parse(text[:_LINE_LENGTH])
    if line.days or not line.pieces or any(len(p.split()) > _PIECE_WORDS for p in line.pieces):
        return None
    name = line.pieces[0].strip()
    return name if name.isupper() and is_signature(name, capitals=True) else None


def tells_date(text: str) -> bool:
    """Whether a line holds a whole date, or an issue's month for itself."""
    line = _parse(text)
    return any(day.date for day in line.days) or _ISSUE in line.pieces


def is_issue(text: str) -> bool:
    """Whether a line tells an issue's month, and neither a day nor an author."""
    line = _parse(text)
    return _ISSUE in line.pieces and not line.days and not any(map(author_in, line.pieces))


def announces(text: str) -> bool:
    """Whether a line announces an author: *Texte : Claire Maudet*; *Tribune de Claire Maudet*."""
    return len(text) <= _LINE_LENGTH and _is_announced(_parse(text))


def is_dated(text: str) -> bool:
    """Whether a line names a day, or announces an author."""
    line = _parse(text)
    return bool(line.days) or _is_announced(line)


def _is_announced(line: _Line) -> bool:
    # Reportage – Claire Maudet; De notre envoyé spécial, Claire Maudet
    return any(map(announced, line.pieces)) or any(
        is_announcer(piece) and is_signature(name) for piece, name in pairwise(line.pieces)
    )


@lru_cache(maxsize=512)
def _is_told(piece: str) -> bool:
    """Whether a piece has words that bylines are not made of."""
    piece = piece.replace(DATE, " ")
    position = 0
    while letters := _LETTERS.search(piece, position):
        noise = _noise().match(piece, letters.start())
        if noise is None:
            return True
        position = noise.end()
    return False


def _is_part(piece: str, *, dated: bool) -> bool:
    if not _is_told(piece) or author_in(piece, dated=dated):
        return True
    if _SOMEWHERE.match(piece.strip()) and len(piece.split()) <= _PLACE_WORDS:
        return True
    if (_BESIDE.match(piece) or _IN_QUOTES.fullmatch(piece)) and len(
        piece.split()
    ) <= _BESIDE_WORDS:
        return True
    if _OFFICE.match(piece.strip()) and len(piece.split()) <= _OFFICE_WORDS:
        return True
    helper = _noise().match(piece)  # Relecture : La Lettre des ponts
    if helper and piece[helper.end() :].lstrip().startswith(":"):
        return len(piece.split()) <= _PLACE_WORDS
    bare = _noise().sub(" ", piece.replace(DATE, " ")).strip(" .:*-")
    return _PLACE.fullmatch(bare) is not None


def read(lines: list[str]) -> Byline:
    """The author and the publication date of byline lines, the first that tells either.

    An announced author wins over a bare name, and *publié* over *mis à jour*.
    """
    authors: list[tuple[bool, int, bool, str]] = []
    dates: list[tuple[int, int, int, dt.date]] = []
    previous = ""
    for index, text in enumerate(lines):
        line = _parse(text)
        authors += _authors(line, index)
        for day in line.days:
            if day.date is None:
                continue
            before = (line.folded[: day.start][-30:] or previous).lower()
            updated = re.search(r"mis(?:e)? à jour|modifi|actualis", before) is not None
            dates.append((int(updated), index, day.start, day.date))
        previous = line.folded
    author = min(authors, key=lambda found: found[:3])[3] if authors else None
    return Byline(author, min(dates)[3] if dates else None)


def _authors(line: _Line, index: int) -> Iterator[tuple[bool, int, bool, str]]:
    """The authors that a line may name, with what is compared: the least is the likeliest."""
    before = ""
    for piece, following in zip(line.pieces, [*line.pieces[1:], ""], strict=True):
        name = author_in(piece)
        if name and not _is_agency(name, line):
            told = announced(piece) is not None or is_announcer(before)
            names = f"{name}, {following}"
            if " et " in following and is_signature(following) and names in line.folded:
                name = names
            yield not told, index, not has_initials(name), name
        elif piece.startswith("avec ") and not any(map(author_in, line.pieces)):
            helper = author_in(piece.removeprefix("avec "))
            if helper:  # Par la rédaction, avec Claire Maudet
                yield True, index, True, helper
        before = piece


def _is_agency(name: str, line: _Line) -> bool:
    """Whether a name stands in brackets behind place and day: *LAVAL, 26 juil. (Ouest Infos)*."""
    if not line.days or has_initials(name) or f"({name})" not in line.folded[line.days[-1].end :]:
        return False
    lead = _DATELINE.match(line.folded[: line.days[0].start])
    return lead is not None and lead["town"] is not None


def people_in(text: str) -> list[tuple[int, int]]:
    """Where the names of a byline's authors stand."""
    folded = fold(text)
    line = _parse(text)
    spans: list[tuple[int, int]] = []
    for piece in line.pieces:
        names = author_in(piece)
        start = folded.find(names) if names else -1
        if names and start >= 0:
            spans.extend((start + first, start + last) for first, last in names_in(names))
    return spans


# What may stand before a dateline's date (a bureau in brackets, a town), and after it.
_DATELINE = re.compile(
    rf"(?:\([^()\n]{{2,40}}\) )?(?P<town>{NAME_WORD}(?:[ -](?:{NAME_WORD}|"
    r"en|sur|les?|la|des?|du|à|aux?)){0,5}(?: \([^()\n]{2,30}\))?,? ?)?"
    r"[,(]? ?(?:le )?$"
)
_AFTER_DATELINE = re.compile(
    r"\)?,? ?(?:\d{1,2} ?[h:] ?\d\d ?)?(?:\([^()\n]{2,30}\))?(?P<dash> ?\.? ?[–—-]|\. | ?$)?"
)
_DATELINE_LENGTH = 100


def dateline(paragraph: str) -> dt.date | None:
    """The date of a dispatch's dateline: *BREST, 12 mars 2015 (AFP) –*."""
    head = fold(paragraph[:_DATELINE_LENGTH])
    day = next((day for day in _days(head) if day.date), None)
    lead = _DATELINE.match(head[: day.start]) if day else None
    if day is None or lead is None:
        return None
    after = _AFTER_DATELINE.match(head, day.end)
    if after is None or after["dash"] is None:
        return None
    return day.date if lead["town"] or not after["dash"].startswith(".") else None
