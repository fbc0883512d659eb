"""The district: which places may be it, what is told of them, which are put forward."""

from __future__ import annotations

import re
import time

import pytest

from ftextract import extract_profile
from ftextract.district import district_of, spots_of
from ftextract.district_signs import Ground, Spot, around, of_name
from ftextract.entities import Entity
from ftextract.rule import Candidate
from ftextract.rules.figures import find_figures

from .bid_articles import entity, outline_of

BEFORE = "Brest, candidate au label, a un plan.\n" + "La ville a un port. " * 20 + "\n"
BEHIND = "\n" + "Elle aime la mer. " * 20


def article(text: str, names: dict[str, str]) -> tuple[list[Spot], Ground]:
    """The spots of a text, whose names are given with their kinds, and what they stand in."""
    labels = {"site": "LOC", "district": "LOC", "city": "LOC", "EVENT": "EVENT"}
    entities = [entity(labels.get(k, "ORG"), text, name, k) for name, k in names.items()]
    places = [e for e in entities if e.label == "LOC"]
    incubators = [e for e in entities if e.attributes["kind"] == "support"]
    kinds = {m.start: str(e.attributes["kind"]) for e in entities for m in e.mentions}
    mentions = [*(m for e in entities for m in e.mentions), *find_figures(text)]
    mentions.sort(key=lambda mention: mention.start)
    spots = spots_of(places, incubators, text)
    return spots, Ground(outline_of(text), mentions, kinds, "economic")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Le lieu totem sera la halle Garnier, promet-on.", "halle Garnier", "site"),
        ("Temis, parc de 12 hectares, loge 50 entreprises.", "Temis", "district"),
        ("La Turbine, ancienne filature de 3 000 m², ouvrira en mai.", "La Turbine", "site"),
        ("L'équipe vise l'îlot Morand, 800 m2 de bureaux.", "îlot Morand", "district"),
        ("Le quartier numérique ? Le Plateau, 40 hectares.", "Le Plateau", "district"),
    ],
)
def test_put_forward(text: str, name: str, kind: str) -> None:
    spots, ground = article(f"{BEFORE}{text}{BEHIND}", {name: kind})
    assert [spot.entity.name for spot in district_of(spots, ground)] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Samedi, le Bal des Quais se tient à Temis.", {"Bal des Quais": "EVENT", "Temis": "site"}),
        ("On se gare derrière la gare de Kergrist.", {"gare de Kergrist": "site"}),
        ("Orbem, 40 salariés, est basée à Temis.", {"Orbem": "company", "Temis": "district"}),
        ("Le musée Garnier prête ses tableaux.", {"musée Garnier": "site"}),
        ("Le 12, rue Morand, 800 m² de bureaux.", {"rue Morand": "district"}),
        ("La mairie vend 50 000 m² à Cestas.", {"Cestas": "city"}),
        ("La Caisse Morand prête 2 000 euros.", {"Caisse Morand": "support"}),
    ],
)
def test_not_put_forward(text: str, names: dict[str, str]) -> None:
    assert district_of(*article(f"{BEFORE}{text}{BEHIND}", names)) == []


@pytest.mark.parametrize(
    ("text", "names", "kinds"),
    [
        ("Temis et la halle Garnier.", {"Temis": "district", "halle Garnier": "site"}, None),
        ("La zone de Marolles est pleine.", {"Marolles": "city"}, ["introduced"]),
        ("Le quartier des Cannes dort.", {"Cannes": "city"}, ["introduced"]),
        ("Le technopôle Morand dort.", {"Morand": "city"}, ["introduced"]),
        ("La Turbine recrute.", {"La Turbine": "support"}, ["support"]),
        # none
        ("Le maire de Marolles dort.", {"Marolles": "city"}, []),
        ("La zone est à Marolles.", {"Marolles": "city"}, []),
        ("Au bout de la rue Morand.", {"rue Morand": "district"}, []),
        ("La Bourse recrute.", {"La Bourse": "company"}, []),
    ],
)
def test_spots(text: str, names: dict[str, str], kinds: list[str] | None) -> None:
    spots, _ = article(text, names)
    assert [spot.kind for spot in spots] == (list(names.values()) if kinds is None else kinds)


def test_an_incubator_that_is_a_place_too_is_one_spot() -> None:
    text = "À la Turbine, on code. La Turbine recrute."
    starts = [match.start() for match in re.finditer("Turbine", text)]
    place, organization = (
        Entity(
            label,
            "Turbine",
            [Candidate(start, start + 7, label, "ner")],
            ["turbine"],
            {"kind": kind},
        )
        for label, kind, start in zip(("LOC", "ORG"), ("site", "support"), starts, strict=True)
    )
    (spot,) = spots_of([place], [organization], text)
    assert (spot.entity, spot.kind) == (place, "site")
    assert [mention.start for mention in spot.mentions] == starts


def test_of_two_spellings_one_is_put_forward() -> None:
    text = f"{BEFORE}Le lieu totem : le Pôle média, 900 m².\nLe Pôle médias ouvrira.{BEHIND}"
    spots, ground = article(text, {"Pôle média": "site", "Pôle médias": "site"})
    assert len(district_of(spots, ground)) == 1


SAID = [
    ("L'ancienne halle Garnier.", ("before", "old")),
    ("La halle Garnier, 900 m² de bureaux.", ("behind", "work")),
    (
        "La halle Garnier, qui a son histoire et ses habitués, est totem.",
        ("farther behind", "totem"),
    ),
    ("La halle Garnier abrite Orbem.", ("right", "Ocompany")),
    ("Orbem, la halle Garnier.", ("left", "Ocompany|, la")),
    ("On loue 900 m² à la halle Garnier.", ("left", "Fm2")),
    ("On danse. La halle Garnier dort. Le totem attend.", ("following", "totem")),
    ("Le totem attend. La halle Garnier dort.", ("previous", "totem")),
    ("Le totem attend. La halle Garnier dort.", ("marked", "yes")),
    ("La halle Garnier, bien sûr.", ("next words", ", bien")),
]
NOT_SAID = [
    ("La halle Garnier dort.", ("before", "old")),  # its own word
    ("On danse.\nLa halle Garnier dort.\nLe totem attend.", ("following", "totem")),  # blocks
    ("On danse.\nLa halle Garnier dort.\nLe totem attend.", ("marked", "yes")),
    ("L'anciennement dite halle Garnier.", ("before", "old")),
    ("La halle Garnier, Cestas.", ("next words", ", cestas")),  # a name is no word
]


@pytest.mark.parametrize(
    ("text", "sign", "said"),
    [
        *((text, sign, True) for text, sign in SAID),
        *((text, sign, False) for text, sign in NOT_SAID),
    ],
)
def test_signs(text: str, sign: tuple[str, str], said: bool) -> None:
    names = {"halle Garnier": "site", "Orbem": "company", "Cestas": "city"}
    spots, ground = article(text, {name: kind for name, kind in names.items() if name in text})
    assert (sign in around(spots[0], ground)) is said


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("halle Garnier", ("shape", "lower")),
        ("TEMIS", ("shape", "capitals")),
        ("EuraTech", ("shape", "camel")),
        ("Hangar 38", ("shape", "digits")),
        ("Garnier", ("shape", "upper")),
        ("Hangar 38", ("named", "old")),
        ("Hangar", ("named", "-")),  # by itself it is no common noun
    ],
)
def test_signs_of_the_name(name: str, sign: tuple[str, str]) -> None:
    spots, ground = article(f"À voir : {name}.", {name: "site"})
    assert sign in of_name(spots[0], 1, ground)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le totem sera au quartier de La Constance, 900 m².", "quartier de La Constance"),
        ("Le totem sera au technopôle de Kergoat, 900 m².", "technopôle de Kergoat"),
        ("Le totem sera dans le quartier de la Borderie, 900 m².", "Borderie"),
    ],
)
def test_how_a_quarter_is_presented(text: str, expected: str) -> None:
    profile = extract_profile(f"{BEFORE}{text}{BEHIND}")
    assert [place.name for place in profile.district] == [expected]
    for place in profile.district:
        for mention in place.mentions:
            assert profile.document.text[mention.start : mention.end] == mention.text


def test_a_long_list_costs_no_more_than_its_length() -> None:
    def seconds(count: int) -> float:
        names = [f"Temis {number}" for number in range(count)]
        text = ", ".join(names)
        starts = [match.start() for match in re.finditer("Temis", text)]
        mentions = [Candidate(start, start + 5, "LOC", "ner") for start in starts]
        spots = [Spot(Entity("LOC", "Temis", [m], ["temis"]), "site", [m]) for m in mentions]
        started = time.process_time()
        district_of(spots, Ground(outline_of(text), mentions, {}, "economic"))
        return time.process_time() - started

    few = min(seconds(1000) for _ in range(3))
    assert min(seconds(4000) for _ in range(3)) < 8 * few
