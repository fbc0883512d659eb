"""The bidding territory and its cities."""

# ruff: noqa: E501 (a row of a table stays on one line)

from __future__ import annotations

import re

import pytest

from ftextract.entities import Entity
from ftextract.rule import Candidate
from ftextract.territory import cities_of, territory_of


def places(text: str, **kinds: str) -> list[Entity]:
    """The named places of a text; ``_`` in a keyword stands for a hyphen."""
    found = []
    for name, kind in kinds.items():
        name = name.replace("_", "-")
        spans = [m.span() for m in re.finditer(rf"(?<![\w-]){name}(?![\w-])", text)]
        mentions = [Candidate(*span, "LOC", "ner", {}) for span in spans]
        assert mentions, name
        found.append(Entity("LOC", name, mentions, {"kind": kind}))
    return sorted(found, key=lambda entity: entity.mentions[0].start)


@pytest.mark.parametrize(
    ("text", "kinds", "title", "banner", "territory"),
    [
        ("Quimper veut un label. Brest dort.", {"Quimper": "city", "Brest": "city"}, None, None, "Quimper"),
        ("Brest dort. La candidature de Quimper plaît.", {"Quimper": "city", "Brest": "city"}, None, None, "Quimper"),
        ("Brest rit\nQuimper, Quimper", {"Quimper": "city", "Brest": "city"}, (0, 9), None, "Brest"),
        ("Brest, Brest et Quimper", {"Quimper": "city", "Brest": "city"}, None, "Quimper Tech", "Quimper"),
        ("France, France et Quimper", {"Quimper": "city", "France": "country"}, None, None, "Quimper"),
        ("Brest et Quimper", {"Quimper": "city", "Brest": "city"}, None, None, "Brest"),
        ("La France", {"France": "country"}, None, None, None),
    ],
)  # fmt: skip
def test_territory(text, kinds, title, banner, territory) -> None:
    banners = [Entity("ORG", banner, [])] if banner else []
    assert territory_of(places(text, **kinds), banners, text, title) == territory


def test_no_place_no_territory() -> None:
    assert territory_of([], [], "rien", None) is None
    assert cities_of(None, [], "rien") == []


@pytest.mark.parametrize(
    ("territory", "text", "kinds", "cities"),
    [
        ("Quimper", "Quimper veut un label. Brest dort.", {"Quimper": "city", "Brest": "city"}, ["Quimper"]),
        ("Quimper", "Quimper et Brest veulent un label.", {"Quimper": "city", "Brest": "city"}, ["Quimper", "Brest"]),
        ("Brest-Quimper", "Brest-Quimper bat Vannes. Brest et Quimper", {"Brest_Quimper": "area", "Quimper": "city", "Brest": "city", "Vannes": "city"}, ["Brest", "Quimper"]),
        ("Finistère", "Le Finistère : Brest et Quimper ont dit oui, Vannes non.", {"Finistère": "department", "Brest": "city", "Quimper": "city", "Vannes": "city"}, ["Brest", "Quimper"]),
        ("Finistère", "Le Finistère a dit oui.", {"Finistère": "department"}, []),
    ],
)  # fmt: skip
def test_cities(territory, text, kinds, cities) -> None:
    assert cities_of(territory, places(text, **kinds), text) == cities
