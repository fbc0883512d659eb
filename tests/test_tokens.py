"""Sentences as tokens: their kinds, and where they stand."""

from __future__ import annotations

import pytest

from .sentences import sentences_of


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Orbem vend des voiles à Brest.", "C V des w a P ."),
        ("L'éditeur Orbem (450 salariés)", "A M C ( F g )"),
        ("Orbem assemble 30 000 vélos", "C V F g"),
        ("Orbem, spécialiste du son", "C , M d w"),  # not the possessive
        ("Orbem et son port", "C et S w"),
        ("Orbem, cartes SIM et NFC", "C , w N et N"),
        ("Orbem équipe Guerlain", "C V E"),  # a name that nobody found
        ("Éditeur de jeux, Orbem", "M d w , C"),  # a capital that opens the sentence
        ("Orbem, troisième armateur", "C , X T"),
        ("Orbem, maire de Brest", "C , X d P"),
        ("Orbem creusait", "C v"),
        ("Les balises flottent", "A w v"),
        ("La balise flottent", "A w w"),
        ("Des moments", "des w"),
        ("Le lait d'Orbem", "A w d C"),
        ("Orbem fermée", "C q"),
        ("La santé d'Orbem", "A w d C"),
        ("Orbem, impression 3D", "C , w 0"),
    ],
)
def test_kinds(text: str, kinds: str) -> None:
    assert sentences_of(text).around(0).kinds == kinds.split()


def test_where_tokens_stand() -> None:
    text = "À Brest, l'éditeur Orbem assemble 30 000 vélos, des jeux-vidéo."
    sentence = sentences_of(text).around(0)
    assert len(sentence.kinds) == len(sentence.words)
    stand = [text[slice(*sentence.span(i, i))] for i in range(len(sentence.kinds))]
    assert stand == [
        *("À", "Brest", ",", "l'", "éditeur", "Orbem", "assemble", "30 000 ", "vélos"),
        *(",", "des", "jeux-vidéo", "."),
    ]
    assert text[slice(*sentence.span(3, 4))] == "l'éditeur"
    assert sentence.companies == {text.index("Orbem"): 5}


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("Orbem recrute. Elle vend.", True),
        ("Orbem recrute. Ses voiles partent.", True),
        ("Orbem recrute. La société vend.", True),
        ("Et Orbem ? Des galettes.", True),
        ("Orbem recrute. Des galettes.", False),
        ("Orbem recrute. Brest vend.", False),
        ("Orbem recrute.", False),
    ],
)
def test_what_goes_on_about_the_same(text: str, goes_on: bool) -> None:
    assert (sentences_of(text).behind(0) is not None) is goes_on
