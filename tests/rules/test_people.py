"""People by titles and functions, one table per rule."""

# ruff: noqa: E501 (an annotated sentence stays on one line)

from __future__ import annotations

import pytest

from ftextract.rules.people import RULES, find_people

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
    "people.title": [
        "selon M. <persName>Kerdoncuff</persName>, qui",
        "avec Mme <persName>Le Goff</persName>.",
        "de M. <persName>de Villepin</persName> hier",
        "le Dr <persName>Anne O'Brien</persName> opère",
        "et madame <persName>Kerdoncuff</persName> dit",
        "Monsieur <persName>Yann N'Diaye</persName> rit",
        "MM. <persName>Morel</persName> et Blin",
        "Me <persName>Jean-Noël Morel</persName> plaide",
    ],
    "people.function_after": [
        "<persName role='maire de Morlaix'>Anne Le Goff</persName>, maire de Morlaix, y",
        "<persName role='directeur général'>Yann Kersaudy</persName>, le directeur général, part.",
        "et <persName role='fondatrice de la start-up'>Maud Blin</persName>, fondatrice de la start-up.",
        "« oui », dit <persName role='préfet'>Jean-Noël N'Diaye</persName>, préfet.",
        "<persName role='président du club'>Loïc Le Berre</persName>, ancien président du club, aussi",
    ],
    "people.function_before": [
        "le maire <persName role='maire'>Anne Morel</persName> arrive",
        "la présidente de la structure, <persName role='présidente de la structure'>Anne Le Goff</persName>",
        "le directeur général <persName role='directeur général'>Yann Kersaudy</persName> part",
        "La ministre déléguée <persName role='ministre déléguée'>Maud Blin</persName> vient",
        "l'architecte <persName role='architecte'>Loïc Kervella</persName> dessine",
    ],
}
NOTHING = {
    "people.title": [
        "M. le maire",
        "la chaîne M6 diffuse",
        "me Morel",  # the pronoun
        "elle me Parle",
        "Mme la présidente",
        "le monsieur d'à côté",
        "la rue du Docteur Roux",
        "l'album. Morel chante",
    ],
    "people.function_after": [
        "Brest, préfet",
        "Morlaix, maire de Brest",
        "anne le goff, maire de Morlaix",
        "Anne Le Goff, de Morlaix, y",
        "Anne Le Goff mairesse",
        "Selon Morel, maire",
    ],
    "people.function_before": [
        "le maire de Brest",
        "le directeur Général",
        "la présidente a parlé",
        "un maire, Brest, un préfet",
        "le préfet du Finistère",
        "le maire Et Puis",
    ],
}


def test_tables_are_rich() -> None:
    assert_rich(BY_NAME, EXAMPLES, NOTHING)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_example_of_a_rule_is_true(rule) -> None:
    text, annotations = expected(rule.example)
    assert shown(alone(rule, text, "PER"), "persName") == annotations


@pytest.mark.parametrize(("rule", "example"), flat(EXAMPLES))
def test_found(rule: str, example: str) -> None:
    text, annotations = expected(example)
    for variant in variants(text):
        assert shown(alone(BY_NAME[rule], variant, "PER"), "persName") == annotations


@pytest.mark.parametrize(("rule", "text"), flat(NOTHING))
def test_nothing(rule: str, text: str) -> None:
    for variant in variants(text):
        assert alone(BY_NAME[rule], variant, "PER") == []


@pytest.mark.parametrize("piece", REPETITIONS)
def test_time_is_linear(piece: str) -> None:
    assert_linear(find_people, piece)
