"""Layout, bylines and views take time in proportion to the text, whatever it repeats."""

# ruff: noqa: E501 (a row of a table stays on one line)

from __future__ import annotations

import pytest

from ftextract import byline
from ftextract.layout import read_layout
from ftextract.view import View, sentences

from .rules.name_tables import REPETITIONS, assert_linear

PIECES = [
    ".", "…", "\n", "• ", "•\n", "> ", "a | ", "Par ", "Jean Dupont, ", "Jean Dupont et ",
    "Publié le ", "12 mars 2015, ", "a-\n", "-\n", "\u00ad", "A\u0301", " \n", "1. ", "Un titre\n\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_layout(piece: str) -> None:
    assert_linear(read_layout, piece)


@pytest.mark.parametrize("piece", PIECES)
def test_byline(piece: str) -> None:
    assert_linear(byline.is_byline, piece)
    assert_linear(byline.dateline, piece)


@pytest.mark.parametrize("piece", [*REPETITIONS, *PIECES])
def test_view(piece: str) -> None:
    assert_linear(lambda text: sentences(View(text, [(0, len(text))])), piece)
