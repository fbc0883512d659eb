"""The trade of a company, by what stands around its name.

The cases of ``test_trade`` are clear ones: weights that are fitted to other articles keep them.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from ftextract.leading import leading_of
from ftextract.sectors import WEIGHTS, around, trade_of, weights_of
from ftextract.trade_lists import shared
from ftextract.trade_spans import Tie, phrases
from ftextract.weights import weights

from .rules.name_tables import REPETITIONS, assert_linear
from .sentences import FIRMS, entity, one_by_one, sentences_of


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("Orbem (télémédecine), oui", "télémédecine"),
        ("Orbem (Brest, objets connectés)", "objets connectés"),
        ("Orbem pour le cloud, Morand", "cloud"),
        ("Orbem, à Cestas, pour la voile légère.", "voile légère"),
        ("Orbem, spécialiste du son, recrute", "son"),
        ("Orbem, spécialiste du son, y exporte 75 % de sa production ;", "son"),
        ("Orbem, plateforme de réalité mixte, recrute", "plateforme de réalité mixte"),
        ("Orbem, éditeur d'un logiciel de paie, recrute", "logiciel de paie"),
        ("Orbem (270 salariés, pour les subventions publiques)", "subventions publiques"),
        ("Orbem, le roboticien, recrute", "roboticien"),
        ("Orbem, traitement de l'eau, est né ici", "traitement de l'eau"),
        ("Orbem fabrique des capteurs marins.", "capteurs marins"),
        ("Orbem et ses voiles rigides, Morand", "voiles rigides"),
        ("l'éditeur Orbem recrute", "éditeur"),
        ("Orbem, les imprimantes à cartes, y envoie ses stagiaires", "imprimantes à cartes"),
        ("Orbem, conseil, 450 salariés ;", "conseil"),
        ("Orbem, à Kergrist, les objets connectés ;", "objets connectés"),
        ("Orbem, des lunettes pour soudeurs ;", "lunettes pour soudeurs"),
        ("Orbem, qui fabrique les voiles, recrute", "voiles"),
        ("Orbem (impression 3D)", "impression 3D"),
        ("Orbem (cartes SIM)", "cartes SIM"),
        # without place, client or maker behind it
        ("Orbem, engins portuaires à Héricourt, recrute", "engins portuaires"),
        ("Orbem fabrique des flacons pour Guerlain.", "flacons"),
        ("Orbem fabrique des tests rapides sur le parc d'innovation.", "tests rapides"),
        ("Orbem, bureau d'études d'André Joffre, recrute", "bureau d'études"),
        ("Orbem assemble des missiles au Subdray", "missiles"),
        # of the company whose verb is understood, of each of an enumeration
        ("Orbem des photons, Morand des lampes", "photons"),
        ("Morand, Orbem et Kerlys : conseil, jeux vidéo et textile.", "jeux vidéo"),
        # no trade
        ("Orbem, devenue Vale, recrute", None),
        ("Orbem et Morand, ont hésité, puis", None),
        ("Orbem, creusait au sud ;", None),
        ("Orbem, zone de l'Aiguille, recrute", None),
        ("Orbem, filiale de Morand, recrute", None),
        ("Orbem, elle, recrute", None),
        ("Orbem, en revanche, a fermé", None),
        ("Orbem, environ 2 600 emplois, recrute", None),
        ("Orbem (12 salariés)", None),
        ("Orbem, venue de Brest, Morand", None),
        ("Orbem pour le moment.", None),
        ("Orbem pour la première fois", None),
        ("Orbem (2014)", None),
        ("Orbem (Brest)", None),
        ("Orbem (Finistère, Bretagne)", None),
        ("Orbem recrute", None),
        ("Orbem, qui recrute", None),
        ("Orbem, qui détecte les fuites, recrute", None),
        ("Orbem, à Brest, recrute", None),
        ("le maire d'Orbem recrute", None),
        ("Orbem.\nFabrique des capteurs", None),
        ("Orbem pour la ville", None),
        ("Orbem, Morand (télémédecine)", None),
        ("Orbem ; Morand fabrique des capteurs", None),
    ],
)
def test_trade(text: str, trade: str | None) -> None:
    assert trade_of(entity(text, "Orbem"), sentences_of(text)).words == trade


def texts_of(ties: Iterable[Tie], text: str) -> set[str]:
    """The phrases that are tied to a company."""
    spans = [tie.sentence.span(first, last) for tie in ties for first, last, *_ in tie.phrases]
    return {text[slice(*span)] for span in spans}


def test_the_rule_that_found_a_company_knows_its_trade() -> None:
    text = "Orbem et Morand (qui recrutent) pour le cloud"
    assert trade_of(entity(text, "Orbem", sector="cloud"), sentences_of(text)).words == "cloud"


@pytest.mark.parametrize(
    ("text", "found", "not_found"),
    [
        ("Orbem fabrique des capteurs marins.", "capteurs marins", "capteurs"),
        ("Orbem (Brest, objets connectés)", "objets connectés", "connectés"),
        ("Orbem assemble 30 000 vélos par an.", "vélos", "30 000 vélos"),
        ("Le fabricant de cartes Orbem recrute.", "cartes", "fabricant de"),
        ("Orbem vend du son.", "son", "du son"),
        ("Orbem vend ses voiles.", "voiles", "ses voiles"),
        ("Orbem et Morand font des jeux.", "jeux", "des jeux"),
        ("Orbem, filiale de Morand, les aciers spéciaux", "aciers spéciaux", "spéciaux"),
        # in the next sentence, if that goes on about the company
        ("Orbem recrute. Elle vend des voiles.", "voiles", "Elle"),
        ("Et Orbem ? Des galettes.", "galettes", "Des"),
        ("Orbem a grandi ; ses écrans partent.", "écrans", "ses écrans"),
        ("Orbem recrute. Brest vend des voiles.", None, "voiles"),
        ("Orbem recrute. Elle aide Morand. Il vend des voiles.", None, "voiles"),
        ("Orbem recrute ; Morand vend des voiles.", "recrute", "voiles"),
        ("Orbem, Brest, à la pointe du Finistère.", "pointe", "Finistère"),
        # before a participle, and as the subject of a clause before any word
        ("Orbem, mercerie née à Brest.", "mercerie", "née à"),
        ("Orbem, dont le bracelet alerte Morand.", "bracelet", "le bracelet"),
        ("Orbem recrute ; le bracelet alerte Morand.", None, "bracelet"),
    ],
)
def test_phrases(text: str, found: str | None, not_found: str) -> None:
    sentences = sentences_of(text)
    start = text.index("Orbem")
    sentence = sentences.around(start)
    around = phrases(sentence, sentence.companies[start], 0, sentences.behind(start))
    texts = texts_of(around, text)
    assert found is None or found in texts
    assert not_found not in texts


@pytest.mark.parametrize(
    "text",
    [
        "Orbem, spécialiste du son et des jeux vidéo, recrute",
        "Orbem fabrique des capteurs de vent marins.",
        "Le fabricant de cartes à puce Orbem",
        "Orbem",
    ],
)
def test_remembered_weights_are_those_of_the_signs(text: str) -> None:
    tables = weights(WEIGHTS)
    for tie in around(entity(text, "Orbem"), sentences_of(text)):
        signs = [tie.signs(phrase) for phrase in tie.phrases]
        told = [sum(tables.get(s, {}).get(v, 0.0) for s, v in own) for own in signs]
        assert list(weights_of(tie)) == pytest.approx(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Orbem et Morand : la première fait des jeux, la seconde du son.", ["jeux", "son"]),
        ("Orbem et Morand recrutent. L'une fait des jeux, l'autre du son.", ["jeux", "son"]),
        ("Orbem et Morand : le dernier fait du son.", [None, "son"]),
        ("Orbem, Morand et Kerlys. Le premier fait des jeux, les deux autres du son.",
         ["jeux", "son", "son"]),
        ("Orbem, Morand et Kerlys. La deuxième du son, la troisième des vis.",
         [None, "son", "vis"]),
        # no turn to one of them
        ("Orbem recrute. La première fait du son.", [None]),
        ("Orbem et Morand recrutent. Première ville, Brest fait du son.", [None, None]),
        ("Orbem et Morand recrutent. Brest, la grande, fait du son.", [None, None]),
        ("Orbem et Morand recrutent. Elles ont un toit. La première a du son.", [None, None]),
    ],
)  # fmt: skip
def test_what_is_told_of_companies_by_their_places(text: str, told: list[str | None]) -> None:
    sentences = sentences_of(text)
    names = [name for name in FIRMS if name in text]
    found = []
    for name in names:
        start = text.index(name)
        sentence = sentences.around(start)
        turns = shared(sentence, sentence.companies[start], sentences, start)
        found.append(texts_of(turns, text))
    for texts, word in zip(found, told, strict=True):
        assert word in texts if word else not texts


@pytest.mark.parametrize(
    ("text", "trades"),
    [
        ("Orbem, Morand, Kerlys : jeux, conseil, textile.", ["jeux", "conseil", "textile"]),
        ("Orbem, Morand et Kerlys font des jeux, du son et des vis.", ["jeux", "son", "vis"]),
        ("Orbem, Morand et Kerlys : jeux et conseil.", None),  # one is missing
        ("Orbem, Morand et Kerlys : jeux, conseil, textile, vis.", None),
        ("Orbem, Morand et Kerlys : jeux, conseil (à Brest), textile.", None),
        ("Orbem et Morand : jeux, conseil.", None),  # two may be of anything
        ("Orbem, Morand, Kerlys, jeux, conseil, textile.", None),
        ("Orbem Morand Kerlys : jeux, conseil, textile.", None),
    ],
)
def test_lists_side_by_side(text: str, trades: list[str] | None) -> None:
    sentences = sentences_of(text)
    told = [trade_of(entity(text, name), sentences) for name in FIRMS if name in text]
    assert ([trade.words for trade in told] if all(t.told == 1 for t in told) else None) == trades


@pytest.mark.parametrize(
    "piece",
    [
        *(piece.replace("Ab", "Orbem") for piece in REPETITIONS),
        "Orbem (a",
        "Orbem, ",
        "Orbem et la ",
        "Orbem, pour le a",
        "Orbem, spécialiste de ",
        "Orbem ; ses ",
        "Orbem : a, ",
        "Orbem. Il ",
        "Orbem ? Des ",
        "Orbem, la première ",
        "Orbem et Orbem. La première a, l'autre ",
    ],
)
def test_time_is_linear(piece: str) -> None:
    def run(text: str) -> None:
        sentences = sentences_of(text)
        firms = one_by_one(text, "Orbem")
        trades = [trade_of(firm, sentences) for firm in firms]
        leading_of(firms, trades, sentences, "economic")

    assert_linear(run, piece)
