"""The dated steps of a candidacy."""

from __future__ import annotations

import datetime as dt

import pytest

from ftextract.models import Status
from ftextract.outline import Outline
from ftextract.rule import Candidate
from ftextract.rules.dates import find_dates
from ftextract.steps import Actor, read
from ftextract.timeline import bounds, timeline_of
from ftextract.timex import resolve
from ftextract.view import View

from .rules.name_tables import assert_linear

PUBLISHED = dt.date(2014, 11, 12)


def steps(text: str, status: Status = "unknown") -> list[tuple[str, str | None]]:
    view = View(text, [(0, len(text))])
    outline = Outline(view, [("paragraph", (0, len(view.text)))])
    dates = resolve(find_dates(view.text), view.text, PUBLISHED)
    actors = [
        Actor(at, at + len(name), name == "Quimper")
        for at in range(len(view.text))
        for name in ("Quimper", "Brest")
        if view.text.startswith(name, at)
    ]
    found = timeline_of(read(outline, dates, actors), PUBLISHED, status, outline, dates)
    assert all(view.text[slice(*step.sentence)].strip() for step in found)
    return [(step.kind, step.when) for step in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le dossier a été déposé le 3 mars 2014.", [("filed", "2014-03-03")]),
        ("Le jury a visité la ville candidate le 5 mai 2014.", [("visited", "2014-05-05")]),
        ("Le jury passera le 5 mai 2015.", [("visited", "2015-05-05")]),
        ("Le dossier a été recalé en juin 2014.", [("rejected", "2014-06")]),
        ("La ville a été labellisée le 26 juin 2014.", [("labelled", "2014-06-26")]),
        ("Le label a été lancé en 2013.", [("launched", "2013")]),
        ("Le verdict du jury tombera le 15 décembre 2014.", [("announced", "2014-12-15")]),
        ("La réponse tombera le 15 décembre 2014.", [("announced", "2014-12-15")]),
        ("La charte du label a été signée le 3 mars 2014.", [("other", "2014-03-03")]),
        ("Quimper vient de décrocher le label.", [("labelled", "2014-11-12")]),
        ("Communauté French Tech depuis 2013, le réseau grandit.", [("labelled", "2013")]),
        (
            "Le dossier a été déposé le 3 mars 2014, le verdict sera annoncé le 4 avril 2015.",
            [("filed", "2014-03-03"), ("announced", "2015-04-04")],
        ),
        (
            "Quimper, recalée en mai 2013, a été labellisée en juin 2014.",
            [("rejected", "2013-05"), ("labelled", "2014-06")],
        ),
        # the sentence after one on the bid goes on with it
        ("Le dossier est prêt. Il sera déposé le 3 mars 2015.", [("filed", "2015-03-03")]),
        # nothing
        ("Le maire a visité un parc le 5 mai 2014.", []),
        ("Le dossier a été déposé.", []),
        ("Le dossier compte dix pages depuis le 3 mars 2014.", []),
        ("Il est né en 1960. Il rit. La ville a été créée en 1850.", []),
        ("Quimper espère décrocher le label.", []),
        ("Brest, labellisée en juin 2014, se tait.", []),
        ("Le pôle a labellisé 174 projets en 2013.", []),
        ("L'université a déposé un brevet le 3 mars 2014.", []),
        ("Le réseau grandit depuis 2013.", []),
    ],
)
def test_steps(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert steps(text) == expected


@pytest.mark.parametrize(
    ("text", "status", "expected"),
    [
        # the first day of the beginning is that of the outcome which it tells
        ("Samedi, à Bakou, le comité a dit oui : le port est inscrit.", "labelled",
         [("labelled", "2014-11-08")]),
        ("La salle s'est tue mardi. Quimper est éliminée.", "rejected",
         [("rejected", "2014-11-11")]),
        # the word nearest to a date
        ("Le texte, envoyé le 15 janvier 2014, compte dix pages.", "candidate",
         [("filed", "2014-01-15")]),
        ("Le jugement tombera en mars 2015.", "candidate", [("announced", "2015-03")]),
        ("Une demande avait été écartée en mai 2013.", "candidate", [("rejected", "2013-05")]),
        ("La halle, inaugurée en mai 2013, est pleine.", "labelled", [("launched", "2013-05")]),
        # who says so makes no step beside the outcome
        ("Quimper a obtenu le label lundi, a annoncé mardi le ministère.", "labelled",
         [("labelled", "2014-11-10")]),
        # nothing
        ("Samedi, à Bakou, il a plu.", "labelled", []),
        ("Samedi, à Bakou, le port est inscrit.", "candidate", []),
        ("Le 3 mai, le port était inscrit au programme.", "candidate", []),
        ("Le jugement est tombé en mars 2013.", "candidate", []),
        ("La halle sera inaugurée en mai 2015.", "labelled", []),
        ("Le texte, envoyé le 15 janvier 2014, compte dix pages.", "unknown", []),
        ("La carte, vendue en mai 2013, est pleine.", "labelled", []),
    ],
)  # fmt: skip
def test_news_and_words_beside(text: str, status: Status, expected: list[object]) -> None:
    assert steps(text, status) == expected


def test_bounds() -> None:
    day = dt.date(2014, 3, 3)
    date = Candidate(0, 1, "DATE", "d", {"when": "2014-03-03", "earliest": day, "latest": day})
    assert bounds(date, PUBLISHED) == ("2014-03-03", day, day)
    assert bounds(None, PUBLISHED) == ("2014-11-12", PUBLISHED, PUBLISHED)
    assert bounds(None, None) == (None, None, None)


@pytest.mark.parametrize(
    "piece", ["dossier ", "mission ", "visité ", ". ", "Ab. ", " ", "annoncé, ", "label et "]
)
def test_time_is_linear(piece: str) -> None:
    def run(text: str) -> None:
        outline = Outline(View(text, [(0, len(text))]), [("paragraph", (0, len(text)))])
        dates = [
            Candidate(i, i + 4, "DATE", "d", {"earliest": PUBLISHED, "when": "2014"})
            for i in range(0, len(text) - 4, 50)
        ]
        timeline_of(read(outline, dates, []), PUBLISHED, "labelled", outline, dates)

    assert_linear(run, piece)
