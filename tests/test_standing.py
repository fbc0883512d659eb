"""How names stand in an article: title, first paragraphs, words beside them, bodies."""

# ruff: noqa: E501 (a row of a table stays on one line)

from __future__ import annotations

import pytest

from ftextract.gazetteer import lookup
from ftextract.standing import Beside, Standing, far, kilometres, most
from tests.bid_articles import scene_of

CITIES = {"Quimper": "city", "Brest": "city"}


@pytest.mark.parametrize(
    ("text", "titled", "lead"),
    [
        ("Brest et Quimper\nOn dort.", {"Brest": "first", "Quimper": "later"}, {"Brest": "later", "Quimper": "later"}),
        ("Quimper, contre Brest\nBrest rit.", {"Quimper": "first", "Brest": "later"}, {"Quimper": "later", "Brest": "first"}),
        ("Un titre\nQuimper rit.\nOn dort.\nBrest dort.", {"Quimper": "no", "Brest": "no"}, {"Quimper": "first", "Brest": "no"}),
        ("Un titre sans Brestois\nOn dort.\nOn rit.\nBrest, Quimper.", {"Brest": "no", "Quimper": "no"}, {"Brest": "no", "Quimper": "no"}),
    ],
)  # fmt: skip
def test_title_and_lead(text: str, titled: dict[str, str], lead: dict[str, str]) -> None:
    named = scene_of(text, CITIES).named.values()
    assert {place.name: place.titled for place in named} == titled
    assert {place.name: place.lead for place in named} == lead


@pytest.mark.parametrize(
    ("name", "kind", "proper"),
    [
        ("ALENCON", "city", "Alençon"),
        ("ALENCON PREPARE", "city", "Alençon"),
        ("La Normandie", "region", "Normandie"),
        ("La Réunion", "region", "La Réunion"),
        ("Creusot", "city", "Le Creusot"),
        # as they are
        ("Alençon", "city", "Alençon"),
        ("Sillon lorrain", "area", "Sillon lorrain"),
        ("ZONE QUELCONQUE", "area", "ZONE QUELCONQUE"),
        ("Val de Quelque Chose", "area", "Val de Quelque Chose"),
    ],
)
def test_proper_names(name: str, kind: str, proper: str) -> None:
    assert [place.name for place in scene_of(f"{name} rit.", {name: kind}).named.values()] == [
        proper
    ]


@pytest.mark.parametrize(
    ("site", "kind", "core"),
    [
        ("Maison Carrée de Nîmes", "site", "Nîmes"),
        ("châteaux de Carcassonne", "site", "Carcassonne"),
        ("falaises d'Étretat", "area", "Étretat"),
        ("géoparc de Haute-Quelque", "area", "Haute-Quelque"),
        # no town, no label
        ("vallée de la Quelque", "area", None),
        ("Maison Carrée", "site", None),
        ("Côte d'Azur", "area", None),
        ("Nogent-sur-Marne de Quelque", "city", None),
    ],
)
def test_towns_that_only_sites_are_called_after(site: str, kind: str, core: str | None) -> None:
    named = [p.name for p in scene_of(f"Un titre\nOn visite {site}.", {site: kind}).named.values()]
    assert named == [site, *([core] if core else [])]


def test_a_town_that_is_named_itself_is_no_other() -> None:
    text = "Nîmes rit. La Maison Carrée de Nîmes dort."
    scene = scene_of(text, {"Nîmes": "city", "Maison Carrée de Nîmes": "site"})
    assert scene.named["nimes"].kind == "city"


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("Lannion Agglomération", "Lannion"),
        ("communauté urbaine de Dunkerque", "Dunkerque"),
        ("Région Normandie", "Normandie"),
        ("communauté d'agglomération du Pays ajaccien", "Pays ajaccien"),
        # no place in the name
        ("chambre de commerce", None),
        ("Agglomération", None),
        ("Rectorat de Lille", None),
    ],
)
def test_places_that_bodies_are_called_after(body: str, named: str | None) -> None:
    scene = scene_of(f"Ici, {body} paie. Oui, {body} !", {}, (body,))
    found = [(place.name, place.bodies) for place in scene.named.values()]
    assert found == ([(named, 2)] if named else [])


def test_bodies_speak_for_the_places_that_the_article_names() -> None:
    bodies = ("Brest Métropole", "université de Brest", "Brestois solidaires")
    scene = scene_of(f"Brest. {' et '.join(bodies)}.", {"Brest": "city"}, bodies)
    assert [(p.name, p.kind, p.bodies) for p in scene.named.values()] == [("Brest", "city", 2)]


@pytest.mark.parametrize(
    ("text", "joint", "titled", "count"),
    [
        (
            "Brest et Quimper rient\nBrest-Quimper dort. Brest. Quimper.",
            "Brest-Quimper",
            "first",
            3,
        ),
        ("Brest rit\nBrest-Quimper dort. Brest. Quimper.", "Brest-Quimper", "no", 2),
        ("On rit\nBrest-Quimper dort. Brest. Quimper.", "Brest-Quimper", "no", 2),
    ],
)
def test_a_joint_name_has_what_its_towns_have(
    text: str, joint: str, titled: str, count: int
) -> None:
    scene = scene_of(text, {**CITIES, joint: "area"})
    place = scene.named["brest quimper"]
    assert (place.kind, place.titled, place.count) == ("joint", titled, count)
    assert {part.name for part in scene.parts_of(place.folded)} == set(CITIES)


def test_a_commune_is_no_joint_name() -> None:
    kinds = {"Boulogne-sur-Mer": "city", "Boulogne": "city", "Mer": "city"}
    scene = scene_of("Boulogne-sur-Mer, Boulogne et Mer.", kinds)
    assert scene.named["boulogne sur mer"].kind == "city"
    assert {"boulogne", "mer", "boulogne sur"} <= scene.inner
    assert "boulogne sur mer" not in scene.inner


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("La candidature de Quimper plaît.", "bid1", "-"),
        ("Face à Quimper, on rit.", "against1", "-"),
        ("Le maire de Quimper dort.", "body1", "-"),
        ("Oui, Quimper veut un label.", "-", "bids1"),
        ("On parle de Quimper Métropole.", "-", "body1"),
        # in another sentence, too far, or no such word
        ("Oui à la candidature. Quimper dort.", "-", "-"),
        ("La candidature que nous avions tous vue à Quimper", "-", "-"),
        ("On dort à Quimper. Elle veut un label.", "-", "-"),
    ],
)  # fmt: skip
def test_words_beside(text: str, before: str, after: str) -> None:
    place = scene_of(text, {"Quimper": "city"}).named["quimper"]
    beside = Beside(text)
    assert most(beside.before(place.spans)) == before
    assert most(beside.after(place.spans)) == after


def test_the_most_frequent_word_beside() -> None:
    assert [most(k) for k in ([], ["bid"], ["bid", "with", "bid"])] == ["-", "bid1", "bid2"]


def standing(name: str) -> Standing:
    return Standing(name, name.lower(), "city", next(iter(lookup(name)), None), ((0, 1),))


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [("Lille", "Roubaix", "0"), ("Quimper", "Rennes", "4"), ("Nice", "Lille", "5"), ("Nice", "Zzz", "-")],
)  # fmt: skip
def test_distances(one: str, other: str, sign: str) -> None:
    first, second = standing(one), standing(other)
    assert far(first, second) == far(second, first) == sign
    assert far(first, first) == "same"
    assert far(first, None) == "-"


def test_kilometres() -> None:
    paris, lyon = standing("Paris").entry, standing("Lyon").entry
    assert kilometres(paris, lyon) == pytest.approx(392, abs=5)
    assert kilometres(paris, None) is None


def test_nothing_is_named() -> None:
    scene = scene_of("On dort.", {})
    assert (scene.named, scene.titled, scene.top) == ({}, [], None)
