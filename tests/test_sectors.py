"""The trade of a company, by what stands around its name."""

from __future__ import annotations

import pytest

from ftextract.sectors import sector_of

from .rules.name_tables import REPETITIONS, assert_linear


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("Orbem (télémédecine), oui", "télémédecine"),
        ("Orbem (Brest, objets connectés)", "objets connectés"),
        ("Orbem pour le cloud, Morand", "cloud"),
        ("Orbem, à Cestas, pour la voile légère.", "voile légère"),
        ("Orbem, spécialiste mondial du son, recrute", "son"),
        ("Orbem, éditeur de logiciels, recrute", "logiciels"),
        ("Orbem, plateforme de réalité mixte, recrute", "réalité mixte"),
        ("Orbem, éditeur d'un logiciel de paie, recrute", "logiciel de paie"),
        ("Orbem (270 salariés, pour les subventions publiques)", "subventions publiques"),
        ("Orbem, le roboticien, recrute", "roboticien"),
        ("Orbem, traitement de l'eau, est né ici", "traitement de l'eau"),
        ("Orbem fabrique des capteurs marins.", "capteurs marins"),
        ("Orbem et ses voiles rigides, Morand", "voiles rigides"),
        ("le fabricant de cartes Orbem recrute", "cartes"),
        ("l'éditeur Orbem recrute", "éditeur"),
        ("Orbem, les imprimantes à cartes, y envoie ses stagiaires", "imprimantes à cartes"),
        ("Orbem, conseil, 450 salariés ;", "conseil"),
        ("Orbem, à Kergrist, les objets connectés ;", "objets connectés"),
        ("Orbem, des lunettes pour soudeurs ;", "lunettes pour soudeurs"),
        # without place, client or maker behind it
        ("Orbem, engins portuaires à Héricourt, recrute", "engins portuaires"),
        ("Orbem fabrique des flacons pour Guerlain.", "flacons"),
        ("Orbem fabrique des tests rapides sur le parc d'innovation.", "tests rapides"),
        ("Orbem, bureau d'études d'André Joffre, recrute", "bureau d'études"),
        ("Orbem, qui détecte les fuites, recrute", "fuites"),
        ("Orbem assemble des missiles au Subdray", "missiles"),
        ("Orbem fait les batteries du groupe Morand", "batteries"),
        ("Orbem des photons, Morand des lampes", "photons"),
        ("Orbem (impression 3D)", "impression 3D"),
        ("Orbem (cartes SIM)", "cartes SIM"),
        # no trade
        ("Orbem compte les toits.", None),
        ("Orbem, devenue Vale, recrute", None),
        ("Orbem et Morand, ont hésité, puis", None),
        ("Orbem, creusait au sud ;", None),
        ("Orbem, zone de l'Aiguille, recrute", None),
        ("Orbem, filiale de Morand, recrute", None),
        ("Orbem, fermée depuis 2001.", None),
        ("Orbem, elle, recrute", None),
        ("Orbem, à Brest même, ajoute ses serrures.", None),
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
        ("Orbem, à Brest, recrute", None),
        ("le maire d'Orbem recrute", None),
        ("Orbem.\nFabrique des capteurs", None),
        ("Orbem pour la ville", None),
        ("Orbem pour les uns et les autres quand il le faut bien", None),
    ],
)
def test_sector(text: str, trade: str | None) -> None:
    start = text.index("Orbem")
    span = sector_of(text, start, start + len("Orbem"))
    assert (span and text[span[0] : span[1]]) == trade


def test_a_place_is_no_trade() -> None:
    text = "Orbem (rive gauche)"
    assert sector_of(text, 0, 5) == (7, 18)
    assert sector_of(text, 0, 5, places=["rive gauche"]) is None


@pytest.mark.parametrize(
    "piece", [*REPETITIONS, "(a", "Ab, pour le a", "Ab, a, ", "spécialiste de "]
)
def test_time_is_linear(piece: str) -> None:
    def run(text: str) -> None:
        for start in range(0, len(text) - 2, 200):
            sector_of(text, start, start + 2)

    assert_linear(run, piece)
