"""The words and pattern pieces that all date constructions share; the words are in dates.toml.

Patterns are written for ``plain`` text (see ``rule``), as long as the original, so that offsets
hold and *FEVRIER* reads like *février*.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ftextract.lexicon import Words, load
from ftextract.rule import Attributes, plain

Unit = Literal[
    "day",
    "week",
    "weekend",
    "month",
    "quarter",
    "half",
    "season",
    "year",
    "decade",
    "century",
]
Modifier = Literal["START", "MID", "END"]


class Point(NamedTuple):
    """A date or period as the text gives it: what is missing is filled in by ``timex.resolve``.

    ``year`` is the first year of a decade or century; ``index`` numbers the month, quarter, half,
    season (1 = spring) or ISO week in the year; ``weekday`` is 0 on Monday. ``shift`` counts whole
    units from ``anchor``: the publication date, the date named before (``previous``), or the
    latter only within the sentence (``frame``). ``side`` excludes the present period (-1
    *dernier*, 1 *prochain*). ``base`` is a period that contains this one, or the day that it is
    counted from; ``nth`` is the rank in it (-1: the last). ``easter`` counts days from
    Easter Sunday.
    """

    unit: Unit
    year: int | None = None
    index: int | None = None  # type: ignore[assignment]  # it hides that of tuples
    day: int | None = None
    weekday: int | None = None
    shift: int = 0
    anchor: Literal["published", "previous", "frame"] | None = None
    side: int = 0
    base: Point | None = None
    nth: int | None = None
    mod: Modifier | None = None
    easter: int | None = None


class Unresolved(NamedTuple):
    """One point, or the two ends of a range."""

    first: Point
    last: Point | None = None


WORDS = load("dates")


def surfaces(*tables: str) -> dict[str, str]:
    """Plain surface → value, over one or more tables."""
    return {plain(word): WORDS[table][word] for table in tables for word in WORDS[table]}


def piece(*tables: str) -> str:
    """A verbose-mode pattern of all words of the tables, longest first, without a named group."""
    return Words("+".join(tables), surfaces(*tables)).pattern


def integers(*tables: str) -> dict[str, int]:
    """Plain surface → integer value."""
    return {word: int(value) for word, value in surfaces(*tables).items()}


MONTHS = integers("month", "month_short")
WEEKDAYS = integers("weekday", "weekday_short")
MONTH_NAMES = integers("month")
DEICTICS = integers("deictic")
NEIGHBOURS = integers("neighbour")
FEASTS = surfaces("feast")
MOVABLE_FEASTS = integers("movable_feast")
PARTS: dict[str, Modifier] = surfaces("part")  # type: ignore[assignment]
COUNTS = integers("count")
ORDINALS = integers("ordinal")
UNITS = surfaces("unit")
SEASONS = {word: ["SP", "SU", "FA", "WI"].index(v) + 1 for word, v in surfaces("season").items()}
SIDES = integers("side")
SIDES_OF_PREVIOUS = integers("side_of_previous")
SIDES_OF_SPAN = integers("side_of_span", "side_of_span_bare")
_ROMAN_NUMERALS = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
    "xvi", "xvii", "xviii", "xix", "xx", "xxi",
)  # fmt: skip
ROMAN = {numeral: rank for rank, numeral in enumerate(_ROMAN_NUMERALS, 1)}

_DIGITS = re.compile(r"\d+")

S = r"\ {1,2}"  # damaged texts double their spaces
END = r"(?!\w)"
MONTH = rf"(?: {piece('month')} {END} | {piece('month_short')} (?: \. | {END} ) )"
MONTH_NAME = rf"{piece('month')} {END}"
WEEKDAY = rf"{piece('weekday')} {END}"
DAY = r"(?: (?: 0?[1-9] | [12]\d | 3[01] ) (?: \ ?er\b )? (?! \d ) )"
DAY_WORD = rf"(?: premier | {piece('count')} )"
YEAR = r"(?: 1\d{3} | 20\d\d ) (?! \w | [.,]\d )"
SIDE = rf"{piece('side')} {END}"
DAYPART = rf"(?: au {S} | dans {S} (?: la {S} | l' ) )? {piece('daypart')} {END}"
COUNT = rf"(?: \d{{1,3}} (?! [\d.,] ) | {piece('count')} {END} )"
UNIT = rf"{piece('unit')} {END}"
ORDINAL = rf"(?P<nth> {piece('ordinal')} {END} )"
SIDE_OF_PREVIOUS = rf"{piece('side_of_previous')} {END}"
OF = rf"(?: {S} (?: de\ la\  | de\ l' | du\  | des\  | de\  | d' ) )"
WEEKDAY_BEFORE = rf"(?: (?P<weekday> {WEEKDAY} | {piece('weekday_short')} \. ) ,? {S} )?"
DAYPART_AFTER = rf"(?: {S} {DAYPART} )?"
SHORT_YEAR = r"'?\d\d (?= \ ?(?: [.,;:)\]!?»\"\n] | $ ) | \ (?:a|et|de|en|la|le|qui|est)\b )"
YEAR_AFTER = rf"""(?: (?: {S} | ,\  )
    (?: (?P<year> {YEAR} ) | (?P<side> {SIDE} ) | (?P<yy> {SHORT_YEAR} ) ) )?"""


def count_of(text: str) -> int:
    """The value of a ``COUNT``."""
    return int(text) if text.isdigit() else COUNTS[text]


def day_of(text: str) -> int:
    """The value of a ``DAY`` or ``DAY_WORD``."""
    if digits := _DIGITS.match(text):
        return int(digits[0])
    return 1 if text == "premier" else COUNTS[text]


def month_of(text: str) -> int:
    """The number of a ``MONTH``."""
    return MONTHS[text.removesuffix(".")]


def unit_of(text: str) -> Unit:
    """The unit that a noun names."""
    return UNITS[text]  # type: ignore[return-value]


def full_year(text: str) -> int:
    """A year of four digits, or of two: 50 and above are of the 20th century."""
    digits = text.lstrip("'")
    number = int(digits)
    if len(digits) == 4:
        return number
    return number + (1900 if number >= 50 else 2000)


def year_in(match: re.Match[str]) -> int | None:
    """The year that a rule's groups ``year`` or ``yy`` hold."""
    names = match.re.groupindex
    given = ("year" in names and match["year"]) or ("yy" in names and match["yy"])
    return full_year(given) if given else None


def side_in(match: re.Match[str]) -> int:
    """The side of publication that a rule's group ``side`` holds."""
    return SIDES[match["side"]] if match["side"] else 0


def weekday_in(match: re.Match[str]) -> int | None:
    """The weekday that a rule's group ``weekday`` holds."""
    return WEEKDAYS[match["weekday"].rstrip(".")] if match["weekday"] else None


def found(first: Point, last: Point | None = None) -> Attributes:
    """The attributes of a rule that found a date."""
    return {"timex": Unresolved(first, last)}
