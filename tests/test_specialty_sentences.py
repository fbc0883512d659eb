"""Which sentences may tell specialties, and what is known of their words."""

from __future__ import annotations

import pytest

from ftextract.outline import Outline
from ftextract.specialty_sentences import (
    HOLDS_KNOWN,
    HOLDS_WORD,
    level,
    likely_sentences,
    section_of,
    values_of,
    words_in,
)
from ftextract.view import View

from .rules.name_tables import assert_linear

LINES = (
    ("title", "Une ville en hiver"),
    ("byline", "Par Anne Le Goff, spécialiste du textile"),
    ("paragraph", "La ville mise sur le textile, la mécanique et le bois. Il pleut ce jeudi."),
    ("heading", "Les atouts"),
    ("paragraph", "Le train arrive à midi dans la gare."),
)


def outline(lines: tuple[tuple[str, str], ...] = LINES) -> Outline:
    text = "\n".join(line for _, line in lines)
    spans, start = [], 0
    for _, line in lines:
        spans.append((start, start + len(line)))
        start += len(line) + 1
    view = View(text, spans)
    kinds = [kind for kind, _ in lines]
    return Outline(view, list(zip(kinds, view.blocks, strict=True)))


def test_sentences_with_fields_are_read_and_others_are_not() -> None:
    article = outline()
    found = [article.text[start:end] for (start, end), _ in likely_sentences(article)]
    assert "La ville mise sur le textile, la mécanique et le bois." in found
    assert not {"Il pleut ce jeudi.", "Le train arrive à midi dans la gare."} & set(found)


@pytest.mark.parametrize(
    ("words", "kind", "section"),
    [
        ("La ville", "paragraph", "lead"),
        ("Une ville", "title", "lead"),
        ("Les atouts", "heading", "specialties"),
        ("Le train", "paragraph", "specialties"),
        ("Par Anne", None, "lead"),  # a byline tells nothing
    ],
)
def test_where_a_sentence_stands(words: str, kind: str | None, section: str) -> None:
    article = outline()
    start = article.text.index(words)
    values = values_of(article, article.sentence(start))
    assert section_of(article, start) == section
    assert (values and values[0]) == (f"{kind}|{section}" if kind else None)


def test_words_of_sentences() -> None:
    article = outline((("paragraph", "Le cuir vit. Un cuir."),))
    assert words_in(article, {"cuir": 3.0, "vit": 5.0}) == {
        0: [(HOLDS_WORD, "cuir"), (HOLDS_KNOWN, "3")],
        1: [(HOLDS_WORD, "cuir"), (HOLDS_KNOWN, "3")],
    }


@pytest.mark.parametrize(("word", "expected"), [("cuir", "3"), ("cuirs", "0"), ("", "0")])
def test_levels(word: str, expected: str) -> None:
    assert level({"cuir": 3.0}, word) == expected


@pytest.mark.parametrize("piece", ["la filière bois. ", "bois, ", "A ", ". "])
def test_time_is_linear(piece: str) -> None:
    assert_linear(lambda text: list(likely_sentences(outline((("paragraph", text),)))), piece)
