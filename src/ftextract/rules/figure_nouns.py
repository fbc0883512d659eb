"""What a figure counts: the noun after a number, and its singular. The words are in figures.toml.

After a numeral the next word is the counted noun unless it belongs to a closed class (function
words, verbs, participles) or cannot be a plural.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from ftextract.rule import alternatives, fold, plain
from ftextract.rules.figure_text import Source, plain_map, plain_words

FUNCTION = plain_words("function") | plain_words("verb")
_PARTICIPLE = plain_words("participle")
_NOUN_IN_E = plain_words("noun_in_e")
_ADJECTIVE = plain_words("adjective")
_ADJECTIVE_NOUN = plain_words("adjective_noun")
_INVARIABLE = plain_words("invariable")
_DURATION = plain_words("duration")
_GROUP = plain_map("noun_group")
_IRREGULAR = plain_map("irregular")
_SINGULAR_IN_S = plain_words("singular_in_s")

_GROUP_HERE = re.compile(rf"{alternatives(_GROUP)}(?!\w)")
_WORD_HERE = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)(['\d_]?)")
_SPACES = re.compile(r" {1,3}")
_PLURAL = re.compile(r"[sxz](?:-|\Z)")  # of any part: *chefs-lieux*
_MOST_ADJECTIVES = 3

NounKind = Literal["noun", "duration"]


class Noun(NamedTuple):
    """The noun at a place of a text: where it ends and its singular."""

    kind: NounKind
    end: int
    singular: str


def noun_at(source: Source, position: int, value: Decimal) -> Noun | None:
    """The counted noun that begins at ``position`` (adjectives before it are passed over).

    ``value`` is the number in front, which asks for a plural from two on.
    """
    text = source.plain
    before: tuple[int, int] | None = None  # the last adjective, which may be a noun itself
    for _ in range(_MOST_ADJECTIVES + 1):
        if group := _GROUP_HERE.match(text, position):
            return Noun("noun", group.end(), _GROUP[group[0]])
        match = _WORD_HERE.match(text, position)
        if match is None or match[2]:
            break
        start, end = match.span(1)
        word = match[1]
        if word in _DURATION:
            return Noun("duration", end, singular(source.folded[start:end]))
        if word not in _ADJECTIVE:
            if _is_noun(word, source.folded[start:end], value):
                return Noun("noun", end, singular(source.folded[start:end]))
            break
        before = (start, end)
        space = _SPACES.match(text, end)
        if space is None:
            break
        position = space.end()
    if before is not None and text[slice(*before)] in _ADJECTIVE_NOUN:
        return Noun("noun", before[1], singular(source.folded[slice(*before)]))
    return None


def _is_noun(word: str, surface: str, value: Decimal) -> bool:
    if len(word) < 2 or word in FUNCTION or word in _PARTICIPLE:
        return False
    if value < 2:
        return not _is_participle(word, surface) and (surface.islower() or surface.isupper())
    if word in _INVARIABLE or (surface.isupper() and len(surface) <= 4):
        return True
    if len(word) < 3 or not _PLURAL.search(word):
        return False
    return not _is_participle(word, surface)


def _is_participle(word: str, surface: str) -> bool:
    """Whether a word ends like a participle in -é, and is no noun (*salarié*, *société*)."""
    if not surface.lower().endswith(("é", "ée", "és", "ées")):
        return False
    if word.rstrip("s").endswith(("ite", "ete", "aute")):
        return False
    return word.rstrip("s") + "s" not in _NOUN_IN_E


@lru_cache(maxsize=2048)
def singular(surface: str) -> str:
    """The singular of a French plural noun, in lower case: ``Chevaux`` → ``cheval``."""
    word = fold(surface).lower()
    key = plain(word)
    if key in _GROUP:
        return _GROUP[key]
    if key in _IRREGULAR:
        return _IRREGULAR[key]
    if key in _SINGULAR_IN_S or key.endswith("ss"):
        return word
    if "-" in word:
        first, *middle, last = word.split("-")
        first = first if plain(first) in FUNCTION else singular(first)  # sous-traitants
        return "-".join([first, *middle, singular(last)])
    if key.endswith("eaux"):
        return word[:-1]
    if key.endswith("aux") and len(key) > 4:
        return word[:-2] + "l"
    return word[:-1] if key.endswith("s") and len(key) > 2 else word
