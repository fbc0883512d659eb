"""The dated steps of a candidacy."""

from __future__ import annotations

import datetime as dt

import pytest

from ftextract.rule import Candidate
from ftextract.rules.dates import find_dates
from ftextract.timeline import bounds, steps_of
from ftextract.timex import resolve
from ftextract.view import View, sentences

from .rules.name_tables import assert_linear

PUBLISHED = dt.date(2014, 11, 12)


def steps(text: str) -> list[tuple[str, str | None]]:
    view = View(text, [(0, len(text))])
    dates = resolve(find_dates(view.text), view.text, PUBLISHED)
    found = steps_of(view.text, sentences(view), dates)
    assert all(view.text[slice(*s.sentence)].strip() for s in found)
    return [(s.kind, bounds(s.date, PUBLISHED)[0]) for s in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le dossier a été déposé le 3 mars 2014.", [("filed", "2014-03-03")]),
        ("Le jury a visité la ville le 5 mai 2014.", [("visited", "2014-05-05")]),
        ("Le dossier a été recalé en juin 2014.", [("rejected", "2014-06")]),
        ("La ville a été labellisée le 26 juin 2015.", [("labelled", "2015-06-26")]),
        ("Le label a été lancé en 2013.", [("launched", "2013")]),
        ("Le verdict du jury tombera le 15 décembre 2014.", [("announced", "2014-12-15")]),
        ("Quimper vient de décrocher le label.", [("labelled", "2014-11-12")]),
        (
            "Le dossier a été déposé le 3 mars 2014, le verdict sera annoncé le 4 avril 2015.",
            [("filed", "2014-03-03"), ("announced", "2015-04-04")],
        ),
        # the sentence after one on the bid goes on with it
        ("Le dossier est prêt. Il sera déposé le 3 mars 2015.", [("filed", "2015-03-03")]),
        # nothing
        ("Le maire a visité un parc le 5 mai 2014.", []),
        ("Le dossier a été déposé.", []),
        ("Le dossier compte dix pages depuis le 3 mars 2014.", []),
        ("Il est né en 1960. Il rit. La ville a été créée en 1850.", []),
        ("Quimper espère décrocher le label.", []),
    ],
)
def test_steps(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert steps(text) == expected


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
        view = View(text, [(0, len(text))])
        dates = [
            Candidate(i, i + 4, "DATE", "d", {"earliest": PUBLISHED})
            for i in range(0, len(text) - 4, 50)
        ]
        steps_of(view.text, sentences(view), dates)

    assert_linear(run, piece)
