"""The numerals of a text, and the false friends among them (times, phones, ranks, addresses).

False friends compete for the numerals like any other construction, and are dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ftextract.lexicon import load
from ftextract.rule import alternatives, first_words
from ftextract.rules.figure_context import is_identifier
from ftextract.rules.figure_text import Source, plain_map
from ftextract.rules.numerals import DIGITS, NUMERAL, evaluate, multiplier, parse_digits

_TABLES = load("numerals")
COLLECTIVE = frozenset(_TABLES["collective"])
# A noun after these needs "de": trois millions d'habitants, une vingtaine de salariés.
LINKED = COLLECTIVE | {word for word, value in _TABLES["scale"].items() if int(value) > 1000}

_SINGULAR = sorted(word for word in LINKED if not word.endswith("s"))
_FIRST = first_words(word for name, table in _TABLES.items() if name != "suffix" for word in table)
# With the character before it: searches skip to what is no plain letter, and most words are turned
# away by the first words of all numerals.
_NUMERAL = re.compile(
    rf"""[^a-z0-9] (?= \d | {alternatives({*_FIRST, "un", "une", "demi"})} (?! \w ) ) \b
         (?P<numeral> {NUMERAL} | {DIGITS} | {alternatives(_SINGULAR)} (?= \ d[e'] ) )""",
    re.VERBOSE,
)
# Alone, un is the article, unless it is one of a currency or a unit, or begins a range.
_ONE = ("un", "une")
_OF_ONE = re.compile(
    rf"""\ (?: {alternatives([*plain_map("currency"), *plain_map("percent"), *plain_map("unit")])}
              | (?: a | ou ) \ (?: \d | deux | trois ) ) (?!\w)""",
    re.VERBOSE,
)
_PURE = re.compile(DIGITS, re.VERBOSE)
_WORD = re.compile(rf"{DIGITS} | [^\W\d_]+", re.VERBOSE)
# The million that needs no number: "le million d'habitants", "cette vingtaine de salariés".
_DEFINITE = re.compile(r"(?:\b(?:le|la|du|au|cette|ce|leur|sa|son)|\bl') ?$")
_BLANK = " ,.-"

_FALSE_FRIEND = re.compile(
    r"""
      0 \d (?: [ .-]? \d\d ){4} (?!\d)                                  # 04 91 00 00 00
    | 0 \ ? [89] \d\d (?: (?: [ .-]? \d\d ){3} | (?: [ .-]? \d{3} ){2} ) (?!\d)  # 0 800 00 00 22
    | (?<= \+ ) \d{1,3} (?: \ ? \( 0 \) )? (?: [ .-]? \d{1,4} ){3,5} (?! \d )    # +33 4 91 00 00 00
    | \d{1,2} \ ? h (?: \ ? \d\d )? (?! [\w'²] )                             # 18 h 30, 20h
    | \d{1,2} : \d\d (?! \d )                                                # 18:30
    | \d+ \ ? (?: er | ere | eme | nd | nde | re | es | emes | e ) (?! [\w'] )   # 1er, 3e
    | (?! \d{1,3} (?: \.\d{3} )+ (?! [.\d] ) ) \d+ (?: \.\d+ ){2,}              # 1.2.3
    | \d+ \ ? / \ ? \d+                                                      # 1/3, 24/24
    | \d+ (?: \ ? [-–] \ ? \d+ ){2,}                                         # 4-4-2
    """,
    re.VERBOSE,
)
# What may be glued to digits and still is a figure; any other letter makes a name (5G, 3D).
_GLUED = re.compile(
    r"%|(?:k|m|md|mds|mrd|mrds|g)?(?:€|\$|£|eur|euros?|f(?=\ ?cf[ap]))(?!\w)|(?:m2|m²|km2|km²|km"
    r"|ha|m|kg|t|l|mw|kw|gw|mwh|gwh|kwh|twh|go|mo|to|k)(?![\w'])|(?:mds?|mrds?)(?= d[e'])"
    r"|[kmg]bits?/s|km/h|°"
)
_ROAD = re.compile(r"(?:^|[ (/'])(?:A|D|N|E|M|RN|RD|RER|CHU|F|B|T|C) ?$")
_LIST_MARK = re.compile(r"[.)]|-? ?[-–—] ")
_DIGITS_HERE = re.compile(r"\d+")
_JOINED = re.compile(r"(?: ?[-–,/] ?|,? (?:et|ou|a|au|sur) )")


class Number(NamedTuple):
    """A numeral in the text, its value, and what its last words multiply by."""

    start: int
    end: int
    value: Decimal
    share: Decimal
    last: str  # its last word, plain
    words: bool  # in words, not digits

    @property
    def is_year_like(self) -> bool:
        """Whether it reads as a year: four digits together, 1800 to 2099."""
        return not self.words and self.end - self.start == 4 and 1800 <= self.value <= 2099


def numbers(source: Source, taken: Sequence[tuple[int, int]]) -> Iterator[Number]:
    """The numerals that no taken span touches, in order."""
    text = source.plain
    starts = [span[0] for span in taken]
    position = 0
    spaced = " " + text  # so that a place here is that of the character before it
    while match := _NUMERAL.search(spaced, position):
        start, end = match.start(), match.end() - 1
        if match["numeral"] in _ONE and not _OF_ONE.match(text, end):
            position = end
            continue
        index = bisect_right(starts, start) - 1
        if index >= 0 and taken[index][1] > start:
            position = taken[index][1]
            continue
        if index + 1 < len(taken) and starts[index + 1] < end:  # a date begins inside
            end = start + len(text[start : starts[index + 1]].rstrip(_BLANK))
        number = _number(text, start, end)
        position = max(number.end if number else end, start + 1)
        if number is not None:
            yield number


def _number(text: str, start: int, end: int) -> Number | None:
    """The longest numeral that begins at ``start``."""
    reading = _read(text[start:end])
    if reading is None:
        return None
    length, value, share, last, words = reading
    alone = last in LINKED and length == len(last)
    if alone and not _DEFINITE.search(text, max(0, start - 8), start):
        return None
    return Number(start, start + length, value, share, last, words)


@lru_cache(maxsize=2048)  # the same few numerals come again and again
def _read(text: str) -> tuple[int, Decimal, Decimal, str, bool] | None:
    """The length of the longest numeral that a text begins with, and what ``Number`` tells."""
    if text[-1].isdigit() and _PURE.fullmatch(text):
        value = parse_digits(text)
        return None if value is None else (len(text), value, Decimal(1), "", False)
    words = [(match[0], match.end()) for match in _WORD.finditer(text)]
    if not words:
        return None
    first = words[0][0]
    if first in LINKED:
        value = multiplier(["un", first])
        return words[0][1], value, value, first, True
    if "demi" in (first, words[1][0] if len(words) > 1 else "") and words[-1][0] in COLLECTIVE:
        return None
    while words:
        values = [word for word, _ in words]
        if (worth := evaluate(values)) is not None:
            in_words = not first[0].isdigit()
            return words[-1][1], worth, multiplier(values), values[-1], in_words
        words.pop()
    return None


def false_friend(source: Source, number: Number) -> int:
    """Where the false friend ends that the numeral belongs to; 0 if it may be a figure."""
    text, start, end = source.plain, number.start, number.end
    before = text[start - 1] if start else "\n"
    if number.words:
        return end if before == "-" else 0
    if match := _FALSE_FRIEND.match(text, start):
        return match.end()
    if _is_glued_before(text, start, before) or _is_glued_after(text, end):
        return end
    if text[start] == "0" and text[start : start + 2].isdigit() and end - start > 1:
        return end
    if _is_list_number(text, start, end):
        return end
    if is_identifier(source.before(start)):
        return _end_of_series(text, end)
    return 0


def is_numbered_name(source: Source, number: Number) -> bool:
    """Whether a number with nothing counted after it is a road (*A 7*, *RN 113*)."""
    return bool(_ROAD.search(source.folded, max(0, number.start - 6), number.start))


def _is_glued_before(text: str, start: int, before: str) -> bool:
    if before in "/_@#":
        return True
    further = text[start - 2] if start > 1 else " "
    if before == "-":  # F-35, but not 20-30 salariés
        return further.isalpha()
    return before in ".,:" and further.isalnum()


def _is_glued_after(text: str, end: int) -> bool:
    after, further = text[end : end + 1], text[end + 1 : end + 2]
    if after.isalpha():
        return _GLUED.match(text, end) is None
    return (after in ("-", ".") and further.isalpha()) or after in ("/", "_", "@")


def _is_list_number(text: str, start: int, end: int) -> bool:
    """*2. Les chiffres clés*, *3) Le logo*, *4 - Les lieux*, at the beginning of a line."""
    line = start == 0 or text[start - 1] == "\n"
    return line and end - start <= 2 and _LIST_MARK.match(text, end) is not None


def _end_of_series(text: str, end: int) -> int:
    """The end of *12, 13 et 14* after *articles*, or of *18 à 25* after *âgés de*."""
    while (join := _JOINED.match(text, end)) and (digits := _DIGITS_HERE.match(text, join.end())):
        end = digits.end()
    return end
