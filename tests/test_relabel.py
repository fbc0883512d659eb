"""Second thoughts on the model's labels."""

from __future__ import annotations

import pytest

from ftextract.relabel import relabel

from .rules.name_tables import assert_linear


@pytest.mark.parametrize(
    ("text", "name", "label", "expected"),
    [
        # a known place is one, whatever the model says
        ("Brest veut un label", "Brest", "ORG", "LOC"),
        ("BREST MÈNE LA COURSE", "BREST", "ORG", "ORG"),  # five capitals may be an acronym
        ("MARSEILLE MÈNE LA COURSE", "MARSEILLE", "ORG", "LOC"),
        ("le Finistère paie", "Finistère", "PER", "LOC"),
        ("Nantes a voté", "Nantes", "EVENT", "LOC"),
        # but not a name that is a word or something else as well
        ("Orange recrute", "Orange", "ORG", "ORG"),
        ("Laurent rit", "Laurent", "PER", "PER"),
        ("Nice-Matin écrit", "Nice-Matin", "ORG", "ORG"),
        # common nouns and inhabitants
        ("la place du marché", "place", "LOC", None),
        ("les Brestois crient", "Brestois", "LOC", None),
        ("une Quimpéroise", "Quimpéroise", "PER", None),
        ("le projet", "projet", "PER", None),
        ("le projet", "projet", "ORG", "ORG"),
        ("à Beauvais", "Beauvais", "LOC", "LOC"),  # a town in -ais
        # a word at a sentence's start that the article has in lower case, too
        ("Les tours tombent. Tours et détours.", "Tours", "LOC", None),
        ("Une nice idée.\nNice, oui.", "Nice", "LOC", None),
        ("Les tours tombent à Tours.", "Tours", "LOC", "LOC"),
        ("On y va. Tours et Blois.", "Tours", "LOC", "LOC"),
        # what is given to X is given to an organization
        ("le bâtiment est confié à Kervella", "Kervella", "LOC", "ORG"),
        ("grâce à Kervella", "Kervella", "LOC", "ORG"),
        ("elle vit à Kervella", "Kervella", "LOC", "LOC"),
        ("confié à Brest", "Brest", "LOC", "LOC"),
        # acronyms in prose
        ("les élèves de la CPES sont là", "CPES", "LOC", "ORG"),
        ("elle habite à la CPES depuis", "CPES", "LOC", "LOC"),
        ("LA CPES DE CERCOTTES", "CPES", "LOC", "LOC"),
        # the start of a sentence
        ("À Kervella, on rit", "Kervella", "ORG", "LOC"),
        ("Il dit oui. À Kervella, on rit", "Kervella", "ORG", "LOC"),
        ("Grâce à Kervella, on rit", "Kervella", "ORG", "ORG"),
        ("À Kervella on rit", "Kervella", "ORG", "ORG"),
        # two noun phrases side by side are no name
        (
            "et la communauté urbaine le technopôle de Bréhan",
            "communauté urbaine le technopôle de Bréhan",
            "ORG",
            None,
        ),
        ("la communauté urbaine de Bréhan", "communauté urbaine de Bréhan", "ORG", "ORG"),
        ("le groupe Le Bréhan", "groupe Le Bréhan", "ORG", "ORG"),
        # the code of a product behind its noun
        ("le casque connecté BBH300 coûte", "BBH300", "ORG", None),
        ("la société BBH300 recrute", "BBH300", "ORG", "ORG"),
        ("chez BBH300, on rit", "BBH300", "ORG", "ORG"),
        ("le club vedette M2i gagne", "M2i", "ORG", "ORG"),
        # a series of articles named after the race
        ("Tour de France de la French Tech", "Tour de France", "EVENT", None),
        ("le Tour de France passe", "Tour de France", "EVENT", "EVENT"),
    ],
)
def test_relabel(text: str, name: str, label, expected) -> None:
    start = text.index(name)
    assert relabel(text, start, start + len(name), label) == expected


@pytest.mark.parametrize("piece", ["Tours. ", "À Kervella, ", "ANR ", "confié à A", " ", "\n"])
def test_time_is_linear(piece: str) -> None:
    def run(text: str) -> None:
        for start in range(0, len(text) - 5, 100):
            relabel(text, start, start + 5, "LOC")

    assert_linear(run, piece)
