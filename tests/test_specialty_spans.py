"""Where specialties may stand in a sentence."""

from __future__ import annotations

import pytest

from ftextract.outline import Outline
from ftextract.rule import places_of_words
from ftextract.specialty_spans import (
    CLOSING,
    HEAD,
    OPENING,
    Background,
    Reading,
    head_values,
)
from ftextract.tokens import Sentences
from ftextract.view import View

KNOWN = {"cuir": 5.0, "bois": 3.0}


def reading(text: str) -> Reading:
    view = View(text, [(0, len(text))])
    outline = Outline(view, [("paragraph", view.blocks[0])])
    sentence = Sentences(outline, [], {}).around(0)
    return Reading(sentence, Background(KNOWN, places_of_words(text)))


def phrases(text: str) -> list[str]:
    found = reading(text)
    return [
        text[slice(*found.sentence.span(opening.first, closing.last))]
        for opening in (found.opening(*start) for start in found.starts())
        for closing in found.closings(opening)
    ]


def values(text: str, words: str) -> dict[str, str]:
    """The values of the phrase that is these words."""
    found = reading(text)
    for opening in (found.opening(*start) for start in found.starts()):
        for closing in found.closings(opening):
            if text[slice(*found.sentence.span(opening.first, closing.last))] == words:
                return {
                    **dict(zip(OPENING, opening.values, strict=True)),
                    **dict(zip(CLOSING, closing.values, strict=True)),
                }
    raise AssertionError(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le cuir", ["cuir"]),
        ("cuir connecté", ["cuir", "cuir connecté"]),
        ("la gestion de l'eau", ["gestion", "gestion de l'eau", "eau"]),
        ("le cuir, le bois", ["cuir", "bois"]),
        ("la filière bois", ["filière", "filière bois", "bois"]),
        ("Cuir : dix emplois", ["Cuir", "dix", "dix emplois"]),
        # no phrase
        ("le cuir pèse", ["cuir"]),  # nor one with the verb behind it
        ("le cuir le bois", ["cuir", "bois"]),
        ("de la, et le", []),
        (".", []),
    ],
)
def test_phrases(text: str, expected: list[str]) -> None:
    assert [phrase for phrase in phrases(text) if phrase != "pèse"] == expected


@pytest.mark.parametrize(
    ("text", "words", "sign", "expected"),
    [
        ("Trois axes : cuir, bois, image", "bois", "run", "cw11"),
        ("Trois axes : cuir, bois, image", "bois", "delimiter", ":c"),
        ("Trois axes : cuir, bois, image", "cuir", "front word", "axes"),
        ("Trois axes : cuir, bois, image", "image", "neighbours", "4|2"),
        ("Elle vit du cuir et du bois.", "bois", "run", "cw00o"),
        ("Elle vit du cuir et du bois.", "cuir", "determiner", "du"),
        ("Elle vit du cuir et du bois.", "bois", "behind", ".cw"),
        ("Le cuir, le bois et l'image y dominent", "cuir", "run", "cw01"),
        ("Le cuir y domine", "cuir", "run", "c00"),
        ("Le cuir y domine", "cuir", "behind word", "y"),
        ("Le cuir, le bois", "cuir", "behind word", "$"),
        ("Le cuir connecté", "cuir connecté", "agreement", "--w1"),
        ("Les cuirs connectés", "cuirs connectés", "agreement", "ssw1"),
        ("cuir, cuir, cuir, cuir", "cuir", "recurs", "2"),
        # nothing of the kind
        ("Le cuir. Le bois", "cuir", "neighbours", ""),
        ("Le cuir", "cuir", "front word", ""),
        ("Le cuir", "cuir", "clause", "none"),
        ("Le cuir", "cuir", "company before", "5"),
    ],
)
def test_signs(text: str, words: str, sign: str, expected: str) -> None:
    assert values(text, words)[sign] == expected


def test_the_word_that_a_phrase_begins_with() -> None:
    assert dict(zip(HEAD, head_values(KNOWN, "cuir"), strict=True)) == {
        "first": "cuir",
        "first ending": "cuir",
        "known": "5",
    }
    assert head_values(KNOWN, "cuirs") == ("cuirs", "uirs", "0")
