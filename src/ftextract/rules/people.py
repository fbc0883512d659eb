"""People by the titles and functions around their names. Label PER; words in people.toml.

Title words and functions stay outside of the name: *M. [Gaudin]*, *le maire [Anne Morel]*.
"""

from __future__ import annotations

import re

from ftextract.gazetteer import is_surely_place
from ftextract.lexicon import load
from ftextract.rule import CAPITAL, Attributes, Candidate, Rule, alternatives, find, first_words
from ftextract.rules.names import AFTER_ELISION, LETTER, UPPER

WORDS = load("people")
ABBREVIATED = alternatives(WORDS["abbreviated"].values())
TITLE = WORDS["title"].pattern
FUNCTION = WORDS["function"].pattern
# Jean-Noël, Éric, McKinsey, O'Brien, N'Diaye, LE GOFF
PART = rf"(?-i:[{UPPER}](?:'[{UPPER}])?[{LETTER}]{{0,40}}(?:['-][{LETTER}]{{1,40}}){{0,5}})"
PARTICLE = r"(?:de\ la\ |de\ |du\ |des\ |d'|(?-i:Le|La|El|Ben|Van|Von|von|van|de|Da|Di|Al|N')\ )"
PERSON = rf"(?:{PART}(?:\ {PARTICLE}?{PART}){{1,2}})"


def titled(match: re.Match[str]) -> Attributes:
    """Nothing but the name."""
    return {}


def with_role(match: re.Match[str]) -> Attributes | None:
    """The function beside a name; a sentence's first word or a place is no first name."""
    name = match["mention"]
    if name.split()[0].lower() in WORDS["no_first_name"] or is_surely_place(name):
        return None
    return {"role": match["role"].strip()}


RULES = (
    Rule(
        name="people.title",
        pattern=rf"""(?<! [{LETTER}\d'-] )
            (?: (?-i: {ABBREVIATED} ) | {TITLE} ) [ ]
            (?P<mention> (?-i: de[ ]la[ ] | de[ ] | du[ ] | d' )?
                {PART} (?: [ ]{PARTICLE}?{PART} ){{0,2}} ) (?! [{LETTER}\d] )""",
        value=titled,
        example="selon M. <persName>Gaudin</persName>, qui",
        opens=first_words((*WORDS["abbreviated"], *WORDS["title"])),
    ),
    Rule(
        name="people.function_after",
        pattern=rf"""(?<! [{LETTER}\d-] ) (?P<mention> {PERSON} ), [ ]
            (?: (?: l[ea'] | son | sa | une? | ancien(?:ne)? | nouveau | nouvelle ) [ ]? ){{0,2}}
            (?P<role> (?: {FUNCTION} ) (?! [{LETTER}] ) (?: [\ '][^\n,;.:()«»]{{1,80}} )? )
            (?= [,;.:()\n«»] | $ )""",
        value=with_role,
        example="<persName role='maire de Morlaix'>Anne Le Goff</persName>, maire de Morlaix, y",
        opens=CAPITAL,
        needs=first_words(WORDS["function"]),
    ),
    Rule(
        name="people.function_before",
        pattern=rf"""{AFTER_ELISION} (?P<role> (?: {FUNCTION} )
            (?: [ ] (?: d[eu'] | des | à | au | en | chargée? | déléguée? | générale? | adjointe? )
                [^\n,;.:()«»]{{0,60}}? )? ),? [ ]
            (?P<mention> {PERSON} ) (?! [{LETTER}\d-] )""",
        value=with_role,
        example=(
            "la présidente de la structure, "
            "<persName role='présidente de la structure'>Anne Le Goff</persName>"
        ),
        opens=first_words(WORDS["function"]),
    ),
)


def find_people(text: str) -> list[Candidate]:
    """All person candidates of a text; they may overlap."""
    return list(find(RULES, text, "PER"))
