"""Bylines: who signed, and when."""

from __future__ import annotations

import datetime as dt

import pytest

from ftextract import byline
from ftextract.lexicon import load

DAY = dt.date(2015, 1, 23)

BYLINES = [
    ("Claire Maudet – chronique « Vu du pont et du port » – 23 janvier 2015", "Claire Maudet", DAY),
    ("Rencontre : Claire Maudet. Photos : Marc Le Bihan – Ponant Bis", "Claire Maudet", None),
    ("Agri Ponant, C. Maudet, 23 janvier 2015", "C. Maudet", DAY),
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
    ("Enquête de Claire Maudet – publiée le 23 janvier 2015 à 6h00", "Claire Maudet", DAY),
    ("Claire Maudet avec Youssef Riahi à Metz, le 23.1.2015", "Claire Maudet", DAY),
    ("Claire Maudet, chronique du 23 janvier 2015", "Claire Maudet", DAY),
    ("CLAIRE MAUDET | 23/01/15 | 06:30", "CLAIRE MAUDET", DAY),
    ("🖊 Claire Maudet, le vendredi 23 janv. 2015", "Claire Maudet", DAY),
    ("Texte : Cl. Maudet. Bouclé le 23 janvier 2015.", "Cl. Maudet", DAY),
    ("Reportage d'Anouk Fine-Roux, 2015-01-23", "Anouk Fine-Roux", DAY),
    ("Claire Maudet – vendredi 23 janvier", "Claire Maudet", None),
    ("C. M., le 23 janvier 2015", "C. M.", DAY),
    ("Par Claire Droz-dit-Busset", "Claire Droz-dit-Busset", None),
    ("Par Claire Maudet Photos Anouk Fine", "Claire Maudet", None),
    ("Par Claire Maudet, envoyée spéciale dans le pays de Vannes", "Claire Maudet", None),
    ("De notre envoyé spécial, Marc Le Bihan", "Marc Le Bihan", None),
    ("Reportage – Claire Maudet", "Claire Maudet", None),
    ("Billet n° 212 par Claire Maudet, vendredi 23 janvier 2015", "Claire Maudet", DAY),
    ("CLAIRE MAUDET | Correspondante à Vannes", "CLAIRE MAUDET", None),
    ("BREST, 23 janv. 2015 (Ouest Fil)", None, DAY),
    ("Brest, 23 janvier 2015 (Claire Maudet)", None, DAY),
    ("23 janvier 2015 (Claire Maudet)", "Claire Maudet", DAY),
    ("Rubrique réalisée par Claire Maudet – 23 janvier 2015", "Claire Maudet", DAY),
    ("Recueilli à Saint-Brieuc par Claire Maudet", "Claire Maudet", None),
    ("Posté par Claire Maudet le 23.01.15", "Claire Maudet", DAY),
    ("Dossier : C. Maudet", "C. Maudet", None),
    ("Rédaction : C. M. et A. F., 23 janvier 2015", "C. M. et A. F.", DAY),
    ("Texte : Claire Maudet. Photos : Marc Le Bihan", "Claire Maudet", None),
    ("Rédaction : C. Maudet. Relecture : La Lettre des ponts.", "C. Maudet", None),
    ("Le blog de Claire Maudet, 23 janvier 2015", "Claire Maudet", DAY),
    ("LE BILLET DE CLAIRE MAUDET", "CLAIRE MAUDET", None),
    ("Posté par Claire Maudet le 23 janvier 2015 dans « Le coin des ponts »", "Claire Maudet", DAY),
    ("CCI Amiens-Picardie, fiche mise à jour le 23 janvier 2015", None, DAY),
    ("Publié le 23 janvier 2015 à 18h40. Claire Maudet", "Claire Maudet", DAY),
    ("Katell Guivarc'h-Simon. Publié le 23 janvier 2015", "Katell Guivarc'h-Simon", DAY),
    ("Revue de presse de Claire Maudet, 23 janvier 2015", "Claire Maudet", DAY),
    ("Rubrique tenue par Claire Maudet — 23 janvier 2015", "Claire Maudet", DAY),
    ("Dépêche Localtis, le vendredi 23 janvier 2015", None, DAY),
    ("Sélection de Claire Maudet, vendredi 23 janvier 2015", "Claire Maudet", DAY),
    ("De notre correspondant Marc Puech d’Alissac (23/1/15)", "Marc Puech d'Alissac", DAY),
    ("De notre rédactrice Claire MAUDET – 23 janvier 2015", "Claire MAUDET", DAY),
    ("De notre envoyée spéciale à Metz (Moselle), Claire Maudet", "Claire Maudet", None),
    ("De Claire Maudet · vendredi 23 janvier 2015 à 5:52", "Claire Maudet", DAY),
    ("Claire Maudet pour Ponts & Ports Magazine, 23 janvier 2015", "Claire Maudet", DAY),
    ("Claire Maudet avec l’AFP", "Claire Maudet", None),
    ("Claire Maudet vous répond – vendredi 23 janvier 2015", "Claire Maudet", DAY),
    ("Par la rédaction, le 23 janvier 2015, avec Claire Maudet", "Claire Maudet", DAY),
    ("Publié le 23 janvier 2015 Claire Maudet", "Claire Maudet", DAY),
    ("Claire Maudet, 2015-01-23", "Claire Maudet", DAY),
    ("Anouk Van der Elst, 23/01/15", "Anouk Van der Elst", DAY),
    ("Marc Le Floc'h", "Marc Le Floc'h", None),
    ("Claire M., 23/01/15", "Claire M.", DAY),
]
NEAR_TITLES = [
    ("Publié le 23/01/2015, par l'agence de Metz (C. Maudet)", "C. Maudet", DAY),
    ("Metz, 23 janv 2015 (Agence des ponts) - Par Claire Maudet", "Claire Maudet", DAY),
    ("Le Courrier picard, 23 janvier 2015, Claire Maudet", "Claire Maudet", DAY),
    ("Vendredi 23 janvier 2015 - la lettre des campus", None, DAY),
    ("L'Hebdo du Ponant - 23 janvier 2015", None, DAY),
    ("Claire Maudet, île du Giglio, 23 janvier 2015", "Claire Maudet", DAY),
    (
        "Par Claire Maudet, conseillère d'opposition à Grand Vannes Sud | 23 janvier 2015",
        "Claire Maudet",
        DAY,
    ),
    ("Claire Maudet (texte) et Marc Le Bihan (photos)", "Claire Maudet", None),
    (
        "Claire Maudet, Marc Le Bihan et Anouk Fine",
        "Claire Maudet, Marc Le Bihan et Anouk Fine",
        None,
    ),
    ("Claire Maudet, à Husseren-Wesserling (Haut-Rhin)", "Claire Maudet", None),
    ("Claire Maudet à Metz, avec Marc Le Bihan à Vannes", "Claire Maudet", None),
    ("Nogent (Haute-Marne). – Claire Maudet", "Claire Maudet", None),
    ("Le Courrier des ponts, Claire Maudet. Vendredi 23 janvier 2015.", "Claire Maudet", DAY),
    ("C. Maudet – L'Écho des ponts – semaine du 19 au 25 janvier 2015", "C. Maudet", None),
    ("Le magazine des ponts, octobre 2019", None, None),
    ("Par l'équipe des ponts et des ports", None, None),
    ("Claire Maudet | Série « Mille Ponts » | Épisode 7", "Claire Maudet", None),
    ("La rédaction de Ponts & Ports", None, None),
    ("Communiqué de la Ville et de la métropole – 23 janvier 2015", None, DAY),
]
NOT_BYLINES = [
    "US Concarneau – FC Chambly : 3-1 (mi-temps : 0-1)",
    "La ville de Claire Maudet, du 20 au 23 janvier, dans « Le coin des ponts »",
    "Semaine du 5",
    "Vannes | Golfe du Morbihan | Innovation",
    "L'Écho des ponts",
    "Claire Maudet (à gauche), lors de l'inauguration",
    "Claire Maudet, maire de Brest",
    "Entretien avec Claire Maudet, maire de Brest",
    "Portrait de Claire Maudet",
    "Interview de Claire Maudet",
    "Une candidature portée par Claire Maudet",
    "Le label passera par Brest",
    "Le dossier de Brest Métropole",
    "Portrait de Brest Métropole",
    "Présentation de Port Rhu",
    "Réponse de Claire Maudet",
    "Photos Claire Maudet",
    "Claire Maudet en visite",
    "Radio Ponant",
    "Ouest Bis",
    "CENTRE DES PONTS – FICHE D'INDUSTRIE N° 31",
    "Octobre 2019 : visite du jury à Angers",
    "A. POURQUOI NOUS",
    "DOS- SIER PORT",
    "BREST, 23 janvier 2015 (AFP) – La Bretagne est labellisée French Tech",
    "Reportage – French Tech",
    "Reportage, une longue histoire de la ville et de ses ponts",
    "Claire Maudet, directrice de la Maison des ponts, a dit oui",
    "Envoyée spéciale dans le pays de Vannes",
    "A. B. C. ou D.",
    "Photos de la ville",
    "Le logo",
    "French Tech",
    "Brest, vue sur mer",
    "POINTS FORTS | POINTS FAIBLES",
    "Les chiffres clés",
    "Le 23 janvier 2015, la ville a déposé son dossier",
    "Par Toutatis, quelle affaire pour la ville et pour ses élus !",
    "-",
    "12 mars : visite du jury à Angers",
    "POINTS FAIBLES",
    "NUMÉRIQUE ET COSMÉTIQUE",
    "Communauté reconnue le 23 janvier 2015, renouvellement prévu en 2022",
    "Du 20 au 23 janvier 2015 à Brest",
    "Grand Paris — Aménagement — Transports",
]


@pytest.mark.parametrize(("line", "author", "published"), BYLINES)
def test_bylines(line, author, published):
    assert byline.is_byline(line)
    assert byline.read([line]) == byline.Byline(author, published)


@pytest.mark.parametrize(("line", "author", "published"), NEAR_TITLES)
def test_near_a_title(line, author, published):
    assert not byline.is_byline(line)
    assert byline.is_byline(line, near_title=True)
    assert byline.read([line]) == byline.Byline(author, published)


@pytest.mark.parametrize("line", NOT_BYLINES)
def test_not_bylines(line):
    assert not byline.is_byline(line)
    assert not byline.is_byline(line, near_title=True)


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        (["Trends Ponant, 23 janvier 2015", "Par Claire Maudet"], "Claire Maudet"),
        (["Claire Maudet, 23 janvier 2015", "C. Maudet"], "Claire Maudet"),
        (["La rédaction, avec agences", "23 janvier 2015"], None),
        (["BREST, 23 janv. 2015 (Ouest Fil)"], None),
    ],
)
def test_likeliest_author(lines, author):
    assert byline.read(lines).author == author


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("CLAIRE MAUDET", "CLAIRE MAUDET"),
        ("CLAIRE MAUDET, À METZ", "CLAIRE MAUDET"),
        ("Y. LE GALL", "Y. LE GALL"),
        ("CLAIRE MAUDET, L'Écho des ponts", "CLAIRE MAUDET"),
        ("CLAIRE MAUDET, 23 janvier 2015", None),
        ("Claire Maudet", None),
        ("POINTS FAIBLES", None),
        ("UN PORT ET SES PONTS", None),
    ],
)
def test_names_in_capitals(line, name):
    assert byline.capital_name(line) == name


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Mis à jour le 23 janvier 2015", True),
        ("Le magazine des ponts, octobre 2019", True),
        ("La journée du 23 janvier", False),
        ("La rentrée d'octobre 2019", False),
    ],
)
def test_whole_dates(line, told):
    assert byline.tells_date(line) is told


@pytest.mark.parametrize(
    "day",
    ["31/02/2015", "le 23 janvier", "23.01.15.04", "12-1234-5678", "du 19 au 25 janvier 2015"],
)
def test_no_day_no_date(day):
    assert byline.read([f"Par Claire Maudet, {day}"]).published is None


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
        ("Corte, 23 janvier 2015. L'université présente son programme.", DAY),
        ("LONDRES (correspondance), 23/01/2015. Un courtier attend.", DAY),
        ("(Agence d'ici) Toulon, le vendredi 23/01/2015, 17:48 - L'agglomération attend.", DAY),
        ("23 janvier 2015 — Chez l'éditeur, hier, on attendait.", DAY),
        ("23 janvier 2015. Chez l'éditeur, hier, on attendait.", None),
        ("La ville attend. NANCY, 23 janvier 2015 (AFP)", None),
        ("Nancy attendait depuis le 23 janvier 2015 - et voilà.", None),
    ],
)
def test_dateline(paragraph, published):
    assert byline.dateline(paragraph) == published


def test_words_of_bylines_begin_with_letters():
    """They are looked for where letters begin."""
    words = load("layout")
    tables = ("byline_author", "byline_date", "byline_words", "byline_genre")
    assert all(word[0].isalpha() for table in tables for word in words[table])


@pytest.mark.parametrize(
    ("piece", "told"),
    [
        ("Publié le", False),
        ("publié le 3", False),
        ("…, par", False),
        ("", False),
        ("par Brest", True),
        ("parbleu", True),
        ("2e par", True),
        ("Brest", True),
    ],
)
def test_words_that_bylines_are_not_made_of(piece, told):
    assert byline._is_told(piece) is told
