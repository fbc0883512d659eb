"""Second thoughts on what the model labels, where wording or the gazetteer knows better.

The span is the model's; only the label changes, or the name is dropped.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ftextract.gazetteer import is_surely_place, key_of, lookup
from ftextract.lexicon import load
from ftextract.rule import WORD, Label, places_of_words

_ACRONYM = re.compile(r"[A-ZÀ-Þ]{3,8}")
_DEMONYM = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ-]+(?:ois|ais|ien|éen)(?:e?s?|nes?)")
_TO = "à "
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?»\n] ?|– )À $")
_AT_START = re.compile(r"(?:^|[.!?…»\n] ?|– )$")
_LOCATIVE = re.compile(r"\b(?:à|À|vers|quartier|rue|zone|site|campus) (?:la |l'|le )?$")
_FIGURATIVE = re.compile(r"(?:Tour de France|tour de France) d(?:e|es|u|') ?\w")
# Two noun phrases side by side: la communauté urbaine | le technopôle de Château-Gombert.
_TWO_NOUN_PHRASES = re.compile(r"(?:[a-zà-ÿ]+ ){1,4}(?:le|la|les|un|une) [a-zà-ÿ]{3,} ")
_PRODUCT_CODE = re.compile(r"[A-Z]{2,5}-?\d{2,5}[A-Z]?")  # le casque connecté BBH300
_AFTER_NOUN = re.compile(
    r"\b(?!(?:chez|avec|pour|dans|sous|sans|dont|comme|groupe|société)\b)[a-zà-ÿ]{4,} $"
)
_BEFORE = 40


@cache
def _dative() -> re.Pattern[str]:
    words = load("organizations")["dative"].pattern
    return re.compile(rf"(?<!\w)(?:{words})\ à\ $", re.VERBOSE | re.IGNORECASE)


def relabel(text: str, start: int, end: int, label: Label) -> Label | None:
    """The label of a name in its text, or None if it is a common noun.

    A known place is one whatever the model says; an acronym in running text is no place, nor is
    what something is sold, given or entrusted to; *À X,* at a sentence's start is a place.
    """
    name = text[start:end]
    before = text[max(0, start - _BEFORE) : start]
    if name.upper() == name and name in load("organizations")["common_acronym"]:
        return None
    if label == "EVENT" and _FIGURATIVE.match(text, start):
        return None
    if _TWO_NOUN_PHRASES.match(name):
        return None
    if label == "ORG" and _PRODUCT_CODE.fullmatch(name) and _AFTER_NOUN.search(before):
        return None
    if label != "LOC" and is_surely_place(name):
        return "LOC"
    if label in ("LOC", "PER") and _is_common(name):
        return None
    if label == "LOC" and _opens_as_word(name, before, text):
        return None
    behind_to = _TO in before[-3:].lower()  # maybe at the end of the line before
    opens = behind_to and _OPENS_SENTENCE.search(before)
    if label == "ORG" and opens and text[end : end + 1] == ",":
        return "LOC"
    if label == "LOC" and not lookup(name):
        if behind_to and _dative().search(before):
            return "ORG"
        if _ACRONYM.fullmatch(name) and not _LOCATIVE.search(before) and _in_prose(text, start):
            return "ORG"
    return label


def _is_common(name: str) -> bool:
    """Whether a place's or person's alleged name is a common noun or an inhabitant."""
    return name.islower() or (_DEMONYM.fullmatch(name) is not None and not lookup(name))


def _opens_as_word(name: str, before: str, text: str) -> bool:
    """Whether a sentence's first word is the French word that is also a town's name: *Tours*.

    The article shows it, where it has the word in lower case too.
    """
    return (
        name.istitle()
        and key_of(name) in load("areas")["ambiguous"]
        and _AT_START.search(before) is not None
        and _stands_in_lower_case(name.lower(), text)
    )


@lru_cache(maxsize=8)  # asked again for each mention
def _stands_in_lower_case(name: str, text: str) -> bool:
    """Whether a text has a name's words in lower case."""
    first = WORD.search(name)
    places = places_of_words(text).get(first.group(), ()) if first else ()
    return any(
        text.startswith(name, place)
        and not text[place + len(name) : place + len(name) + 1].isalnum()
        for place in places
    )


def _in_prose(text: str, start: int) -> bool:
    """Whether a line holds lower-case words: in a line of capitals, capitals tell nothing."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    line = text[first : last if last >= 0 else len(text)]
    return sum(char.islower() for char in line) * 2 > sum(char.isalpha() for char in line)
