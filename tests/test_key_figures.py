"""Which figures describe a territory, under which topic, and the signs that tell it."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from ftextract.figure_signs import SIGNS, signs_of
from ftextract.key_figures import COUNTS, SUMS, key_figures, may_be_key, topics_of
from ftextract.outline import Outline
from ftextract.rule import Candidate
from ftextract.rules.figures import find_figures
from ftextract.view import View
from ftextract.weights import weights

from .sentences import FIRMS, outline_of

PLACES = ("Vannes", "Lorient")
BEFORE, BEHIND = "La ville a un port.\n", "\n" + "Elle a un pont et deux rives. " * 10


def mentions_of(text: str) -> tuple[list[Candidate], dict[int, str]]:
    """The names and figures of a text, and the kinds of its organizations."""
    found = [
        Candidate(*match.span(), "ORG" if match.group() in FIRMS else "LOC", "test")
        for match in re.finditer("|".join((*FIRMS, *PLACES)), text)
    ]
    kinds = {mention.start: "company" for mention in found if mention.label == "ORG"}
    mentions = sorted([*found, *find_figures(text)], key=lambda mention: mention.start)
    return mentions, kinds


def found_in(text: str) -> dict[str, Decimal]:
    """The key figures of a text, by topic."""
    outline = outline_of(text)
    mentions, kinds = mentions_of(text)
    figures = [mention for mention in mentions if mention.label == "FIG"]
    key = key_figures(figures, topics_of(figures, outline), outline, mentions, kinds)
    return {topic: figures[i].attributes["quantity"] for i, topic in key.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vannes compte 300 entreprises et 4 000 emplois.", {"companies": 300, "jobs": 4000}),
        ("Les start-up de Vannes ont levé 12 millions d'euros.", {"funding": 12_000_000}),
        ("Les travaux ont coûté 9 millions d'euros.", {"investment": 9_000_000}),
        ("La filière pèse 2 milliards d'euros de chiffre d'affaires.", {"revenue": 2 * 10**9}),
        ("Vannes, 53 000 habitants, est candidate.", {"population": 53_000}),
        ("L'association réunit 120 adhérents.", {"members": 120}),
        ("On y compte 40 start-up et 900 emplois.", {"startups": 40, "jobs": 900}),
        # a part, a company's own, what is small, what is no topic
        ("Vannes compte 9 000 emplois, dont 6 500 ici.", {"jobs": 9000}),
        ("Orbem emploie 1 300 salariés.", {}),
        ("Kerlys (jeux vidéo, 45 salariés) recrute.", {}),
        ("Une réunion de 5 entreprises.", {}),
        ("Un loyer de 230 euros.", {}),
        ("Le pont mesure 300 mètres.", {}),
        ("L'emploi y croît de 12 %.", {}),
        ("Le stade a 18 000 places.", {}),
    ],
)
def test_key_figures(text: str, expected: dict[str, int]) -> None:
    found = found_in(f"{BEFORE}{text}{BEHIND}")
    assert found == {topic: Decimal(value) for topic, value in expected.items()}


def test_key_figures_come_in_the_order_of_the_text() -> None:
    text = "Vannes compte 300 entreprises, 4 000 emplois, 53 000 habitants."
    assert list(found_in(f"{BEFORE}{text}{BEHIND}")) == ["companies", "jobs", "population"]


def test_what_is_told_twice_is_kept_once() -> None:
    text = "Vannes compte 300 entreprises. Ces 300 entreprises et 4 000 emplois font sa force."
    outline = outline_of(text)
    mentions, kinds = mentions_of(text)
    figures = [mention for mention in mentions if mention.label == "FIG"]
    key = key_figures(figures, topics_of(figures, outline), outline, mentions, kinds)
    assert sorted(key.values()) == ["companies", "jobs"]


def test_without_figures_nothing_is_found() -> None:
    assert found_in("Vannes a un port.") == {}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("12 entreprises", True),
        ("9 000 euros", True),
        ("40 personnes", True),
        # too small, no money and no count, counted but of no territory
        ("9 entreprises", False),
        ("230 euros", False),
        ("12 %", False),
        ("300 hectares", False),
        ("40 chaises", False),
        ("30 bureaux", False),
    ],
)
def test_what_is_asked_about(text: str, asked: bool) -> None:
    (figure,) = find_figures(text)
    (topic,) = topics_of([figure], outline_of(text))
    assert may_be_key(figure, topic) is asked


@pytest.mark.parametrize(
    ("text", "sign", "expected"),
    [
        ("Vannes a 40 start-up.", "noun", ["start-up"]),
        ("Vannes a 40 start-up.", "size|topic", ["3|startups"]),
        ("Il reste 20 000 euros.", "size|topic", ["8|sum"]),
        ("Il y a 40 start-up, 300 emplois.", "beside", ["jobs", "startups"]),
        ("Il y a 40 start-up, 50 start-up.", "beside", ["", ""]),
        ("Il y a 300 emplois, puis 200 emplois.", "earlier|topic", ["0|jobs", "1|jobs"]),
        ("Il y a 300 emplois, puis 200 emplois.", "larger|topic", ["0|jobs", "1|jobs"]),
        ("Orbem et Kerlys ont 90 emplois, Morand.", "companies", ["2"]),
        ("Il y a 90 emplois chez Orbem.", "companies", ["0"]),
        ("Vannes, puis Orbem : 90 emplois.", "first name|topic", ["place|jobs"]),
        ("Il y a 90 emplois à Vannes.", "first name|topic", ["-|jobs"]),
        ("Orbem grandit. Il y a 90 emplois.", "last name|topic", ["company|jobs"]),
        ("Orbem grandit. Vannes a 90 emplois.", "last name|topic", ["-"]),
        ("Il y a 90 emplois (en tout).", "mark after", ["("]),
        ("Il y a 90 emplois en tout.", "mark after", ["w"]),
        ("dont 90 emplois.", "word before|unit", ["dont|count"]),
        ("90 emplois.", "word before|unit", ["^|count"]),
    ],
)
def test_signs(text: str, sign: str, expected: list[str]) -> None:
    outline = outline_of(text)
    mentions, kinds = mentions_of(text)
    figures = [mention for mention in mentions if mention.label == "FIG"]
    signs = signs_of(figures, topics_of(figures, outline), outline, mentions, kinds)
    assert [own.values[SIGNS.index(sign)] for own in signs] == expected


def test_names_of_another_block_tell_nothing() -> None:
    text = "Orbem grandit.\nIl y a 90 emplois."
    blocks = [(0, 14), (15, len(text))]
    outline = Outline(View(text, blocks), [("paragraph", block) for block in blocks])
    mentions, kinds = mentions_of(text)
    (signs,) = signs_of(find_figures(text), ["jobs"], outline, mentions, kinds)
    assert signs.values[SIGNS.index("last name|topic")] == "-|jobs"


def test_words_around_are_those_of_the_sentence() -> None:
    text = "Oui. Vannes comptait 90 emplois industriels. Non."
    outline = outline_of(text)
    mentions, kinds = mentions_of(text)
    (signs,) = signs_of(find_figures(text), ["jobs"], outline, mentions, kinds)
    assert (signs.before, signs.after) == (["vanne", "compt"], ["indus"])


def test_weights_are_of_known_signs() -> None:
    assert set(weights("key_figures")) <= {*SIGNS, "before", "after"}
    topics = {name.partition(" ")[0] for name in weights("figure_topics")}
    assert topics <= {*SUMS, *COUNTS}
