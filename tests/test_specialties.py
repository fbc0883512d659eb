"""What a territory is said to be good at: what is told beyond doubt, and what is likely."""

from __future__ import annotations

import pytest

from ftextract.outline import Outline
from ftextract.specialties import SURE, Field, choose, specialties_of
from ftextract.tokens import Sentences
from ftextract.view import View

from .rules.name_tables import assert_linear


def sentences(text: str) -> Sentences:
    view = View(text, [(0, len(text))])
    return Sentences(Outline(view, [("paragraph", view.blocks[0])]), [], {})


def items(text: str) -> list[str]:
    return [text[start:end] for start, end in specialties_of(sentences(text), [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "La ville mise sur trois filières : le textile, la mécanique et l'énergie.",
            ["textile", "mécanique", "énergie"],
        ),
        ("Trois axes : agroalimentaire, santé.", ["agroalimentaire", "santé"]),
        # nothing
        ("Le maire a ouvert la porte à midi.", []),
        ("Elle est venue en train avec son père.", []),
        ("Il pleut.", []),
    ],
)  # fmt: skip
def test_likely(text: str, expected: list[str]) -> None:
    assert items(text) == expected


def test_what_is_told_beyond_doubt_is_all_if_it_is_several() -> None:
    text = "La ville mise sur trois filières : le textile, la mécanique et l'énergie."
    told = [(40, 47), (52, 61)]
    assert specialties_of(sentences(text), told) == told


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ([(1.0, (0, 4)), (2.0, (0, 12))], [(0, 12)]),  # the likelier of two that overlap
        ([(1.0, (0, 4)), (2.0, (14, 18))], [(14, 18)]),  # the same words once
        ([(SURE, (5, 12)), (2.0, (0, 4))], [(0, 4), (5, 12)]),
        ([], []),
    ],
)
def test_choice(
    fields: list[tuple[float, tuple[int, int]]], expected: list[tuple[int, int]]
) -> None:
    outline = sentences("cuir connecté cuir").outline
    assert choose([Field(*field) for field in fields], outline) == expected


@pytest.mark.parametrize("piece", ["la filière bois. ", "le textile, ", "le textile et ", "A "])
def test_time_is_linear(piece: str) -> None:
    assert_linear(items, piece)
