"""The banner of a bid: which names may be one, what they name, which is chosen."""

# ruff: noqa: E501 (a row of a table stays on one line)

from __future__ import annotations

import random

import pytest

from ftextract import banner
from ftextract.banner import SIGNS, choose_banner, class_of, options_of, parts_of, signs_of, tail_of
from ftextract.outline import Outline
from ftextract.view import View
from tests.bid_articles import entity, scene_of

TECH, POLE = "French Tech", "pôle de compétitivité"


def options(text: str, names: dict[str, str], label: str):
    """The options of a text, with organizations of some kinds, and the scene."""
    scene = scene_of(text, {"Quimper": "city"} if "Quimper" in text.split() else {})
    bodies = [(entity("ORG", text, name), kind) for name, kind in names.items()]
    return options_of(scene.outline, bodies, scene, label), scene


@pytest.mark.parametrize(
    ("text", "names", "label", "expected"),
    [
        ("Le dossier Lannion Tech est prêt. Lannion rit.", {}, TECH, ["Lannion Tech"]),
        ("Nom de code : Beauty Tech Chartres.", {}, TECH, ["Beauty Tech Chartres"]),
        ("La French Tech Quimper rit.", {"French Tech Quimper": "candidacy"}, TECH, ["French Tech Quimper"]),
        ("Le pôle Valorial attend.", {"Valorial": "cluster"}, POLE, ["Valorial"]),
        ("Quimper attend : Quimper 2028 part.", {}, "capitale européenne de la culture", ["Quimper 2028"]),
        ("Le projet Smart Paesi, de l'agglomération.", {"Smart Paesi": "company"}, "Territoires d'innovation", ["Smart Paesi"]),
        ("Son dossier, « Sète, le grand large », est prêt.", {}, "capitale française de la culture", ["Sète, le grand large"]),
        ("Le projet a un nom d'escapade, « Nîmes à ciel ouvert ».", {}, "capitale européenne de la culture", ["Nîmes à ciel ouvert"]),
        ("Le dossier, intitulé Cannes Plein Air, part.", {}, "ville créative", ["Cannes Plein Air"]),
        ("Sous le nom de French Tech Côte d'Opale, le dossier part.", {}, TECH, ["French Tech Côte d'Opale"]),
        # no banner
        ("Son roman, intitulé Plein Air Bleu, plaît.", {}, "ville créative", []),
        ("Au nom de Quimper, le dossier part.", {}, "ville créative", []),
        ("Le maire parle d'un dossier « béton ».", {}, "ville créative", []),
        ("On y croise Magnum Tech, une boîte.", {}, TECH, []),
        ("On y croise Magnum, une boîte.", {"Magnum": "company"}, TECH, []),
        ("Le Télégramme le dit.", {"Le Télégramme": "media"}, POLE, []),
        ("La French Tech Quimper rit.", {"French Tech Quimper": "candidacy"}, "Idex", []),
        ("La French Tech rit.", {"French Tech": "candidacy"}, TECH, []),
        ("Londres 2012 est loin.", {}, "Jeux olympiques", []),
        ("Le dossier du maire est prêt.", {}, TECH, []),
    ],
)  # fmt: skip
def test_options(text, names, label, expected) -> None:
    assert [option.name for option in options(text, names, label)[0]] == expected


@pytest.mark.parametrize(
    ("text", "names", "label", "expected"),
    [
        ("Le dossier Lannion Tech est prêt. Lannion rit.", {"Lannion Tech": "candidacy"}, TECH, "Lannion Tech"),
        ("Quimper rit\nLa French Tech Quimper fête son label.", {"French Tech Quimper": "candidacy"}, TECH, "French Tech Quimper"),
        ("Quimper Tech perd, sous le nom de French Tech Ouest.", {"French Tech Ouest": "candidacy"}, TECH, "French Tech Ouest"),
        ("Le pôle Valorial veut garder son label.", {"Valorial": "cluster"}, POLE, "Valorial"),
        ("La candidature Quimper 2028 part.", {}, "capitale européenne de la culture", "Quimper 2028"),
        ("Quimper rit\nLe dossier de l'association Quimper 2028 plaît. Quimper 2028 espère.", {"Quimper 2028": "association"}, "capitale européenne de la culture", "Quimper 2028"),
        # none
        ("Quimper rit\nOn dort.\nOn rit.\nLoin, Quimper a rejoint la French Tech Bordeaux.", {"French Tech Bordeaux": "candidacy"}, TECH, None),
        ("Quimper dort.", {}, TECH, None),
        ("La ville reçoit La Poste.", {"La Poste": "company"}, "patrimoine mondial", None),
    ],
)  # fmt: skip
def test_choice(text, names, label, expected) -> None:
    found, scene = options(text, names, label)
    chosen = choose_banner(found, scene, label)
    assert (chosen and chosen.name) == expected


def test_signs_have_one_value_each() -> None:
    found, scene = options("Quimper Tech part, le dossier Quimper Tech plaît.", {}, TECH)
    rows = list(signs_of(found, scene, TECH))
    assert len(rows) == len(found) + 1 == 2
    assert {len(row) for row in rows} == {len(SIGNS)}


@pytest.mark.parametrize(
    ("name", "tail"),
    [("French Tech Pau Béarn", "Pau Béarn"), ("Brest Tech +", "Brest"), ("Annecy 2018", "Annecy"),
     ("La French Tech Ouest", "Ouest"), ("Lor'N'Tech", "Lor'N'Tech"), ("French Tech", "")],
)  # fmt: skip
def test_tails(name: str, tail: str) -> None:
    assert tail_of(name) == tail


@pytest.mark.parametrize(
    ("name", "parts"),
    [("Soie Tech Nord-Isère", ["Soie", "Nord-Isère"]), ("Brest Tech +", ["Brest"]),
     ("Annecy 2018", ["Annecy"]), ("French Tech", []), ("Lor'N'Tech", ["Lor'N'Tech"])],
)  # fmt: skip
def test_parts(name: str, parts: list[str]) -> None:
    assert parts_of(name) == parts


@pytest.mark.parametrize(
    ("label", "expected"),
    [(None, "none"), (TECH, "tech"), (POLE, "economic"), ("capitale européenne de la culture", "other")],
)  # fmt: skip
def test_classes_of_labels(label: str | None, expected: str) -> None:
    assert class_of(label) == expected


@pytest.mark.parametrize(
    ("pattern", "end"),
    [(banner._TECHS, banner._TECHS_END), (banner._EDITION, banner._EDITIONS_END)],
)
def test_forms_are_looked_for_where_their_ends_stand(pattern, end) -> None:
    """The sentences that have an end tell all that the whole text does."""
    choose = random.Random(3)
    pieces = ["French Tech", "La French Tech", "Sud-French Tech", "d'French Tech", "Pau", "Brest-Sud",
              "Tech", "Tech +", "Tech+", "Techno", "de", "d'Armor", "en", "2018", "20185", "1", ".",
              "!", "«", "»", ",", "\n", "Saint-", "’", "_", "M."]  # fmt: skip
    for _ in range(2000):
        words = choose.choices(pieces, k=choose.randrange(1, 30))
        text = "".join(word + choose.choice(["", " ", " ", " ", "  "]) for word in words)
        lines, start = [], 0
        for line in text.split("\n"):
            lines.append((start, start + len(line)))
            start += len(line) + 1
        view = View(text, lines)
        outline = Outline(view, [("paragraph", span) for span in view.blocks])
        found = [
            match.span()
            for sentence in banner._sentences_with(end, outline)
            for match in pattern.finditer(view.text, *sentence)
        ]
        assert found == [match.span() for match in pattern.finditer(view.text)]
