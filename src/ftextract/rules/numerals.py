"""French numerals: in digits, in words, and mixed (*3 millions et demi*). The words are in TOML.

``DIGITS``, ``WORDS`` and ``NUMERAL`` find what may be a numeral; ``parse_number`` says what it is
worth, or that it is none (*trente et onze*). Words combine as in the grammar of both hyphenations
(before and after 1990), of Belgium and Switzerland (*septante*), and on the long scale
(*billion* = 10¹²).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from ftextract.lexicon import load
from ftextract.rule import alternatives, fold

_WORDS = load("numerals")


def _values(table: str) -> dict[str, Decimal]:
    return {word: Decimal(value) for word, value in _WORDS[table].items()}


_UNIT, _TEEN, _TEN = _values("unit"), _values("teen"), _values("ten")
_ZERO, _HUNDRED, _SCALE = _values("zero"), _values("hundred"), _values("scale")
_COLLECTIVE, _SUFFIX = _values("collective"), _values("suffix")

# The space before a group of three may be any kind (folded to one); a point and, in Switzerland,
# an apostrophe do the same. 1.5 is a decimal point only because its group is not of three.
DIGITS = r"""(?: \d{1,3} (?: (?:\ \d{3})+ | (?:\.\d{3})+ | (?:'\d{3})+ ) (?!\d) (?:,\d+)?
             | \d+ (?:[.,]\d+)? )"""
_SIMPLE = alternatives([*_UNIT, *_TEEN, *_TEN, *_ZERO, *_HUNDRED, *_SCALE])
_GROUP = alternatives(_COLLECTIVE)
_ADJECTIVE = alternatives(_WORDS["collective_adjective"])
_LARGE = alternatives(word for word, value in _SCALE.items() if value > 1000)
_HALF = r"(?: [\ -] et [\ -] demie? )"
_JOIN = r"(?: [\ -] (?: et [\ -] | virgule \ )? )"
_END = r"(?! \w | -\w )"
# Bounded: no numeral has more words, and a text of nothing but number words stays cheap.
WORDS = rf"""(?: (?: une? \ )? {_ADJECTIVE} \ {_GROUP} {_END}
             | (?: une? \ )? demi- (?: {_LARGE} | {_GROUP} ) {_END}
             | trois \ quarts \ de \ {_LARGE} {_END}
             | {_SIMPLE} (?: {_JOIN} {_SIMPLE} ){{0,28}} (?: [\ -] {_GROUP} )? {_HALF}? {_END} )"""
MULTIPLE = rf"(?: {alternatives([*_SCALE, 'millier', 'milliers'])} (?! \w ) )"
_MORE = rf"(?: {_HALF} | \ {DIGITS} (?: \ {MULTIPLE} )? )"  # et demi, 500 mille
_MULTIPLES = rf"(?: \ {{0,2}} {MULTIPLE} (?: \ {MULTIPLE} )? {_MORE}? )"
NUMERAL = rf"(?: {DIGITS} {_MULTIPLES}? (?! \w | [.,]\d ) | {WORDS} )"

_WORD = re.compile(rf"{DIGITS} | [^\W\d_]+", re.VERBOSE)
_SUFFIXED = re.compile(rf"({DIGITS}) \ ? ([^\W\d_]{{1,4}})", re.VERBOSE)
_MOST_WORDS = 30
_LONGEST = 24  # digits; what is longer is an identifier
# Above ninety-nine, French writes a multiple of the hundred up to nineteen (dix-neuf cent).
_MOST_HUNDREDS = 19


def _below_hundred() -> dict[tuple[str, ...], Decimal]:
    """Every way to write 1 to 99, as words without hyphens."""
    ones: dict[tuple[str, ...], Decimal] = {(w,): value for w, value in (_UNIT | _TEEN).items()}
    teens: dict[tuple[str, ...], Decimal] = {
        ("dix", word): 10 + _UNIT[word] for word in ("sept", "huit", "neuf")
    }
    low = ones | teens
    forms: dict[tuple[str, ...], Decimal] = dict(low)
    tens: dict[tuple[str, ...], Decimal] = {(word,): value for word, value in _TEN.items()}
    tens |= {("quatre", word): Decimal(80) for word in ("vingt", "vingts")}
    for ten, base in tens.items():
        forms[ten] = base
        limit = 20 if base == 60 or ten[0] == "quatre" else 10
        for rest, value in low.items():
            if value >= limit:
                continue
            forms[(*ten, *rest)] = base + value
            # vingt et un, soixante et onze, nonante et un; but quatre-vingt-un
            if value in (1, 11) and ten[0] != "quatre":
                forms[(*ten, "et", *rest)] = base + value
    return forms


_BELOW_HUNDRED = _below_hundred()


def plain(value: Decimal) -> Decimal:
    """The same number without an exponent or trailing zeros: ``1.50E+3`` → ``1500``."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def parse_digits(text: str) -> Decimal | None:
    """The value of digits with their separators (``7 000``, ``7.000``, ``40 000,5``, ``1.5``)."""
    digits = text.replace(" ", "").replace("'", "")
    if len(digits) > _LONGEST:
        return None
    if "," in digits or digits.count(".") > 1:
        digits = digits.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}\.\d{3}", digits):
        digits = digits.replace(".", "")
    return Decimal(digits)


def suffix_value(letters: str) -> Decimal | None:
    """What k, M, Md… after digits multiply by; a lower-case m or g is a unit, not a suffix."""
    if letters in ("m", "g"):
        return None
    return _SUFFIX.get(letters.lower())


def parse_number(text: str) -> Decimal | None:
    """The value of a whole French numeral, or None if it is not one.

    >>> parse_number("3 millions et demi")
    Decimal('3500000')
    >>> parse_number("trente et onze") is None
    True
    """
    folded = fold(text).strip()
    if (match := _SUFFIXED.fullmatch(folded)) and (factor := suffix_value(match[2])):
        value = parse_digits(match[1])
        return None if value is None else plain(value * factor)
    return evaluate(_split(folded.lower()))


def _split(text: str) -> list[str]:
    """The words of a numeral, digits being one; empty if anything else stands between them."""
    words: list[str] = []
    position = 0
    while len(words) <= _MOST_WORDS and (match := _WORD.match(text, position)):
        words.append(match[0])
        position = match.end()
        if position == len(text):
            return words
        if text[position] in " -":
            position += 1
        elif not match[0][-1].isdigit():
            break
    return []


def evaluate(words: Sequence[str]) -> Decimal | None:
    """The value of the words of a numeral (the first may be digits), or None."""
    if not words or len(words) > _MOST_WORDS:
        return None
    value = _sum(tuple(words))
    return None if value is None else plain(value)


def _sum(words: tuple[str, ...]) -> Decimal | None:
    if words == ("trois", "quarts", "de", words[-1]) and words[-1] in _SCALE:
        return _SCALE[words[-1]] * 3 / 4
    if "demi" in words[:2] and words[-1] in _SCALE and len(words) <= 3:
        before = words[: words.index("demi")]
        return _SCALE[words[-1]] / 2 if before in ((), ("un",)) else None
    if words[-1] in _COLLECTIVE:
        return _collective(words)
    if words[-2:] in (("et", "demi"), ("et", "demie")) and words[-3:-2] and words[-3] not in _SCALE:
        whole = _sum(words[:-2])
        return None if whole is None else whole + Decimal("0.5")
    for scale in sorted(set(_SCALE.values()), reverse=True):
        for index, word in enumerate(words):
            if _SCALE.get(word) == scale:
                return _scaled(words[:index], scale, words[index + 1 :])
    return _decimal(words)


def _collective(words: tuple[str, ...]) -> Decimal | None:
    *before, noun = words
    if before and before[-1] in _WORDS["collective_adjective"]:
        before.pop()
    if before == ["demi"] or before == ["une", "demi"]:
        return _COLLECTIVE[noun] / 2
    factor = _sum(tuple(before)) if before else Decimal(1)
    return None if factor is None else factor * _COLLECTIVE[noun]


def _scaled(before: tuple[str, ...], scale: Decimal, after: tuple[str, ...]) -> Decimal | None:
    """``before`` times ``scale``, plus ``after``: deux milliards | trois cents millions."""
    if not before and scale > 1000:
        return None
    factor = _sum(before) if before else Decimal(1)
    if factor is None or factor == 0:
        return None
    if not after:
        return factor * scale
    if after in (("et", "demi"), ("et", "demie")):
        return factor * scale + scale / 2
    rest = _sum(after[1:] if after[0] == "et" and len(after) > 1 else after)
    return None if rest is None or rest >= scale else factor * scale + rest


def _decimal(words: tuple[str, ...]) -> Decimal | None:
    if "virgule" not in words:
        return _below_thousand(words)
    index = words.index("virgule")
    whole, fraction = _below_thousand(words[:index]), words[index + 1 :]
    zeros = 0
    while zeros < len(fraction) and fraction[zeros] in _ZERO:
        zeros += 1
    rest = _below_thousand(fraction[zeros:]) if zeros < len(fraction) else Decimal(0)
    if whole is None or rest is None or not fraction or rest != rest.to_integral_value():
        return None
    return whole + Decimal(f"0.{'0' * zeros}{rest}")


def _below_thousand(words: tuple[str, ...]) -> Decimal | None:
    if len(words) == 1:
        word = words[0]
        if word[0].isdigit():
            return parse_digits(word)
        if word in _ZERO:
            return Decimal(0)
    for index, word in enumerate(words):
        if word in _HUNDRED:
            return _hundreds(words[:index], words[index + 1 :])
    return _BELOW_HUNDRED.get(words)


def _hundreds(before: tuple[str, ...], after: tuple[str, ...]) -> Decimal | None:
    factor = _BELOW_HUNDRED.get(before) if before else Decimal(1)
    if factor is None or factor > _MOST_HUNDREDS or (before and factor == 1):
        return None
    if after and after[0] == "et":  # cent et un
        after = after[1:]
    rest = _BELOW_HUNDRED.get(after) if after else Decimal(0)
    return None if rest is None else factor * 100 + rest


def multiplier(words: Sequence[str]) -> Decimal:
    """What the last words of a numeral multiply by: 100 in *trois cents*, 10⁶ in *2 millions*.

    A range shares it: *deux ou trois cents* is 200 to 300.
    """
    tables: tuple[Mapping[str, Decimal], ...] = (_HUNDRED, _SCALE, _COLLECTIVE)
    factor = Decimal(1)
    for word in reversed(words[1:]):
        if word in ("et", "demi", "demie"):
            continue
        value = next((table[word] for table in tables if word in table), None)
        if value is None:
            break
        factor *= value
    return factor
