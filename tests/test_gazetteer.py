"""Known places: where a name is one, and where it is a word or part of another name."""

from __future__ import annotations

import itertools

import pytest

from ftextract.gazetteer import (
    _areas,
    _lines,
    _may_begin,
    find_known,
    is_surely_place,
    key_of,
    lookup,
)
from ftextract.rule import fold

from .rules.name_tables import REPETITIONS, assert_linear, variants


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("à Tours", ["Tours"]),
        ("près de Lens et à Nice, on", ["Lens", "Nice"]),
        ("le maire de Grasse", ["Grasse"]),
        ("vers Bourges", ["Bourges"]),
        ("Brest veut un label", ["Brest"]),
        ("Aix-en-Provence et Les Sables-d'Olonne", ["Aix-en-Provence", "Les Sables-d'Olonne"]),
        ("en Provence-Alpes-Côte d'Azur", ["Provence-Alpes-Côte d'Azur"]),
        ("la Seine-Saint-Denis", ["Seine-Saint-Denis"]),
        ("sur la Côte d'Azur", ["Côte d'Azur"]),
        ("le Pays basque et l'Autriche", ["Pays basque", "Autriche"]),
        ("St-Malo", ["St-Malo"]),
        ("Le Havre", ["Le Havre"]),
        # words, and names of something else
        ("Les tours de Tours", []),
        ("Nice est un mot", []),
        ("Lens, Grasse, Bourges", []),
        ("une nice idée, une grasse matinée", []),
        ("Anne Brest", []),
        ("M. Brest", []),
        ("Brest Métropole", []),
        ("Brest-Ouest", []),
        ("Nice-Matin", []),
        ("la CMA CGM", []),
        ("au XXIe siècle", []),
        ("#Brest, @Brest, www.Brest", []),
        ("Brest2015", []),
        ("Kervella", []),
        ("Léa dit : « Bonjour ! Je suis Léa. »", []),
    ],
)
def test_find_known(text: str, names: list[str]) -> None:
    for variant in variants(text):
        found = [fold(variant[c.start : c.end]) for c in find_known(fold(variant))]
        assert found == names


@pytest.mark.parametrize(
    "name",
    ["Brest", "Marseille", "Finistère", "Bretagne", "Belgique", "Aix-en-Provence",
     "St-Étienne", "saint-étienne", "QUIMPER", "Le Havre", "Provence-Alpes-Côte d'Azur"],
)  # fmt: skip
def test_surely_a_place(name: str) -> None:
    assert all(is_surely_place(variant) for variant in variants(name))


@pytest.mark.parametrize(
    "name",
    ["Tours", "Nice", "Orange", "Kervella", "NICE", "AFP", "Laurent", "Anne Brest", "", "XXIe"],
)
def test_not_surely_a_place(name: str) -> None:
    assert not any(is_surely_place(variant) for variant in variants(name))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saint-Étienne", "saint etienne"),
        ("St-Malo", "Saint-Malo"),
        ("Ste-Maxime", "Sainte-Maxime"),
        ("Le Havre", "HAVRE"),
        ("L’Haÿ-les-Roses", "haÿ les roses"),
        ("Œuilly", "Oeuilly"),
    ],
)
def test_keys_agree(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Brest", "Bresse"), ("Le Mans", "Mansle"), ("Stains", "Saintains"), ("La", "")],
)
def test_keys_differ(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


def test_homonyms_are_all_there() -> None:
    assert {(e.kind, e.department, e.country) for e in lookup("Vienne")} >= {
        ("city", "38", "FR"),
        ("department", "86", "FR"),
        ("city", None, "AT"),
    }
    assert {e.department for e in lookup("Saint-Denis")} >= {"93", "974"}
    populations = [e.population or 0 for e in lookup("Saint-Denis")]
    assert populations == sorted(populations, reverse=True)
    assert lookup("Kervella") == lookup("") == ()


def test_places_are_where_they_are() -> None:
    (quimper,) = (e for e in lookup("Quimper") if e.kind == "city")
    assert (quimper.department, quimper.region, quimper.country) == ("29", "53", "FR")
    assert quimper.latitude == pytest.approx(48.0, abs=0.2)
    assert quimper.longitude == pytest.approx(-4.1, abs=0.2)
    (ain,) = (e for e in lookup("Bourg-en-Bresse") if e.kind == "city")
    assert ain.department == "01"


@pytest.mark.parametrize("piece", [*REPETITIONS, "Saint-", "Île ", "Les Ab ", "à Brest "])
def test_time_is_linear(piece: str) -> None:
    assert_linear(find_known, piece)


def test_candidates_do_not_overlap() -> None:
    text = (
        "De Brest à Aix-en-Provence, Le Havre et La Rochelle : Seine-Saint-Denis, Pays de la Loire."
    )
    found = find_known(text)
    assert len(found) >= 6
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_the_table_can_be_bisected():
    lines = _lines()
    assert len(lines) > 40_000
    assert lines == sorted(lines)


@pytest.mark.parametrize("word", ["Aix", "St", "ST-MALO", "La", "L'", "L'Haÿ-les-Roses", "Côte"])
def test_a_place_may_begin_with(word: str) -> None:
    assert _may_begin(word)


@pytest.mark.parametrize("word", ["Kervella", "Brestoise", "Aix-en-Province", "Lacôte"])
def test_no_place_begins_with(word: str) -> None:
    assert not _may_begin(word)


def test_every_known_name_begins_with_a_word_that_may_begin_one() -> None:
    names = [*_areas().values(), *(line.split("\t")[1] for line in _lines())]
    for name in names:
        for variant in (name, name.upper(), f"La {name}"):
            assert _may_begin(variant.split(" ")[0]) or not lookup(variant)
