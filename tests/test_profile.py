"""The whole way from a text to names in a profile, as far as it hangs on no model's quirks."""

from __future__ import annotations

import pytest

from ftextract.models import CandidacyProfile
from ftextract.rule import fold

from .conftest import assert_grounded


def names(entities) -> list[str]:
    return [fold(entity.name) for entity in entities]


def everything(profile: CandidacyProfile):
    return [*profile.organizations, *profile.places, *profile.people, *profile.events]


def test_names_have_balanced_brackets(extractor) -> None:
    profile = extractor.extract("Les élèves de la [CPES] de Cercottes [Loiret]. Ils sont venus.")
    for entity in everything(profile):
        for mention in entity.mentions:
            assert mention.text == mention.text.strip(" .,;:[]()«»")
            assert "]" not in mention.text
    assert_grounded(profile)


def test_two_organizations(extractor) -> None:
    profile = extractor.extract("L'Agence nationale de la recherche et l’Inra paient le projet.")
    assert not any(" et " in name for name in names(profile.organizations))
    assert "Inra" in names(everything(profile))


def test_names_are_whole(extractor) -> None:
    text = "Le patron de CMA CGM parle à Nice-Matin, en Provence-Alpes-Côte d’Azur, au XXIe siècle."
    profile = extractor.extract(text)
    said = {fold(mention.text) for entity in everything(profile) for mention in entity.mentions}
    assert "Provence-Alpes-Côte d'Azur" in said
    assert not said & {"CMA", "CGM", "Nice", "Matin", "Provence", "Côte d'Azur", "XXIe"}


def test_direct_speech(extractor) -> None:
    profile = extractor.extract("Léa dit : « Bonjour ! Je suis Léa. »")
    assert profile.organizations == profile.events == []


NEWS = (
    "Quimper : trois entreprises recrutent\n"
    "La ville compte 300 entreprises et 12 000 emplois. Armor Lux, qui tricote des marinières, et "
    "Entech, spécialiste du stockage d'énergie, sont installées à Quimper depuis mars 2012."
)


def test_nothing_is_put_forward_where_no_bid_is_told(extractor) -> None:
    profile = extractor.extract(NEWS)
    assert profile.candidacy.status == "unknown"
    assert not profile.leading_companies + profile.key_figures + profile.timeline
    assert not profile.specialties + profile.district
    assert len(profile.figures) == 2
    assert {"Armor Lux", "Entech"} <= set(names(profile.organizations))
    bid = f"{NEWS} La ville est candidate au label French Tech."
    assert "Entech" in names(extractor.extract(bid).leading_companies)
    assert len(extractor.extract(bid).key_figures) == 2


@pytest.mark.parametrize(
    "title", ["MARSEILLE VEUT SON LABEL", "QUIMPER ET MARSEILLE CANDIDATES AU LABEL"]
)
def test_a_city_in_a_title_in_capitals_is_a_place(extractor, title: str) -> None:
    body = "La ville a déposé son dossier le 3 mars, selon la mairie et ses nombreux partenaires."
    places = {place.name.upper(): place for place in extractor.extract(f"{title}\n{body}").places}
    assert places["MARSEILLE"].department == "13"


def test_words_that_are_towns_too(extractor) -> None:
    text = "Les tours sont vides. Tours et détours. C'est une nice idée, une grasse matinée."
    assert names(extractor.extract(text).places) == []


@pytest.mark.parametrize(
    "text",
    [
        "Jean-Claude Gaudin est maire. M. Gaudin parle. Gaudin répond.",
        "M. Gaudin parle. Jean-Claude Gaudin est maire de la ville. Gaudin répond.",
    ],
)
def test_one_person_three_mentions(extractor, text: str) -> None:
    profile = extractor.extract(text)
    (person,) = profile.people
    assert person.name == "Jean-Claude Gaudin"
    assert len(person.mentions) == 3
    assert "Gaudin" not in names(profile.organizations)


@pytest.mark.parametrize(
    ("text", "name", "department", "country"),
    [
        ("L'entreprise est installée à Vienne (Isère) depuis 2012.", "Vienne", "38", "FR"),
        ("Le musicien a vécu à Vienne, en Autriche.", "Vienne", None, "AT"),
        ("Elle habite à Saint-Denis (Seine-Saint-Denis) depuis 2012.", "Saint-Denis", "93", "FR"),
        ("Elle habite à Brest depuis 2012.", "Brest", "29", "FR"),
    ],
)
def test_homonyms(extractor, text, name, department, country) -> None:
    place = next(p for p in extractor.extract(text).places if p.name == name)
    assert place.kind == "city"
    assert (place.department, place.country) == (department, country)
    assert place.candidates == []
    assert place.latitude is not None


def test_an_undecidable_homonym(extractor) -> None:
    place = next(p for p in extractor.extract("Il est né à Saint-Denis.").places)
    assert place.geonames_id is place.latitude is place.department is None
    assert {"93", "974"} <= {candidate.department for candidate in place.candidates}


ARTICLE = """\
Quimper vise le label French Tech
Publié le 12 novembre 2014
La candidature de Quimper au label French Tech a été déposée le 3 mars 2014, dit la mairie.
Les chiffres clés
La filière compte 300 entreprises et 4 000 salariés dans la ville de Quimper.
Le logo
Une mouette bleue sur une toile de bâche sert de signe de ralliement à tout le monde.
"""


def test_an_article(extractor) -> None:
    profile = extractor.extract(ARTICLE)
    assert profile.candidacy.label == "French Tech"
    assert profile.candidacy.territory == "Quimper"
    assert profile.candidacy.cities == ["Quimper"]
    assert profile.candidacy.status == "candidate"
    assert profile.candidacy.evidence is not None
    assert [(s.kind, s.heading) for s in profile.sections] == [
        ("key_figures", "Les chiffres clés"), ("logo", "Le logo"),
    ]  # fmt: skip
    assert [(f.quantity, f.topic) for f in profile.key_figures] == [
        (300, "companies"),
        (4000, "jobs"),
    ]
    assert profile.logo is not None
    assert profile.logo.text.startswith("Une mouette")
    assert ("filed", "2014-03-03") in [(t.kind, t.when) for t in profile.timeline]
    assert_grounded(profile)


def test_no_label_no_candidacy(extractor) -> None:
    profile = extractor.extract(
        "Le chat dort.\nLe chien dort aussi, dit-on, sous la table de Paul."
    )
    assert profile.candidacy.label is None
    assert profile.candidacy.status == "unknown"


@pytest.mark.parametrize("text", ["", " \n ", "Oui.", "12", "«»", "\u0301"])
def test_next_to_nothing(extractor, text: str) -> None:
    profile = extractor.extract(text)
    assert profile.document.text == text
    assert_grounded(profile)
