"""Events by their wording, one table per rule."""

from __future__ import annotations

import pytest

from ftextract.rules.events import RULES, find_events

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
    "events.capitalized": [
        "au <name type='event'>Festival de Cannes</name>, où",
        "la <name type='event'>Foire de Rouen 2015</name> ferme",
        "le <name type='event'>Forum international de la Mer</name>.",
        "aux <name type='event'>Rencontres d'Arles</name>",
        "un <name type='event'>Startup Weekend Quimper</name> de plus",
    ],
    "events.named": [
        "la conférence <name type='event'>Shake</name>, rassemblant",
        "le festival <name type='event'>Web2day</name>",
        "au salon « <name type='event'>Viva Voile 2019</name> »",
        "le hackathon <name type='event'>Code Marée</name> a lieu",
    ],
    "events.occasion": [
        "lors du dernier <name type='event'>SIMA de Villepinte</name>.",
        "à l'occasion de la troisième <name type='event'>Spi Ouest</name>, on",
        "pendant le prochain <name type='event'>Interceltique 2030</name> et",
        "lors de la célèbre <name type='event'>Route du Rhum</name> ;",
    ],
}
NOTHING = {
    "events.capitalized": [
        "le Salon ouvre",
        "le festival de Cannes",
        "Salon de Provence",  # a town
        "la Semaine passée",
        "Fête nationale",
        "Nuit blanche",
    ],
    "events.named": [
        "un salon de coiffure",
        "le festival de musique",
        "la semaine dernière",
        "la journée, Anne dort",
        "le sommet\nViva",
    ],
    "events.occasion": [
        "lors du match",
        "lors du Conseil",  # nothing says that it comes again
        "lors du dernier match",
        "à l'occasion de la première pierre",
        "la dernière Mostra",
    ],
}


def test_tables_are_rich() -> None:
    assert_rich(BY_NAME, EXAMPLES, NOTHING)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_example_of_a_rule_is_true(rule) -> None:
    text, annotations = expected(rule.example)
    assert shown(alone(rule, text, "EVENT"), "name") == [
        (start, end, None) for start, end, _ in annotations
    ]


@pytest.mark.parametrize(("rule", "example"), flat(EXAMPLES))
def test_found(rule: str, example: str) -> None:
    text, annotations = expected(example)
    spans = [(start, end) for start, end, _ in annotations]
    for variant in variants(text):
        found = alone(BY_NAME[rule], variant, "EVENT")
        assert [(c.start, c.end) for c in found] == spans


@pytest.mark.parametrize(("rule", "text"), flat(NOTHING))
def test_nothing(rule: str, text: str) -> None:
    for variant in variants(text):
        assert alone(BY_NAME[rule], variant, "EVENT") == []


def test_direct_speech_names_no_event() -> None:
    for variant in variants("Léa dit : « Bonjour ! Je suis Léa. »"):
        assert find_events(variant) == []


@pytest.mark.parametrize("piece", REPETITIONS)
def test_time_is_linear(piece: str) -> None:
    assert_linear(find_events, piece)
