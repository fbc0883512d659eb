"""Places by their wording: quarters, technopoles, streets, buildings. Label LOC.

The words are in places.toml. A designator with *de* belongs to the name (*[vallée de l'Orne]*);
a quarter or technopole only announces it (*quartier de [La Défense]*, *le technopôle [Anticipa]*);
streets always keep theirs.
"""

from __future__ import annotations

import re
from functools import cache

from ftextract.gazetteer import is_surely_place
from ftextract.lexicon import load
from ftextract.rule import Attributes, Candidate, Rule, alternatives, find, first_words
from ftextract.rules.names import AFTER_ELISION, CAP, LETTER, LOWER, NAME, OF, PLAIN_NAME

WORDS = load("places")
DESIGNATOR = WORDS["designator"].pattern
STREET = WORDS["street"].pattern
FACILITY = alternatives(word[0].upper() + word[1:] for word in WORDS["facility"])
HEAD = alternatives(word[0].upper() + word[1:] for word in WORDS["head"])
ARTICLED = rf"(?:(?-i:L[ea]s?\ |L'))?{NAME}"


def designated(match: re.Match[str]) -> Attributes | None:
    """The kind that a designator tells, unless a known city stands behind it."""
    if match["designator"].isupper():
        return None  # LE QUARTIER NUMÉRIQUE: in capitals, nothing tells a name from a noun
    kind = WORDS["designator"][match["designator"]]
    rest = _designation().sub("", match["mention"])
    if kind != "area" and is_surely_place(rest):
        return None  # la gare de Quimper: the place is Quimper
    return {"kind": kind}


@cache
def _designation() -> re.Pattern[str]:
    return re.compile(rf"^(?:{DESIGNATOR})\ {OF}", re.IGNORECASE | re.VERBOSE)


def announced(match: re.Match[str]) -> Attributes | None:
    """A quarter, unless it is one of a known city: *le quartier de Brest*, not *de La Rose*."""
    of_city = match["of"] and not match["article"] and is_surely_place(match["mention"])
    return None if of_city else {"kind": "district"}


def quarter(match: re.Match[str]) -> Attributes:
    """A quarter, whatever the name; streets and quays lie in one."""
    return {"kind": "district"}


def site(match: re.Match[str]) -> Attributes:
    """A building or its grounds."""
    return {"kind": "site"}


RULES = (
    Rule(
        name="places.facility",
        pattern=rf"""{AFTER_ELISION} (?P<mention> (?-i: {FACILITY} [ ]
            (?! de[ ] | d' | du[ ] | des[ ] ) [{LOWER}-]{{3,}} [ ]{OF}
            (?: {HEAD} [ ] (?: de | du | des | d' | aux? ) [ ]? [{LOWER}]+
              | {CAP} (?: [ ]{OF}?{CAP} ){{0,3}} ) ) ) (?! [{LETTER}\d] )""",
        value=site,
        example="au <placeName type='site'>Pôle image de la Porte de fer</placeName>, créé",
        opens=first_words(WORDS["facility"]),
    ),
    Rule(
        name="places.designator",
        pattern=rf"""{AFTER_ELISION} (?P<mention> (?P<designator> {DESIGNATOR} ) [ ]{OF}{ARTICLED} )
            (?! [{LETTER}\d] )""",
        value=designated,
        example="dans la <placeName type='area'>vallée de l'Orne</placeName>, où",
        opens=first_words(WORDS["designator"]),
    ),
    Rule(
        name="places.announced",
        pattern=rf"""{AFTER_ELISION} (?: quartier | technop[oô]le | zac ) [ ]
            (?P<of> (?-i: {OF} ) )?
            (?P<mention> (?P<article> (?-i: L[ea]s?[ ] | L' ) )? {PLAIN_NAME} )
            (?! [{LETTER}\d] )""",
        value=announced,
        example="le technopôle <placeName type='district'>Anticipa</placeName>, à",
        opens=frozenset({"quartier", "technopole", "technopôle", "zac"}),
    ),
    Rule(
        name="places.street",
        pattern=rf"""{AFTER_ELISION} (?<! \bà\ la\  ) (?P<mention> (?: {STREET} ) [ ]
            (?: {OF} | (?: aux? | à[ ]la ) [ ] )? {NAME} ) (?! [{LETTER}\d] )""",
        value=quarter,
        example="12, <placeName type='district'>rue de la République</placeName>",
        opens=first_words(WORDS["street"]),
    ),
)


def find_places(text: str) -> list[Candidate]:
    """All place candidates of a text; they may overlap."""
    return list(find(RULES, text, "LOC"))
