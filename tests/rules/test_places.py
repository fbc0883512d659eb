"""Places by their wording, one table per rule."""

from __future__ import annotations

import pytest

from ftextract.rules.places import RULES, find_places

from .name_tables import (
    REPETITIONS,
    alone,
    assert_linear,
    assert_rich,
    expected,
    flat,
    shown,
    variants,
)

BY_NAME = {rule.name: rule for rule in RULES}

EXAMPLES = {
    "places.facility": [
        "au <placeName type='site'>Pôle voile de la Porte de fer</placeName>, créé",
        "le <placeName type='site'>Hangar créatif de la Fosse</placeName> ouvre",
        "à la <placeName type='site'>Halle maritime de Keroman</placeName>.",
        "une <placeName type='site'>Maison bleue du Port</placeName> rénovée",
    ],
    "places.designator": [
        "sur le <placeName type='district'>plateau de Brézillet</placeName> et",
        "dans la <placeName type='area'>vallée de l'Orne</placeName>, où",
        "l'<placeName type='site'>abbaye de Beauport</placeName> se visite",
        "la <placeName type='district'>zone industrielle du Vernis</placeName>",
        "l'<placeName type='site'>aéroport de Poulmic</placeName>",
    ],
    "places.announced": [
        "le technopôle <placeName type='district'>Brézillet</placeName>, à",
        "du quartier de <placeName type='district'>La Constance</placeName>.",
        "le quartier des <placeName type='district'>Favignolles</placeName>",
        "la technopole du <placeName type='district'>Trégor</placeName>, où",
        "au quartier <placeName type='district'>Saint-Michel</placeName>.",
        "la zac <placeName type='district'>Bonne-Nouvelle</placeName>",
        "la technopole <placeName type='district'>Izarbel Côte</placeName> accueille",
    ],
    "places.street": [
        "12, <placeName type='district'>rue de la République</placeName>",
        "sur le <placeName type='district'>quai des Brumes</placeName>, on",
        "<placeName type='district'>place Bellecour</placeName>",
        "l'<placeName type='district'>avenue du Général-Leclerc</placeName>.",
        "au <placeName type='district'>cours Julien</placeName>",
        "<placeName type='district'>rue aux Ours</placeName>",
    ],
}
NOTHING = {
    "places.facility": [
        "un pôle voile de la Porte de fer",
        "le Pôle de la voile",
        "la Maison du Port",
        "Halle maritime",
        "Espace vert de loisirs",
    ],
    "places.designator": [
        "la gare de Quimper",  # the place is Quimper
        "LA GARE DE LA COLLINE",  # in capitals, nothing tells a name from a noun
        "le quartier de La Constance",  # announced, not part of the name
        "un parc de loisirs",
        "le pays de ses rêves",
        "une vallée\nde Bretagne",
    ],
    "places.announced": [
        "le quartier de Brest",
        "le quartier numérique",
        "un technopôle",
        "ce quartier, Anne Morel le connaît",
        "les quartiers Nord",
    ],
    "places.street": [
        "une rue calme",
        "mettre en place",
        "les cours ont repris",
        "à la place Morel",
        "la rue\nde Brest",
        "carrue de Brest",
    ],
}


def test_tables_are_rich() -> None:
    assert_rich(BY_NAME, EXAMPLES, NOTHING)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_example_of_a_rule_is_true(rule) -> None:
    text, annotations = expected(rule.example)
    assert shown(alone(rule, text, "LOC"), "placeName") == annotations


@pytest.mark.parametrize(("rule", "example"), flat(EXAMPLES))
def test_found(rule: str, example: str) -> None:
    text, annotations = expected(example)
    for variant in variants(text):
        assert shown(alone(BY_NAME[rule], variant, "LOC"), "placeName") == annotations


@pytest.mark.parametrize(("rule", "text"), flat(NOTHING))
def test_nothing(rule: str, text: str) -> None:
    for variant in variants(text):
        assert alone(BY_NAME[rule], variant, "LOC") == []


@pytest.mark.parametrize("piece", REPETITIONS)
def test_time_is_linear(piece: str) -> None:
    assert_linear(find_places, piece)
