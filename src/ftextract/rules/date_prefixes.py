"""Words that change what the date after them means: *fin*, *semaine du*, *lendemain de*.

Label DATE; the rules' names start with ``dates.``, the words are in dates.toml.
"""

from __future__ import annotations

import re

from ftextract.rules import date_words as w
from ftextract.rules.date_matching import Prefix
from ftextract.rules.date_ranges import Atom
from ftextract.rules.date_words import (
    END,
    OF,
    ORDINAL,
    Point,
    S,
    Unresolved,
    piece,
)

# A feast, as days from Easter Sunday → the first and last day of its long weekend.
_LONG_WEEKENDS = {0: (-1, 1), 39: (39, 42), 49: (48, 50)}


def _part(match: re.Match[str], atom: Atom) -> Unresolved | None:
    """*fin 2013*, *mi-juin*, *début de l'année prochaine*."""
    if atom.last is not None or atom.first.mod or atom.first.unit == "day":
        return None
    return Unresolved(atom.first._replace(mod=w.PARTS[match["part"]]))


def _half(match: re.Match[str], atom: Atom) -> Unresolved | None:
    """*première quinzaine de mars*, *seconde moitié de 2015*."""
    nth = w.ORDINALS[match["nth"]]
    if atom.last is not None or atom.first.mod or nth > 2 or atom.first.unit == "day":
        return None
    return Unresolved(atom.first._replace(mod="START" if nth == 1 else "END"))


def _month_named(match: re.Match[str], atom: Atom) -> Unresolved | None:
    """*mois de mars*."""
    return Unresolved(atom.first, atom.last) if atom.first.unit == "month" else None


def _week_of(match: re.Match[str], atom: Atom) -> Unresolved | None:
    """*semaine du 12 mai*, *week-end des 3 et 4 mai*."""
    if atom.first.unit != "day":
        return None
    if atom.last is not None:
        return Unresolved(atom.first, atom.last)
    unit = w.unit_of(match["unit"])
    if unit == "weekend" and atom.first.easter in _LONG_WEEKENDS:
        first, last = _LONG_WEEKENDS[atom.first.easter]
        return Unresolved(atom.first._replace(easter=first), atom.first._replace(easter=last))
    return Unresolved(Point(unit, base=atom.first))


def _neighbour_of(match: re.Match[str], atom: Atom) -> Unresolved | None:
    """*lendemain du 13 février*."""
    if atom.first.unit != "day" or atom.last is not None:
        return None
    return Unresolved(Point("day", shift=w.NEIGHBOURS[match["word"]], base=atom.first))


def _this(match: re.Match[str], atom: Atom) -> Unresolved | None:
    """*ce mardi*, *cet été*, *ce mois de mars*."""
    point = atom.first
    if point.mod and point.anchor == "frame" and atom.last is None:
        return Unresolved(point)  # "cette fin d'année"
    if atom.last is not None or point.unit not in ("day", "month", "season") or point.anchor:
        return None
    if point.year is None and not point.side:
        point = point._replace(anchor="published")
    return Unresolved(point)


PREFIXES = (
    Prefix(
        name="dates.part",
        pattern=rf"(?P<part> mi (?= [- ] ) | {piece('part')} {END} ) (?: -\ ? | {OF} | {S} )",
        value=_part,
        example="<date when='2013' mod='END'>fin 2013</date>",
    ),
    Prefix(
        name="dates.half",
        pattern=rf"{ORDINAL} {S} (?: quinzaine | moitie ) {OF}",
        value=_half,
        example="la <date when='2016-03' mod='START'>première quinzaine de mars 2016</date>",
    ),
    Prefix(
        name="dates.month_of",
        pattern=rf"mois {S} (?: de\  | d' )",
        value=_month_named,
        example="au <date when='2017-03'>mois de mars</date>",
    ),
    Prefix(
        name="dates.week_of",
        pattern=rf"(?P<unit> semaine ) {S} (?: du | des | de ) {S}",
        value=_week_of,
        example="la <date when='2014-W20'>semaine du 12 mai 2014</date>",
    ),
    Prefix(
        name="dates.weekend_of",
        pattern=rf"""(?P<unit> week-end | weekend ) {S}
            (?: du\  | des\  | de\ la\  | de\ l' | de\  )?""",
        value=_week_of,
        example="le <date from='2014-05-03' to='2014-05-04'>week-end des 3 et 4 mai 2014</date>",
    ),
    Prefix(
        name="dates.neighbour_of",
        pattern=rf"(?P<word> {piece('neighbour')} ) {S} (?: du | de ) {S}",
        value=_neighbour_of,
        example="au <date when='2014-02-14'>lendemain du 13 février 2014</date>",
    ),
    Prefix(
        name="dates.this",
        pattern=rf"ce (?: t | tte )? {S}",
        value=_this,
        example="<date when='2017-04-11'>ce mardi</date>",
    ),
)
