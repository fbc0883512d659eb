"""Specialties that an article tells beyond doubt, item by item."""

from __future__ import annotations

import pytest

from ftextract.outline import Outline
from ftextract.specialty_cues import specialties_in, told_specialties
from ftextract.view import View

from .rules.name_tables import REPETITIONS, assert_linear


def items(text: str) -> list[str]:
    return [text[start:end] for start, end in specialties_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Elle affiche son leadership dans la voile, les capteurs marins et le son.",
            ["voile", "capteurs marins", "son"],
        ),
        ("Bien placée sur l'image, elle recrute", ["image"]),
        ("La ville est en pointe dans le son.", ["son"]),
        ("leaders dans les puces (RFID) et le son", ["puces (RFID)", "son"]),
        ("leaders dans les voiles (de course) et le son", ["voiles"]),
        ("leader dans l'eau, ainsi que la voile ; le reste suit", ["eau", "voile"]),
        ("leader dans la voile grâce à son port", ["voile"]),
        ("LEADER DANS LA VOILE", ["VOILE"]),
        ("leader dans la voile.\nLe son et l'image", ["voile"]),
        ("Il met en avant la voile légère.", ["voile légère"]),
        ("Deux piliers : l'énergie et la montagne.", ["énergie", "montagne"]),
        ("en pointe dans le son, Brest a vu naître", ["son"]),
        ("leader dans le sans-contact (NFC, RFID) et le son", ["sans-contact (NFC, RFID)", "son"]),
        (
            "On y compte 90 emplois autour de l'eau, du bois et de la voile.",
            ["eau", "bois", "voile"],
        ),
        ("Trois filières : cuir, bois et image", ["cuir", "bois", "image"]),
        # nothing
        ("Trois filières y sont, et un bois", []),
        ("La société est spécialisée dans le son.", []),
        ("La ville mise sur le son.", []),  # what else it says may be of one company
        ("leader dans la voile, figure parmi les rescapés", ["voile"]),
        ("leader dans la voile, mardi", ["voile"]),
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
    ("paragraph", "expected"),
    [
        ("Forge. On y compte dix ateliers.", ["Forge"]),
        ("Fibres naturelles. La vallée file toujours.", ["Fibres naturelles"]),
        ("La chimie, le bois et les matériaux composites. On y vient.",
         ["chimie", "bois", "matériaux composites"]),
        ("Bois et mécanique: dix ateliers", ["Bois", "mécanique"]),
        # nothing
        ("L'industrie suit. On y vient.", []),
        ("La ville a du bois. On y vient.", []),
        ("Le pôle couvre Midi-Pyrénées. On y vient.", []),
        ("Une longue phrase nue sans la moindre fin.", []),
        ("Lundi. On y vient.", []),
    ],
)  # fmt: skip
def test_openings_below_a_heading(paragraph: str, expected: list[str]) -> None:
    text = f"Les spécialités\n{paragraph}"
    view = View(text, [(0, 15), (16, len(text))])
    outline = Outline(view, [("heading", view.blocks[0]), ("paragraph", view.blocks[1])])
    found = [outline.text[start:end] for start, end in told_specialties(outline)]
    assert found == expected


@pytest.mark.parametrize(
    "piece", [*REPETITIONS, "leader dans ", "leader dans Ab, ", "leader dans a et "]
)
def test_time_is_linear(piece: str) -> None:
    assert_linear(items, piece)
