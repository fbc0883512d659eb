"""The bidding territory: which names may be it, and which is chosen."""

# ruff: noqa: E501 (a row of a table stays on one line)

from __future__ import annotations

import pytest

from ftextract.banner import Banner, tail_of
from ftextract.territory import SIGNS, options_of, signs_of, territory_of
from tests.bid_articles import scene_of


def banner(name: str | None) -> Banner | None:
    return Banner(name, ((0, 1),), tail_of(name)) if name else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("French Tech Pau Béarn", {"Pau Béarn": "equal"}),
        (
            "Soie Tech Nord-Isère",
            {"Soie Nord-Isère": "equal", "Soie": "part", "Nord-Isère": "part"},
        ),
        ("Tarentaise Outdoor Tech", {"Tarentaise Outdoor": "equal", "Tarentaise": "part"}),
        ("Annecy 2018", {"Annecy": "equal"}),
        # nothing more than the article's own
        ("French Tech", {}),
        ("Quimper Tech", {}),
        (None, {}),
    ],
)
def test_what_a_banner_may_name(name: str | None, expected: dict[str, str]) -> None:
    options = options_of(scene_of("Quimper rit.", {"Quimper": "city"}), banner(name))
    assert {o.place.name: o.banner for o in options if o.place.name != "Quimper"} == expected


@pytest.mark.parametrize(
    ("place", "name", "relation"),
    [
        ("Quimper", "French Tech Quimper", "equal"),
        ("Quimper", "French Tech Quimper Cornouaille", "held first"),
        ("Quimper", "Grand Quimper Tech", "held"),
        ("Aix-en-Provence", "French Tech Aix-Marseille", "head held"),
        ("Pays de Quimper", "Quimper Tech", "holds"),
        ("Quimper", "French Tech Brest", "apart"),
        ("Quimper", "French Tech Quimperlé", "apart"),
        ("Quimper", "French Tech", "nameless"),
        ("Quimper", None, "none"),
    ],
)
def test_what_a_place_is_to_the_banner(place: str, name: str | None, relation: str) -> None:
    options = options_of(scene_of(f"{place} rit.", {place: "city"}), banner(name))
    assert options[0].banner == relation


def test_what_nothing_speaks_for_is_no_option() -> None:
    text = "Un titre\nBrest rit.\nOn dort.\nLoin, Quimper dort, et Vannes, et Vannes."
    scene = scene_of(text, {"Brest": "city", "Quimper": "city", "Vannes": "city"})
    assert [option.place.name for option in options_of(scene, None)] == ["Brest", "Vannes"]
    alone = scene_of("Un titre\nOn dort.\nOn rit.\nLoin, Quimper.", {"Quimper": "city"})
    assert [option.place.name for option in options_of(alone, None)] == ["Quimper"]


def test_signs_have_one_value_each() -> None:
    scene = scene_of("Brest et Quimper", {"Quimper": "city", "Brest": "city"})
    options = options_of(scene, banner("French Tech Pau Béarn"))
    rows = list(signs_of(options, scene))
    assert len(rows) == len(options) == 3
    assert {len(row) for row in rows} == {len(SIGNS)}


@pytest.mark.parametrize(
    ("text", "kinds", "name", "territory"),
    [
        ("Quimper veut un label. Brest dort.", {"Quimper": "city", "Brest": "city"}, None, "Quimper"),
        ("Brest rit\nBrest veut un label. Quimper, Quimper", {"Quimper": "city", "Brest": "city"}, None, "Brest"),
        ("Quimper et la Cornouaille", {"Quimper": "city", "Cornouaille": "area"}, "Cornouaille French Tech", "Cornouaille"),
        ("Quimper rit", {"Quimper": "city"}, "French Tech Pays basque", "Pays basque"),
        ("ALENCON PREPARE LE LABEL\nOn y croit.", {"ALENCON PREPARE": "city"}, None, "Alençon"),
        ("Brest et Quimper ensemble\nBrest-Quimper dépose un dossier. Brest et Quimper y croient.", {"Brest": "city", "Quimper": "city", "Brest-Quimper": "area"}, None, "Brest-Quimper"),
        # not the land, not what is only mentioned
        ("France, France et Quimper", {"Quimper": "city", "France": "country"}, None, "Quimper"),
        ("Quimper rit\nQuimper veut un label. On va à Brest, à Brest, à Brest.", {"Quimper": "city", "Brest": "city"}, None, "Quimper"),
        ("La France", {"France": "country"}, None, None),
        ("rien", {}, None, None),
    ],
)  # fmt: skip
def test_choice(text, kinds, name, territory) -> None:
    found = territory_of(scene_of(text, kinds), banner(name))
    assert (found and found.name) == territory
