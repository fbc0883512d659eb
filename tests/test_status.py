"""How a candidacy stands, and for which label."""

from __future__ import annotations

import datetime as dt

import pytest

from ftextract.label import is_economic, label_of
from ftextract.outline import Outline, lowered
from ftextract.rules.dates import find_dates
from ftextract.status import status_of
from ftextract.steps import Actor, read
from ftextract.timex import resolve
from ftextract.view import View

from .rules.name_tables import REPETITIONS, assert_linear, variants

PUBLISHED = dt.date(2016, 3, 3)


def outcome(text: str, banner: str | None = None):
    view = View(text, [(0, len(text))])
    outline = Outline(view, [("paragraph", (0, len(view.text)))])
    dates = resolve(find_dates(view.text), view.text, PUBLISHED)
    actors = [
        Actor(at, at + len(name), name == "Quimper")
        for name in ("Quimper", "Brest")
        for at in range(len(view.text))
        if view.text.startswith(name, at)
    ]
    said = read(outline, dates, sorted(actors, key=lambda actor: actor.start))
    running = (0, len(view.text)) if banner else None
    found = status_of(said, PUBLISHED, running)
    evidence = view.text[slice(*found.evidence)] if found.evidence else None
    return found.status, evidence


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Quimper vient de décrocher le label.", "labelled"),
        ("Quimper a enfin obtenu son label French Tech.", "labelled"),
        ("Quimper est labellisée French Tech depuis 2014.", "labelled"),
        ("Le jury a retenu le dossier de Quimper.", "labelled"),
        ("Quimper figure parmi les lauréats.", "labelled"),
        ("La mission French Tech a labellisé Quimper.", "labelled"),
        ("Quimper est membre de la communauté French Tech depuis 2014.", "labelled"),
        ("Quimper est candidate au label.", "candidate"),
        ("Quimper brigue le label.", "candidate"),
        ("Quimper espère décrocher le label.", "candidate"),
        ("Quimper n'a pas encore son label, elle prépare un dossier.", "candidate"),
        ("Le dossier de Quimper sera déposé en mai.", "candidate"),
        ("La ville présentera sa candidature à la French Tech.", "candidate"),
        ("Le verdict du jury sur le dossier tombera en juin.", "candidate"),
        ("Le dossier de Quimper n'a pas été retenu.", "rejected"),
        ("Recalée, Quimper a perdu le label.", "rejected"),
        ("Quimper ne figurait pas sur la liste des lauréats.", "rejected"),
        ("Recalée en mai, Quimper est de nouveau candidate au label.", "candidate"),
        # of another, of nobody, of something else
        ("Brest, labellisée en novembre dernier, aligne cinq fois plus d'emplois.", "unknown"),
        ("Quimper compte dix quartiers.", "unknown"),
        ("Le maire a été recalé à son permis.", "unknown"),
        ("La ville a obtenu un parc.", "unknown"),
        ("Le pôle a labellisé 174 projets.", "unknown"),
        ("Le maire, candidat (PS) à sa succession, se tait.", "unknown"),
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


def test_the_last_outcome_counts() -> None:
    text = "Quimper, recalée en novembre 2014, labellisée en juin 2015, a changé son logo."
    assert outcome(text)[0] == "labelled"


def test_a_running_banner_is_a_label() -> None:
    assert outcome("La French Tech Quimper compte dix membres.", "French Tech Quimper")[0] == (
        "labelled"
    )
    assert outcome("La French Tech Quimper dépose un dossier.", "French Tech Quimper")[0] == (
        "candidate"
    )


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Quimper veut le label French Tech.", "French Tech"),
        ("la french tech", "French Tech"),
        ("Quimper, capitale européenne de la culture ?", "capitale européenne de la culture"),
        ("Les Territoires d'industrie sont 124.", "Territoires d'industrie"),
        ("Les JO d'hiver 2018, puis 2026.", "JO d'hiver 2018"),
        ("capitale européenne de la culture 2028", "capitale européenne de la culture"),
        ("Quimper veut le label Ville Fleurie.", "Ville Fleurie"),
        ("Quimper n'a pas de label.", None),
        ("le pôle de compétitivité", "pôle de compétitivité"),
        ("le pôle de compétitivité de la French Tech", "French Tech"),
        ("", None),
    ],
)
def test_label(text: str, label: str | None) -> None:
    assert label_of(text, lowered(text), "") == label


def test_the_title_weighs_more() -> None:
    text = "French Tech. French Tech. Patrimoine mondial."
    assert label_of(text, lowered(text), "") == "French Tech"
    assert label_of(text, lowered(text), "Le patrimoine mondial") == "Patrimoine mondial"


@pytest.mark.parametrize(
    ("label", "economic"),
    [("French Tech", True), ("Territoires d'industrie", True), ("Ville Fleurie", True),
     ("capitale européenne de la culture", False), ("JO d'hiver 2018", False)],
)  # fmt: skip
def test_labels_of_an_economy(label: str, economic: bool) -> None:
    assert is_economic(label) is economic


@pytest.mark.parametrize(
    "piece", [*REPETITIONS, ".", "…", "vient d'", "a donc ", "label ab ", "dossier ", "labellisé "]
)
def test_time_is_linear(piece: str) -> None:
    assert_linear(outcome, piece)
    assert_linear(lambda text: label_of(text, text, text[:200]), piece)
