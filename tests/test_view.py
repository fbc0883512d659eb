"""The view: what rules see, and the way back to the source."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftextract.view import _BARE, _BARE_CHARACTERS, View, folded_lines, folded_words, sentences


def view(text):
    return View(text, [(0, len(text))])


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("40\u202f000\u00a0€", "40 000 €"),
        ("l’été", "l'été"),
        ("des per-\nsonnes", "des personnes"),
        ("à Aix-\nen-Provence", "à Aix-en-Provence"),
        ("des start-\nup", "des start-up"),
        ("la ville\r\nde Brest", "la ville de Brest"),
        ("une ville \n  de Brest", "une ville de Brest"),
        ("inno\u00advation", "innovation"),
        (unicodedata.normalize("NFD", "l'été à Nîmes"), "l'été à Nîmes"),
    ],
)
def test_text(source, seen):
    assert view(source).text == seen


@pytest.mark.parametrize(
    ("source", "word", "said"),
    [
        ("des per-\nsonnes ici", "personnes", "per-\nsonnes"),
        (unicodedata.normalize("NFD", "à Nîmes, été"), "été", unicodedata.normalize("NFD", "été")),
        ("📈 Airbus", "Airbus", "Airbus"),
        ("\ufeffBrest et Metz", "Metz", "Metz"),
        ("la ville\r\nde Brest", "ville de", "ville\r\nde"),
    ],
)
def test_to_source(source, word, said):
    seen = view(source)
    start = seen.text.index(word)
    first, last = seen.to_source(start, start + len(word))
    assert source[first:last] == said


def test_blocks_are_lines():
    text = "Titre\n\nmenu\n\nTexte"
    seen = View(text, [(0, 5), (13, 18)])
    assert seen.text == "Titre\nTexte"
    assert [line for _, line in seen.lines()] == ["Titre", "Texte"]


ALPHABET = st.sampled_from(list("aé-’' .\n\r\u00a0\u202f\u00ad\u0301📈Ab1,"))


@given(st.text(ALPHABET, max_size=60))
def test_every_stretch_leads_back(text):
    seen = view(text)
    previous = 0
    for offset in range(len(seen.text)):
        start, end = seen.to_source(offset, offset + 1)
        assert previous <= start <= end <= len(text)
        previous = start


@given(st.text(ALPHABET, max_size=30))
def test_a_stretch_ends_where_its_last_character_does(text):
    seen = view(text)
    ends = [seen.to_source(offset, offset + 1) for offset in range(len(seen.text))]
    for first, (start, _) in enumerate(ends):
        for last, (_, end) in enumerate(ends[first:], first):
            assert seen.to_source(first, last + 1) == (start, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un. Deux ! Trois", ["Un.", "Deux !", "Trois"]),
        ("M. Morel parle. Il sort.", ["M. Morel parle.", "Il sort."]),
        ("« Oui. » Puis non.", ["« Oui. »", "Puis non."]),
        ("7.000 postes. Fin", ["7.000 postes.", "Fin"]),
        ("Fin... Et ?! Oui", ["Fin...", "Et ?!", "Oui"]),
        ("... Ah", ["...", "Ah"]),
    ],
)
def test_sentences(text, expected):
    seen = view(text)
    assert [seen.text[a:b] for a, b in sentences(seen)] == expected


def test_folded_words():
    assert folded_words("  Saint-Étienne, l’Œuvre ") == "saint etienne, l oeuvre"


@given(st.text(st.sampled_from(list("aÉœ-’'–ß \n\r\u2028\u0301📈1,")), max_size=40))
def test_lines_are_folded_as_each_is(text):
    assert folded_lines(text) == [folded_words(line) for line in text.split("\n")]


def test_many_characters_are_folded_as_few():
    letters = [chr(code) for code in range(0xC0, 0x250)]
    assert folded_words(" ".join(letters)).split() == [folded_words(one) for one in letters]


def test_characters_that_are_known_are_bounded():
    assert folded_words("".join(map(chr, range(0x4E00, 0x9000))))
    assert len(_BARE) <= _BARE_CHARACTERS
    assert folded_words("Évreux") == "evreux"
