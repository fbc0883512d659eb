"""Dates that are months, weeks, quarters, seasons, years and longer. Label DATE.

The rules' names start with ``dates.``; see dates.py for how they are used, dates.toml for words.
"""

from __future__ import annotations

import re

from ftextract.rule import Attributes, Rule
from ftextract.rules import date_context as context
from ftextract.rules import date_words as w
from ftextract.rules.date_relative import RELATIVE
from ftextract.rules.date_words import (
    COUNT,
    END,
    MONTH,
    MONTH_NAME,
    ORDINAL,
    SIDE_OF_PREVIOUS,
    UNIT,
    WEEKDAY,
    YEAR,
    YEAR_AFTER,
    Point,
    S,
    found,
    piece,
    side_in,
    year_in,
)
from ftextract.rules.numerals import WORDS as NUMBER_WORDS
from ftextract.rules.numerals import parse_number

_SCHOOL_YEAR = r"""(?P<first> (?:1[89]|20)\d\d ) \ ?[-–/]\ ?
    (?P<last> (?:1[89]|20)\d\d | \d\d ) (?! [\w/] | [-.,]\d )"""
_BEFORE_SEASON = frozenset(("l", "au", "le", "cet", "ce", "du", "fin d", "debut d"))
# Before the common era: TIMEX3 would need negative years, which no calendar here has.
_BEFORE_COMMON_ERA = re.compile(r"\ (?:av\.|avant\ (?:j|notre\ ere|l'ere))")
_SHORT_UNITS = {"trim.": "trimestre", "sem.": "semestre"}
_DECADE_WORDS = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "soixante-dix": 70,
    "quatre-vingt": 80,
    "quatre-vingts": 80,
    "quatre-vingt-dix": 90,
}


def _month_numeric(match: re.Match[str]) -> Attributes:
    return found(Point("month", int(match["year"]), int(match["month"])))


def _month(match: re.Match[str]) -> Attributes | None:
    """*mars 2016*, *mars dernier*, *mars*; short names only with a year."""
    name = match["month"]
    year = year_in(match)
    if year is None and not match["side"] and name not in w.MONTH_NAMES:
        return None
    point = Point("month", year, w.month_of(name), side=side_in(match))
    if match["of_previous"]:
        point = point._replace(anchor="previous", side=w.SIDES_OF_PREVIOUS[match["of_previous"]])
    return found(point)


def _years(match: re.Match[str]) -> Attributes | None:
    """*2014-2018*, *saison 2014/15*."""
    first, last = int(match["first"]), match["last"]
    second = int(last) if len(last) == 4 else first - first % 100 + int(last)
    if second <= first or (len(last) == 2 and second != first + 1):
        return None
    return found(Point("year", first), Point("year", second))


def _year_alone(match: re.Match[str]) -> Attributes:
    return found(Point("year", int(match["year"])))


def _year_words(match: re.Match[str]) -> Attributes | None:
    """*en deux mille dix-sept*."""
    before = context.words_before(match.string, match.start())[:1]
    number = parse_number(match[0])
    if number is None or not 1800 <= number <= 2099 or before not in (["en"], ["an"], ["l'an"]):
        return None
    return found(Point("year", int(number)))


def _decade(match: re.Match[str]) -> Attributes | None:
    """*années 1990*, *années 90*, *années soixante-dix*."""
    ends = [
        int(text) if text.isdigit() else _DECADE_WORDS[text]
        for text in (match["decade"], match["to"])
        if text
    ]
    if any(number % 10 for number in ends):
        return None
    return found(*(Point("decade", n if n > 99 else 1900 + n) for n in ends))


def _century(match: re.Match[str]) -> Attributes | None:
    """*XXe siècle* is the years from 1900 on."""
    rank = w.ROMAN[match["roman"]] if match["roman"] else int(match["rank"])
    if not 1 <= rank <= 22 or _BEFORE_COMMON_ERA.match(match.string, match.end()):
        return None
    return found(Point("century", (rank - 1) * 100))


def _code(match: re.Match[str]) -> Attributes | None:
    """*T3 2018*, *S1 2014*."""
    index = int(match["index"])
    if match["code"] == "s" and index > 2:
        return None
    unit: w.Unit = "half" if match["code"] == "s" else "quarter"
    return found(Point(unit, year_in(match), index))


def _code_alone(match: re.Match[str]) -> Attributes | None:
    """*au T3,* but not *la ligne T3*, *un appartement T3*."""
    if context.words_before(match.string, match.start())[:1] not in (["au"], ["du"]):
        return None
    return _code(match)


def _ordinal(match: re.Match[str]) -> Attributes | None:
    """*troisième trimestre 2018*, *premier lundi de mars*, *dernière semaine de mai*."""
    nth = w.ORDINALS[match["nth"]]
    if match["weekday"]:
        return found(Point("day", weekday=w.WEEKDAYS[match["weekday"]], nth=nth))
    unit = w.unit_of(_SHORT_UNITS.get(match["unit"], match["unit"]))
    if unit in ("quarter", "half"):
        size = 4 if unit == "quarter" else 2
        if nth > size:
            return None
        return found(Point(unit, year_in(match), nth if nth > 0 else size, nth=min(nth, 0) or None))
    if unit in ("day", "week", "weekend", "month") and match["year"] is None:
        return found(Point(unit, nth=nth))
    return None


def _first_months(match: re.Match[str]) -> Attributes | None:
    """*six premiers mois de 2014*, *trois derniers trimestres de 2015*."""
    unit = w.unit_of(match["unit"])
    count = w.count_of(match["count"])
    size = {"month": 12, "quarter": 4}.get(unit)
    if size is None or not 1 < count < size:
        return None
    ranks = (1, count) if match["end"] == "premiers" else (size - count + 1, size)
    first, last = (Point(unit, year_in(match), rank) for rank in ranks)
    return found(first, last)


def _season(match: re.Match[str]) -> Attributes | None:
    """*été 2016*, *hiver 2013-2014*, *l'automne dernier*; not *a été*."""
    text, start = match.string, match.start()
    if match["season"] == "ete" and context.is_participle(text, start):
        return None
    before = context.words_before(text, start)
    if match["winter"]:
        return found(Point("season", int(match["winter"]), w.SEASONS[match["season"]]))
    if match["of_previous"]:
        side = w.SIDES_OF_PREVIOUS[match["of_previous"]]
        index = w.SEASONS[match["season"]]
        return found(Point("season", None, index, anchor="previous", side=side))
    alone = not (match["year"] or match["side"] or match["yy"])
    if alone and not _BEFORE_SEASON.intersection(before):
        return None
    return found(Point("season", year_in(match), w.SEASONS[match["season"]], side=side_in(match)))


def _back_to_school(match: re.Match[str]) -> Attributes | None:
    """*rentrée 2014*, *à la rentrée*: September."""
    before = context.words_before(match.string, match.start())
    alone = not (match["year"] or match["side"] or match["yy"])
    if alone and not {"a la", "des la", "depuis la", "pour la", "avant la"}.intersection(before):
        return None
    month = w.month_of(match["month"]) if match["month"] else 9
    return found(Point("month", year_in(match), month, side=side_in(match)))


def _week_number(match: re.Match[str]) -> Attributes | None:
    number = int(match["number"])
    return found(Point("week", year_in(match), number)) if 1 <= number <= 53 else None


PERIODS = (
    Rule(
        name="dates.month_numeric",
        pattern=r"(?P<month> 0?[1-9] | 1[0-2] ) / (?P<year> (?:19|20)\d\d ) (?! \w | [/.,-]\d )",
        value=_month_numeric,
        example="<date when='2016-03'>03/2016</date>",
    ),
    Rule(
        name="dates.month",
        pattern=rf"""(?P<month> {MONTH} )
            (?: {S} (?P<of_previous> {SIDE_OF_PREVIOUS} ) | {YEAR_AFTER} )""",
        value=_month,
        example="en <date when='2016-03'>mars 2016</date>",
    ),
    Rule(
        name="dates.years",
        pattern=rf"(?: {piece('period_noun')} {S} )? {_SCHOOL_YEAR}",
        value=_years,
        example="la <date from='2013' to='2014'>saison 2013-2014</date>",
    ),
    Rule(
        name="dates.year",
        pattern=r"(?P<year> 1\d{3} | 20\d\d ) (?! \w | [.,/]\d | -(?!(?:debut|fin|mi)\b)\w )",
        value=_year_alone,
        example="en <date when='2015'>2015</date>",
    ),
    Rule(
        name="dates.year_noun",
        pattern=rf"{piece('period_noun')} {S} (?: civile | fiscale )? (?P<year> {YEAR} )",
        value=_year_alone,
        example="l'<date when='2014'>année 2014</date>",
    ),
    Rule(
        name="dates.year_words",
        pattern=NUMBER_WORDS,
        value=_year_words,
        example="en <date when='2017'>deux mille dix-sept</date>",
    ),
    Rule(
        name="dates.decade",
        pattern=rf"""(?: annees | decennie ) {S}
            (?P<decade> [12]\d{{2}}0 | \d0 | {"|".join(sorted(_DECADE_WORDS, reverse=True))} ) {END}
            (?! \ (?: a | et ) \ (?:19|20)\d[1-9] )
            (?: \ (?: a | et | ou ) \ (?P<to> [12]\d{{2}}0 | \d0 ) {END} )?""",
        value=_decade,
        example="les <date when='199'>années 1990</date>",
    ),
    Rule(
        name="dates.century",
        pattern=rf"""(?: (?P<roman> {"|".join(sorted(w.ROMAN, reverse=True))} )
            | (?P<rank> \d{{1,2}} ) )
            \ ?(?: eme | er | e ) \ siecle\b""",
        value=_century,
        example="au <date when='18'>XIXe siècle</date>",
    ),
    Rule(
        name="dates.code",
        pattern=rf"""(?P<code> [tqs] ) (?P<index> [1-4] )
            (?: \ de | \ - | / )? \ ? (?P<year> {YEAR} )""",
        value=_code,
        example="au <date when='2018-Q3'>T3 2018</date>",
    ),
    Rule(
        name="dates.code_alone",
        pattern=r"(?P<code> t ) (?P<index> [1-4] ) (?= \ ?[,;.:)\n] | $ )",
        value=_code_alone,
        example="7 % au <date when='2017-Q1'>T1</date>, contre 6 %",
    ),
    Rule(
        name="dates.ordinal",
        pattern=rf"""{ORDINAL} {S} (?: (?P<unit> {UNIT} | trim\. | sem\. )
            (?: {S} (?P<year> {YEAR} ) )?
            | (?P<weekday> {WEEKDAY} ) )""",
        value=_ordinal,
        example="<date when='2018-Q3'>troisième trimestre 2018</date>",
    ),
    Rule(
        name="dates.first_months",
        pattern=rf"""(?P<count> {COUNT} ) {S} (?P<end> premiers | derniers ) {S} (?P<unit> {UNIT} )
            (?: {S} (?P<year> {YEAR} ) )?""",
        value=_first_months,
        example="les <date from='2014-01' to='2014-06'>six premiers mois de 2014</date>",
    ),
    Rule(
        name="dates.season",
        pattern=rf"""(?P<season> {piece("season")} ) {END}
            (?: {S} (?P<winter> (?:19|20)\d\d ) [-–/] (?:(?:19|20)\d\d|\d\d) (?! [\w-] )
            | {S} (?P<of_previous> {SIDE_OF_PREVIOUS} ) | {YEAR_AFTER} )""",
        value=_season,
        example="l'<date when='2016-SU'>été 2016</date>",
    ),
    Rule(
        name="dates.back_to_school",
        pattern=rf"""{piece("back_to_school")} {END}
            (?: {S} (?:de\ |d')? (?P<month> {MONTH_NAME} ) )? {YEAR_AFTER}""",
        value=_back_to_school,
        example="à la <date when='2014-09'>rentrée 2014</date>",
    ),
    Rule(
        name="dates.week_number",
        pattern=rf"""semaine {S} (?P<number> \d{{1,2}} ) (?! \d | [.,/-]\d )
            (?: {S} (?P<year> {YEAR} ) )?""",
        value=_week_number,
        example="en <date when='2014-W12'>semaine 12 2014</date>",
    ),
    *RELATIVE,
)
