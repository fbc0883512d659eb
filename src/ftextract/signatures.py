"""Who a piece of a byline names: people, announced (*Par*, *Textes :*, *Le billet de*) or not.

A name is two to four capitalised words without a word that no person's name holds (*Le Logo*,
*Trends Hebdo*), or initials. What stands behind it (where the author was, with whom, for which
paper) is no part of it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ftextract.lexicon import load
from ftextract.rule import alternatives, fold
from ftextract.view import folded_words

UPPER, LOWER = "A-ZÀ-ÖØ-ÞŁŚŠŽ", "a-zà-öø-ÿćčęłńśšžœ"
NAME_WORD = (
    rf"(?:[{UPPER}][{LOWER}]*\.?(?:(?:-dit-|-de-|[-'])[{UPPER}][{LOWER}]*\.?)*"
    rf"(?:'[{LOWER}](?!\w)(?:-[{UPPER}][{LOWER}]+)?)?"
    rf"|[{UPPER}][{UPPER}'-]*[{UPPER}])"
)
_PARTICLE = r"(?:(?:[Vv]an|von) de[rn]|de la|de|du|des|d'|la|le|van|von|el|ben|da|di|Le|La)"
NAME = (
    rf"{NAME_WORD}(?:\s{_PARTICLE}\s?|\s){NAME_WORD}"
    rf"(?:(?:\s{_PARTICLE}\s?|\s){NAME_WORD})?(?![{UPPER}{LOWER}°])"
)
_INITIALS = rf"(?:[{UPPER}]\.[\s-]?){{1,3}}[{UPPER}]\."
_PERSON = rf"(?:{_INITIALS}(?!\s?[{UPPER}])|{NAME})"
_NAME = re.compile(NAME)
_ALL_NAMES = re.compile(rf"{NAME}(?:\s?(?:,|et|&)\s{NAME})*")
_ALL_PEOPLE = re.compile(rf"{_PERSON}(?:\s?(?:,|et|&)\s{_PERSON})*")
_ONLY_INITIALS = re.compile(_INITIALS)
_SHORT_FIRST_NAME = re.compile(rf"[{UPPER}][{LOWER}]?\.")
_NO_NAME_EDGE = re.compile(r"^[^\w«]+|[\W]+$")
_FIRST_WORD = re.compile(r"^\W+")
_AFTER_NAME = re.compile(rf" Photos?$|(?<=[{LOWER}])\.$")
DATE = "\N{SYMBOL FOR RECORD SEPARATOR}"  # stands for a day in the pieces of a line

_SIGNATURE_WORDS = 8
_KNOWN = 512  # pieces: what a line is takes several looks at each
_PARTICLES = frozenset({"de", "du", "des", "d", "la", "le"})


@cache
def _lead() -> re.Pattern[str]:
    """Words that announce an author, and the names: *Propos recueillis par Maud Tessandier*."""
    words = load("layout")
    genre = words["byline_genre"].pattern
    return re.compile(
        rf"""(?: (?i:{words["byline_author"].pattern}) (?:\s(?:et|&)\s[^\W\d_]+)? \s*:?\s+
            | (?i: (?:{words["byline_colon"].pattern}) ) (?:\s*:|[ ]par)\s+
            | (?i: (?:un|une|l[ae]s?|l')?\s*(?:{genre}) ) (?:[ ][^\W\d_]+){{0,2}}?
                \s*(?: [ ](?i:de|par)\s | [ ](?i:d') | :\s )
            | (?:[\w°]+[ ]){{0,3}} (?i:(?:{words["byline_made"].pattern})(?:e?s?)|\d+)
                (?:[ ]à[ ][\w-]+)? [ ]par\s )
        (?P<names> {_ALL_PEOPLE.pattern}
            | (?<=^(?i:par)\s)[{UPPER}][{LOWER}]+(?=\s*$) )
        (?:\W|{DATE}|$)""",
        re.VERBOSE,
    )


@cache
def _announcer() -> re.Pattern[str]:
    words = load("layout")
    tables = ("byline_author", "byline_genre", "byline_colon")
    surfaces = [word for table in tables for word in words[table]]
    return re.compile(alternatives(surfaces), re.IGNORECASE | re.VERBOSE)


@cache
def _companions() -> re.Pattern[str]:
    """Whoever helped, where they were, for whom: *Claire Maudet avec Youssef Riahi à Metz*."""
    words = load("layout")
    company = words["byline_company"].pattern
    return re.compile(
        rf"""\s (?: (?:avec|à|au|aux|en|depuis)\s (?:l'|l[ae]s?\s)?[{UPPER}][\w'&\ .-]*$
            | (?:avec|et)\s (?:l'|l[ae]s?\s|nos?\s|notre\s|des\s)?(?i:{company})\b[\w'&\ .-]*$
            | pour\s (?i:l'|l[ae]s?\s)?[{UPPER}][\w'&\ .-]*$
            | vous\srépond(?:ent)?$ | @\w+$ )""",
        re.VERBOSE,
    )


@lru_cache(maxsize=_KNOWN)
def announced(piece: str) -> str | None:
    """The names that a piece announces: *Textes : Claire Maudet*."""
    last = _FIRST_WORD.sub("", piece.rpartition(DATE)[2]).strip()
    lead = _lead().match(last) or (_lead().match(piece) if last != piece else None)
    if lead is None:
        return None
    names = _AFTER_NAME.sub("", lead["names"])
    return None if any(map(_is_common, _NAME.findall(names))) else names


def is_announcer(piece: str) -> bool:
    """Whether a piece only announces an author: *Reportage –*; *De notre envoyé spécial,*."""
    return _announcer().fullmatch(piece.strip(" :.")) is not None


@lru_cache(maxsize=_KNOWN)
def author_in(piece: str, *, dated: bool = True) -> str | None:
    """The author that a piece names, if it is one: announced, or a name and nothing else."""
    names = announced(piece)
    if names:
        return names
    for side in piece.split(DATE):
        bare = _NO_NAME_EDGE.sub("", side)
        if DATE in piece:  # Claire Maudet, le …; publié le … Claire Maudet
            bare = _NO_NAME_EDGE.sub("", _date_words().sub("", bare))
        if dated:
            bare = bare.removeprefix("De ")
        bare = _companions().sub("", bare)
        if _ONLY_INITIALS.fullmatch(f"{bare}.") and f"{bare}." in piece:
            return f"{bare}."  # M. B.
        if is_signature(bare, capitals=dated):
            return f"{bare}." if bare[-2:-1] == " " and f"{bare}." in piece else bare  # Claire M.
    return None


@cache
def _date_words() -> re.Pattern[str]:
    dates = load("layout")["byline_date"].pattern
    return re.compile(rf"^(?:{dates})(?!\w)|(?<!\w)(?:{dates})$", re.IGNORECASE | re.VERBOSE)


def has_initials(names: str) -> bool:
    """Whether people are named by initials, as no paper is: *C. Maudet*."""
    return _SHORT_FIRST_NAME.match(names) is not None


def is_signature(text: str, *, capitals: bool = False) -> bool:
    """Whether a line is a person's name, or several, and nothing else.

    Without a date beside it, a line in capitals is a heading rather than a name.
    """
    folded = fold(text).strip(" .-–—*()")
    return (
        _ALL_NAMES.fullmatch(folded) is not None
        and (capitals or not folded.isupper())
        and len(folded.split()) <= _SIGNATURE_WORDS
        and not any(_is_common(name) for name in _NAME.findall(folded))
    )


def names_in(names: str) -> list[tuple[int, int]]:
    """Where each name stands in an author's."""
    return [match.span() for match in _NAME.finditer(names)]


def _is_common(name: str) -> bool:
    """Whether capitalised words are no person's name: *Le Logo*, *French Tech*."""
    first, *rest = name.lower().split()
    if first.startswith("l'"):  # L'Écho des ponts, but Yann L'Hostis
        return True
    words = folded_words(first).split()  # Saint-Malo, but Aymeric Saint-Léger
    words += [folded_words(word) for word in rest if word not in _PARTICLES]
    return any(len(word) > 1 and word in _not_names() for word in words)


@cache
def _not_names() -> frozenset[str]:
    return frozenset(map(folded_words, load("layout")["not_names"]))
