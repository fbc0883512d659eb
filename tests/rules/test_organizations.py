"""Organizations, one table per rule. The annotated text is both the input and the expectation."""

# ruff: noqa: E501 (an annotated sentence stays on one line)

from __future__ import annotations

import pytest

from ftextract.rules.organizations import RULES, find_organizations, is_label, kind_of

from .name_tables import (
    REPETITIONS,
    alone,
    assert_linear,
    assert_rich,
    expected,
    flat,
    shown,
    variants,
)

BY_NAME = {rule.name: rule for rule in RULES}

EXAMPLES = {
    "organizations.banner": [
        "hier, <orgName type='candidacy'>Quimper French Tech</orgName> a un logo",
        "<orgName type='candidacy'>French Tech Quimper</orgName> a un logo",
        "avec <orgName type='candidacy'>La French Tech Grand Paris</orgName>.",
        "à la <orgName type='candidacy'>French Tech Côte d'Azur</orgName>, oui",
        "<orgName type='candidacy'>Angers Loire French Tech +</orgName>",
        "que <orgName type='candidacy'>Lorient Tech</orgName> rassemble",
        "<orgName type='candidacy'>Saint-Étienne French tech</orgName>",
    ],
    "organizations.designator": [
        "l'<orgName type='education'>université de Haute-Bretagne</orgName> et",
        "la <orgName type='public'>CCI de Quimper</orgName>",
        "le <orgName type='cluster'>pôle de compétitivité Vent Debout</orgName>",
        "au <orgName type='education'>lycée Charles-Tillon</orgName>",
        "la <orgName type='public'>communauté d'agglomération du Pays de Landerneau</orgName>",
        "du <orgName type='company'>groupe Le Duff</orgName>",
        "la <orgName type='public'>métropole de Lyon</orgName>",
    ],
    "organizations.quoted": [
        "le <orgName type='cluster'>pôle de compétitivité mondial « Voiles souples »</orgName>.",
        "du <orgName type='cluster'>Pôle de compétitivité \"Mer calme\"</orgName>, à",
        "l'<orgName type='education'>école « La Passerelle »</orgName>, à",
        "la <orgName type='support'>couveuse “Le Nid”</orgName> accueille",
    ],
    "organizations.capitalized": [
        "la <orgName type='public'>Région Bretagne</orgName> paie",
        "le <orgName type='public'>Conseil de Paris</orgName> vote",
        "La <orgName type='public'>Ville de Nice</orgName> achète",
        "le <orgName type='public'>Département du Var</orgName>",
        "l'<orgName type='public'>Agence des Trois-Rivières</orgName>",
    ],
    "organizations.announced": [
        "la start-up quimpéroise <orgName type='company'>Kervella</orgName> recrute",
        "avec l'entreprise <orgName type='company'>Morand Frères</orgName>.",
        "la société « <orgName type='company'>Orbem</orgName> »",
        "de l'incubateur <orgName type='support'>Le Poulailler</orgName>",
        "selon l'association <orgName type='association'>Eaux Vives</orgName>",
        "au quotidien <orgName type='media'>Le Télégramme</orgName>",
    ],
    "organizations.item": [
        "• <orgName type='company'>Kervella</orgName> (objets connectés)",
        "- <orgName type='company'>Morand Frères</orgName>, pour le son",
        "Deux exemples :\n• <orgName type='company'>Orbem</orgName> (drones)",
        "– <orgName type='company'>Orbem</orgName>, pour l'image",
    ],
    "organizations.legal_form": [
        "chez <orgName type='company'>Morand Frères SAS</orgName>, oui",
        "<orgName type='company'>Kervella SARL</orgName>",
        "(<orgName type='company'>Orbem GmbH</orgName>)",
        "la <orgName type='company'>Toiles du Trieux SCOP</orgName> coud",
    ],
}
NOTHING = {
    "organizations.banner": [
        "la French Tech recrute",
        "le label French Tech",
        "un French Tech Visa",
        "la Capitale French Tech",
        "de la Food Tech",
        "le Pass French Tech",
        "le French Tech Tour",
        "FRENCH TECH",
    ],
    "organizations.designator": [
        "l'école de la rue",
        "une université d'été",
        "la métropole lyonnaise",
        "le lycée",
        "la mairie, Anne Kerdoncuff",
        "un groupe de travail",
        "la communauté urbaine",
        "superuniversité de Lorraine",
    ],
    "organizations.quoted": [
        "le pôle de compétitivité a dit « non »",
        "l'école, « La Passerelle »",
        "la société « Orbem »",
        "une école «\nfermée »",
        "superécole « La Passerelle »",
    ],
    "organizations.capitalized": [
        "la région Bretagne",
        "Ville de merveilles",
        "la Chambre",
        "le Conseil a voté",
        "Agence ou boutique",
    ],
    "organizations.announced": [
        "une entreprise de Brest",
        "l'entreprise familiale",
        "l'entreprise, Kervella",
        "La Société Générale",
        "le laboratoire où Anne travaille",
        "l'entreprise\nKervella",
    ],
    "organizations.item": [
        "Kervella (objets connectés)",
        "• Brest (Finistère)",
        "- le port (ancien)",
        "• Orbem, une entreprise",
        "un mot - Kervella (drones)",
    ],
    "organizations.legal_form": [
        "le SAS de sécurité",
        "morand frères sas",
        "Kervella Sasha",
        "SAS Gordon",
        "un SARL",
    ],
}


def test_tables_are_rich() -> None:
    assert_rich(BY_NAME, EXAMPLES, NOTHING)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_example_of_a_rule_is_true(rule) -> None:
    text, annotations = expected(rule.example)
    assert shown(alone(rule, text, "ORG"), "orgName") == annotations


@pytest.mark.parametrize(("rule", "example"), flat(EXAMPLES))
def test_found(rule: str, example: str) -> None:
    text, annotations = expected(example)
    for variant in variants(text):
        assert shown(alone(BY_NAME[rule], variant, "ORG"), "orgName") == annotations


@pytest.mark.parametrize(("rule", "text"), flat(NOTHING))
def test_nothing(rule: str, text: str) -> None:
    for variant in variants(text):
        assert alone(BY_NAME[rule], variant, "ORG") == []


def enumerated(text: str) -> dict[str, str]:
    found = find_organizations(text)
    return {
        text[c.start : c.end]: c.attributes["sector"]
        for c in found
        if c.rule == "organizations.enumeration"
    }


@pytest.mark.parametrize(
    ("text", "sectors"),
    [
        (
            "Kervella pour le son, Morand et Orbem pour les jeux.",
            {"Kervella": "son", "Morand": "jeux", "Orbem": "jeux"},
        ),
        (
            "Citons : Kervella dans le textile ; Orbem dans la santé",
            {"Kervella": "textile", "Orbem": "santé"},
        ),
        (
            "Ils se nomment Toiles du Trieux, Orbem pour le cloud, Kervella sur les données.",
            {"Toiles du Trieux": "cloud", "Orbem": "cloud", "Kervella": "données"},
        ),
        ("Kervella et ses voiles pour la course, Orbem pour le son.", {"Kervella": "course", "Orbem": "son"}),
        # one item proves nothing, nor do two sentences of one each
        ("Citons Kervella pour le moment.", {}),
        ("Kervella pour le son. Orbem pour les jeux.", {}),
        ("Kervella pour le son\nOrbem pour les jeux", {}),
        ("ils votent pour le maire, pour le préfet", {}),
    ],
)  # fmt: skip
def test_enumerations(text: str, sectors: dict[str, str]) -> None:
    for variant in variants(text):
        found = {" ".join(name.split()): sector for name, sector in enumerated(variant).items()}
        assert found == sectors


@pytest.mark.parametrize(
    ("text", "acronym"),
    [
        ("l'université de Haute-Bretagne (UHB) ouvre", "UHB"),
        ("la communauté urbaine de Brest (CUB)", "CUB"),
        ("la CCI de Quimper (CCIQ)", "CCIQ"),
        ("l'école de management de Normandie (EMN) et", "EMN"),
        ("l'université de Haute-Bretagne (Rennes) ouvre", None),
        ("l'université de Haute-Bretagne, UHB", None),
        ("l'université de Haute-Bretagne (fac)", None),
        ("un mot (UHB)", None),
        ("l'université de Haute-Bretagne (2014)", None),
    ],
)
def test_acronyms(text: str, acronym: str | None) -> None:
    for variant in variants(text):
        found = [c for c in find_organizations(variant) if c.rule == "organizations.acronym"]
        assert [variant[c.start : c.end] for c in found] == ([acronym] if acronym else [])
        for candidate in found:
            assert variant[: candidate.start - 2].endswith(
                candidate.attributes["long"].replace(" ", variant[candidate.start - 2])
            )


@pytest.mark.parametrize(
    "name",
    ["French Tech", "la French Tech", "label French Tech", "Pass French Tech", "FRENCH TECH",
     "French Tech Visa", "Capitale French Tech", "French Tech 2030"],
)  # fmt: skip
def test_the_label_is_no_organization(name: str) -> None:
    assert all(is_label(variant) for variant in variants(name))


@pytest.mark.parametrize(
    "name",
    ["Nantes Tech", "French Tech Brest", "Brest French Tech", "Orange", "Tech", "French"],
)
def test_a_banner_is_no_label(name: str) -> None:
    assert not any(is_label(variant) for variant in variants(name))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("université de Rennes", "education"),
        ("Nice-Matin", "media"),
        ("CCI Bretagne", "public"),
        ("pôle Mer", "cluster"),
        ("Fédération des œuvres", "association"),
        ("pôle métropolitain de Nantes", "public"),  # the longer words win
        ("LES ÉCHOS", "media"),
        ("Kervella", None),
        ("Poleymieux", None),  # "pôle" is no whole word in it
        ("Saint-Gobain", None),
    ],
)
def test_kind_of(name: str, kind: str | None) -> None:
    for variant in variants(name):
        assert kind_of(variant) == kind


@pytest.mark.parametrize("text", ["CMA CGM", "Provence-Alpes-Côte d'Azur", "le XXIe siècle"])
def test_no_rule_cuts_a_name(text: str) -> None:
    for variant in variants(text):
        assert find_organizations(variant) == []


@pytest.mark.parametrize("piece", REPETITIONS)
def test_time_is_linear(piece: str) -> None:
    assert_linear(find_organizations, piece)
