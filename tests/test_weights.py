"""Weights as they are kept in a file."""

from __future__ import annotations

import pytest

from ftextract import specialties, specialty_sentences, specialty_spans
from ftextract.leading import SIGNS
from ftextract.trade_signs import (
    AFTER_BESIDE,
    AFTER_END,
    AFTER_FAR,
    AFTER_GAP,
    AFTER_WORDS,
    BEFORE_BESIDE,
    BEFORE_END,
    BEFORE_FAR,
    BEFORE_GAP,
    BEFORE_WORDS,
    INNER,
    MEANT,
    NONE,
)
from ftextract.weights import parse, tables_of, text_of, weigh, weights

OF_TRADES = {
    *(*AFTER_GAP, *AFTER_WORDS, *AFTER_END, *AFTER_BESIDE, *AFTER_FAR),
    *(*BEFORE_GAP, *BEFORE_WORDS, *BEFORE_END, *BEFORE_BESIDE, *BEFORE_FAR),
    *(INNER, *NONE),
    *(sign for signs in MEANT.values() for sign in signs),
}

OF_SPECIALTIES = {
    *(*specialties.SENTENCE, specialties.HEADING),
    *(*specialty_spans.HEAD, *specialty_spans.OPENING, *specialty_spans.CLOSING),
    *(specialty_spans.FRONT, specialty_spans.REAR, specialty_spans.INNER),
    *specialty_sentences.SIGNS,
    *(specialty_sentences.HOLDS_WORD, specialty_sentences.HOLDS_KNOWN, specialty_sentences.KNOWN),
}


def test_a_file_says_what_was_written() -> None:
    tables = {"word": {"à la": 0.5, "[": -1.25, "": 1.0}, "gap": {", d": 2.0}, "none": {}}
    assert parse(text_of(tables)) == tables


def test_weighing() -> None:
    tables = parse("[word]\nson\t1.50\n[gap]\n, d\t-0.25\n")
    assert weigh([tables["word"], tables["gap"]], ["son", ", d"]) == 1.25
    assert weigh([tables["word"], tables["gap"]], [", d", "son"]) == 0


@pytest.mark.parametrize(
    ("name", "signs"),
    [("trades", OF_TRADES), ("leading", {*SIGNS}), ("specialties", OF_SPECIALTIES)],
)
def test_the_files_name_the_signs_of_the_models(name: str, signs: set[str]) -> None:
    assert set(weights(name)) <= signs
    assert all(tables_of(name, sorted(weights(name))))
