"""What a section is about, by its heading."""

# ruff: noqa: E501 (a row of a table stays on one line)

from __future__ import annotations

from typing import get_args

import pytest

from ftextract.lexicon import load
from ftextract.models import SectionKind
from ftextract.rules.sections import section_kind

from .name_tables import assert_linear, variants

HEADINGS = {
    "specialties": ["Les spécialités", "3. LES SPECIALITES", "Points forts", "Ses filières d'avenir"],
    "key_figures": ["Les chiffres clés", "Chiffres-clés :", "LA MÉTROPOLE EN CHIFFRES", "Repères"],
    "companies": ["Les entreprises motrices", "Start-up", "Nos pépites", "Les têtes d'affiche"],
    "events": ["Les événements", "EVENEMENTS", "Agenda", "Les temps forts"],
    "district": ["Le quartier numérique", "Un bâtiment totem", "Les lieux", "La vitrine"],
    "logo": ["Le logo", "LOGO", "Une identité visuelle", "L'emblème"],
    "communication": ["La com'", "Communication", "Sur les réseaux sociaux", "Le hashtag"],
    "weaknesses": ["Les faiblesses", "Points faibles", "Le talon d'Achille", "Handicap"],
    "other": ["La suite", "Un prologue", "Le mot du maire", "Comestible", "Relieux", ""],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "heading"), [(k, h) for k in HEADINGS for h in HEADINGS[k]])
def test_heading(kind: str, heading: str) -> None:
    for variant in variants(heading):
        assert section_kind(variant) == kind
        assert section_kind(variant.upper()) == kind


def test_every_kind_has_headings_and_words() -> None:
    assert set(HEADINGS) == set(get_args(SectionKind))
    assert set(load("sections")["kind"].values()) == set(get_args(SectionKind)) - {"other"}


def test_the_longest_words_decide() -> None:
    assert section_kind("Spécialités et points faibles") == "weaknesses"
    assert section_kind("Les spécialités du quartier") == "specialties"
    assert section_kind("Le quartier numérique en chiffres") == "district"
    assert section_kind("Les entreprises motrices et leurs chiffres") == "companies"


@pytest.mark.parametrize("piece", ["logo ", "point", "a", " ", "-"])
def test_time_is_linear(piece: str) -> None:
    assert_linear(section_kind, piece)
