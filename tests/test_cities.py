"""The communes that bid with a territory."""

# ruff: noqa: E501 (a row of a table stays on one line)

from __future__ import annotations

import pytest

from ftextract.cities import SIGNS, choose, cities_of, signs_of, towns_of
from ftextract.gazetteer import lookup
from ftextract.standing import Scene, Standing
from ftextract.view import folded_words
from tests.bid_articles import scene_of

TECH = "French Tech"


def territory(name: str, scene: Scene) -> Standing:
    """A territory as the scene has it, or as a banner would name it."""
    key = folded_words(name)
    entry = next(iter(lookup(name)), None)
    return scene.named.get(key) or Standing(name, key, "tail 0", entry, ((0, 1),))


def towns(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "city")


@pytest.mark.parametrize(
    ("name", "text", "kinds", "cities"),
    [
        ("Quimper", "Quimper veut un label. Brest dort.", towns("Quimper", "Brest"), ["Quimper"]),
        ("Quimper", "Quimper et Vannes ensemble\nQuimper et Vannes veulent un label. Le maire de Vannes y croit.", towns("Quimper", "Vannes"), ["Quimper", "Vannes"]),
        ("Brest-Quimper", "Brest-Quimper bat Vannes. Brest et Quimper", {"Brest-Quimper": "area", **towns("Quimper", "Brest", "Vannes")}, ["Brest", "Quimper"]),
        ("Quimper", "Le Finistère veut un label. On dort.", {"Finistère": "department"}, ["Quimper"]),
        # those that compete for the label from afar, and partners beside a rival
        ("Bourges", "Bourges veut être capitale\nNice, Lyon, Rouen et Bourges sont en lice. Bourges y croit.", towns("Bourges", "Nice", "Lyon", "Rouen"), ["Bourges"]),
        ("Quimper", "Quimper et Brest ensemble\nQuimper et Brest déposent un dossier. Quimper et Brest sont finalistes.", towns("Quimper", "Brest"), ["Quimper", "Brest"]),
        # others', or only near
        ("Quimper", "Quimper dépose un dossier contre Brest et Vannes.", towns("Quimper", "Brest", "Vannes"), ["Quimper"]),
        ("Quimper", "Un titre\nQuimper rit.\nOn dort.\nLe train relie Nice et Strasbourg.", towns("Quimper", "Nice", "Strasbourg"), ["Quimper"]),
        ("Finistère", "Le Finistère a dit oui.", {"Finistère": "department"}, []),
        ("Finistère", "Un titre\nLe Finistère a dit oui.\nOn dort.\nOn est loin de Nice.", {"Finistère": "department", "Nice": "city"}, []),
    ],
)  # fmt: skip
def test_cities(name, text, kinds, cities) -> None:
    scene = scene_of(text, kinds)
    assert cities_of(territory(name, scene), scene, None, TECH) == cities


def test_without_a_territory_no_town_bids() -> None:
    assert cities_of(None, scene_of("Quimper rit.", towns("Quimper")), None, TECH) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Quimper", ["Quimper"]),  # the territory itself, whatever its signs weigh
        ("Brest-Quimper", ["Brest", "Quimper"]),  # all of a joint name
        ("Quimper Cornouaille", []),  # of one town the signs decide
        ("Finistère", []),
    ],
)
def test_what_needs_no_weights(name: str, expected: list[str]) -> None:
    scene = scene_of("Brest, Quimper et Vannes", towns("Brest", "Quimper", "Vannes"))
    found = towns_of(territory(name, scene), scene)
    chosen = choose(found, [-9.0] * len(found), territory(name, scene))
    assert [town.name for town in chosen] == expected


@pytest.mark.parametrize(
    ("last", "there"),
    [
        ("Le dossier de Nice est signé.", True),
        ("On y met une bannière, dit-on à Nice.", True),
        # no sentence on a bid
        ("On est loin de Nice.", False),
        ("Le dossier est signé. Nice dort.", False),
    ],
)
def test_a_town_below_may_bid_where_a_bid_is_spoken_of(last: str, there: bool) -> None:
    text = f"Un titre\nQuimper rit.\nOn dort.\n{last}"
    scene = scene_of(text, towns("Quimper", "Nice"))
    found = towns_of(territory("Quimper", scene), scene)
    assert ("Nice" in {town.name for town in found}) == there


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Quimper, Brest et Vannes", {"Quimper": "True3", "Brest": "True3", "Vannes": "True3"}),
        ("Quimper avec Brest. Vannes dort.", {"Quimper": "True2", "Brest": "True2", "Vannes": "False1"}),
        ("Quimper dort. Brest et Vannes", {"Quimper": "True1", "Brest": "False2", "Vannes": "False2"}),
        ("Quimper. Brest et Vannes. Brest, Quimper", {"Quimper": "True2", "Brest": "True2", "Vannes": "False2"}),
    ],
)  # fmt: skip
def test_lists(text: str, runs: dict[str, str]) -> None:
    scene = scene_of(text, towns("Quimper", "Brest", "Vannes"))
    own = territory("Quimper", scene)
    found = towns_of(own, scene)
    rows = list(signs_of(found, own, scene, None, TECH))
    assert {len(row) for row in rows} == {len(SIGNS)}
    assert {t.name: row[SIGNS.index("run")] for t, row in zip(found, rows, strict=True)} == runs
