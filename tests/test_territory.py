"""The bidding territory, its cities and its banner."""

# ruff: noqa: E501 (a row of a table stays on one line)

from __future__ import annotations

import re

import pytest

from ftextract.banner import Banner, banner_of, tail_of
from ftextract.entities import Entity
from ftextract.outline import Outline, Span
from ftextract.rule import Candidate
from ftextract.territory import cities_of, territory_of
from ftextract.view import View, folded_words


def outline_of(text: str, title: Span | None = None) -> Outline:
    blocks = [("title", title)] if title else []
    return Outline(View(text, [(0, len(text))]), [*blocks, ("paragraph", (0, len(text)))])


def entity(label: str, text: str, name: str, kind: str | None = None) -> Entity:
    spans = [m.span() for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]
    assert spans, name
    mentions = [Candidate(*span, label, "ner", {}) for span in spans]
    return Entity(label, name, mentions, folded_words(name).split(), {"kind": kind} if kind else {})


def places(text: str, **kinds: str) -> list[Entity]:
    """The named places of a text; ``_`` in a keyword stands for a hyphen."""
    found = [entity("LOC", text, name.replace("_", "-"), kind) for name, kind in kinds.items()]
    return sorted(found, key=lambda entity: entity.mentions[0].start)


def banner(name: str) -> Banner:
    return Banner(name, ((0, 0),), tail_of(name))


@pytest.mark.parametrize(
    ("text", "kinds", "title", "name", "territory"),
    [
        ("Quimper veut un label. Brest dort.", {"Quimper": "city", "Brest": "city"}, None, None, "Quimper"),
        ("Brest dort. La candidature de Quimper plaît.", {"Quimper": "city", "Brest": "city"}, None, None, "Quimper"),
        ("Brest rit\nQuimper, Quimper", {"Quimper": "city", "Brest": "city"}, (0, 9), None, "Brest"),
        ("Brest, Brest et Quimper", {"Quimper": "city", "Brest": "city"}, None, "Quimper Tech", "Quimper"),
        ("France, France et Quimper", {"Quimper": "city", "France": "country"}, None, None, "Quimper"),
        ("Brest et Quimper", {"Quimper": "city", "Brest": "city"}, None, None, "Brest"),
        ("Entre Brest et Lens\nQuimper", {"Quimper": "city", "Brest": "city", "Lens": "city"}, (0, 19), None, "Brest"),
        ("Quimper et la Cornouaille", {"Quimper": "city", "Cornouaille": "area"}, None, "Cornouaille French Tech", "Cornouaille"),
        ("Quimper rit", {"Quimper": "city"}, None, "French Tech Pays basque", "Pays basque"),
        ("Quimper rit", {"Quimper": "city"}, None, "French Tech Atlantic Valley", "Quimper"),
        ("Creusot dort", {"Creusot": "city"}, None, None, "Le Creusot"),
        ("La France", {"France": "country"}, None, None, None),
    ],
)  # fmt: skip
def test_territory(text, kinds, title, name, territory) -> None:
    found = territory_of(
        places(text, **kinds), banner(name) if name else None, outline_of(text, title)
    )
    assert found == territory


def test_bodies_speak_for_their_town() -> None:
    text = "Brest, Brest. Quimper. Lannion Agglomération paie."
    kinds = {"Brest": "city", "Quimper": "city"}
    body = entity("ORG", text, "Lannion Agglomération", "public")
    assert territory_of(places(text, **kinds), None, outline_of(text), [body]) == "Lannion"
    assert territory_of(places(text, **kinds), None, outline_of(text), []) == "Brest"


def test_no_place_no_territory() -> None:
    assert territory_of([], None, outline_of("rien")) is None
    assert cities_of(None, [], outline_of("rien"), None) == []


@pytest.mark.parametrize(
    ("territory", "text", "kinds", "cities"),
    [
        ("Quimper", "Quimper veut un label. Brest dort.", {"Quimper": "city", "Brest": "city"}, ["Quimper"]),
        ("Quimper", "Quimper et Brest veulent un label.", {"Quimper": "city", "Brest": "city"}, ["Quimper", "Brest"]),
        ("Quimper", "Quimper dépose un dossier avec Brest et Vannes.", {"Quimper": "city", "Brest": "city", "Vannes": "city"}, ["Quimper", "Brest", "Vannes"]),
        ("Brest-Quimper", "Brest-Quimper bat Vannes. Brest et Quimper", {"Brest_Quimper": "area", "Quimper": "city", "Brest": "city", "Vannes": "city"}, ["Brest", "Quimper"]),
        ("Finistère", "La candidature réunit Brest et Quimper, pas Vannes.", {"Brest": "city", "Quimper": "city", "Vannes": "city"}, ["Brest", "Quimper"]),
        # others', or only side by side
        ("Quimper", "Quimper dépose un dossier contre Brest et Vannes.", {"Quimper": "city", "Brest": "city", "Vannes": "city"}, ["Quimper"]),
        ("Quimper", "Quimper rit. Le train relie Brest et Vannes.", {"Quimper": "city", "Brest": "city", "Vannes": "city"}, ["Quimper"]),
        ("Quimper", "Quimper dépose un dossier ; Brest et Vannes sont en lice.", {"Quimper": "city", "Brest": "city", "Vannes": "city"}, ["Quimper"]),
        ("Finistère", "Le Finistère a dit oui.", {"Finistère": "department"}, []),
    ],
)  # fmt: skip
def test_cities(territory, text, kinds, cities) -> None:
    assert cities_of(territory, places(text, **kinds), outline_of(text), None) == cities


@pytest.mark.parametrize(
    ("territory", "name", "text", "cities"),
    [
        ("Finistère", "Finistère Tech", "Brest rit. Quimper rit. Brest et Quimper dorment. Vannes.", ["Brest", "Quimper"]),
        ("Finistère", "Finistère Tech", "Brest rit. Brest dort. Brest chante. Quimper rit.", ["Brest"]),
        ("Finistère", "Finistère Tech", "Brest rit. Quimper dort. Vannes.", []),
        ("Finistère", None, "Brest rit. Quimper rit. Brest et Quimper dorment. Vannes.", []),
        ("Quimper", "Quimper Tech", "Quimper. Brest rit. Brest dort. Brest. Vannes.", ["Quimper"]),
    ],
)  # fmt: skip
def test_towns_that_stand_for_an_area(territory, name, text, cities) -> None:
    kinds = {town: "city" for town in ("Brest", "Quimper", "Vannes") if town in text}
    found = cities_of(
        territory, places(text, **kinds), outline_of(text), banner(name) if name else None
    )
    assert found == cities


@pytest.mark.parametrize(
    ("text", "names", "label", "expected"),
    [
        ("Le dossier Lannion Tech est prêt. Lannion rit.", {}, "French Tech", "Lannion Tech"),
        ("Nom de code : Beauty Tech Chartres.", {}, "French Tech", "Beauty Tech Chartres"),
        ("Sous la bannière Temis Tech, on rit.", {}, "French Tech", "Temis Tech"),
        ("La French Tech Quimper rit.", {"French Tech Quimper": "candidacy"}, "French Tech", "French Tech Quimper"),
        ("Quimper Tech perd, sous le nom de French Tech Ouest.", {"French Tech Ouest": "candidacy"}, "French Tech", "French Tech Ouest"),
        ("La candidature Quimper 2028 part.", {}, "capitale européenne de la culture", "Quimper 2028"),
        # none
        ("On y croise Magnum Tech, une boîte.", {"Magnum Tech": "company"}, "French Tech", None),
        ("Quimper Tech Summit ouvre.", {"Quimper Tech Summit": "candidacy"}, "French Tech", None),
        ("La French Tech Quimper rit.", {"French Tech Quimper": "candidacy"}, "Idex", None),
        ("Le dossier Quimper 2028 part.", {}, "French Tech", "Quimper 2028"),
        ("Le dossier du maire est prêt.", {}, "French Tech", None),
        ("Londres 2012 est loin.", {}, "Jeux olympiques", None),
    ],
)  # fmt: skip
def test_banner(text, names, label, expected) -> None:
    bodies = [(entity("ORG", text, name), kind) for name, kind in names.items()]
    towns = [entity("LOC", text, t, "city") for t in ("Quimper",) if re.search(rf"\b{t}\b", text)]
    found = banner_of(outline_of(text), bodies, towns, label)
    assert (found and found.name) == expected


@pytest.mark.parametrize(
    ("name", "tail"),
    [("French Tech Pau Béarn", "Pau Béarn"), ("Brest Tech +", "Brest"), ("Annecy 2018", "Annecy"),
     ("La French Tech Ouest", "Ouest"), ("Lor'N'Tech", "Lor'N'Tech"), ("French Tech", "")],
)  # fmt: skip
def test_tails(name: str, tail: str) -> None:
    assert tail_of(name) == tail
