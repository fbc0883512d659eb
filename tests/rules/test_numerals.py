"""Numerals: what they are worth, in every spelling, and what is none."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ftextract.rule import fold
from ftextract.rules.numerals import DIGITS, NUMERAL, WORDS, multiplier, parse_number

SPACES = (" ", "\u00a0", "\u202f", "\u2009")

VALUES = {
    "0": ["0", "zéro", "Zéro"],
    "1": ["1", "un", "une"],
    "1.5": ["1,5", "1.5", "un virgule cinq", "un et demi"],
    "6": ["une demi-douzaine"],
    "10": ["dix", "10", "une dizaine"],
    "17": ["dix-sept", "dix sept"],
    "20": ["vingt", "une vingtaine", "une bonne vingtaine", "deux dizaines"],
    "21": ["vingt et un", "vingt-et-un", "vingt-et-une", "vingt et une"],
    "30": ["trente", "une petite trentaine"],
    "71": ["soixante et onze", "soixante-et-onze", "septante et un", "septante-et-un"],
    "80": ["quatre-vingts", "quatre vingts", "huitante", "octante"],
    "81": ["quatre-vingt-un", "quatre-vingt-une", "huitante et un"],
    "91": ["quatre-vingt-onze", "nonante et un"],
    "99": ["quatre-vingt-dix neuf", "quatre-vingt-dix-neuf", "nonante-neuf"],
    "100": ["cent", "une centaine"],
    "101": ["cent un", "cent et un"],
    "300": ["trois cents", "trois centaines"],
    "1000": ["mille", "1 000", "1.000", "1'000", "un millier"],
    "1001": ["mille et un", "mille un"],
    "1914": ["dix-neuf cent quatorze", "mille neuf cent quatorze"],
    "2500": ["deux mille cinq cents", "2 500", "2,5 mille"],
    "7000": ["7 000", "7.000", "7000", "sept mille"],
    "10000": ["10 mille", "dix mille"],
    "40000.5": ["40 000,5", "40.000,5", "40000,5"],
    "120000": ["120 k", "120k", "120 K", "120 mille"],
    "250000": ["250 milliers", "deux cent cinquante mille"],
    "300000": ["trois cent mille"],
    "500000": ["un demi-million", "demi-million"],
    "750000": ["trois quarts de million"],
    "1500000": ["un million et demi", "1,5 million", "1 million 500 000", "1 million 500 mille"],
    "2500000": ["deux virgule cinq millions", "2,5 M"],
    "3500000": ["3 millions et demi", "3,5 millions", "3,5 M", "3,5M"],
    "1200000000": ["1,2 milliard", "un milliard deux cents millions", "1,2 Md", "1,2 Mrd"],
    "2000000000": ["deux milliards", "2 Mds", "2 G"],
    "3000000000000": ["trois billions", "3 000 milliards"],
}
NONE = [
    "",
    "entreprise",
    "trente et onze",
    "dix et vingt",
    "deux trois",
    "un cent",
    "soixante-vingt",
    "million",  # one says "un million"
    "3 m",  # metres
    "3-1",
    "1 2",
    "et demi",
    "virgule cinq",
    "deux virgule",
    "5G rapide",
    "9" * 30,  # an identifier
    "un " * 60,
]


@pytest.mark.parametrize(("value", "text"), [(v, t) for v, ts in VALUES.items() for t in ts])
def test_value(value: str, text: str) -> None:
    for space in SPACES:
        for apostrophe in ("'", "’"):
            surface = text.replace(" ", space).replace("'", apostrophe)
            assert parse_number(surface) == Decimal(value)


@pytest.mark.parametrize("text", NONE)
def test_no_number(text: str) -> None:
    assert parse_number(text) is None


def test_value_has_no_exponent() -> None:
    assert str(parse_number("1,50 million")) == "1500000"


@pytest.mark.parametrize(
    ("words", "factor"),
    [
        (["trois", "cents"], 100),
        (["cent", "mille"], 1000),
        (["trois", "cent", "mille"], 100_000),
        (["2", "millions"], 1_000_000),
        (["3", "millions", "et", "demi"], 1_000_000),
        (["cent", "vingt"], 1),
        (["cent"], 1),
    ],
)
def test_multiplier(words: list[str], factor: int) -> None:
    assert multiplier(words) == factor


NUMERAL_REGEX = re.compile(NUMERAL, re.VERBOSE | re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "numeral"),
    [
        ("7 000 entreprises", "7 000"),
        ("2017 300 postes", "2017"),
        ("3 millions et demi d'euros", "3 millions et demi"),
        ("vingt et un pour cent", "vingt et un"),
        ("quatre-vingt-dix-neuf ans", "quatre-vingt-dix-neuf"),
        ("deux-roues", None),
        ("dix-huitième", None),
        ("3,2M€", None),  # the suffix is not the numeral's
        ("unité", None),
    ],
)
def test_pattern(text: str, numeral: str | None) -> None:
    match = NUMERAL_REGEX.match(text)
    assert (match[0] if match else None) == numeral


def test_patterns_have_no_named_group() -> None:
    for piece in (DIGITS, WORDS, NUMERAL):
        compiled = re.compile(piece, re.VERBOSE)
        assert not compiled.groupindex
        assert compiled.groups == 0


# --- every number below a billion, in every surface

_ONES = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
_ONES_WORDS = _ONES.split()
_TENS_WORDS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}


def spell(number: int) -> str:
    """French words of 0 to 10¹², written independently of the parser."""
    for base, name in ((10**9, "milliard"), (10**6, "million")):
        if number >= base:
            count, rest = divmod(number, base)
            head = f"{spell(count)} {name}{'s' if count > 1 else ''}"
            return f"{head} {spell(rest)}" if rest else head
    if number >= 1000:
        count, rest = divmod(number, 1000)
        head = "mille" if count == 1 else f"{spell(count).removesuffix('s')} mille"
        if count > 1 and spell(count).endswith(("trois", "six")):
            head = f"{spell(count)} mille"
        return f"{head} {spell(rest)}" if rest else head
    if number >= 100:
        count, rest = divmod(number, 100)
        head = "cent" if count == 1 else f"{_ONES_WORDS[count]} cent"
        return f"{head} {spell(rest)}" if rest else head + ("s" if count > 1 else "")
    if number < 17:
        return _ONES_WORDS[number]
    if number < 20:
        return f"dix-{_ONES_WORDS[number - 10]}"
    if number == 80:
        return "quatre-vingts"
    if number > 80:
        return f"quatre-vingt-{spell(number - 80)}"
    ten = min(number // 10, 6)
    rest = number - ten * 10
    if rest == 0:
        return _TENS_WORDS[ten]
    link = " et " if rest in (1, 11) else "-"
    return f"{_TENS_WORDS[ten]}{link}{spell(rest)}"


def surfaces(number: int) -> list[str]:
    grouped = f"{number:,}"
    spelt = spell(number)
    forms = [
        str(number),
        spelt,
        spelt.replace("-", " "),
        spelt.replace(" ", "-"),
        spelt.capitalize(),
    ]
    forms += [grouped.replace(",", space) for space in (*SPACES, ".", "'", "’")]
    for name, base in (("mille", 10**3), ("millions", 10**6), ("milliards", 10**9)):
        ratio = Decimal(number) / base
        if number and ratio == round(ratio, 2):
            digits = f"{ratio.normalize():f}".replace(".", ",")
            forms.append(f"{digits} {name}")
    for suffix, base in (("k", 10**3), ("M", 10**6), ("Md", 10**9)):
        ratio = Decimal(number) / base
        if number and ratio == round(ratio, 2):
            forms.append(f"{ratio.normalize():f}{suffix}".replace(".", ","))
    return forms


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(
        st.integers(0, 10**12 - 1),
        st.integers(0, 2000),
        st.integers(1, 999).map(lambda n: n * 10**6),
    )
)
def test_every_surface_has_the_same_value(number: int) -> None:
    for surface in surfaces(number):
        assert parse_number(surface) == number, surface


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="0123456789 ,.'-kMe€détrois cent mille et vingt", max_size=40))
def test_any_text_is_a_number_or_none(text: str) -> None:
    value = parse_number(text)
    assert value is None or value >= 0
    assert parse_number(fold(text)) == value
