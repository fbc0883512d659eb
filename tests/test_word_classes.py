"""Classes of words that mean alike."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ftextract.trade_signs import MEANT, with_meanings
from ftextract.word_classes import WordClasses, key_of, meaning_of

WORDS = ("drones", "bateaux", "maire")


def classes() -> WordClasses:
    keys = np.array([key_of(word) for word in WORDS], np.uint32)
    return WordClasses(keys, np.array([2, 0, 1]), np.array([7, 7, 8]))


def test_a_word_has_the_class_it_was_given() -> None:
    found = [classes().of(word) for word in (*WORDS, "chaudron")]
    assert found == [("2", "7"), ("0", "7"), ("1", "8"), ("-", "-")]


def test_a_file_says_what_was_saved(tmp_path: Path) -> None:
    classes().save(tmp_path / "classes.npz")
    loaded = WordClasses.load(tmp_path / "classes.npz")
    assert [loaded.of(word) for word in WORDS] == [classes().of(word) for word in WORDS]
    assert loaded.of("zzz") == ("-", "-")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("janvier", "mars", True),
        ("lundi", "mardi", True),
        ("biscuits", "chocolats", True),
        ("maire", "mardi", False),
        ("capteurs", "salariés", False),
        ("capteurs", "lundi", False),
    ],
)
def test_words_that_are_used_alike(one: str, other: str, alike: bool) -> None:
    assert (meaning_of(one) == meaning_of(other)) is alike


@pytest.mark.parametrize("word", ["C", "-", "Capteurs", "qxzqx", "12"])
def test_what_is_no_known_word(word: str) -> None:
    assert meaning_of(word) == ("-", "-")


def test_no_word_means_nothing() -> None:
    assert meaning_of("") == ("", "")


def test_meanings_are_told_of_words_alone() -> None:
    kind, group = meaning_of("capteurs")
    signs = [("after.word", "capteurs"), ("after.ending", "urs"), ("none.listed", "1")]
    assert with_meanings(signs) == [
        *signs,
        *zip(MEANT["after.word"], (kind, group), strict=True),
    ]
