"""What follows a numeral and makes it a figure: per cent, currency, unit or counted noun."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ftextract.lexicon import load
from ftextract.rule import alternatives
from ftextract.rules.figure_nouns import noun_at
from ftextract.rules.figure_numbers import COLLECTIVE, LINKED, Number
from ftextract.rules.figure_text import Source, plain_map
from ftextract.rules.numerals import DIGITS, suffix_value

_CURRENCY = plain_map("currency")
_CURRENCY_BEFORE = plain_map("currency_before")
_UNIT = plain_map("unit")

_PERCENT = re.compile(rf"\ {{0,2}} {alternatives(plain_map('percent'))} (?! \w )", re.VERBOSE)
_MONEY = re.compile(
    rf"""\ {{0,2}} (?: (?P<suffix> k | mds? | mrds? | mn | mio | m | g ) \ ? )? (?: de \ | d' )?
         (?P<currency> {alternatives(_CURRENCY)} ) (?: (?<= [€$£¥] ) | (?! \w ) )""",
    re.VERBOSE,
)
_MONEY_BEFORE = re.compile(rf"(?<!\w) {alternatives(_CURRENCY_BEFORE)} \ ? \Z", re.VERBOSE)
_CENTS = re.compile(r" ?(\d\d)(?![\d.,]|\ ?[^\W\d_]{2})")
# Capitals matter: 400 m are metres, 400 M are millions.
_SUFFIX = re.compile(
    r" (?:k|Mds?|MDS|Mrds?|M)(?![\w'/€$£²-])|(?:k|Mds?|M)(?= d[e'])|k(?![\w'/])| ?[kM](?=t(?!\w))"
)
_AND_A_HALF = re.compile(r" et demie?(?!\w)")
# Before degrees: below zero.
_MINUS = re.compile(r"(?:(?<![\w)])[-−–]|\bmoins\ )\Z")
_UNIT_HERE = re.compile(
    rf"\ {{0,2}} (?P<of> de \ | d' )? (?P<unit> {alternatives(_UNIT)} ) (?! [\w'] | -\w )",
    re.VERBOSE,
)
_LOWER = frozenset(["m", "t", "g"])
_UPPER = frozenset(["to", "mo", "go", "po", "w", "l"])
_SPACE = re.compile(r" {1,3}")
_OF = re.compile(r" {1,2}(?:de |d')")
_MORE = re.compile(r" de (milliers|millions|milliards)(?!\w)")
_MORE_VALUE = {
    "milliers": Decimal(10) ** 3,
    "millions": Decimal(10) ** 6,
    "milliards": Decimal(10) ** 9,
}
_COMPLEMENT = re.compile(r" (?:de la |de l'|des |du |de ces |de ses |de leurs |de nos |de |d')")
_COUNTED = re.compile(rf"{DIGITS} \ ", re.VERBOSE)
_MEASURED_NOUN = plain_map("measured")
_MONEY_NOUN = load("figures")["money_noun"]
_FRANC_OF = plain_map("franc_of")
_FRANC_COUNTRY = re.compile(rf"\b{alternatives(_FRANC_OF)}\b")
_CLAUSE_END = re.compile(r"[.;!](?: |$)| et ")
_MEASURED = re.compile(rf"\b{alternatives(_MEASURED_NOUN)}\b")


class Tail(NamedTuple):
    """What follows a numeral: the figure's end, unit and noun; its value is ×factor +add.

    ``start`` is where the figure begins if not at the numeral (*EUR 1000*). Without a unit, the
    numeral has a magnitude only (*3 M*), and its unit is to be found elsewhere.
    """

    rule: str
    end: int
    unit: str
    commodity: str | None = None
    factor: Decimal = Decimal(1)
    add: Decimal = Decimal(0)
    start: int | None = None


DURATION = Tail("duration", 0, "")


def tail_of(source: Source, number: Number) -> Tail | None:
    """Unit and noun of a numeral; ``DURATION`` if it tells time; None if nothing follows."""
    text, end = source.plain, number.end
    if match := _PERCENT.match(text, end):
        return Tail("figures.percent", match.end(), "percent", _complement(source, match.end()))
    if match := _MONEY.match(text, end):
        return _money(source, number, match)
    factor, linked = Decimal(1), number.last in LINKED
    if not number.words and (match := _SUFFIX.match(source.folded, end)):
        factor = suffix_value(match[0].strip()) or factor
        end, linked = match.end(), True
    elif number.last in COLLECTIVE and (match := _MORE.match(text, end)):
        factor, end = _MORE_VALUE[match[1]], match.end()
    if before := _MONEY_BEFORE.search(text, max(0, number.start - 5), number.start):
        unit = _CURRENCY_BEFORE[before[0].strip()]
        return Tail(
            "figures.amount", end, unit, _complement(source, end), factor, start=before.start()
        )
    if factor != 1 and (match := _MONEY.match(text, end)):
        tail = _money(source, number, match)
        return tail._replace(factor=tail.factor * factor, add=Decimal(0))
    if (match := _UNIT_HERE.match(text, end)) and _is_unit(source, number, match, linked):
        return _measure(source, number, match, factor)
    return _count(source, number, end, factor, linked)


def _measure(source: Source, number: Number, match: re.Match[str], factor: Decimal) -> Tail:
    text, stop, unit = source.plain, match.end(), _UNIT[match["unit"]]
    add, start = Decimal(0), None
    if half := _AND_A_HALF.match(text, stop):  # sept tonnes et demie
        stop, add = half.end(), factor / 2
    if unit == "°C" and (minus := _MINUS.search(text, max(0, number.start - 6), number.start)):
        start, factor, add = minus.start(), -factor, -add
    return Tail("figures.unit", stop, unit, _complement(source, stop), factor, add, start)


def _count(source: Source, number: Number, end: int, factor: Decimal, linked: bool) -> Tail | None:
    space = (_OF if linked else _SPACE).match(source.plain, end)
    noun = noun_at(source, space.end(), number.value * factor) if space else None
    if noun is not None and noun.kind == "duration":
        return DURATION
    if noun and linked and number.share >= 10**6 and noun.singular in _MONEY_NOUN:
        # "5 millions de chiffre d'affaires": of money, whose currency is to be found
        return Tail(
            "figures.magnitude", number.end if factor == 1 else end, "", noun.singular, factor
        )
    if noun and space and not _is_name(source, number, space.end()):
        rule = "figures.collective" if number.last in COLLECTIVE else "figures.count"
        return Tail(rule, noun.end, "count", noun.singular, factor)
    if factor != 1:
        return Tail("figures.magnitude", end, "", None, factor)
    return None


def _money(source: Source, number: Number, match: re.Match[str]) -> Tail:
    suffix = match["suffix"]
    factor = (suffix_value(suffix.upper()) if suffix else None) or Decimal(1)
    end, add = match.end(), Decimal(0)
    whole = number.value == number.value.to_integral_value()
    if not suffix and whole and number.share == 1 and (cents := _CENTS.match(source.plain, end)):
        end, add = cents.end(), Decimal(cents[1]) / 100
    unit = _CURRENCY[match["currency"]]
    if match["currency"] in ("franc", "francs"):
        unit = _francs_of(source.plain) or unit
    return Tail("figures.amount", end, unit, _complement(source, end), factor, add)


@lru_cache(maxsize=1)
def _francs_of(text: str) -> str | None:
    """Whose francs a text means that does not say: those of the country that it names most."""
    said = Counter(_FRANC_OF[match[0]] for match in _FRANC_COUNTRY.finditer(text))
    return said.most_common(1)[0][0] if said else None


def _is_unit(source: Source, number: Number, match: re.Match[str], linked: bool) -> bool:
    word = match["unit"]
    if bool(match["of"]) != linked and len(word) > 2:
        return False
    if match["of"] and not linked:
        return False
    surface = source.folded[match.start("unit")]
    if word in _LOWER:
        return surface.islower() and not number.words
    if word in _UPPER:
        return surface.isupper() and not number.words
    return True


def _is_name(source: Source, number: Number, start: int) -> bool:
    """Whether number and noun are a postal code (29200 Brest) or a title (Dix Commandements)."""
    if not source.folded[start : start + 2].istitle():
        return False
    if number.words:
        return source.folded[number.start].isupper()
    return number.end - number.start == 5


def _complement(source: Source, end: int) -> str | None:
    """The noun that is measured, after the unit: *20 % des salariés*, *50 ha de friches*."""
    match = _COMPLEMENT.match(source.plain, end)
    if match is None or source.folded[match.end() : match.end() + 2].istitle():
        return None
    counted = _COUNTED.match(source.plain, match.end())  # 20 % des 300 salariés
    for value in (Decimal(2), Decimal(1)):
        noun = noun_at(source, (counted or match).end(), value)
        if noun is not None:
            return noun.singular if noun.kind == "noun" else None
    return None


def measured_before(window: str) -> str | None:
    """The noun that is measured, before the number: *un chiffre d'affaires de 400 M€*."""
    matches = list(_MEASURED.finditer(window))
    found = matches[-1] if matches else None
    if found and _CLAUSE_END.search(window, found.end()):
        return None
    return _MEASURED_NOUN[found[0]] if found else None
