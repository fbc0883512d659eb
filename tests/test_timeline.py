"""The dated steps of a candidacy."""

from __future__ import annotations

import datetime as dt

import pytest

from ftextract.lexicon import load
from ftextract.models import Status
from ftextract.outline import Outline
from ftextract.rule import Candidate
from ftextract.rules.dates import find_dates
from ftextract.step_signs import Article, signs_of
from ftextract.steps import Actor, read
from ftextract.timeline import KINDS, WEIGHTS, timeline_of
from ftextract.timex import resolve
from ftextract.view import View
from ftextract.weights import weights

from .rules.name_tables import assert_linear

PUBLISHED = dt.date(2014, 11, 12)
Steps = list[tuple[str, str]]


def article(
    text: str, status: Status = "candidate", published: dt.date | None = PUBLISHED, title: str = ""
) -> Article:
    whole = f"{title}\n{text}" if title else text
    start = len(whole) - len(text)
    view = View(whole, [(0, len(title)), (start, len(whole))] if title else [(0, len(whole))])
    head = [("title", (0, len(title)))] if title else []
    outline = Outline(view, [*head, ("paragraph", (start, len(whole)))])  # type: ignore[list-item]
    dates = resolve(find_dates(view.text), view.text, published)
    actors = [
        Actor(at, at + len(name), name == "Quimper")
        for at in range(len(view.text))
        for name in ("Quimper", "Brest")
        if view.text.startswith(name, at)
    ]
    said = read(outline, dates, actors)
    return Article(outline, said, dates, published, status, "economic")


def steps(text: str, status: Status = "candidate") -> Steps:
    found = timeline_of(article(text, status))
    assert all(text[slice(*step.sentence)].strip() for step in found)
    return [(step.kind, step.when) for step in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le dossier a été déposé le 3 mars 2014.", [("filed", "2014-03-03")]),
        ("Le texte, envoyé le 15 janvier 2014, compte dix pages.", [("filed", "2014-01-15")]),
        ("Le dossier est prêt. Il sera déposé le 3 mars 2015.", [("filed", "2015-03-03")]),
        ("Le jury a visité la ville candidate le 5 mai 2014.", [("visited", "2014-05-05")]),
        ("Le jury passera le 5 mai 2015.", [("visited", "2015-05-05")]),
        ("Le verdict du jury tombera le 15 décembre 2014.", [("announced", "2014-12-15")]),
        ("La réponse tombera le 15 décembre 2014.", [("announced", "2014-12-15")]),
        ("Le jugement tombera en mars 2015.", [("announced", "2015-03")]),
        ("Une demande avait été écartée en mai 2013.", [("rejected", "2013-05")]),
        ("Le conseil a voté la candidature le 3 mars 2014.", [("other", "2014-03-03")]),
        (
            "Le dossier a été déposé le 3 mars 2014, le verdict sera annoncé le 4 avril 2015.",
            [("filed", "2014-03-03"), ("announced", "2015-04-04")],
        ),
        # nothing
        ("Le dossier a été déposé.", []),
        ("Quimper espère décrocher le label.", []),
        ("Brest, labellisée en juin 2014, se tait.", []),
        ("Le jugement est tombé en mars 2013.", []),
        ("Le festival aura lieu le 3 juin 2015 au palais.", []),
        ("Il est né en 1960. Il rit. La ville a été créée en 1850.", []),
        ("Samedi, à Bakou, il a plu.", []),
        ("La présidente a été nommée en mai 2013.", []),
        ("La société a levé deux millions en 2013.", []),
        ("Le stade a été livré en 2013.", []),
        ("Le taux a doublé depuis 2013.", []),
    ],
)
def test_steps_of_a_bid(text: str, expected: Steps) -> None:
    assert steps(text) == expected


@pytest.mark.parametrize(
    ("text", "status", "expected"),
    [
        ("Le dossier a été recalé en juin 2014.", "rejected", [("rejected", "2014-06")]),
        ("La ville a été labellisée le 26 juin 2014.", "labelled", [("labelled", "2014-06-26")]),
        ("Le label a été lancé en 2013.", "labelled", [("launched", "2013")]),
        (
            "Communauté French Tech depuis 2013, le réseau grandit.",
            "labelled",
            [("labelled", "2013")],
        ),
        (
            "Quimper, recalée en mai 2013, a été labellisée en juin 2014.",
            "labelled",
            [("rejected", "2013-05"), ("labelled", "2014-06")],
        ),
        (
            "Samedi, à Bakou, le comité a dit oui : le port est inscrit.",
            "labelled",
            [("labelled", "2014-11-08")],
        ),
        (
            "La salle s'est tue mardi. C'est un refus pour Quimper.",
            "rejected",
            [("rejected", "2014-11-11")],
        ),
        # where no date is that of the outcome, fresh news is of the day
        ("Quimper vient de décrocher le label.", "labelled", [("labelled", "2014-11-12")]),
        # nothing
        ("Brest vient de décrocher le label.", "labelled", []),
        ("Quimper a le label.", "labelled", []),
        ("L'usine grandit depuis 2013.", "labelled", []),
        ("L'incubateur compte 30 salariés depuis mai 2013.", "labelled", []),
        ("Samedi, à Bakou, il a plu.", "labelled", []),
        # where there is no bid, there are no steps of it
        ("Le dossier a été déposé le 3 mars 2014.", "unknown", []),
        ("Quimper vient de décrocher le label.", "unknown", []),
    ],
)
def test_steps_by_status(text: str, status: Status, expected: Steps) -> None:
    assert steps(text, status) == expected


def test_a_date_has_one_step() -> None:
    once = "Le dossier a été déposé le 3 mars 2014."
    assert steps(f"{once} Oui, le dossier a été envoyé le 3 mars 2014.") == steps(once)


def test_without_a_publication_date() -> None:
    told = article("Le dossier a été déposé le 3 mars 2014.", "candidate", None)
    assert [(step.kind, step.when) for step in timeline_of(told)] == [("filed", "2014-03-03")]
    fresh = article("Quimper vient de décrocher le label.", "labelled", None)
    assert timeline_of(fresh) == []


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Le dossier a été déposé le 3 mars 2014.", "grain day"),
        ("Le dossier a été déposé lundi.", "grain weekday"),
        ("Le dossier a été déposé en mars 2014.", "grain month"),
        ("Le dossier a été déposé en 2013.", "grain year"),
        ("Le dossier a été déposé au printemps 2013.", "grain season"),
        ("Le dossier a été déposé le 10 novembre 2014.", "seen 10 ago"),
        ("Le dossier sera déposé le 3 décembre 2014.", "seen in 30"),
        ("Le dossier sera déposé en 2020.", "seen in more"),
        ("Le dossier a été déposé en 1990.", "seen more ago"),
        ("Le dossier a été déposé le 12 novembre 2014.", "seen same"),
        ("Le dossier a été déposé en novembre 2014.", "seen around"),
        ("Le dossier a été déposé en mars 2014.", "left en"),
        ("Brest 2014 : dossier.", "left A"),
        ("En 2014, un dossier.", "left en"),
        ("En 2014, un dossier.", "right ,"),
        ("Le dossier a été déposé en mars 2014 par tous.", "right par"),
        ("Le dossier a été déposé en mars 2014", "right none"),
        ("Le dossier a été déposé en mars 2014.", "sense paper"),
        ("Le dossier a été déposé en mars 2014.", "word dossie"),
        ("Le dossier a été déposé en mars 2014.", "step filed"),
        ("Le dossier a été déposé en mars 2014.", "cue filed left 0"),
        ("Le dossier a été déposé en mars 2014.", "lead"),
        ("Le dossier a été déposé en mars 2014.", "title win True past"),
        ("Un dossier a été déposé lundi.", "news candidate"),
        ("Un dossier déposé lundi est refusé.", "news candidate lose"),
    ],
)
def test_signs(text: str, sign: str) -> None:
    ((_, signs),) = signs_of(article(text, title="Un label obtenu"))
    assert sign in signs
    assert len(signs) == len(set(signs))


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("Mardi, la salle s'est tue. C'est un refus.", [True]),
        ("Le dossier, déposé en mars 2014, a été lu samedi.", [False, True]),
        ("Le dossier, reçu lundi, a été lu mardi.", [True, False]),
        # nothing
        ("Mardi, la salle s'est tue.", []),
        ("Le dossier a été déposé le 3 mars 2014.", [False]),
        ("Le dossier sera déposé lundi prochain.", [False]),
        ("Paris, 12 novembre 2014. Un dossier le 12 novembre 2014.", [False]),
        ("Le dossier a été déposé en novembre.", [False]),
    ],
)
def test_the_first_day_of_the_news(text: str, news: list[bool]) -> None:
    found = [signs for _, signs in signs_of(article(text))]
    assert ["news candidate" in signs for signs in found] == news


def test_what_stands_beyond_another_date_is_its_own() -> None:
    text = "Le dossier, déposé en mars 2014, est examiné en mai 2014."
    (_, first), (_, second) = signs_of(article(text))
    assert {"sense send", "word déposé"} <= set(first)
    assert not {"sense send", "word déposé"} & set(second)
    assert "sentence send" in second


def test_names_are_no_signs() -> None:
    text = "Le dossier de Quimper Bretagne, que Brest Métropole a signé, est déposé en mars 2014."
    for _, signs in signs_of(article(text)):
        assert not {"word quimpe", "word bretag", "word brest", "word métrop"} & set(signs)


@pytest.mark.parametrize(
    "text", ["Il a plu le 3 mars 2014.", "Il pleuvra lundi prochain.", "Un dossier.", ""]
)
def test_dates_that_cannot_be_steps(text: str) -> None:
    assert list(signs_of(article(text))) == []


def test_the_file_of_weights() -> None:
    tables = weights(WEIGHTS)
    assert set(tables) == set(KINDS)
    for name in {name for table in tables.values() for name in table}:
        kind, _, value = name.partition(" ")
        assert kind in {
            "status", "label", "said", "grain", "seen", "left", "right", "lead", "dateline",
            "title", "sentence", "sense", "word", "cue", "step", "news",
        }  # fmt: skip
        assert value == value.lower() or kind in {"left", "right", "title", "cue", "step", "news"}


def test_beginnings_are_not_given_twice() -> None:
    senses = load("timeline")["sense"]
    beginnings = {word: sense for word, sense in senses.items() if len(word) == 6}
    for word, sense in senses.items():
        assert len(word) <= 6 or beginnings.get(word[:6]) != sense, word


@pytest.mark.parametrize(
    "piece", ["dossier ", "mission ", "visité ", ". ", "Ab. ", " ", "annoncé, ", "label et "]
)
def test_time_is_linear(piece: str) -> None:
    def run(text: str) -> None:
        outline = Outline(View(text, [(0, len(text))]), [("paragraph", (0, len(text)))])
        dates = [
            Candidate(i, i + 4, "DATE", "d", {"earliest": PUBLISHED, "latest": PUBLISHED,
                                              "when": "2014"})
            for i in range(0, len(text) - 4, 50)
        ]  # fmt: skip
        said = read(outline, dates, [])
        timeline_of(Article(outline, said, dates, PUBLISHED, "labelled", "economic"))

    assert_linear(run, piece)
