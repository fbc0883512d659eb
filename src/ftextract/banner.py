"""The banner under which a territory bids: *Nantes Tech*, *French Tech Pau Béarn*, *Annecy 2018*.

A banner is an organization of that kind, or what a phrase introduces as the bid's name (*sous la
bannière X*, *nom de code : X*, *la candidature X*), if it looks like one. Of several, the one
counts that is introduced, stands in the title, comes back, or holds the territory's name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ftextract.entities import Entity
from ftextract.gazetteer import lookup
from ftextract.lexicon import load
from ftextract.outline import Outline, Span
from ftextract.rule import Opened, first_words, places_of_words
from ftextract.rules.names import LETTER, UPPER
from ftextract.view import folded_words

_CAPITAL = rf"(?:[{UPPER}][{LETTER}\d'+]*(?:-[{LETTER}\d'+]+)*)"
_NAME = (
    rf"{_CAPITAL}(?:[ ](?:(?:de|du|des|la|en|the|is)[ ])?(?:{_CAPITAL}|20\d\d\b|\+)){{0,4}}[ ]?\+?"
)
_LOOKS = re.compile(r"\b[Ff]rench ?[Tt]ech\b|\b20\d\d$|T(?:ECH|ech) ?\+?$")
_YEAR = re.compile(r" 20\d\d$")
_LABEL = re.compile(r"\b(?:la |the )?french ?tech\b|(?<![\w'])tech\b", re.IGNORECASE)
_COMPANY = re.compile(r"(?!French\b)\w+ Tech")
_SURE = 2  # how a banner is introduced by a word that has no other use
_SHORTEST = 3
_FAR = 3  # a name that is mentioned this often needs no introduction


@dataclass(frozen=True)
class Banner:
    """A banner's name, where it stands, and what it names beside the label."""

    name: str
    spans: tuple[Span, ...]
    tail: str
    introduced: int = 0  # how surely a phrase introduces it


@cache
def _intro() -> Opened:
    words = load("candidacy")["banner"]
    return Opened(re.compile(rf"\b(?:{words.pattern})\b", re.VERBOSE), first_words(words))


# What may stand between the word and the name: bannière commune, « X »; candidature autonome, X.
_INTRODUCED = re.compile(
    rf"(?: (?:commune|unique|autonome|provisoire|de|d'|du|est))?(?: ?[:,])? ?(?:[\"«“] ?)?"
    rf"(?P<name>(?:La )?{_NAME.replace('[ ]', ' ')})"
)
_TECHS = re.compile(
    rf"(?<![{LETTER}-])(?P<name>(?!French |La French ){_CAPITAL}"
    rf"(?:[ ](?:(?:de|du|des)[ ](?:la[ ])?|d')?(?!French ){_CAPITAL}){{0,4}}[ ]Tech\b ?\+?)"
    rf"(?! [{UPPER}])"
)
_SPEAKS = re.compile(r"candidat|dossier|label|bannière|french tech|déposé|présenté|enseigne|réseau")
_EDITION = re.compile(rf"\b{_CAPITAL} 20\d\d\b")


def banner_of(
    outline: Outline,
    organizations: Sequence[tuple[Entity, str]],
    places: Sequence[Entity],
    label: str | None,
) -> Banner | None:
    """The banner that the article speaks of as its territory's; the kind tells what each is."""
    introduced = _introduced(outline)
    found: dict[str, Banner] = {}
    tech = label in (None, "French Tech")
    if tech:
        for match in _TECHS.finditer(outline.text) if " Tech" in outline.text else ():
            name, span = match["name"], match.span("name")
            key = folded_words(name)
            if key in found:
                found[key] = Banner(name, (*found[key].spans, span), tail_of(name))
            elif _SPEAKS.search(outline.low, *outline.sentence(span[0])):
                found[key] = Banner(name, (span,), tail_of(name))
    else:
        for match in _EDITION.finditer(outline.text):
            name = match.group()
            key, span = folded_words(name), match.span()
            spans = (*found[key].spans, span) if key in found else (span,)
            if any(folded_words(place.name) in key for place in places):
                found[key] = Banner(name, spans, tail_of(name))
    for entity, kind in organizations:
        spans = tuple((mention.start, mention.end) for mention in entity.mentions)
        key = folded_words(entity.name)
        said = max((introduced[start][1] for start, _ in spans if start in introduced), default=0)
        looks = _LOOKS.search(entity.name) is not None
        if not tech and "tech" in key:
            continue
        if (kind == "candidacy" and (looks or said)) or (looks and said > 0):
            name = entity.name
            found[key] = Banner(name, spans, tail_of(name), introduced=said)
    for start, (name, sure) in introduced.items():
        key = folded_words(name)
        looks = _LOOKS.search(name) is not None or (sure == _SURE and " Tech " in name)
        if not looks or not tail_of(name) or ("tech" in key and not tech):
            continue
        if key not in found or not found[key].introduced:
            spans = found[key].spans if key in found else ((start, start + len(name)),)
            found[key] = Banner(name, spans, tail_of(name), introduced=sure)
    if not found:
        return None
    places_by_name = {folded_words(place.name): place for place in places}
    scored = {key: _score(banner, outline, places_by_name) for key, banner in found.items()}
    best = max(found, key=lambda key: (scored[key], -found[key].spans[0][0]))
    return found[best] if scored[best] > 0 else None


def tail_of(name: str) -> str:
    """What a banner names beside the label and the year: *Pau Béarn*, *Annecy*."""
    return " ".join(_LABEL.sub(" ", _YEAR.sub("", name)).replace("+", " ").split()).strip(" -")


def _introduced(outline: Outline) -> dict[int, tuple[str, int]]:
    """Where names stand that a phrase introduces as the bid's, which, and how surely."""
    words = load("candidacy")["banner"]
    found: dict[int, tuple[str, int]] = {}
    for word in _intro().finditer(outline.low, places_of_words(outline.text)):
        name = _INTRODUCED.match(outline.text, word.end())
        if name and len(name["name"]) > _SHORTEST:
            sure = _SURE if words[word.group()] == "sure" else 1
            found[name.start("name")] = (name["name"].strip(), sure)
    return found


def _score(banner: Banner, outline: Outline, places: dict[str, Entity]) -> int:
    score = min(len(banner.spans), 4) + 4 * banner.introduced
    title = outline.title
    if title and any(title[0] <= start < title[1] for start, _ in banner.spans):
        score += 4
    tail = folded_words(banner.tail)
    inside = [place for name, place in places.items() if name and (name in tail or tail in name)]
    titled = folded_words(outline.title_text)
    if inside:
        score += 2
    if tail and (tail in titled or any(folded_words(p.name) in titled for p in inside)):
        score += 4
    elif (
        _COMPANY.fullmatch(banner.name)
        and len(banner.spans) < _FAR
        and not banner.introduced
        and not lookup(banner.tail)
    ):
        score -= 3  # a company may be called X Tech
    alone = outline.text.count(banner.tail) <= len(banner.spans)
    if tail and not inside and not banner.introduced and alone and _is_elsewhere(banner.tail):
        score -= 6
    return score


def _is_elsewhere(tail: str) -> bool:
    """Whether a banner names a town that the article does not."""
    words = tail.split()
    names = (tail, *words)
    return any(
        entry.kind == "city" and (entry.population or 0) > 20_000
        for name in names
        for entry in lookup(name)[:1]
    )
