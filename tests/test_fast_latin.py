"""Patterns compiled for Latin letters alone match what the whole patterns match."""

from __future__ import annotations

import pickle
import re
import sys

import pytest
import srsly

from ftextract.fast.latin import LONG_CLASS, OTHER, LatinFirst
from ftextract.fast.loading import load
from ftextract.pipeline import BASE_MODEL

LETTERS = "[A-Za-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u0100-\\u017F\\u0410-\\u044F\\u4E00-\\u9FEF]"


@pytest.fixture(scope="module")
def lean():
    return load(BASE_MODEL)


@pytest.fixture(scope="module")
def patterns(lean):
    """The patterns of the model's tokenizer."""
    return srsly.read_msgpack(lean.path / "tokenizer")


@pytest.mark.parametrize("flags", ["", "(?i)"])
def test_every_class_has_the_same_characters(flags, patterns):
    latin_text = OTHER.sub("", "".join(map(chr, range(sys.maxunicode + 1))))
    assert len(latin_text) > 2_000
    names = ("prefix_search", "suffix_search", "infix_finditer", "token_match")
    classes = {found.group() for name in names for found in LONG_CLASS.finditer(patterns[name])}
    assert len(classes) > 5
    for long_class in classes:
        whole, latin = re.compile(flags + long_class), LatinFirst(flags + long_class)
        found = [match.group() for match in latin.finditer(latin_text)]
        assert found == whole.findall(latin_text)
        assert "_whole" not in vars(latin)


@pytest.mark.parametrize(
    ("string", "found"),
    [
        ("", []),
        ("l'été", ["l", "été"]),
        ("Œuvre", ["Œuvre"]),
        ("12 €", []),
        ("a🚀b→c", ["a", "b", "c"]),
        ("Москва", ["Москва"]),
        ("Lyon-里昂", ["Lyon", "里昂"]),
        ("Straße", ["Straße"]),
    ],
)
def test_latin_first(string, found):
    pattern = f"{LETTERS}+"
    latin = LatinFirst(pattern)
    assert latin.pattern == pattern
    assert [match.group() for match in latin.finditer(string)] == found
    first = latin.search(string)
    assert (first.group() if first else None) == (found[0] if found else None)
    assert bool(latin.match(string)) == bool(re.match(pattern, string))


def test_the_whole_pattern_is_compiled_when_it_is_needed():
    latin = LatinFirst(LETTERS)
    assert latin.search("Évry – 🚀 « e\u0301 »")
    assert "_whole" not in vars(latin)
    assert latin.search("昂")
    assert "_whole" in vars(latin)


def test_loading_compiles_no_whole_pattern():
    tokenizer = load(BASE_MODEL).tokenizer
    for method in (tokenizer.prefix_search, tokenizer.suffix_search, tokenizer.infix_finditer):
        assert isinstance(method.__self__, LatinFirst)
        assert "_whole" not in vars(method.__self__)


def test_a_class_without_latin_letters_stays():
    hangul = "[" + "".join(f"\\u{code:04X}" for code in range(0xAC00, 0xAC10)) + "]"
    assert LatinFirst(hangul).search("가")
    assert not LatinFirst(hangul).search("Lyon")


def test_it_can_be_sent_to_another_process():
    search = pickle.loads(pickle.dumps(LatinFirst(LETTERS).search))
    assert search("昂")
    assert search.__self__.pattern == LETTERS
