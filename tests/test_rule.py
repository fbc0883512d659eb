"""What all rules share: the places of words."""

from __future__ import annotations

import re

import pytest

from ftextract.rule import CAPITAL, lowered, places_of_words

MANY_SIGNS = "".join(f"{chr(0x2190 + code)}un" for code in range(100))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Brest et Brest",
        "L'été_2, à Metz\nÀ Évreux",
        "42consulting, 42Consulting, 12345A, M2i, a3B, ٣A, 3DS_B",
        "x²Y Ⅷ ⒶA İstanbul ŒUVRE École",
        MANY_SIGNS,
    ],
)
def test_places_of_words(text):
    places = dict(places_of_words(text))
    (capital,) = CAPITAL
    capitals = re.finditer(r"(?<![^\W_])\d{0,4}[A-ZÀ-ÖØ-ÞŒ]", text)
    assert places.pop(capital) == [match.start() for match in capitals]
    expected: dict[str, list[int]] = {}
    for match in re.finditer(r"[^\W_]+", lowered(text)):
        expected.setdefault(match.group(), []).append(match.start())
    assert list(places.items()) == list(expected.items())
