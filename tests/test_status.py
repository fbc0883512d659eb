"""How a candidacy stands, and for which label."""

from __future__ import annotations

import pytest

from ftextract.status import label_of, status_of
from ftextract.view import View, sentences

from .rules.name_tables import REPETITIONS, assert_linear, variants


def outcome(text: str):
    view = View(text, [(0, len(text))])
    found = status_of(view.text, sentences(view))
    said = view.text[slice(*found.evidence)] if found.evidence else None
    return found.status, said


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Quimper vient de décrocher le label.", "labelled"),
        ("Quimper a enfin obtenu son label French Tech.", "labelled"),
        ("Quimper est labellisée French Tech depuis 2014.", "labelled"),
        ("Quimper figure parmi les territoires labellisés.", "labelled"),
        ("Quimper est candidate au label.", "candidate"),
        ("Quimper brigue le label.", "candidate"),
        ("Quimper espère décrocher le label.", "candidate"),
        ("Le dossier de Quimper sera déposé en mai.", "candidate"),
        ("La ville pourrait être labellisée en mai si son dossier convainc.", "unknown"),
        ("Le dossier de Quimper n'a pas été retenu.", "rejected"),
        ("Recalée, Quimper a perdu le label.", "rejected"),
        ("Recalée en mai, Quimper est de nouveau candidate au label.", "candidate"),
        ("La French Tech Quimper compte dix membres.", "labelled"),
        ("Quimper compte dix quartiers.", "unknown"),
        ("Le maire a été recalé à son permis.", "unknown"),
        ("La ville a obtenu un parc.", "unknown"),
    ],
)
def test_status(text: str, status: str) -> None:
    for variant in variants(text):
        found, evidence = outcome(variant)
        assert found == status
        assert (evidence is None) == (status == "unknown")


def test_outcomes_weigh_more_than_bids() -> None:
    status, evidence = outcome(
        "Quimper était candidate au label. Elle vient de décrocher le label."
    )
    assert (status, evidence) == ("labelled", "Elle vient de décrocher le label.")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Quimper veut le label French Tech.", "French Tech"),
        ("la french tech", "French Tech"),
        ("Quimper, capitale européenne de la culture ?", "capitale européenne de la culture"),
        ("Les Territoires d'industrie sont 124.", "Territoires d'industrie"),
        ("Quimper veut le label Ville Fleurie.", "Ville Fleurie"),
        ("Quimper n'a pas de label.", None),
        ("le pôle de compétitivité", "pôle de compétitivité"),
        ("le pôle de compétitivité de la French Tech", "French Tech"),
        ("", None),
    ],
)
def test_label(text: str, label: str | None) -> None:
    assert label_of(text, "") == label


def test_the_title_weighs_more() -> None:
    text = "French Tech. French Tech. Patrimoine mondial."
    assert label_of(text, "") == "French Tech"
    assert label_of(text, "Le patrimoine mondial") == "patrimoine mondial"


@pytest.mark.parametrize(
    "piece", [*REPETITIONS, ".", "…", "vient d'", "a donc ", "label ab ", "dossier "]
)
def test_time_is_linear(piece: str) -> None:
    assert_linear(outcome, piece)
    assert_linear(lambda text: label_of(text, text[:200]), piece)
