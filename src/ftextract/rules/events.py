"""Events by their wording: fairs, festivals, conferences. Label EVENT; words in events.toml."""

from __future__ import annotations

import re

from ftextract.gazetteer import is_surely_place
from ftextract.lexicon import load
from ftextract.rule import Attributes, Candidate, Rule, alternatives, find, first_words
from ftextract.rules.names import AFTER_ELISION, CAP, LETTER, NAME, OF, PLAIN_NAME

WORDS = load("events")
NOUN = WORDS["noun"].pattern
CAPITALIZED = alternatives(
    " ".join(part[0].upper() + part[1:] for part in word.split(" "))
    for word in WORDS["capitalized"]
)
OCCASION = WORDS["occasion"].pattern
EDITION = WORDS["edition"].pattern
YEAR = r"(?:\ (?:19|20)\d\d(?!\d))?"


def event(match: re.Match[str]) -> Attributes | None:
    """Nothing but the name, whose date is read from the sentence; a town's name is none."""
    return None if is_surely_place(match["mention"]) else {}


RULES = (
    Rule(
        name="events.capitalized",
        pattern=rf"""{AFTER_ELISION} (?P<mention> (?-i: {CAPITALIZED} ) [ ]
            (?: (?: (?: international | national | européen )e? [ ] )? {OF} )? {NAME} {YEAR} )
            (?! [{LETTER}\d] )""",
        value=event,
        example="au <name type='event'>Festival de Cannes</name>, où",
        opens=first_words(WORDS["capitalized"]),
    ),
    Rule(
        name="events.named",
        pattern=rf"""{AFTER_ELISION} (?: {NOUN} ) [ ] (?: [«"“] [ ]? )?
            (?P<mention> {PLAIN_NAME} {YEAR} ) (?! [{LETTER}\d] )""",
        value=event,
        example="la première conférence <name type='event'>Shake</name>, rassemblant",
        opens=first_words(WORDS["noun"]),
    ),
    Rule(
        name="events.occasion",
        pattern=rf"""{AFTER_ELISION} (?: {OCCASION} ) [ ] (?: {EDITION} [ ] )+
            (?P<mention> {CAP} (?: [ ]{CAP} ){{0,3}} (?: [ ]{OF}{NAME} )? {YEAR} )
            (?! [{LETTER}\d] )""",
        value=event,
        example="lors du dernier <name type='event'>SIMA de Villepinte</name>.",
        opens=first_words(WORDS["occasion"]),
    ),
)


def find_events(text: str) -> list[Candidate]:
    """All event candidates of a text; they may overlap."""
    return list(find(RULES, text, "EVENT"))
