"""Dates that are told by their distance: *il y a deux ans*, *l'an dernier*, *cette semaine*.

Label DATE; the rules' names start with ``dates.``, see dates.py for how they are used, dates.toml
for words.
"""

from __future__ import annotations

import re

from ftextract.rule import Attributes, Rule
from ftextract.rules import date_context as context
from ftextract.rules import date_words as w
from ftextract.rules.date_words import (
    COUNT,
    END,
    SIDE,
    SIDE_OF_PREVIOUS,
    UNIT,
    Point,
    S,
    found,
    piece,
)

_PLURALS = frozenset(("ans", "annees", "jours", "semaines", "trimestres", "semestres"))
_BEFORE_WEEKEND = frozenset(("pour le", "des le", "avant le", "d'ici le", "d'ici au", "jusqu'au"))


def _ago(match: re.Match[str]) -> Attributes | None:
    """*il y a deux ans*, *dans trois semaines*, *voilà dix ans*."""
    count = w.count_of(match["count"])
    after = match["word"] == "dans"
    if match["half"]:
        return None  # an and a half has no calendar unit
    return found(
        Point(w.unit_of(match["unit"]), shift=count if after else -count, anchor="published")
    )


def _span(match: re.Match[str]) -> Attributes | None:
    """*trois mois plus tard*, *deux ans auparavant*, *un an après*."""
    bare = match["side"] in ("avant", "apres")
    if bare and not re.match(r"\ ?(?:[.,;:)!?\n]|$)", match.string[match.end() : match.end() + 2]):
        return None  # "trois ans après sa création" needs to know the creation
    count = w.count_of(match["count"]) * w.SIDES_OF_SPAN[match["side"]]
    return found(Point(w.unit_of(match["unit"]), shift=count, anchor="previous"))


def _unit_side(match: re.Match[str]) -> Attributes | None:
    """*an dernier*, *semaine prochaine*, *année suivante*."""
    unit = w.unit_of(match["unit"])
    side = match["side"] or match["of_previous"]
    if match["unit"] in _PLURALS or side.endswith("s"):  # "les mois prochains" are a duration
        return None
    if unit == "day":
        return None
    if match["side"]:
        return found(Point(unit, shift=w.SIDES[match["side"]], anchor="published"))
    if context.words_before(match.string, match.start())[:1] in (["un"], ["une"]):
        return None
    return found(Point(unit, shift=w.SIDES_OF_PREVIOUS[match["of_previous"]], anchor="previous"))


def _side_first(match: re.Match[str]) -> Attributes | None:
    """*prochain trimestre*, *dernière semaine*."""
    shift = 1 if match["word"].startswith("prochain") else -1
    return found(Point(w.unit_of(match["unit"]), shift=shift, anchor="published"))


def _this_unit(match: re.Match[str]) -> Attributes | None:
    """*cette année*, *ce mois-ci*; *cette année-là* is that of the date before."""
    unit = w.unit_of(match["unit"])
    if match["there"] or match["same"]:
        return found(Point(unit, anchor="previous"))
    if unit == "day":
        return None
    return found(Point(unit, anchor="published"))


def _same_unit(match: re.Match[str]) -> Attributes | None:
    """*la même année*."""
    before = context.words_before(match.string, match.start())[:1]
    if before not in (["la"], ["le"], ["cette"], ["ce"], ["de"], ["du"]):
        return None
    return found(Point(w.unit_of(match["unit"]), anchor="previous"))


def _weekend(match: re.Match[str]) -> Attributes | None:
    """*pour le week-end*: the next one, or the present one; not *ouvert le week-end*."""
    before = _BEFORE_WEEKEND.intersection(context.words_before(match.string, match.start()))
    return found(Point("weekend", anchor="published")) if before else None


def _unit_alone(match: re.Match[str]) -> Attributes | None:
    """The rest of *fin de l'année*, *début du mois*; tried after such a prefix only."""
    return found(Point(w.unit_of(match["unit"]), anchor="frame"))


RELATIVE = (
    Rule(
        name="dates.ago",
        pattern=rf"""(?P<word> il {S} y {S} a | voila | voici | dans )
            (?: {S} (?: deja | tout {S} juste | juste | a {S} peine | environ | presque
                | maintenant | exactement | quelque ) )?
            {S} (?: (?: un\ peu\  )? (?: plus | moins | pres ) \ (?: de\  | d' ) )?
            (?P<count> {COUNT} ) {S} (?P<unit> {UNIT} )
            (?P<half> {S} et {S} demie? )?""",
        value=_ago,
        example="<date when='2015'>il y a deux ans</date>",
    ),
    Rule(
        name="dates.span",
        pattern=rf"""(?P<count> {COUNT} ) {S} (?P<unit> {UNIT} ) {S}
            (?P<side> {piece("side_of_span", "side_of_span_bare")} {END} )""",
        value=_span,
        example="<date when='2012'>2012</date> ; <date when='2014'>deux ans plus tard</date>",
    ),
    Rule(
        name="dates.unit_side",
        pattern=rf"""(?P<unit> {UNIT} ) {S}
            (?: (?P<side> {SIDE} ) | (?P<of_previous> {SIDE_OF_PREVIOUS} ) )""",
        value=_unit_side,
        example="l'<date when='2016'>an dernier</date>",
    ),
    Rule(
        name="dates.side_first",
        pattern=rf"(?P<word> prochaine? ) {S} (?P<unit> {UNIT} )",
        value=_side_first,
        example="au <date when='2017-Q3'>prochain trimestre</date>",
    ),
    Rule(
        name="dates.this_unit",
        pattern=rf"""ce (?: t | tte )? (?: {S} (?P<same> meme ) )? {S} (?P<unit> {UNIT} )
            (?: -?ci {END} | (?P<there> -la {END} ) )?""",
        value=_this_unit,
        example="<date when='2017'>cette année</date>",
    ),
    Rule(
        name="dates.same_unit",
        pattern=rf"meme {S} (?P<unit> {UNIT} )",
        value=_same_unit,
        example="en <date when='2012'>2012</date>, la <date when='2012'>même année</date>",
    ),
    Rule(
        name="dates.weekend",
        pattern=rf"(?: week-end | weekend | week\ end ) {END} (?! \ (?:de|du|des|d') )",
        value=_weekend,
        example="pour le <date from='2017-04-15' to='2017-04-16'>week-end</date>",
    ),
    Rule(
        name="dates.unit",
        pattern=rf"""(?P<unit> mois | annee | semaine | trimestre | semestre | siecle
            | decennie ) {END}""",
        value=_unit_alone,
        example="à la <date when='2017' mod='END'>fin de l'année</date>",
    ),
)
