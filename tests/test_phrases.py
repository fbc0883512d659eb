"""Words and phrases of a table are found where they stand whole, the longest of them."""

from __future__ import annotations

import random
import re

import pytest

from ftextract.phrases import Index, Table, tables, words_at
from ftextract.rule import alternatives, lowered, places_of_words

from .rules.name_tables import assert_linear

KINDS = {"oui": "yes", "a dit oui": "won", "dit oui à": "to", "oui, à": "so", "choisi d'": "not"}


def found(text: str, kinds: dict[str, str] = KINDS) -> list[tuple[str, str]]:
    """The phrases of a text, each with its kind."""
    low = lowered(text)
    phrases = Index({"status": kinds}).find(low, places_of_words(text))
    return [(low[start:end], kind) for start, end, kind in phrases["status"]]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("", []),
        ("Oui", [("oui", "yes")]),
        ("oui_ _oui ouïr inouï 1oui", []),
        ("Il a dit oui à Lyon", [("a dit oui", "won")]),
        ("Elle dit oui à Lyon", [("dit oui à", "to")]),
        ("dit oui-à", [("oui", "yes")]),
        ("oui, à oui", [("oui, à", "so"), ("oui", "yes")]),
        ("oui, àoui", [("oui", "yes")]),
        ("dit oui", [("oui", "yes")]),  # no "a" before the text
        ("choisi d'abord, choisi d' y", [("choisi d'", "not")]),
    ],
)
def test_phrases(text: str, phrases: list[tuple[str, str]]) -> None:
    assert found(text) == phrases


@pytest.mark.parametrize("table", tables())
def test_a_pattern_of_all_phrases_finds_the_same(table: Table) -> None:
    kinds = tables()[table]
    pattern = re.compile(rf"(?<!\w){alternatives(kinds)}(?!\w)", re.VERBOSE)
    choose = random.Random(table)
    pieces = [*kinds, *(word for surface in kinds for word in surface.split())]
    for _ in range(200):
        words = choose.choices(pieces, k=30)
        text = "".join(word + choose.choice(["", " ", " ", " ", "_", "'", ", "]) for word in words)
        plain = [(match.group(), kinds[match.group()]) for match in pattern.finditer(text)]
        assert found(text, kinds) == plain


def test_an_edition_is_never_the_beginning_of_a_label() -> None:
    beginnings = {surface.split()[0] for surface in tables()["label"]}
    assert not any(word == "de" or word[0].isdigit() for word in beginnings)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("Non, oui, non", [(0, "no"), (5, "yes"), (10, "no")]),
        ("ouïr porte-oui", [(11, "yes")]),
    ],
)
def test_words(text: str, words: list[tuple[int, str]]) -> None:
    assert words_at({"oui": "yes", "non": "no"}, places_of_words(text)) == words


def test_time_is_linear() -> None:
    assert_linear(found, "oui, à a dit oui dit ")
