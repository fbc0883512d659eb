"""Dates: expressions that can be placed on a time line. Label DATE; the words are in dates.toml.

Here: days, and ``find_dates``. Months and longer periods are in ``date_periods``, those told by
their distance in ``date_relative``, prefixes such as *fin* and *semaine du* in ``date_prefixes``,
ranges in ``date_ranges``; all their rules are named ``dates.…``. A rule says what an expression
means as a ``Point``; the year that it leaves out is filled in later by ``timex.resolve``.
``date_matching`` tells which rules are tried where. Every pattern is matched on ``plain`` text:
lower case, no accents, spaces and apostrophes folded.
"""

from __future__ import annotations

import re

from ftextract.rule import Attributes, Candidate, Rule, fold, plain
from ftextract.rules import date_context as context
from ftextract.rules import date_words as w
from ftextract.rules.date_matching import Matcher
from ftextract.rules.date_periods import PERIODS
from ftextract.rules.date_prefixes import PREFIXES
from ftextract.rules.date_ranges import join
from ftextract.rules.date_words import (
    DAY,
    DAY_WORD,
    DAYPART,
    DAYPART_AFTER,
    END,
    MONTH,
    SIDE,
    SIDE_OF_PREVIOUS,
    WEEKDAY,
    WEEKDAY_BEFORE,
    YEAR_AFTER,
    Point,
    S,
    Unresolved,
    found,
    full_year,
    piece,
    side_in,
    weekday_in,
    year_in,
)

_TO_WEEKDAY = re.compile(rf"\ au\ {WEEKDAY} (?! \ \d )", re.VERBOSE)
_DIALLED = frozenset(
    f"{verb} le" for verb in ("appelez", "appeler", "composez", "composer", "faites", "faire")
)
_ARTICLES = ("le", "du", "au")
_OPEN_END = frozenset(("partir du", "compter du", "jusqu'au"))
_OF_MONTH = re.compile(r"\ du\ mois\ ")
# Before "hier" and "demain": what is theirs is on that day, not of old or in the future.
_DATED_BY_DEICTIC = frozenset(
    f"{noun} {link}"
    for noun in ("partir", "compter", *w.WORDS["dated_noun"])
    for link in ("de", "d")
)
_PLAIN_BEFORE_FEAST = ("a", "avant", "apres", "pour", "vers", "d'ici", "des", "depuis")
_BEFORE_FEAST = frozenset(
    word + article for word in _PLAIN_BEFORE_FEAST for article in ("", " la", " l'", " l")
) | {"week-end de", "week-end de la", "week-end de l", "pont de l", "lendemain de", "veille de"}
_FROM_WEEKDAY = re.compile(rf"\bdu\ {WEEKDAY}\ au\ \Z", re.VERBOSE)


def _day(match: re.Match[str]) -> Attributes | None:
    """*mardi 12 avril 2017 au soir*."""
    return found(
        Point(
            "day",
            year=year_in(match),
            index=w.month_of(match["month"]),
            day=w.day_of(match["day"]),
            weekday=weekday_in(match),
            side=side_in(match),
        )
    )


def _days(match: re.Match[str]) -> Attributes | None:
    """*lundi 3, mardi 4 et mercredi 5 mai*: the month of the last day is that of the first."""
    month = w.month_of(match["month"]) if match["month"] else None
    days = w.day_of(match["day"]), w.day_of(match["to"])
    if month is None:
        if match["dash"]:
            return None  # "3-5" is a score
        left = context.words_before(match.string, match.start())[:1]
        expected = "du" if match["until"] else "les"
        if left != [expected] or not context.day_may_end(match.string, match.end()):
            return None
    weekday = w.WEEKDAYS[match["weekday2"]] if match["weekday2"] else None
    last = Point("day", year_in(match), month, days[1], weekday=weekday, side=side_in(match))
    # "du 28 au 3 mars": the first day is of the month before.
    same_month = days[0] < days[1]
    first = Point(
        "day",
        last.year if same_month else None,
        month if same_month or month is None else (month - 2) % 12 + 1,
        days[0],
        weekday=weekday_in(match),
        side=last.side,
    )
    return found(first, last)


def _numeric(match: re.Match[str]) -> Attributes | None:
    """*12/04/2017*, never month first."""
    day, month, year = match["day"], match["month"], match["year"]
    if int(month) > 12 or int(day) > 31 or int(month) * int(day) == 0:
        return None
    if match["mark"] != "/" and len(month) < 2 and len(year) < 4:
        return None  # "1.2.14" is a version
    return found(Point("day", full_year(year), int(month), int(day), weekday=weekday_in(match)))


def _iso(match: re.Match[str]) -> Attributes:
    return found(Point("day", int(match["year"]), int(match["month"]), int(match["day"])))


def _day_numeric(match: re.Match[str]) -> Attributes | None:
    """*le 12/04*: only where a day is expected, since *7/7* is none."""
    left = context.words_before(match.string, match.start())[:1]
    if not match["weekday"] and left not in (["le"], ["du"], ["au"]):
        return None
    return found(
        Point("day", None, int(match["month"]), int(match["day"]), weekday=weekday_in(match))
    )


def _weekday_and_day(match: re.Match[str]) -> Attributes | None:
    """*jeudi 15*."""
    if not context.named_day_may_end(match.string, match.end()):
        return None
    return found(Point("day", day=w.day_of(match["day"]), weekday=weekday_in(match)))


def _is_week(match: re.Match[str]) -> bool:
    """Whether the weekday is an end of *du lundi au vendredi*, which is no date."""
    text, start, end = match.string, match.start(), match.end()
    opens = text[max(0, start - 3) : start] == "du " and _TO_WEEKDAY.match(text, end)
    return bool(opens or _FROM_WEEKDAY.search(text[max(0, start - 16) : start]))


def _weekday_alone(match: re.Match[str]) -> Attributes | None:
    """*mardi*, *mardi dernier*, *jeudi en huit*; not *chaque mardi*."""
    if context.recurs(match.string, match.start()) or _is_week(match):
        return None
    weekday = w.WEEKDAYS[match["weekday"]]
    if match["weeks"]:
        weeks = 1 if match["weeks"] == "huit" else 2
        return found(Point("day", weekday=weekday, side=1, shift=weeks))
    if match["of_previous"]:
        side = w.SIDES_OF_PREVIOUS[match["of_previous"]]
        return found(Point("day", weekday=weekday, anchor="previous", side=side))
    return found(Point("day", weekday=weekday, side=side_in(match)))


def _bare_day(match: re.Match[str]) -> Attributes | None:
    """*le 27*; not *le 12, rue Barla*, *le 20 %*, *le 104*."""
    if not context.may_follow(_ARTICLES, match.string, match.start()):
        return None
    before = context.words_before(match.string, match.start())
    left = before[:1]
    if left not in (["le"], ["du"], ["au"]) or not context.day_may_end(match.string, match.end()):
        return None
    if _DIALLED.intersection(before):
        return None
    open_end = _OPEN_END.intersection(before) or _OF_MONTH.match(match.string, match.end())
    if left != ["le"] and match["day"] != "1er" and not open_end:
        return None  # "du 15", "au 20" need a month, or "du … au …"
    return found(Point("day", day=w.day_of(match["day"])))


def _deictic(match: re.Match[str]) -> Attributes | None:
    """*hier soir*; not *la ville de demain*."""
    before = context.words_before(match.string, match.start())
    alone = match.end() == match.end("word")  # "la marée de demain matin" is dated
    figurative = alone and before[:1] in (["de"], ["d'"], ["d"], ["pour"], ["et"], ["monde"])
    if figurative and not _DATED_BY_DEICTIC.intersection(before):
        return None
    return found(Point("day", shift=w.DEICTICS[match["word"]], anchor="published"))


def _neighbour(match: re.Match[str]) -> Attributes | None:
    """*le lendemain*, *la veille*; not *la veille technologique*, *au lendemain du scrutin*."""
    before = context.words_before(match.string, match.start())
    if before[:1] not in (["le"], ["la"], ["l'"], ["l"], ["des"], ["au"]) or "jour au" in before:
        return None
    if not match["part"] and not context.day_may_end(match.string, match.end()):
        return None
    if re.match(r"\ (?:de|du|des|d')", match.string[match.end() : match.end() + 4]):
        return None
    return found(Point("day", shift=w.NEIGHBOURS[match["word"]], anchor="previous"))


def _this_part(match: re.Match[str]) -> Attributes:
    """*ce matin*, *ce soir*."""
    return found(Point("day", anchor="published"))


def _feast(match: re.Match[str]) -> Attributes | None:
    """*avant Noël*, *Noël 2014*; not *le marché de Noël*."""
    if not _is_dated_by_feast(match):
        return None
    month, day = w.FEASTS[match["feast"]].split("-")
    return found(Point("day", year_in(match), int(month), int(day), side=side_in(match)))


def _movable_feast(match: re.Match[str]) -> Attributes | None:
    """*avant Pâques*, *le lundi de Pentecôte*, *l'Ascension 2015*; not *l'île de Pâques*."""
    if not _is_dated_by_feast(match):
        return None
    easter = w.MOVABLE_FEASTS[match["feast"]]
    return found(Point("day", year_in(match), side=side_in(match), easter=easter))


def _is_dated_by_feast(match: re.Match[str]) -> bool:
    """Whether a feast is spoken of as a day: it has a year, a weekday, or *avant* before it."""
    if match["year"] or match["side"] or match["yy"]:
        return True
    before = context.words_before(match.string, match.start())
    if match["feast"].partition(" ")[0] in w.WEEKDAYS:
        return before[:1] != ["de"]
    return bool(_BEFORE_FEAST.intersection(before))


DAYS = (
    Rule(
        name="dates.day",
        pattern=rf"""{WEEKDAY_BEFORE} (?P<day> {DAY} | {DAY_WORD} ) {S}
            (?P<month> {MONTH} ) {YEAR_AFTER} {DAYPART_AFTER}""",
        value=_day,
        example="<date when='2017-04-12'>mercredi 12 avril 2017</date>",
    ),
    Rule(
        name="dates.days",
        pattern=rf"""{WEEKDAY_BEFORE} (?P<day> {DAY} )
            (?: , {S} (?: {WEEKDAY} {S} )? {DAY} ){{0,6}}
            (?: {S} (?: et | ou | & ) {S} (?: le {S} )?
                | (?P<until> {S} (?: jusqu'au | au | a ) {S} ) | (?P<dash> \ ?[-–/]\ ? ) )
            (?: (?P<weekday2> {WEEKDAY} ) {S} )? (?P<to> {DAY} )
            (?: {S} (?P<month> {MONTH} ) {YEAR_AFTER} )? {DAYPART_AFTER}""",
        value=_days,
        example="du <date from='2017-07-03' to='2017-07-05'>3 au 5 juillet 2017</date>",
    ),
    Rule(
        name="dates.numeric",
        pattern=rf"""{WEEKDAY_BEFORE} (?P<day> \d{{1,2}} ) (?P<mark> [/.-] ) (?P<month> \d{{1,2}} )
            (?P=mark) (?P<year> (?: 1[89] | 20 )? \d\d ) (?! \w | [/.-]\d )""",
        value=_numeric,
        example="le <date when='2017-06-05'>05/06/2017</date>",
    ),
    Rule(
        name="dates.iso",
        pattern=r"""(?P<year> (?:1[89]|20)\d\d ) - (?P<month> 0[1-9] | 1[0-2] ) - (?P<day> \d\d )
            (?! \d | -\d )""",
        value=_iso,
        example="<date when='2017-06-05'>2017-06-05</date>",
    ),
    Rule(
        name="dates.day_numeric",
        pattern=rf"""{WEEKDAY_BEFORE} (?P<day> 0?[1-9] | [12]\d | 3[01] ) /
            (?P<month> 0?[1-9] | 1[0-2] ) (?! \w | [/.,-]\d )""",
        value=_day_numeric,
        example="le <date when='2017-04-03'>03/04</date>",
    ),
    Rule(
        name="dates.weekday_day",
        pattern=rf"""(?P<weekday> {WEEKDAY} | {piece("weekday_short")} \. ) {S}
            (?P<day> {DAY} ) {DAYPART_AFTER}""",
        value=_weekday_and_day,
        example="<date when='2017-04-06'>jeudi 6</date>, à la mairie",
    ),
    Rule(
        name="dates.weekday",
        pattern=rf"""(?P<weekday> {WEEKDAY} )
            (?! \ (?: gras | noir | saint\b | de\ paq | de\ (?:la\ )?pent | de\ l'asc ) )
            (?: {S} (?: en {S} (?P<weeks> huit | quinze ) {END}
            | (?P<of_previous> {SIDE_OF_PREVIOUS} ) | (?P<side> {SIDE} ) ) )? {DAYPART_AFTER}
            (?: {S} (?P<side2> {SIDE} ) )?""",
        value=_weekday_alone,
        example="<date when='2017-04-11'>mardi dernier</date>",
    ),
    Rule(
        name="dates.bare_day",
        pattern=rf"(?P<day> {DAY} ) {DAYPART_AFTER}",
        value=_bare_day,
        example="le <date when='2017-04-03'>3</date>, elle a signé",
    ),
    Rule(
        name="dates.deictic",
        pattern=rf"(?P<word> {piece('deictic')} {END} ) {DAYPART_AFTER}",
        value=_deictic,
        example="<date when='2017-04-11'>hier soir</date>",
    ),
    Rule(
        name="dates.neighbour",
        pattern=rf"(?P<word> {piece('neighbour')} {END} ) (?P<part> {S} (?: meme | {DAYPART} ) )?",
        value=_neighbour,
        example="<date when='2017-04-11'>hier</date>, le <date when='2017-04-12'>lendemain</date>",
    ),
    Rule(
        name="dates.this_part",
        pattern=rf"ce (?: t | tte )? {S} {piece('time_of_day')} {END}",
        value=_this_part,
        example="<date when='2017-04-12'>ce matin</date>",
    ),
    Rule(
        name="dates.feast",
        pattern=rf"(?P<feast> {piece('feast')} {END} ) {YEAR_AFTER}",
        value=_feast,
        example="avant <date when='2014-12-25'>Noël 2014</date>",
    ),
    Rule(
        name="dates.movable_feast",
        pattern=rf"(?P<feast> {piece('movable_feast')} {END} ) {YEAR_AFTER}",
        value=_movable_feast,
        example="le <date when='2017-04-17'>lundi de Pâques</date>",
    ),
)
_MATCHER = Matcher((*DAYS, *PERIODS), PREFIXES)


def find_dates(text: str) -> list[Candidate]:
    """The dates of a text, sorted, without overlap; ``attributes["timex"]`` is ``Unresolved``."""
    folded = fold(text)
    norm = plain(text)
    return [
        Candidate(
            atom.start, atom.end, "DATE", atom.rule, {"timex": Unresolved(atom.first, atom.last)}
        )
        for atom in join(_MATCHER.scan(folded, norm), norm)
    ]
