"""Figures, one table per construction. The annotated text is both the input and the expectation."""

# ruff: noqa: E501 (an annotated sentence stays on one line)

from __future__ import annotations

import itertools
import time
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ftextract.models import Topic
from ftextract.rule import Candidate
from ftextract.rules.figure_nouns import singular
from ftextract.rules.figures import CONSTRUCTIONS, find_figures

from .annotated import parse
from .test_numerals import surfaces

SPACES = ("\u0020", "\u00a0", "\u202f", "\u2009")

EXAMPLES = {
    "figures.count": [
        "<measure quantity='7000' unit='count' commodity='entreprise'>7 000 entreprises</measure>, oui",
        "<measure quantity='270' unit='count' commodity='acteur'>270 acteurs</measure> académiques",
        "près de <measure quantity='120' unit='count' commodity='entreprise' precision='below'>120 entreprises</measure>",
        "ces <measure quantity='14' unit='count' commodity='jeune pousse'>14 jeunes pousses</measure>",
        "<measure quantity='8' unit='count' commodity='entreprise'>8 nouvelles entreprises</measure>",
        "<measure quantity='8' unit='count' commodity='pôle'>8 pôles</measure> de compétitivité",
        "<measure quantity='35' unit='count' commodity='salarié'>trente-cinq salariés</measure>",
        "<measure quantity='6000000' unit='count' commodity='visiteur'>6 millions de visiteurs</measure>",
        "dépasser le <measure quantity='1000000' unit='count' commodity='habitant' precision='above'>million d'habitants</measure>",
        "<measure quantity='2000' unit='count' commodity='salarié'>2000 salariés</measure> en ville",
        "<measure quantity='300' unit='count' commodity='jeune'>300 jeunes</measure> du quartier",
        "<measure quantity='38' unit='count' commodity='communauté'>38 autres communautés</measure>",
        "<measure quantity='99' unit='count' commodity='entreprise'>quatre-vingt-dix neuf entreprises</measure>",
        "PLUS DE <measure quantity='7000' unit='count' commodity='entreprise' precision='above'>7 000 ENTREPRISES</measure>",
    ],
    "figures.collective": [
        "<measure quantity='20' unit='count' commodity='start-up' precision='about'>une vingtaine de start-up</measure>",
        "plus d'<measure quantity='100' unit='count' commodity='emploi' precision='above'>une centaine d'emplois</measure>",
        "<measure quantity='50' unit='count' commodity='développeur' precision='about'>une petite cinquantaine de développeurs</measure>",
        "cette <measure quantity='30' unit='count' commodity='projet' precision='about'>trentaine de projets</measure>",
    ],
    "figures.amount": [
        "<measure quantity='40000' unit='EUR'>40 000 euros</measure>",
        "<measure quantity='1200000000' unit='EUR'>1,2 milliard d'euros</measure>",
        "<measure quantity='3500000' unit='EUR'>3,5 M€</measure>",
        "<measure quantity='120000' unit='EUR'>120 k€</measure>",
        "<measure quantity='2000000000' unit='EUR'>2 Md€</measure>",
        "<measure quantity='32300' unit='EUR'>32,3k€</measure>/an",
        "levé <measure quantity='400000000' unit='EUR'>400 M€</measure>.",
        "<measure quantity='400000000' unit='EUR' commodity=\"chiffre d'affaires\">400 millions d'euros</measure> de chiffre d'affaires",
        "un chiffre d'affaires de <measure quantity='400000000' unit='EUR' commodity=\"chiffre d'affaires\">400 M€</measure>",
        "<measure quantity='2000000000' unit='EUR'>deux milliards d'euros</measure>",
        "<measure quantity='1000' unit='EUR'>EUR 1000</measure> sur 3 ans",
        "<measure quantity='17000000' unit='GBP'>£ 17 M</measure>.",
        "<measure quantity='12.5' unit='EUR'>12 euros 50</measure>",
        "<measure quantity='5000000' unit='CHF'>5 millions de francs suisses</measure>",
        "<measure quantity='15000' unit='XPF'>15 000 F CFP</measure> par mois",
        "<measure quantity='50000' unit='USD'>50.000 dollars</measure>",
    ],
    "figures.percent": [
        "<measure quantity='21' unit='percent'>vingt et un pour cent</measure>",
        "<measure quantity='8' unit='percent'>8 pour cent</measure>",
        "<measure quantity='20' unit='percent' commodity='croissance'>20 %</measure> de croissance",
        "une croissance de <measure quantity='20' unit='percent' commodity='croissance'>20%</measure>",
        "+ <measure quantity='12.5' unit='percent'>12,5 %</measure>",
        "<measure quantity='20' unit='percent' commodity='salarié'>20 %</measure> des salariés",
    ],
    "figures.unit": [
        "<measure quantity='3' unit='ha'>trois hectares</measure>",
        "<measure quantity='3000' unit='m2' commodity='bureau'>3 000 m²</measure> de bureaux",
        "<measure quantity='1' unit='Gbit/s'>1 Gbit/s</measure>",
        "à <measure quantity='16700' unit='km'>16 700 km</measure> de Paris",
        "<measure quantity='50' unit='ha' precision='about'>une cinquantaine d'hectares</measure>",
        "<measure quantity='14000' unit='m2'>quatorze mille mètres carrés</measure>",
        "<measure quantity='226' unit='km/h'>226 km/h</measure>",
    ],
    "figures.magnitude": [
        "une plateforme de <measure quantity='30000000' unit='EUR'>30 millions</measure>, dit-on",
        "<measure quantity='2500000' unit='EUR'>deux virgule cinq millions</measure>",
    ],
    "figures.range": [
        "entre <measure quantityMin='12' quantityMax='15' unit='EUR'>12 euros et 15 euros</measure>",
        "<measure quantityMin='200' quantityMax='300' unit='count' commodity='entreprise'>200 à 300 entreprises</measure>",
        "entre <measure quantityMin='500' quantityMax='600' unit='count' commodity='emploi'>500 et 600 emplois</measure>",
        "<measure quantityMin='2000000' quantityMax='3000000' unit='EUR'>2 à 3 millions d'euros</measure>",
        "de <measure quantityMin='500000' quantityMax='1000000' unit='EUR'>500 000 à 1 million d'euros</measure>",
        "<measure quantityMin='1500000000' quantityMax='2000000000' unit='EUR'>1,5 à 2 Md€</measure>",
        "de <measure quantityMin='10' quantityMax='15' unit='percent'>10 à 15 %</measure>",
        "<measure quantityMin='20' quantityMax='30' unit='count' commodity='salarié'>20-30 salariés</measure>",
        "<measure quantityMin='5000' quantityMax='6000' unit='count'>cinq à six mille</measure>",
        "<measure quantityMin='200' quantityMax='300' unit='count'>deux ou trois cents</measure>",
        "<measure quantityMin='1' quantityMax='2' unit='percent'>Un à deux pour cent</measure>",
    ],
    "figures.evolution": [
        "passé de <measure quantity='2000000' unit='EUR'>2</measure> à <measure quantity='6000000' unit='EUR'>6 M€</measure>",
        "est passée de <measure quantity='12' unit='count' commodity='salarié'>12 salariés</measure> à "
        "<measure quantity='47' unit='count' commodity='salarié'>47 salariés</measure>",
    ],
}
MIXED = [
    # an elliptic number takes unit and noun from its antecedent
    "<measure quantity='40000' unit='count' commodity='emploi'>40 000 emplois</measure>, dont "
    "<measure quantity='9110' unit='count' commodity='emploi'>9 110</measure> dans la filière",
    "<measure quantity='300' unit='count' commodity='start-up'>300 start-up</measure> sur "
    "<measure quantity='7000' unit='count' commodity='start-up'>7 000</measure>",
    "<measure quantity='31000000' unit='EUR'>31 M€</measure>, contre <measure quantity='9000000' unit='EUR'>9</measure> avant",
    "Orange emploie <measure quantity='3100' unit='count' commodity='salarié'>3 100 salariés</measure>, EDF "
    "<measure quantity='800' unit='count' commodity='salarié'>800</measure>.",
    "<measure quantity='400000' unit='EUR'>400.000</measure> et <measure quantity='650000' unit='EUR'>650.000 euros</measure>",
    "Entreprises : <measure quantity='350' unit='count' commodity='entreprise'>350</measure>",
    # a change over time is two figures
    "de <measure quantity='2000000' unit='EUR'>2 M€</measure> à près de "
    "<measure quantity='6000000' unit='EUR' precision='below'>6 M€</measure>",
    "<measure quantity='3500000' unit='EUR'>3,5 M€</measure>; <measure quantity='120000' unit='EUR'>120 k€</measure>",
    "<measure quantity='10' unit='count' precision='about'>une dizaine</measure>; "
    "<measure quantity='100' unit='count' precision='about'>une centaine</measure>",
    "en 2017 <measure quantity='300' unit='count' commodity='poste'>300 postes</measure>",
    "avec <measure quantity='300' unit='count' commodity='emploi' precision='above'>300 emplois</measure> au moins",
    "<measure quantity='20' unit='percent' commodity='salarié'>20 %</measure> des "
    "<measure quantity='300' unit='count' commodity='salarié'>300 salariés</measure>",
]
NOTHING = [
    "les deux villes",  # a small number in words merely counts
    "cinq ou six entreprises",
    "un homme et une femme",
    "un livre",
    "depuis 2014, elle",  # a year
    "En 2014 les entreprises",
    "il a 37 ans",  # ages and durations
    "âgés de 18 à 25",
    "de 25 à 35 ans",
    "les 18-25 ans",
    "trois ans, 18 mois, 35 heures, 10 minutes",
    "une quinzaine de jours",
    "à 18 h 30, 20h ou 8h15",  # clock times
    "tél. 04 91 00 00 00 ou 0491000000",  # telephones
    "29200 Brest",  # addresses
    "12, rue Barla",
    "12 bis",
    "Siret 123 456 789 00012",
    "1er, 3e, 2ème, top 10, n° 12, numéro 1",  # ranks
    "article 12, page 7, articles 12, 13 et 14",
    "RN 113, A7, D9, N165, la D 9",  # roads
    "3-1",  # scores
    "4-4-2",
    "BBH300, La French Tech 120, 4G, 5G, 3D",  # names
    "Web 2.0, H7, Windows 10, Next40, COP21, G7",
    "1001pharmacies",
    "le CAC 40",
    "au 104",
    "la Peugeot 208",
    "20 Minutes",
    "Les Dix Commandements",
    "Cinq-Mars et deux-roues",
    "le dix-huitième",
    "http://www.site.fr/2014/300-emplois",  # addresses of the Web, files
    "a12@b.fr, photo_12.jpg, v1.2.3",
    "2. Les chiffres clés",  # heading numbers
    "3- LES LIEUX",
    "des milliers de personnes",  # indefinite plurals, fractions
    "plusieurs millions",
    "quelques dizaines d'emplois",
    "la moitié, un tiers, deux tiers, 1/3",
    "une demi-douzaine de projets",
    "une poignée",
    "Rennes (35)",
    "un Strasbourgeois sur cent",
    "7j/7 et 24h/24",
]


def figures(text: str, taken: tuple[tuple[int, int], ...] = ()) -> list[Candidate]:
    found = find_figures(text, taken)
    assert [c.start for c in found] == sorted(c.start for c in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(c.label == "FIG" and text[c.start : c.end].strip() for c in found)
    return found


def shown(candidate: Candidate) -> tuple[int, int, dict[str, str]]:
    kept = {k: v for k, v in candidate.attributes.items() if k not in ("topic", "change")}
    return candidate.start, candidate.end, {k: f"{v}" for k, v in kept.items()}


def expected(annotated: str) -> tuple[str, list[tuple[int, int, dict[str, str]]]]:
    text, annotations = parse(annotated)
    assert annotations, annotated
    return text, [(start, end, attributes) for start, end, _, attributes in annotations]


def variants(text: str) -> set[str]:
    """The same text with every space and apostrophe."""
    return {
        text.replace(" ", space).replace("'", apostrophe)
        for space in SPACES
        for apostrophe in ("'", "’")
    }


@pytest.mark.parametrize(("rule", "example"), [(r, e) for r in EXAMPLES for e in EXAMPLES[r]])
def test_construction(rule: str, example: str) -> None:
    text, annotations = expected(example)
    for variant in variants(text):
        found = figures(variant)
        assert [shown(c) for c in found] == annotations
        assert {c.rule for c in found} == {rule}


@pytest.mark.parametrize("example", MIXED)
def test_several_figures(example: str) -> None:
    text, annotations = expected(example)
    for variant in variants(text):
        assert [shown(c) for c in figures(variant)] == annotations


@pytest.mark.parametrize("rule", CONSTRUCTIONS)
def test_construction_has_a_true_example(rule: str) -> None:
    text, annotations = expected(CONSTRUCTIONS[rule])
    found = figures(text)
    assert [shown(c) for c in found] == annotations
    assert rule in {c.rule for c in found}


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(text: str) -> None:
    for variant in variants(text):
        assert figures(variant) == []


def test_no_figure_crosses_a_line() -> None:
    (figure,) = figures("le total de 7\n300 entreprises")
    assert (figure.start, figure.end) == (14, 29)
    assert figures("une vingtaine\nde salariés")[0].end == 13
    assert figures("environ 300\nentreprises") == []


@pytest.mark.parametrize(
    ("text", "taken", "spans"),
    [
        ("le 26 mai 2014 300 personnes", (3, 14), ["300 personnes"]),
        ("en 2014 2 000 salariés", (3, 7), ["2 000 salariés"]),
        ("2014 entreprises", (0, 4), []),
        ("300 emplois en 2014", (15, 19), ["300 emplois"]),
    ],
)
def test_dates_are_left_alone(text: str, taken: tuple[int, int], spans: list[str]) -> None:
    assert [text[c.start : c.end] for c in figures(text, (taken,))] == spans


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("environ 300 emplois", "about"),
        ("quelque 300 emplois", "about"),
        ("autour de 300 emplois", "about"),
        ("300 emplois environ", "about"),
        ("(environ 300 emplois)", "about"),
        ("près de 300 emplois", "below"),
        ("PRES DE 300 EMPLOIS", "below"),
        ("jusqu'à 300 emplois", "below"),
        ("frôle les 300 emplois", "below"),
        ("300 emplois au plus", "below"),
        ("plus de 300 emplois", "above"),
        ("dépasse 300 emplois", "above"),
        ("au moins 300 emplois", "above"),
        ("300 emplois ou plus", "above"),
        ("300 emplois et plus de soucis", None),
        ("les 300 emplois", None),
        ("la clé des 300 emplois", None),
    ],
)
def test_precision(text: str, precision: str | None) -> None:
    (figure,) = figures(text)
    assert figure.attributes.get("precision") == precision
    assert "emplois" in text[figure.start : figure.end].lower()


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("une hausse de 12 %", "gain"),
        ("+ 12 %", "gain"),
        ("200 postes supplémentaires", "gain"),
        ("1 500 créations nettes", "gain"),
        ("une baisse de 3 %", "loss"),
        ("-3 %", "loss"),
        ("200 postes supprimés", "loss"),
        ("perd 200 emplois", "loss"),
        ("compte 200 emplois", None),
    ],
)
def test_change(text: str, change: str | None) -> None:
    (figure,) = figures(text)
    assert figure.attributes.get("change") == change


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("300 entreprises", "companies"),
        ("300 salariés", "jobs"),
        ("300 start-up", "startups"),
        ("300 jeunes pousses", "startups"),
        ("300 étudiants", "students"),
        ("300 doctorants", "researchers"),
        ("un chiffre d'affaires de 3 M€", "revenue"),
        ("une levée de fonds de 3 M€", "funding"),
        ("un budget de 3 M€", "investment"),
        ("3 000 m²", "area"),
        ("300 habitants", "population"),
        ("300 adhérents", "members"),
        ("300 conférences", "events"),
        ("20 % des salariés", "share"),
        ("20 % de croissance", "other"),
        ("300 bateaux", "other"),
    ],
)
def test_topic(text: str, topic: str) -> None:
    (figure,) = figures(text)
    assert figure.attributes["topic"] == topic
    assert topic in get_args(Topic)


@pytest.mark.parametrize(
    ("plural", "expected_singular"),
    [
        ("entreprises", "entreprise"),
        ("Salariés", "salarié"),
        ("chevaux", "cheval"),
        ("tribunaux", "tribunal"),
        ("bureaux", "bureau"),
        ("réseaux", "réseau"),
        ("travaux", "travail"),
        ("jeux", "jeu"),
        ("curieux", "curieux"),
        ("fonds", "fonds"),
        ("pays", "pays"),
        ("bras", "bras"),
        ("succès", "succès"),
        ("voix", "voix"),
        ("business", "business"),
        ("emplois", "emploi"),
        ("essais", "essai"),
        ("start-ups", "start-up"),
        ("sous-traitants", "sous-traitant"),
        ("enseignants-chercheurs", "enseignant-chercheur"),
        ("jeunes pousses", "jeune pousse"),
        ("campus", "campus"),
        ("élus", "élu"),
    ],
)
def test_singular(plural: str, expected_singular: str) -> None:
    assert singular(plural) == expected_singular


@settings(deadline=None, max_examples=150)
@given(st.integers(10, 10**9))
def test_every_surface_counts_the_same(number: int) -> None:
    for surface in surfaces(number):
        for link in (" ", " d'"):
            text = f"avec {surface}{link}emplois."
            found = find_figures(text)
            if found and found[0].attributes.get("commodity") == "emploi":
                assert found[0].attributes["quantity"] == Decimal(number), text
                assert text[found[0].start : found[0].end] == f"{surface}{link}emplois"
                break
        else:
            raise AssertionError(surface)


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="0123456789 ,.-'’%€\nàdeuxmilontrscA(", max_size=80))
@example("29 €\n3")
@example("0 €0")
@example("de 3 €4 à €5")
def test_any_text_is_read(text: str) -> None:
    for candidate in figures(text):
        assert "\n" not in text[candidate.start : candidate.end]
        assert candidate.attributes["unit"]


REPETITIONS = [
    "1 ", "1 000 ", "mille ", "vingt et ", "300 à 400 ", "dont 300 ", "A 300 ", "12 et 13, ", "1-", "1.1.",
    "300 emplois, ", "un million de ", "article 1, 2, ", "jeunes ", "9", " ", "-", "\n", "1\n", "taux 3 % ", "demi-", "a", "0 8", "+1 ", "moins 8 °C ", "3 francs ", "sept sur dix ", "2 à 5 000 ",
]  # fmt: skip


@pytest.mark.parametrize("piece", REPETITIONS)
def test_time_is_linear(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        start = time.thread_time()
        find_figures(text)
        return time.thread_time() - start

    seconds(1000)
    small, large = seconds(8_000), seconds(64_000)
    assert large < 30 * small + 0.2


def test_a_megabyte() -> None:
    start = time.thread_time()
    assert len(find_figures("La ville compte 300 emplois. " * 35_000)) == 35_000
    assert time.thread_time() - start < 60
