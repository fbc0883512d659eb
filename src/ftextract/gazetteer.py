"""The places of the gazetteer: French communes, departments and regions, countries, large cities.

The table (``data/gazetteer.tsv.gz``) is read once, in some 20 ms, and kept as text; an entry is
parsed when it is looked up. Names are compared by ``key_of``.
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from ftextract.lexicon import load
from ftextract.models import PlaceKind
from ftextract.rule import Candidate, fold
from ftextract.rules.names import LETTER, LOWER, UPPER
from ftextract.view import folded_words

_ARTICLES = ("l", "la", "le", "les")
_ARTICLE = re.compile(rf"^(?:{'|'.join(_ARTICLES)}) (?=.)")
_SAINT = re.compile(r"\bst(e)?\b")


def key_of(name: str) -> str:
    """A name for comparison: no accents, case, hyphens; *St* as *Saint*; no leading article."""
    plain = name.isascii() and name.isalpha()  # most words are
    key = name.lower() if plain else folded_words(name).replace(".", "")
    if "st" in key:
        key = _SAINT.sub(r"saint\1", key)
    return _ARTICLE.sub("", key) if key.startswith("l") else key


class Entry(NamedTuple):
    """A place. Codes are INSEE's and ISO 3166-1 alpha-2; coordinates are WGS 84 degrees."""

    name: str
    kind: PlaceKind
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    department: str | None
    region: str | None
    country: str | None
    population: int | None


@cache
def _lines() -> list[str]:
    """The lines of the table, sorted: a name is found by bisection."""
    path = resources.files("ftextract") / "data" / "gazetteer.tsv.gz"
    return gzip.decompress(path.read_bytes()).decode("utf-8").split("\n")


@lru_cache(maxsize=4096)
def lookup(name: str) -> tuple[Entry, ...]:
    """The places of a name, the most populous first; areas and regions before communes."""
    key = key_of(name)
    lines, beginning = _lines(), f"{key}\t"
    found: list[Entry] = []
    index = bisect_left(lines, beginning)
    while index < len(lines) and lines[index].startswith(beginning):
        found.append(_entry(lines[index]))
        index += 1
    if key in _areas() and not any(entry.kind in ("region", "country") for entry in found):
        found.append(Entry(_areas()[key], "area", *[None] * 7))
    if len(found) > 1:
        found.sort(key=lambda entry: -(entry.population or 0))
    return tuple(found)


def _entry(line: str) -> Entry:
    _, name, kind, geonames_id, latitude, longitude, department, region, country, population = (
        line.split("\t")
    )
    return Entry(
        name=name,
        kind=kind,  # type: ignore[arg-type]  # written by the build script
        geonames_id=int(geonames_id) if geonames_id else None,
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        department=department or None,
        region=region or None,
        country=country or None,
        population=int(population) if population else None,
    )


@cache
def _areas() -> dict[str, str]:
    return {key_of(surface): surface for surface in load("areas")["area"]}


@cache
def _beginnings_of_areas() -> frozenset[str]:
    words = [key.split(" ") for key in _areas()]
    return frozenset(" ".join(some[:count]) for some in words for count in range(1, len(some) + 1))


@lru_cache(maxsize=8192)
def _may_begin(word: str) -> bool:
    """Whether the name of a place may begin with a word that has no blanks in it."""
    key = key_of(word)
    if key.strip() in _ARTICLES:  # the key of a longer name has none
        return True
    lines = _lines()
    index = bisect_left(lines, key)
    # What ends behind the word comes first among what begins with it, then what a blank follows.
    known = index < len(lines) and lines[index].startswith((f"{key}\t", f"{key} "))
    return known or key in _beginnings_of_areas()


# Inhabitants from which a city's name is a place wherever it stands, and after "à" or "maire de".
_FRENCH_CITY = 12_000
_FRENCH_CITY_AFTER_PREPOSITION = 1_500
_WORLD_CITY = 400_000
_PART = rf"[{UPPER}][{LETTER}]*(?:'[{UPPER}][{LETTER}]+)?"
_JOINT = r"(?:-(?:en|sur|sous|les|lès|lez|la|le|de|du|des|d'|et|aux|au|à|l'|d)?-?)"
# Capitalised words with what ties them in a commune's name; Saint-Denis, Aix-en-Provence.
_NAME = re.compile(
    rf"""(?<! [{LETTER}\d@#_.] ) (?: (?<! [{LETTER}]- ) | (?<= \bex- ) )
    (?: (?: L[ea]s? | L[AE]S? | L' | Îles? ) [ ]? )?
    {_PART} (?: {_JOINT} {_PART} )*
    (?: [ ] (?: (?: de | du | des | d' | de[ ]la | de[ ]l' ) [ ]? )?
        (?: {_PART} (?: {_JOINT} {_PART} )*
          | [{LOWER}]+ (?: aise? | ique | ine? | aine? | [ae]sque | ienne? )s? ) ){{0,3}}""",
    re.VERBOSE,
)
_STRONG_LOCATIVE = re.compile(
    r"""\b(?: à | à\ La | à\ Le | en | vers | entre | près\ de | autour\ de | depuis
    | (?: ville | mairie | maire | port | gare | CHU | agglomération | habitants )\ de
    | (?: venu | installé | basé )e?s?\ (?: de | à ) ) [ ] (?: L[ea]s?[ ] )?$""",
    re.VERBOSE | re.IGNORECASE,
)
_TITLE_BEFORE = re.compile(rf"(?:\b(?:M|MM|Mme|Mlle|Dr|Me|saint|sainte)\.?|[{UPPER}][{LOWER}]+)\ $")
_CAPITAL_AFTER = re.compile(rf"(?:\ [{UPPER}][{LETTER}]|-[{UPPER}\d]|\ ?\d|'[{LOWER}{UPPER}]|&)")


_CAPITAL_ARTICLE = re.compile(r"(?:L[ea]s? |L')(?!Réunion)")


def find_known(text: str) -> list[Candidate]:
    """The places in a text that are known by name and stand where a place can stand.

    A name that is also a French word, a first name or a family name needs a locative
    preposition in front. A name that another capitalised word follows or precedes gives way:
    it is part of something longer (*Brest Métropole*, *Anne Brest*).
    """
    found: list[Candidate] = []
    for match in _NAME.finditer(text):
        for first, last, kind, doubtful in _known_in(match.group()):
            start, end = match.start() + first, match.start() + last
            before = text[max(0, start - 24) : start]
            if _CAPITAL_AFTER.match(text, end) or _is_named_before(before):
                break
            if doubtful and not _STRONG_LOCATIVE.search(before):
                break
            if kind != "city" and (article := _CAPITAL_ARTICLE.match(text, start, end)):
                start += article.end() - article.start()
            found.append(Candidate(start, end, "LOC", "places.gazetteer", {"kind": kind}))
            break
    return found


@lru_cache(maxsize=8192)
def _known_in(words: str) -> tuple[tuple[int, int, PlaceKind, bool], ...]:
    """The known places among capitalised words: offsets, kind, and whether the name is doubtful.

    Doubtful is a name that is also a word or a person's, or that of a small town.
    """
    found = []
    for start, end in _prefixes(words):
        name = words[start:end]
        entry = _known(name)
        if entry is not None:
            doubtful = key_of(name) in load("areas")["ambiguous"] or (
                entry.country == "FR"
                and entry.kind == "city"
                and (entry.population or 0) < _FRENCH_CITY
            )
            found.append((start, end, entry.kind, doubtful))
    return tuple(found)


def _is_named_before(before: str) -> bool:
    """Whether a title or a first name stands right before a name: *M. Brest*, *Anne Brest*."""
    title = _TITLE_BEFORE.search(before)
    return title is not None and title.group().strip() not in load("people")["no_first_name"]


_CORRECTED_CITY = 3_000  # inhabitants from which a name is a city, whatever the model says


@lru_cache(maxsize=8192)
def is_surely_place(name: str) -> bool:
    """Whether a whole name is that of a place, and of nothing else that is known."""
    entries = lookup(name)
    if not entries or key_of(name) in load("areas")["ambiguous"]:
        return False
    if name.isupper() and len(name) < 6:
        return False
    for entry in entries:
        if entry.kind != "city":
            return entry.kind in ("region", "department", "country")
        least = _CORRECTED_CITY if entry.country == "FR" else _WORLD_CITY
        if (entry.population or 0) >= least:
            return True  # maybe not the largest of its name: Brest
    return False


def _prefixes(joined: str) -> list[tuple[int, int]]:
    """The stretches to look up: from each capitalised word on that may begin one, the longest
    first.
    """
    words = joined.split(" ")
    spans = []
    start = 0
    for first, word in enumerate(words):
        if word[:1].isupper() and _may_begin(word):
            length = len(" ".join(words[first:]))
            for last in range(len(words), first, -1):
                spans.append((start, start + length))
                length -= len(words[last - 1]) + 1
        start += len(word) + 1
    return spans


@lru_cache(maxsize=8192)
def _known(name: str) -> Entry | None:
    """The most likely place of a name, if it is prominent enough to be looked for in a text."""
    if len(fold(name)) < 3:
        return None
    for entry in lookup(name):
        if entry.kind != "city":
            return entry
        least = _FRENCH_CITY_AFTER_PREPOSITION if entry.country == "FR" else _WORLD_CITY
        if (entry.population or 0) >= least:
            return entry
    return None
