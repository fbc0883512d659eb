"""What a territory is said to be good at, item by item."""

from __future__ import annotations

import pytest

from ftextract.specialties import bullet_items, specialties_in

from .rules.name_tables import REPETITIONS, assert_linear


def items(text: str) -> list[str]:
    return [text[start:end] for start, end in specialties_in(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Elle affiche son leadership dans la voile, les capteurs marins et le son.",
            ["voile", "capteurs marins", "son"],
        ),
        ("Bien placée sur l'image, elle recrute", ["image"]),
        ("La ville est spécialisée dans le son.", ["son"]),
        ("spécialisés dans les puces (RFID) et le son", ["puces (RFID)", "son"]),
        ("spécialisés dans les voiles (de course) et le son", ["voiles"]),
        ("leader dans l'eau, ainsi que la voile ; le reste suit", ["eau", "voile"]),
        ("leader dans la voile grâce à son port", ["voile"]),
        ("LEADER DANS LA VOILE", ["VOILE"]),
        ("leader dans la voile.\nLe son et l'image", ["voile"]),
        ("Il met en avant la voile légère.", ["voile légère"]),
        ("Deux piliers : l'énergie et la montagne.", ["énergie", "montagne"]),
        ("en pointe dans le son, Brest a vu naître", ["son"]),
        ("leader dans le sans-contact (NFC, RFID) et le son", ["sans-contact (NFC, RFID)", "son"]),
        # nothing
        ("Il met en avant ses équipes.", []),
        ("Il met en avant celui de Brest.", []),
        ("La ville met en avant Le Quai, son hangar.", []),
        ("Mariette dort", []),
        ("Le leader est dans la place", []),
        ("la voile, le son et l'image", []),
        ("leader dans", []),
        ("leader dans une très longue suite de mots nus de toute la moindre virgule", []),
        ("chef leaderdans la voile", []),
    ],
)
def test_specialties(text: str, expected: list[str]) -> None:
    assert items(text) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("• La voile légère", "voile légère"),
        ("- le son : dix entreprises", "son"),
        ("1. Les objets connectés (IoT)", "objets connectés"),
        ("• L'image.", "image"),
        ("La voile légère", None),
        ("• Une longue phrase qui compte bien plus de huit mots en tout", None),
        ("•", None),
        ("• Le", None),
    ],
)
def test_bullets(item: str, expected: str | None) -> None:
    text = f"Avant\n{item}\nAprès"
    span = (text.index(item), text.index(item) + len(item))
    found = [text[start:end] for start, end in bullet_items(text, [span])]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    "piece", [*REPETITIONS, "leader dans ", "leader dans Ab, ", "leader dans a et "]
)
def test_time_is_linear(piece: str) -> None:
    assert_linear(items, piece)
