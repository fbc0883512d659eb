"""Dates, one table per construction. The annotated text is both the input and the expectation.

All are read as if published on Wednesday 12 April 2017.
"""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftextract.rule import Candidate, Rule
from ftextract.rules.date_prefixes import PREFIXES
from ftextract.rules.dates import DAYS, PERIODS, find_dates
from ftextract.timex import resolve

from .annotated import parse

PUBLISHED = dt.date(2017, 4, 12)
SPACES = ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}", "\t")

EXAMPLES = {
    "a day of a month": [
        "le <date when='2017-04-12'>12 avril 2017</date>",
        "le <date when='2016-01-01'>1er janvier 2016</date>",
        "le <date when='2017-05-01'>premier mai</date>",
        "le <date when='2017-03-15'>quinze mars</date>, elle a signé",
        "<date when='2016-02-03'>3 févr. 2016</date> ; <date when='2016-07-04'>4 juil. 2016</date>",
        "LE <date when='2016-02-05'>5 FEVRIER 2016</date>",
        "le <date when='1968-05-10'>10 mai 68</date>.",
        "le <date when='2017-07-14'>14 juillet prochain</date>",
    ],
    "with its weekday": [
        "<date when='2017-04-12'>mercredi 12 avril 2017</date>",
        "<date when='2017-04-20'>jeudi 20 avril</date> de 9h à 18h",
        "<date when='2017-04-11'>mardi 11 avril au soir</date>",
        "<date when='2017-04-13'>jeudi 13</date>, à la mairie",
    ],
    "in digits, day first": [
        "<date when='2017-06-05'>05/06/2017</date>",
        "<date when='2017-04-12'>12.04.2017</date>",
        "<date when='2017-04-12'>12-04-2017</date>",
        "<date when='2017-04-12'>12/04/17</date>",
        "<date when='2017-04-12'>2017-04-12</date>",
        "<date when='2016-03'>03/2016</date>",
        "du <date from='2017-04-10' to='2017-04-15'>10/04 au 15/04</date>",
    ],
    "a bare day": [
        "Le <date when='2017-04-03'>3</date>, elle a signé",
        "le <date when='2017-04-15'>15</date> ;",
        "le <date when='2017-05-20'>20 du mois prochain</date>",
    ],
    "from today": [
        "<date when='2017-04-11'>hier</date>, <date when='2017-04-10'>avant-hier</date>",
        "<date when='2017-04-13'>demain</date> ; <date when='2017-04-14'>après-demain</date>",
        "<date when='2017-04-11'>hier soir</date>",
        "dès <date when='2017-04-12'>ce matin</date>",
        "à partir de <date when='2017-04-13'>demain</date>",
    ],
    "weekdays": [
        "<date when='2017-04-10'>lundi dernier</date>",
        "<date when='2017-04-17'>lundi prochain</date>",
        "<date when='2017-04-11'>ce mardi</date>",
        "il sera prêt dès <date when='2017-04-17'>lundi</date>",
        "annoncé <date when='2017-04-11'>mardi matin</date>",
        "sera signé <date when='2017-04-13'>jeudi</date>",
        "a été signé <date when='2017-04-06'>jeudi</date>",
        "<date when='2017-04-18'>mardi de la semaine prochaine</date>",
        "<date when='2017-04-20'>jeudi en huit</date>",
        "<date when='2017-04-27'>jeudi en quinze</date>",
    ],
    "so long ago, in so long": [
        "<date when='2015'>il y a deux ans</date>",
        "<date when='2016-10'>il y a six mois</date>",
        "<date when='2007'>voilà dix ans</date>",
        "<date when='2016'>il y a un peu plus d'un an</date>",
        "<date when='2017-W18'>dans trois semaines</date>",
        "<date when='2017-04-22'>dans 10 jours</date>",
        "<date when='2016'>il y a tout juste un an</date>",
    ],
    "relative to a date in the text": [
        "<date when='2016-03-03'>3 mars 2016</date> ; le <date when='2016-03-04'>lendemain</date>",
        "<date when='2015-03'>mars 2015</date> ; <date when='2015-06'>trois mois plus tard</date>",
        "En <date when='2012'>2012</date>, puis l'<date when='2013'>année suivante</date>",
        "En <date when='2012'>2012</date>, et <date when='2010'>deux ans plus tôt</date>",
        "En <date when='2012'>2012</date> ; la <date when='2012'>même année</date>",
        "En <date when='2012'>2012</date> ; <date when='2012'>cette année-là</date>",
        "le <date when='2014-02-14'>lendemain du 13 février 2014</date>",
        "à la <date when='2016-07-13'>veille du 14 juillet 2016</date>",
    ],
    "the nth or last": [
        "le <date when='2016-03-07'>premier lundi de mars 2016</date>",
        "le <date when='2016-02-29'>dernier jour du mois de février 2016</date>",
        "la <date when='2016-W10'>deuxième semaine de mars 2016</date>",
        "le <date when='2017-11-16'>troisième jeudi de novembre</date>",
    ],
    "weeks": [
        "la <date when='2017-W14'>semaine dernière</date>",
        "la <date when='2017-W16'>semaine prochaine</date>",
        "<date when='2017-W15'>cette semaine</date>",
        "la <date when='2017-W19'>semaine du 8 mai</date>",
        "en <date when='2016-W12'>semaine 12 2016</date>",
        "le <date from='2017-04-08' to='2017-04-09'>week-end dernier</date>",
    ],
    "months": [
        "en <date when='2016-03'>mars 2016</date>",
        "au <date when='2017-05'>mois de mai</date>",
        "le <date when='2017-03'>mois dernier</date>, le <date when='2017-05'>mois prochain</date>",
        "<date when='2017-04'>ce mois-ci</date>",
        "en <date when='2017-02'>février dernier</date>",
        "sera inauguré en <date when='2018-03'>mars</date>",
        "a été inauguré en <date when='2017-03'>mars</date>",
        "<date when='1968-05'>Mai 68</date>",
        "EN <date when='2016-08'>AOUT 2016</date>",
        "de <date when='2016-09'>sept. 2016</date>",
    ],
    "quarters and half-years": [
        "<date when='2018-Q3'>T3 2018</date> ; <date when='2018-Q3'>Q3 2018</date>",
        "<date when='2018-Q3'>troisième trimestre 2018</date>",
        "au <date when='2017-Q1'>1er trimestre</date>, elle a perdu",
        "<date when='2014-H1'>S1 2014</date>",
        "<date when='2015-H2'>second semestre 2015</date>",
        "<date when='2018-Q1'>premier trimestre de l'année prochaine</date>",
        "les <date from='2014-01' to='2014-06'>six premiers mois de 2014</date>",
    ],
    "seasons": [
        "l'<date when='2016-SU'>été 2016</date>",
        "l'<date when='2013-WI'>hiver 2013-2014</date>",
        "l'<date when='2016-FA'>automne dernier</date>",
        "au <date when='2018-SP'>printemps prochain</date>",
        "<date when='2017-SU'>cet été</date>, elle ouvrira",
        "à la <date when='2014-09'>rentrée 2014</date>",
        "dès la <date when='2017-09'>rentrée</date>, elle ouvrira",
    ],
    "years": [
        "en <date when='2015'>2015</date>",
        "l'<date when='2016'>an dernier</date>",
        "<date when='2017'>cette année</date>",
        "l'<date when='2018'>année prochaine</date>",
        "l'<date when='2014'>année 2014</date>, l'<date when='2008'>an 2008</date>",
        "en <date when='2017'>2017</date> 300 postes",
        "le bilan <date when='2014'>2014</date>",
        "(<date when='2014'>2014</date>)",
        "<date when='2014'>2014</date> : le dossier part",
        "d'ici à <date when='2020'>2020</date>, à l'horizon <date when='2025'>2025</date>",
        "dès <date when='2018'>2018</date>",
        "en <date when='2015'>deux mille quinze</date>",
        "en <date when='1746'>1746</date>",
        "de 1200 en <date when='2010'>2010</date> à 2000 en <date when='2014'>2014</date>",
    ],
    "decades and centuries": [
        "les <date when='199'>années 1990</date>",
        "les <date when='197'>années 70</date>",
        "les <date when='199'>années quatre-vingt-dix</date>",
        "la <date when='201'>décennie 2010</date>",
        "au <date when='18'>XIXe siècle</date>, au <date when='14'>15e siècle</date>",
        "les <date from='196' to='197'>années 60 et 70</date>",
    ],
    "parts": [
        "<date when='2019' mod='END'>fin 2019</date>",
        "<date when='2019-06' mod='MID'>mi-juin 2019</date>",
        "<date when='2017-05' mod='START'>début mai</date>",
        "<date when='2015' mod='MID'>courant 2015</date>",
        "d'ici à la <date when='2017' mod='END'>fin de l'année</date>",
        "<date when='199' mod='END'>fin des années 1990</date>",
        "en <date when='2017' mod='END'>cette fin d'année</date>",
        "la <date when='2016-03' mod='START'>première quinzaine de mars 2016</date>",
        "<date when='2018' mod='START'>début de l'année prochaine</date>",
    ],
    "days of one month": [
        "les <date from='2017-06-10' to='2017-06-11'>10 et 11 juin 2017</date>",
        "du <date from='2017-07-03' to='2017-07-05'>3 au 5 juillet</date>",
        "<date from='2017-06-12' to='2017-06-14'>12-14 juin</date>",
        "entre le <date from='2017-05-03' to='2017-05-05'>3 et le 5 mai</date>",
        "les <date from='2017-05-03' to='2017-05-05'>3, 4 et 5 mai</date>",
        "du <date from='2017-02-28' to='2017-03-03'>28 au 3 mars</date>",
        "du <date from='2017-04-03' to='2017-04-07'>lundi 3 au vendredi 7 avril</date>",
        "la <date from='2017-05-03' to='2017-05-04'>nuit du 3 au 4 mai</date>",
    ],
    "ranges": [
        "du <date from='2017-06-10' to='2017-07-01'>10 juin au 1er juillet</date>",
        "du <date from='2015-12-28' to='2016-01-03'>28 décembre 2015 au 3 janvier 2016</date>",
        "d'<date from='2017-04' to='2017-06'>avril à juin 2017</date>",
        "de <date from='2016-11' to='2017-02'>novembre à février 2017</date>",
        "<date from='2014' to='2018'>2014-2018</date>",
        "de <date from='2014' to='2018'>2014 à 2018</date>",
        "entre <date from='2008' to='2012'>2008 et 2012</date>",
        "en <date from='2013' to='2015'>2013, 2014 et 2015</date>",
        "la <date from='2013' to='2014'>saison 2013-2014</date>",
        "<date from='2014' to='2015'>2014/15</date>",
        "l'<date from='2020' to='2021'>exercice 2020-2021</date>",
        "la <date from='2017-04-05' to='2017-04-06'>nuit de mercredi à jeudi</date>",
        "<date from='2014' to='2015'>fin 2014-début 2015</date>",
        "<date from='2017-05' to='2017-06'>fin mai-début juin</date>",
        "<date from='2017-04-13' to='2017-04-16'>demain et dimanche</date>, elle fêtera",
    ],
    "feasts": [
        "avant <date when='2016-12-25'>Noël 2016</date>",
        "d'ici <date when='2017-12-25'>Noël</date>",
        "la <date when='2016-12-24'>veille de Noël 2016</date>",
    ],
}

NOTHING = [
    "92 communes ; 1,8 million ; 3,4 milliards",  # figures
    "Il a 37 ans, un an de plus",  # ages
    "un quart des salariés",
    "Mars-la-Tour et M. Mars",  # a town, a name
    "Avril Lavigne",
    "la planète Mars, le Champ-de-Mars",
    "sept personnes sont venues",  # a number
    "la RN 113 et la D9",
    "J'ai été à la mer",  # a participle
    "elle a été créée",
    "le 14-Juillet, le 11-Septembre",  # names of days
    "le 02 98 20 14 20",  # a phone number
    "29200 Brest",
    "www.site.fr/2014/05/12/a.html",
    "rapport_2014.pdf, le n° 2014-788",
    "2000 salariés, 2014 entreprises",  # counts
    "les 2000 de la place",
    "compte 2000 emplois, 1900 m2, 1900 m²",
    "2 014 entreprises",
    "12, rue Barla",  # a street number
    "le 12, rue Barla",
    "le 20 %, le 104",
    "rue du 11 novembre 1918",  # a street
    "place du 8 mai 1945",
    "chaque mardi, tous les lundis, les jeudis",  # sets
    "chaque année, deux fois par an",
    "pendant trois ans, depuis quatre ans",  # durations
    "trois ans après sa création",
    "18 h 30, à 20h",  # clock times
    "du lundi au vendredi",
    "un bal de mardi gras, les œufs de Pâques, l'île de Pâques",
    "aujourd'hui, récemment, bientôt, à terme, actuellement",
    "la ville de demain",  # figurative
    "au lendemain du scrutin, du jour au lendemain",
    "la veille technologique",
    "24/7, 7/7, 3/4",
    "le marché de Noël",
    "un job d'été",
    "la version 1.2.14, la norme ISO 9001",
    "sans fin, au milieu de la place, au début",
    "la rentrée a été calme",
    "un 45e siècle",
]


# What users of neighbouring tools met: each row once failed somewhere.
REGRESSIONS = [
    "92 communes ; 1,8 million ; 3,4 milliards",
    "1,2 milliard d'euros en <date when='2016'>2016</date>, en hausse",
    "Il a 37 ans ; un an ; un quart des salariés",
    "Mars-la-Tour ; M. Mars",
    "sept personnes sont venues",
    "la RN 113 et la D9",
    "J'ai été à la mer ; elle a été créée",
    "<date when='1968-05'>Mai 68</date>",
    "<date when='2015'>2015</date> ; <date when='2020-01'>janvier 2020</date>",
    "<date when='2018-Q3'>T3 2018</date> ; <date when='2018-Q3'>troisième trimestre 2018</date>",
    "<date when='2019' mod='END'>fin 2019</date>",
    "les <date from='2017-06-10' to='2017-06-11'>10 et 11 juin 2017</date>",
    "du <date from='2017-07-03' to='2017-07-05'>3 au 5 juillet</date>",
    "<date when='2017-04-10'>lundi dernier</date> ; l'<date when='2016'>an dernier</date>",
    "<date when='2019-06' mod='MID'>mi-juin 2019</date> ; <date when='199'>années 1990</date>",
    "<date when='2017-06-05'>05/06/2017</date>",
    "<date when='2017-04-12'>mardi 12 avril 2017</date>",
    "en <date when='2017'>2017</date> 300 postes",
    "créée en <date when='2014'>2014</date>.",  # the point that ends a sentence
]


def annotate(text: str, published: dt.date | None = PUBLISHED) -> list[Candidate]:
    return resolve(find_dates(text), text, published)


def values(candidate: Candidate) -> dict[str, str]:
    wanted = ("when", "from", "to", "mod")
    return {key: candidate.attributes[key] for key in wanted if key in candidate.attributes}


def check(text: str, expected: list[tuple[int, int, str, dict[str, str]]]) -> None:
    found = [(c.start, c.end, "date", values(c)) for c in annotate(text)]
    assert found == expected, [text[start:end] for start, end, *_ in found]


ALL = [example for examples in EXAMPLES.values() for example in examples]


@pytest.mark.parametrize("example", [*ALL, *REGRESSIONS])
def test_construction(example: str) -> None:
    check(*parse(example))


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("example", ALL)
def test_every_space_and_apostrophe(example: str, space: str) -> None:
    text, expected = parse(example)
    assert expected
    check(text.replace(" ", space).replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"), expected)


@pytest.mark.parametrize("text", NOTHING)
def test_no_date(text: str) -> None:
    assert [text[c.start : c.end] for c in find_dates(text)] == []


@pytest.mark.parametrize("text", NOTHING)
def test_no_date_with_other_spaces_and_apostrophes(text: str) -> None:
    text = text.replace(" ", "\N{NO-BREAK SPACE}").replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    assert find_dates(text) == []


@pytest.mark.parametrize("rule", [*DAYS, *PERIODS, *PREFIXES], ids=lambda rule: rule.name)
def test_example_of_rule(rule: Rule) -> None:
    text, expected = parse(rule.example)
    check(text, expected)
    assert rule.name in {candidate.rule for candidate in find_dates(text)} | _JOINED


_JOINED = {"dates.unit"}  # found inside of "dates.part" only


def test_a_name_keeps_its_year_apart() -> None:
    found = find_dates("au CES 2014 ; en 2014 ; le programme Horizon 2020")
    assert [c.rule for c in found] == [
        "dates.year_after_name",
        "dates.year",
        "dates.year_after_name",
    ]


def test_letters_that_grow_in_lower_case_do_not_shift_offsets() -> None:
    check(*parse("İİİİ sera reçu <date when='2017-04-13'>jeudi</date> à İzmir"))


def test_no_date_crosses_a_line() -> None:
    text = "mardi\n12 avril\n2016, du 3\nau 5 mai"
    assert [text[c.start : c.end] for c in find_dates(text)] == [
        "mardi",
        "12 avril",
        "2016",
        "5 mai",
    ]


MONTHS = [
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
]  # fmt: skip
SHORT = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
]  # fmt: skip
WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]


def surfaces(day: dt.date) -> list[str]:
    """The ways in which French writes a full date."""
    number = "1er" if day.day == 1 else str(day.day)
    month = MONTHS[day.month - 1]
    full = f"{number} {month} {day.year}"
    return [
        full,
        f"{WEEKDAYS[day.weekday()]} {full}",
        f"{WEEKDAYS[day.weekday()].capitalize()}, {full}",
        full.upper(),
        f"{day.day:02} {month} {day.year}",
        f"{number} {SHORT[day.month - 1]} {day.year}",
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d.%m.%Y}",
        f"{day:%d-%m-%Y}",
        day.isoformat(),
    ]


@given(st.dates(dt.date(1800, 1, 1), dt.date(2099, 12, 31)))
def test_every_surface_of_a_date_has_its_value(day: dt.date) -> None:
    for surface in surfaces(day):
        (found,) = annotate(f"Publié le {surface}, par nous.")
        assert (found.start, found.end) == (10, 10 + len(surface)), surface
        assert found.attributes["when"] == day.isoformat()
        assert found.attributes["earliest"] == found.attributes["latest"] == day
        assert "inconsistent" not in found.attributes


@given(st.text(alphabet=st.sampled_from("0123456789 /-.,'abcdeilmnorstuvyé\n\xa0"), max_size=80))
def test_spans_are_sorted_and_inside(text: str) -> None:
    found = annotate(text)
    ends = [0, *(c.end for c in found)]
    assert all(end <= c.start < c.end <= len(text) for end, c in zip(ends, found, strict=False))
    assert all("\n" not in text[c.start : c.end] for c in found)


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "12, ", "2014-", "2014 et ", "fin ", "fin de ", "lundi ", "lundi 3, ", "mars ",
     "de ", "premier ", "deux mille ", "le lendemain de la veille de ", "il y a ", "12/", "été ",
     "12 mars à ", "semaine du ", "première semaine de ", "3, 4 et ", "l'an ", "XX",
     " ", "sera ", "avril sera ", "lundi, ", "week-end de ", "Pâques ", "T1, "],
)  # fmt: skip
def test_time_is_linear(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.thread_time()
    annotate(text)
    assert time.thread_time() - start < 10


@pytest.mark.parametrize("piece", ["1", "a", "xx", " ", "fin de ", "premier ", "il y a ", "12/"])
def test_a_megabyte_of_near_misses(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.thread_time()
    assert annotate(text) == []
    assert time.thread_time() - start < 20


def test_the_text_is_not_changed_by_its_case() -> None:
    text = "LE 3 MARS 2016, PUIS EN AOÛT 2016 ET FIN DÉCEMBRE 2016"
    assert [re.sub(r"\D", "", c.attributes["when"]) for c in annotate(text)] == [
        "20160303",
        "201608",
        "201612",
    ]
