"""Chunks are taken apart as by spaCy's tokenizer, whatever its patterns and special cases."""

from __future__ import annotations

from re import _constants as kinds  # how a pattern is parsed; no public module tells
from re import _parser as parser

import pytest
import spacy
from spacy.util import compile_infix_regex

from ftextract.fast import splitter
from ftextract.fast.loading import load
from ftextract.fast.splitter import Splitter
from ftextract.fast.tokenizer import RememberingTokenizer
from ftextract.pipeline import BASE_MODEL
from tests.test_fast_identity import COLUMNS, differences

LETTERS = {chr(code) for code in range(0x180) if splitter._LETTERS.fullmatch(chr(code))}
TEXTS = [
    "La mairie de New York, aujourd'hui, n'a pas répondu.",
    "mixte, taxi (exact) xxx x",
    "New York New  York (New York)",
    "don't can't U.S. i.e. :) 10km 5€ and/or e-mail…",
]


@pytest.fixture(scope="module")
def lean():
    return load(BASE_MODEL).tokenizer


def matches_letters(pattern):
    """Whether a parsed pattern could match where there are nothing but letters."""
    for kind, value in pattern:
        if kind is kinds.LITERAL:
            possible = chr(value) in LETTERS
        elif kind is kinds.IN:
            possible = any(map(holds_letters, value))
        elif kind is kinds.BRANCH:
            possible = any(map(matches_letters, value[1]))
        elif kind is kinds.SUBPATTERN:
            possible = matches_letters(value[3])
        elif kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
            possible = value[0] == 0 or matches_letters(value[2])
        elif kind is kinds.ASSERT:
            possible = matches_letters(value[1])
        else:
            possible = True
        if not possible:
            return False
    return True


def holds_letters(member):
    kind, value = member
    if kind is kinds.LITERAL:
        return chr(value) in LETTERS
    if kind is kinds.RANGE:
        return any(value[0] <= ord(letter) <= value[1] for letter in LETTERS)
    return value is not kinds.CATEGORY_DIGIT


@pytest.mark.parametrize(
    "pattern", ["a", "[x-z]+$", "^(?:1|é)", "(?<=[a-z]).", "(?!1)", "1?", r"\w"]
)
def test_patterns_that_match_letters_are_told(pattern):
    assert matches_letters(parser.parse(pattern))


@pytest.mark.parametrize(
    "pattern", ["1", r"\.$", "^(?:1|,)", "(?<=[0-9])(?:km|m)$", "a(?=-)", r"\d"]
)
def test_patterns_that_need_something_else_are_told(pattern):
    assert not matches_letters(parser.parse(pattern))


def test_no_known_pattern_matches_letters_alone(lean):
    assert splitter._checksum(lean) == splitter._KNOWN_PATTERNS
    for finder in (lean.prefix_search, lean.suffix_search, lean.infix_finditer):
        assert not matches_letters(parser.parse(finder.__self__.pattern))
    assert {"é", "œ", "Z", "ÿ"} < LETTERS
    assert not LETTERS & set("ª'-1·×÷ſ")


@pytest.mark.parametrize(
    ("chunk", "before", "special", "behind"),
    [
        ("mot", ["mot"], "", []),
        ("l'été,", ["l'", "été", ","], "", []),
        ("(M.", ["("], "M.", []),
        ("«aujourd'hui»,", ["«"], "aujourd'hui", ["»", ","]),
        ("12km", ["12", "km"], "", []),
        ("...", ["..."], "", []),
        ("\u00a0", [], "\u00a0", []),
    ],
)
def test_chunks(chunk, before, special, behind, lean):
    remembering = RememberingTokenizer(lean, COLUMNS)
    assert remembering._split(chunk) == (before, special, behind)


@pytest.mark.parametrize("chunk", ["Qu'est-ce", "x:)", "(n°17)"])
def test_chunks_with_special_cases_that_a_matcher_finds_are_declined(chunk, lean):
    assert RememberingTokenizer(lean, COLUMNS)._split(chunk) is None


@pytest.mark.parametrize("language", ["en", "de", "fr", "xx"])
def test_other_tokenizers(language):
    tokenizer = spacy.blank(language).tokenizer
    remembering = RememberingTokenizer(tokenizer, COLUMNS)
    assert isinstance(remembering._split, Splitter)
    assert not list(differences(remembering, tokenizer, TEXTS))


def test_patterns_that_split_letters_are_followed():
    nlp = spacy.blank("fr")
    nlp.tokenizer.infix_finditer = compile_infix_regex([*nlp.Defaults.infixes, "x"]).finditer
    remembering = RememberingTokenizer(nlp.tokenizer, COLUMNS)
    assert len(remembering("mixte")[0]) == 3
    assert not list(differences(remembering, nlp.tokenizer, TEXTS))


def test_special_cases_with_blanks_are_left_to_spacy():
    tokenizer = spacy.blank("fr").tokenizer
    tokenizer.add_special_case("New York", [{"ORTH": "New York"}])
    remembering = RememberingTokenizer(tokenizer, COLUMNS)
    assert remembering._split is None
    assert not list(differences(remembering, tokenizer, TEXTS))


def test_a_tokenizer_without_patterns():
    tokenizer = spacy.tokenizer.Tokenizer(spacy.blank("fr").vocab)
    assert not list(differences(RememberingTokenizer(tokenizer, COLUMNS), tokenizer, TEXTS))
