"""What a profile puts forward: leading companies, key figures, the district."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from ftextract.district import district_of
from ftextract.entities import Entity
from ftextract.key_figures import key_figures, topics_of
from ftextract.leading import leading_of
from ftextract.outline import Outline, lowered
from ftextract.rule import Candidate
from ftextract.rules.figures import find_figures
from ftextract.view import View, folded_words


def outline_of(text: str) -> Outline:
    return Outline(View(text, [(0, len(text))]), [("paragraph", (0, len(text)))])


def entity(text: str, name: str, **attributes: str) -> Entity:
    spans = [m.span() for m in re.finditer(rf"\b{re.escape(name)}\b", text)]
    mentions = [Candidate(*span, "ORG", "ner", {}) for span in spans]
    return Entity("ORG", name, mentions, folded_words(name).split(), dict(attributes))


@pytest.mark.parametrize(
    ("text", "leading"),
    [
        ("Orbem (télémédecine) recrute.", ["Orbem"]),
        ("Orbem emploie dix personnes.", ["Orbem"]),
        ("À Brest, Orbem emploie dix personnes ; Morand en emploie vingt.", ["Orbem", "Morand"]),
        ("On y trouve Orbem, Morand et Kerlys.", ["Orbem", "Morand", "Kerlys"]),
        # enumerated with one that has its trade, or among the young ones of the place
        ("Il y a Orbem (télémédecine) et Morand.", ["Orbem", "Morand"]),
        ("Il y a Morand, Orbem (télémédecine).", ["Orbem", "Morand"]),
        ("Les jeunes pousses Orbem et Morand y logent.", ["Orbem", "Morand"]),
        # others'
        ("Il y a Orbem (télémédecine) que rachète le groupe Morand.", ["Orbem"]),
        ("Les sociétés de conseil Orbem et Morand y logent.", []),
        ("Les jeunes pousses, que mécènes et Orbem aident.", []),
        ("La ville a été livrée par Orbem.", []),
        ("Le maire est un ancien de Orbem.", []),
        ("On y trouve Orbem et Morand.", []),
        ("Les mécènes sont Orbem, Morand et Kerlys.", []),
    ],
)
def test_leading(text: str, leading: list[str]) -> None:
    firms = [entity(text, n) for n in ("Orbem", "Morand", "Kerlys") if n in text]

    def sector(firm: Entity) -> str | None:
        return "télémédecine" if f"{firm.name} (télémédecine)" in text else None

    found = leading_of(firms, sector, outline_of(text))
    assert [firm.name for firm in found] == leading


def test_sponsors_of_games_need_their_trade() -> None:
    text = "Il y a Orbem, Morand et Kerlys."
    firms = [entity(text, name) for name in ("Orbem", "Morand", "Kerlys")]
    assert leading_of(firms, lambda firm: None, outline_of(text), lists=False) == []
    assert len(leading_of(firms, lambda firm: "son", outline_of(text), lists=False)) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La ville compte 300 entreprises et 4 000 salariés.", {"companies": 300, "jobs": 4000}),
        ("La place a levé 12 millions d'euros.", {"funding": 12_000_000}),
        ("Elle pèse 2 milliards d'euros de chiffre d'affaires.", {"revenue": 2_000_000_000}),
        ("Les travaux : 60 millions d'euros de travaux.", {"investment": 60_000_000}),
        # a part, a company's own, what is small, what is no topic
        ("La ville compte 9 000 emplois, dont 6 500 ici.", {"jobs": 9000}),
        ("Orbem emploie 1 300 salariés. La ville a 4 000 emplois.", {"jobs": 4000}),
        ("Une réunion de 12 entreprises.", {}),
        ("Un loyer de 230 euros.", {}),
        ("Le pont mesure 300 mètres.", {}),
        ("Elle croît de 12 %.", {}),
    ],
)
def test_key_figures(text: str, expected: dict[str, int]) -> None:
    outline = outline_of(text)
    figures = find_figures(text)
    topics = topics_of(figures, outline)
    firms = [m.span() for m in re.finditer("Orbem", text)]
    kept = key_figures(figures, topics, outline, firms)
    assert {topics[i]: figures[i].attributes["quantity"] for i in kept} == {
        topic: Decimal(value) for topic, value in expected.items()
    }


@pytest.mark.parametrize(
    ("text", "name", "kind", "kept"),
    [
        ("Le totem sera la halle Garnier, promet-on.", "halle Garnier", "site", True),
        ("Temis offre 50 000 m² de bureaux.", "Temis", "district", True),
        ("Château-Gombert offre dix bureaux.", "Château-Gombert", "district", True),
        ("Le château Gombert offre dix bureaux.", "château Gombert", "district", False),
        ("Le réseau s'installera dans l'ancienne usine Morand.", "usine Morand", "site", True),
        # none
        ("On rit à Temis.", "Temis", "district", False),
        ("Temis offre 50 000 m² de bureaux.", "Temis", "city", False),
        ("L'ancienne boutique de la rue Morand.", "rue Morand", "district", False),
        ("Le festival remplit l'ancienne usine Morand.", "usine Morand", "site", False),
    ],
)
def test_district(text: str, name: str, kind: str, kept: bool) -> None:
    place = entity(text, name, kind=kind)
    assert district_of([place], outline_of(text)) == ([place] if kept else [])


def test_lowering_keeps_the_length() -> None:
    text = "İZMİR, Straße, ÉTÉ"
    assert len(lowered(text)) == len(text)
    assert lowered("ÉTÉ À BREST") == "été à brest"
