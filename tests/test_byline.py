"""Bylines: who signed, and when."""

from __future__ import annotations

import datetime as dt

import pytest

from ftextract import byline

DAY = dt.date(2015, 1, 23)

BYLINES = [
    ("Par Claire Maudet, publié le 23 janvier 2015 à 18h12", "Claire Maudet", DAY),
    ("FARAH DELPUECH | 23.01.15", "FARAH DELPUECH", DAY),
    ("Rémi Desgranges · vendredi 23 janvier 2015", "Rémi Desgranges", DAY),
    ("23-01-2015 - Jean-Marc Kowalczyk", "Jean-Marc Kowalczyk", DAY),
    (
        "Propos recueillis par Soizic Le Bihan, vendredi 23 janvier 2015, 7h00",
        "Soizic Le Bihan",
        DAY,
    ),
    ("Mis en ligne le 23/01/2015 par Delphine Mauny", "Delphine Mauny", DAY),
    ("Texte et photos : Clémence Haas-Adjovi (23/01/15)", "Clémence Haas-Adjovi", DAY),
    ("Par Bastien Cherkaoui, à Metz", "Bastien Cherkaoui", None),
    ("Besançon, le 23 janvier 2015", None, DAY),
    ("Mis à jour le 23 janvier 2015", None, DAY),
    ("Sylvie Arnaud", "Sylvie Arnaud", None),
    ("La rédaction avec AFP", None, None),
]
NOT_BYLINES = [
    "Le logo",
    "French Tech",
    "Brest, vue sur mer",
    "Les chiffres clés",
    "Le 23 janvier 2015, la ville a déposé son dossier",
    "Par Toutatis, quelle affaire pour la ville et pour ses élus !",
    "-",
    "12 mars : visite du jury à Angers",
]


@pytest.mark.parametrize(("line", "author", "published"), BYLINES)
def test_bylines(line, author, published):
    assert byline.is_byline(line)
    assert byline.read([line]) == byline.Byline(author, published)


@pytest.mark.parametrize("line", NOT_BYLINES)
def test_not_bylines(line):
    assert not byline.is_byline(line)


def test_published_wins_over_updated():
    lines = ["Mis à jour le 25 janvier 2015", "Publié le 23 janvier 2015"]
    assert byline.read(lines).published == DAY


def test_label_and_date_on_two_lines():
    assert byline.read(["Sylvie Arnaud", "Mis à jour", "23 janvier 2015"]).published == DAY


def test_people_stand_where_they_are_named():
    line = "Par Claire Maudet et Éric Le Goff, le 23 janvier 2015"
    assert [line[a:b] for a, b in byline.people_in(line)] == ["Claire Maudet", "Éric Le Goff"]


@pytest.mark.parametrize(
    ("paragraph", "published"),
    [
        ("NANCY, 23 janvier 2015 (AFP) - La candidature de la ville est déposée.", DAY),
        ("Pointe-à-Pitre, 23 janv. 2015 - L'archipel attend.", DAY),
        ("Le 23 janvier 2015, la ville a déposé son dossier (le second) - enfin.", None),
        ("La ville attend. NANCY, 23 janvier 2015 (AFP)", None),
    ],
)
def test_dateline(paragraph, published):
    assert byline.dateline(paragraph) == published
