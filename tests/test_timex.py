"""Placing dates: publication date, dates named before, tense; bounds and EDTF."""

from __future__ import annotations

import datetime as dt
import locale
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftextract.calendar_periods import Period
from ftextract.rule import Candidate
from ftextract.rules.date_words import Unit
from ftextract.rules.dates import find_dates
from ftextract.tense import Tenses
from ftextract.timex import resolve

WEDNESDAY = dt.date(2017, 4, 12)
NOVEMBER = dt.date(2014, 11, 12)


def value(candidate: Candidate) -> str | tuple[str, str] | None:
    attributes = candidate.attributes
    if "from" in attributes:
        return attributes["from"], attributes["to"]
    return attributes.get("when")


def read(text: str, published: dt.date | None) -> list[str | tuple[str, str] | None]:
    return [value(candidate) for candidate in resolve(find_dates(text), text, published)]


def only(text: str, published: dt.date | None = WEDNESDAY) -> dict[str, object]:
    (candidate,) = resolve(find_dates(text), text, published)
    return candidate.attributes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le 26 mai dernier", "2014-05-26"),  # the examples of the annotation scheme
        ("hier", "2014-11-11"),
        ("l'an dernier", "2013"),
        ("il y a deux ans", "2012"),
        ("il sera inauguré en mars", "2015-03"),
        ("il a été inauguré en mars", "2014-03"),
        ("il ouvrira le 3 janvier", "2015-01-03"),
        ("il a ouvert le 3 janvier", "2014-01-03"),
        ("remis le 30 octobre, le dossier doit être signé", "2014-10-30"),
        ("Reconduite en février pour trois ans, la Capitale change", "2014-02"),
        ("la salle sera reconduite en février", "2015-02"),
        ("tranche la maire, élue présidente en février", "2014-02"),
        ("écartée de la première vague en mars, elle repart", "2014-03"),
        ("elle s'y est installée en mars", "2014-03"),
        ("la salle sera ouverte au public en mars", "2015-03"),
        ("la décision a été reportée au premier trimestre", "2015-Q1"),
        ("l'avis est attendu au printemps", "2015-SP"),
        ("elle est annoncée avant juin", "2015-06"),
        ("elle grandit depuis juin", "2014-06"),
        ("décembre dernier", "2013-12"),
        ("novembre prochain", "2015-11"),
        ("novembre dernier", "2013-11"),
        ("a annoncé lundi", "2014-11-10"),
        ("a annoncé mercredi", "2014-11-12"),
        ("mercredi dernier", "2014-11-05"),
        ("mercredi prochain", "2014-11-19"),
        ("sera reçu lundi", "2014-11-17"),
        ("doit rendre son avis vendredi", "2014-11-14"),
    ],
)
def test_publication_date_and_tense(text: str, expected: str) -> None:
    assert read(text, NOVEMBER)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le 3 mars 2012, il part. Le lendemain, il arrive.", "2012-03-04"),
        ("Le 3 mars 2012, il part. Trois jours plus tard, il arrive.", "2012-03-06"),
        ("En mars 2012, il part. Deux mois plus tard, il arrive.", "2012-05"),
        ("En 2012, elle naît. L'année suivante, elle grandit.", "2013"),
        ("En 2012, elle naît. Deux ans plus tôt, rien.", "2010"),
        ("En 2012, elle naît. La même année, elle grandit.", "2012"),
        ("En 2012, elle a ouvert un bureau en mars.", "2012-03"),
        ("Du 3 au 5 mai 2012 : le 4, tout brûle.", "2012-05-04"),
        ("Elle ouvrira le 8 juin. Le salon se tient le 20.", "2017-06-20"),
        ("Le 28 mars 2012, il part ; le 4, il arrive.", "2012-04-04"),
        ("En mars 2012, il part ; le 4, il arrive.", "2012-03-04"),
        ("Le 28 décembre 2011, il a signé, et le 4 janvier, il est parti.", "2012-01-04"),
        ("En 2012, elle naît. Le lendemain, elle grandit.", None),
        ("En 2012, elle naît. Trois mois plus tard, elle grandit.", None),
    ],
)
def test_date_named_before(text: str, expected: str | None) -> None:
    assert read(text, WEDNESDAY)[1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A plan that the story had overtaken when the article was updated
        ("Visite le 26 mai dernier. La campagne devrait reprendre en septembre.", "2014-09"),
        # A plan that is still ahead of the publication
        ("Visite le 26 mai dernier. La campagne devrait reprendre en mars.", "2015-03"),
        # No story before it in the paragraph
        ("Visite le 26 mai dernier.\nLa campagne devrait reprendre en septembre.", "2015-09"),
    ],
)
def test_plans_that_the_story_has_overtaken(text: str, expected: str) -> None:
    assert read(text, NOVEMBER)[1] == expected


@pytest.mark.parametrize(
    "text",
    ["hier", "mardi", "l'an dernier", "en mars", "le 3 mars", "il y a deux ans", "lundi prochain",
     "le lendemain", "deux ans plus tôt", "cet été", "à la fin de l'année", "mardi et mercredi"],
)  # fmt: skip
def test_nothing_is_borrowed_without_a_date(text: str) -> None:
    assert only(text, None) == {}


def test_the_year_of_a_name_sets_no_other_date() -> None:
    text = "Le 15 mars 2010, Annecy 2018 part à Lausanne. Le 22 juin, le comité la retient."
    assert read(text, WEDNESDAY) == ["2010-03-15", "2018", "2010-06-22"]


def test_without_publication_a_date_in_the_text_gives_the_year() -> None:
    assert read("Le 3 mars 2012, il part. Le 5 avril, il arrive.", None)[1] == "2012-04-05"
    assert read("Le 3 mars 2012, il part. Lundi prochain, il arrive.", None)[1] is None
    assert read("Elle grandit depuis 1987. Le 5 avril, il arrive.", None)[1] is None
    assert read("Elle naît en juillet 2005.\nLe 5 avril, il arrive.", None)[1] is None


@pytest.mark.parametrize("published", [WEDNESDAY, None])
def test_the_clock_is_never_read(
    published: dt.date | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Date(dt.date):
        @classmethod
        def today(cls) -> Date:
            raise AssertionError("the clock was read")

    class DateTime(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> DateTime:
            raise AssertionError("the clock was read")

        utcnow = today = now

    def fail(*_: object) -> float:
        raise AssertionError("the clock was read")

    text = "hier, mardi, en mars, l'an dernier, il y a deux ans, le 12/04/17, dans trois semaines"
    expected = read(text, published)
    for name in ("time", "localtime", "gmtime", "strftime", "strptime"):
        monkeypatch.setattr(time, name, fail)
    monkeypatch.setattr(dt, "date", Date)
    monkeypatch.setattr(dt, "datetime", DateTime)
    assert read(text, published and Date.fromordinal(published.toordinal())) == expected


def test_the_locale_changes_nothing() -> None:
    text = "mardi 11 avril 2017, en AOÛT 2016"
    before = read(text, WEDNESDAY)
    saved = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "C")
        assert read(text, WEDNESDAY) == before == ["2017-04-11", "2016-08"]
    finally:
        locale.setlocale(locale.LC_ALL, saved)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("mardi 12 avril 2017", "2017-04-12"),  # a Wednesday: accepted, and flagged
        ("le 31 février 2016", None),
        ("le 29 février 2015", None),
        ("le 31 juin", None),
    ],
)
def test_contradictions_are_flagged(text: str, when: str | None) -> None:
    attributes = only(text)
    assert attributes["inconsistent"] is True
    assert attributes.get("when") == when


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # with its hour, a weekday is to come
        ("Dimanche, à 15 heures, le stade accueille Lannemezan.", "2017-04-16"),
        ("Coup de sifflet samedi à 20 h 45.", "2017-04-15"),
        ("Dimanche, le stade accueille Lannemezan.", "2017-04-09"),  # nothing tells
        ("Dimanche à 15 heures, le stade était vide.", "2017-04-09"),  # the tense does
        # what is limited ahead
        ("Accalmie jeudi, puis de la pluie d'ici à la fin du mois.", "2017-04-13"),
        ("Accalmie jeudi, puis de la pluie.", "2017-04-06"),
        ("Réponse des ministres lundi, au mieux.", "2017-04-17"),
        ("Réponse des ministres lundi.", "2017-04-10"),
    ],
)
def test_weekdays_without_a_verb(text: str, expected: str) -> None:
    assert read(text, WEDNESDAY)[0] == expected


def test_a_sentence_goes_on_from_its_first_date() -> None:
    told = "La caravane file ce mercredi vers Pontivy, avant Redon vendredi."
    assert read(told, WEDNESDAY) == ["2017-04-12", "2017-04-14"]
    told = "La caravane file ce mercredi vers Pontivy. Avant, Redon vendredi."
    assert read(told, WEDNESDAY) == ["2017-04-12", "2017-04-07"]
    told = "La caravane était mardi à Pontivy, avant Redon vendredi."
    assert read(told, WEDNESDAY)[1] == "2017-04-07"


@pytest.mark.parametrize("text", ["mercredi 12 avril 2017", "29 février 2016", "mardi 11 avril"])
def test_what_agrees_is_not_flagged(text: str) -> None:
    assert "inconsistent" not in only(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "edtf"),
    [
        ("le 12 avril 2017", "2017-04-12", "2017-04-12", "2017-04-12"),
        ("en février 2016", "2016-02-01", "2016-02-29", "2016-02"),
        ("en 2016", "2016-01-01", "2016-12-31", "2016"),
        ("T3 2018", "2018-07-01", "2018-09-30", "2018-35"),
        ("S2 2018", "2018-07-01", "2018-12-31", "2018-41"),
        ("l'été 2016", "2016-06-21", "2016-09-21", "2016-22"),
        ("l'hiver 2016", "2016-12-21", "2017-03-19", "2016-24"),
        ("les années 1990", "1990-01-01", "1999-12-31", "199X"),
        ("au XXe siècle", "1900-01-01", "1999-12-31", "19XX"),
        ("la semaine dernière", "2017-04-03", "2017-04-09", "2017-04-03/2017-04-09"),
        ("2014-2018", "2014-01-01", "2018-12-31", "2014/2018"),
        ("du 3 au 5 mai 2017", "2017-05-03", "2017-05-05", "2017-05-03/2017-05-05"),
        ("fin juin 2017", "2017-06-21", "2017-06-30", "2017-06-21~/2017-06-30~"),
        ("début juin 2017", "2017-06-01", "2017-06-10", "2017-06-01~/2017-06-10~"),
        ("mi-juin 2017", "2017-06-11", "2017-06-20", "2017-06-11~/2017-06-20~"),
        ("fin mai-début juin 2017", "2017-05-22", "2017-06-10", "2017-05/2017-06"),
    ],
)
def test_bounds_and_edtf(text: str, earliest: str, latest: str, edtf: str) -> None:
    attributes = only(text)
    assert (str(attributes["earliest"]), str(attributes["latest"])) == (earliest, latest)
    assert attributes["edtf"] == edtf


def test_other_candidates_pass_through() -> None:
    other = Candidate(0, 3, "ORG", "organizations.name", {"type": "company"})
    assert resolve([other], "ABC", WEDNESDAY) == [other]


UNITS: list[Unit] = [
    "day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century",
]  # fmt: skip


@given(
    st.sampled_from(UNITS),
    st.dates(dt.date(1000, 1, 1), dt.date(2500, 12, 31)),
    st.integers(-99, 99),
)
def test_periods_are_steps_on_a_line(unit: Unit, day: dt.date, steps: int) -> None:
    period = Period.containing(unit, day)
    assert period.first_day <= period.last_day
    if unit != "weekend":
        assert period.first_day <= day <= period.last_day
        following = period.shifted(1)
        assert following is not None
        assert following.first_day - period.last_day == dt.timedelta(days=1)
    moved = period.shifted(steps)
    if moved is not None:
        assert moved.shifted(-steps) == period


def test_a_step_out_of_the_calendar_is_no_period() -> None:
    assert Period("year", 2017).shifted(-3000) is None
    assert Period("day", 9800, 1, 1).shifted(10**9) is None
    assert read("il y a 999 siècles", WEDNESDAY) == [None]


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("il sera inauguré X", 1),
        ("il va ouvrir X", 1),
        ("il devrait être inauguré X", 1),
        ("l'avis, prévu X", 1),
        ("il a été inauguré X", -1),
        ("né X", -1),
        ("créée en X", -1),
        ("il travaillait X", -1),
        ("ils quittèrent X", -1),
        ("elle fait et sait X", 0),
        ("l'opéra X", 0),
        ("aux environs X", 0),
        ("il a ouvert ; X", 0),  # another sentence
        ("il a ouvert. X sera fermé", 1),
    ],
)
def test_tense(text: str, tense: int) -> None:
    place = text.index("X")
    assert Tenses(text).at(place, place + 1) == tense
