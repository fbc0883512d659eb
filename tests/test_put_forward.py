"""What a profile puts forward: leading companies."""

from __future__ import annotations

import pytest

from ftextract.label import kind_of_label
from ftextract.leading import leading_of
from ftextract.rule import lowered
from ftextract.sectors import trade_of

from .sentences import FIRMS, entity, sentences_of

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


def test_lowering_keeps_the_length() -> None:
    text = "İZMİR, Straße, ÉTÉ"
    assert len(lowered(text)) == len(text)
    assert lowered("ÉTÉ À BREST") == "été à brest"
