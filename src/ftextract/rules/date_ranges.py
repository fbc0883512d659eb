"""Date ranges: two neighbouring dates that are the ends of one period. Label DATE.

*du [10 juin au 1er juillet]*, *entre [2008 et 2012]*, *[fin mai-début juin]*, *les [samedi et
dimanche]*: the first preposition stays outside of the span. Days of one month (*3 au 5 mai*) are
a rule of their own in dates.py, because the first day is no date by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ftextract.rules.date_words import Point

_BETWEEN = re.compile(
    r"""
    (?P<to> \ {1,2} (?: jusqu'(?:a|au|en) | a | au | aux ) \ {1,2} (?: la\ | l' | la\ fin )? )
    | (?P<and> \ {1,2} (?: et | ou | puis | & ) \ {1,2} (?: le\ | la\ | l' | au\ )? )
    | (?P<dash> \ ? [-–—/] \ ? )
    """,
    re.VERBOSE,
)
_FROM = re.compile(r"(?:\b(?:de|du|des|depuis|entre|d')\ ?(?:l[ae]\ |l'|les\ )?)$")
_NIGHT = re.compile(r"\bnuits?\ (?:du|de|des)\ $")
_COARSE = ("month", "quarter", "half", "season", "year", "decade", "century")


class Atom(NamedTuple):
    """A date that one rule found: its span, the rule's name, and what it says."""

    start: int
    end: int
    rule: str
    first: Point
    last: Point | None = None


def join(atoms: Iterable[Atom], norm: str) -> list[Atom]:
    """Join neighbouring atoms into ranges and take a leading *nuit du* into the span."""
    joined: list[Atom] = []
    for atom in atoms:
        while joined:
            pair = _pair(joined, atom, norm)
            if pair is None:
                break
            joined.pop()
            atom = pair
        joined.append(atom)
    return [_with_night(atom, norm) for atom in joined]


def _pair(before: list[Atom], atom: Atom, norm: str) -> Atom | None:
    """The range of the last atom and this one, None if they are two dates."""
    previous = before[-1]
    if previous.last is not None:
        return None
    if atom.last is not None:
        return _list(previous, atom, norm)
    gap = norm[previous.end : atom.start]
    match = _BETWEEN.fullmatch(gap) if len(gap) <= 14 else None
    if match is None:
        return None
    first, last = previous.first, atom.first
    alike = _grain(first) == _grain(last)
    after_from = _FROM.search(norm[max(0, previous.start - 12) : previous.start]) is not None
    match match.lastgroup:
        case "to":
            related = after_from or (alike and "jusqu" not in gap)
        case "and":
            related = alike and (after_from or _same_kind(first, last))
        case _:
            related = alike and (len(gap) == 1 or first.unit != "day")
    if first.year is not None and last.year is not None and first.year > last.year:
        return None
    if not related or (first.side and not last.side and match.lastgroup == "and"):
        return None
    return Atom(previous.start, atom.end, "dates.range", first, last)


def _list(previous: Atom, atom: Atom, norm: str) -> Atom | None:
    """*2013, 2014 et 2015*, *lundi, mardi et mercredi*: an enumeration, from its left end."""
    first, second = previous.first, atom.first
    listed = atom.rule == "dates.range" and norm[previous.end : atom.start] == ", "
    weekdays = first.weekday is not None and first.day is None and second.weekday is not None
    if not listed or not (first.unit in ("year", "month") or weekdays):
        return None
    if not _same_kind(first, second):
        return None
    return Atom(previous.start, atom.end, "dates.range", first, atom.last)


def _grain(point: Point) -> str:
    return "coarse" if point.unit in _COARSE else "fine"


def _same_kind(first: Point, last: Point) -> bool:
    """Whether *A et B* are parts of one expression: two years, two months, two days."""
    if first.unit != last.unit or first.nth or last.nth or last.anchor:
        return False
    if first.anchor and (first.unit, first.anchor) != ("day", "published"):
        return False
    return first.unit == "year" or (first.year is None and first.mod == last.mod)


def _with_night(atom: Atom, norm: str) -> Atom:
    if atom.first.unit != "day" or atom.last is None:
        return atom
    left = norm[max(0, atom.start - 12) : atom.start]
    match = _NIGHT.search(left)
    if match is None:
        return atom
    return atom._replace(start=atom.start - (len(left) - match.start()))
