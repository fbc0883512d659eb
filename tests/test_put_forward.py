"""What a profile puts forward: leading companies, key figures."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from ftextract.key_figures import key_figures, topics_of
from ftextract.label import kind_of_label
from ftextract.leading import leading_of
from ftextract.rule import lowered
from ftextract.rules.figures import find_figures
from ftextract.sectors import trade_of

from .sentences import FIRMS, entity, outline_of, sentences_of

BEFORE, BEHIND = "La ville a un port. " * 20, " Elle a un pont." * 20  # companies stand in between


@pytest.mark.parametrize(
    ("text", "leading"),
    [
        ("Orbem (télémédecine) recrute.", ["Orbem"]),
        ("On y trouve Orbem (jeux), Morand et Kerlys (télémédecine).", [*FIRMS]),
        ("Orbem vend des voiles ; Morand fabrique des vis.", ["Orbem", "Morand"]),
        # others'
        ("Orbem (télémédecine) a été rachetée par Morand.", ["Orbem"]),
        ("La ville a été livrée par Orbem.", []),
        ("Le maire est un ancien de Orbem.", []),
        ("Le fonds est financé par les mécènes, dont Orbem.", []),
        ("Les clients sont chez Orbem.", []),
    ],
)
def test_leading(text: str, leading: list[str]) -> None:
    text = f"{BEFORE}{text}{BEHIND}"
    sentences = sentences_of(text)
    firms = [entity(text, name) for name in FIRMS if name in text]
    trades = [trade_of(firm, sentences) for firm in firms]
    found = leading_of(firms, trades, sentences, "economic")
    assert [firm.name for firm in found] == leading


def test_what_depends_on_another_company_does_not_lead() -> None:
    text = "Orbem (télémédecine) recrute."
    sentences = sentences_of(text)
    for attributes, leads in (({}, True), ({"dependent": "yes"}, False)):
        firm = entity(text, "Orbem", **attributes)
        trades = [trade_of(firm, sentences)]
        assert (leading_of([firm], trades, sentences, "economic") == [firm]) is leads


@pytest.mark.parametrize(
    ("label", "kind"),
    [("French Tech", "economic"), ("JO d'hiver 2018", "other"), (None, "none")],
)
def test_kind_of_label(label: str | None, kind: str) -> None:
    assert kind_of_label(label) == kind


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


def test_lowering_keeps_the_length() -> None:
    text = "İZMİR, Straße, ÉTÉ"
    assert len(lowered(text)) == len(text)
    assert lowered("ÉTÉ À BREST") == "été à brest"
