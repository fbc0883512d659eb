"""The annotation scheme as checks on a document: values, edges of spans, flatness.

They are strict enough that an annotation moved by one character, with a wrong label, or inside
of another is always found out: a span begins and ends with a whole word, never with blanks or
punctuation, unless a sign belongs to it (``%``, ``€``, a closing bracket that was opened inside).
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import get_args

from ftextract.corpus.gold import TIMEX, Annotation, GoldBlock, GoldBlockKind, GoldDocument
from ftextract.lexicon import load
from ftextract.models import OrganizationKind, PlaceKind, Precision
from ftextract.rule import Label

_WORDS = load("scheme")
LABELS: tuple[Label, ...] = get_args(Label)
BLOCK_KINDS: tuple[str, ...] = get_args(GoldBlockKind)
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "ORG": ("type",),
    "LOC": ("type",),
    "PER": ("role",),
    "EVENT": (),
    "FIG": ("quantity", "quantityMin", "quantityMax", "unit", "commodity", "precision"),
    "DATE": ("when", "from", "to", "mod"),
}
"""The attributes of each label, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A breach of the scheme, and the annotation or block that it is in (None: the document)."""

    message: str
    where: Annotation | GoldBlock | None = None


def problems(document: GoldDocument) -> Iterator[Problem]:
    """Every breach of the annotation scheme in a document, in the order of the text."""
    text = document.text
    yield from _block_problems(text, document.blocks)
    for one, other in pairwise(sorted(document.annotations, key=lambda a: (a.start, a.end))):
        if other.start < one.end:
            quoted = f"{text[one.start : one.end]!r} and {text[other.start : other.end]!r}"
            yield Problem(f"annotations overlap or are nested: {quoted}", other)
    for annotation in document.annotations:
        if message := annotation_problem(annotation, text, document.blocks):
            yield Problem(message, annotation)


def annotation_problem(
    annotation: Annotation, text: str, blocks: tuple[GoldBlock, ...]
) -> str | None:
    """What is wrong with one annotation on its own, or None."""
    said = text[annotation.start : annotation.end]
    if annotation.label not in LABELS:
        return f"unknown label {annotation.label!r}; there are {', '.join(LABELS)}"
    if not 0 <= annotation.start < annotation.end <= len(text):
        return f"offsets {annotation.start}-{annotation.end} hold no text"
    block = next(
        (b for b in blocks if b.start <= annotation.start and annotation.end <= b.end), None
    )
    if block is None:
        return f"{said!r} does not stand inside one block"
    if block.kind == "boilerplate":
        return f"annotated boilerplate: {said!r}"
    before = text[block.start : annotation.start]
    after = text[annotation.end : block.end]
    message = value_problem(annotation.label, annotation.attributes) or (
        edge_problem(said, before, after, annotation)
    )
    return f"{said!r}: {message}" if message else None


def _block_problems(text: str, blocks: tuple[GoldBlock, ...]) -> Iterator[Problem]:
    if not blocks:
        yield Problem("no text: a document has at least one block")
    end = 0
    for block in blocks:
        said = text[block.start : block.end]
        if block.kind not in BLOCK_KINDS:
            yield Problem(f"unknown kind of block {block.kind!r}", block)
        elif not end <= block.start < block.end <= len(text):
            yield Problem(f"block {block.start}-{block.end} is empty or out of order", block)
        elif text[end : block.start].strip():
            yield Problem(f"text outside of the blocks: {text[end : block.start].strip()!r}", block)
        elif said != said.strip():
            yield Problem("blank edge of a block", block)
        elif unwritable := re.search(r"[\x00-\x08\x0a-\x1f\ud800-\udfff\ufffe\uffff]", said):
            yield Problem(f"line break or control character {unwritable[0]!r} in a block", block)
        end = block.end
    if blocks and text[end:].strip():
        yield Problem(f"text outside of the blocks: {text[end:].strip()!r}", blocks[-1])


# Values


def value_problem(label: Label, attributes: Mapping[str, str]) -> str | None:
    """What is wrong with the attributes of an annotation, or None."""
    unknown = sorted(set(attributes) - set(ATTRIBUTES[label]))
    if unknown:
        return f"{label} has no attribute {', '.join(unknown)}"
    for name, value in attributes.items():
        if not value or value != value.strip():
            return f"{name}={value!r} is empty or has a blank edge"
    return _VALUES[label](attributes)


def _kind_problem(kinds: tuple[str, ...]) -> Callable[[Mapping[str, str]], str | None]:
    def check(attributes: Mapping[str, str]) -> str | None:
        kind = attributes.get("type")
        return None if kind in kinds else f"type={kind!r} is none of {', '.join(kinds)}"

    return check


def _figure_problem(attributes: Mapping[str, str]) -> str | None:
    names = [n for n in ("quantity", "quantityMin", "quantityMax") if n in attributes]
    if names not in (["quantity"], ["quantityMin", "quantityMax"]):
        return "a figure has either a quantity, or a quantityMin and a quantityMax"
    for name in names:
        if not _NUMBER.fullmatch(attributes[name]):
            return f"{name}={attributes[name]!r} is no plain number"
    if len(names) == 2 and Decimal(attributes[names[0]]) >= Decimal(attributes[names[1]]):
        return "quantityMin is not below quantityMax"
    unit = attributes.get("unit")
    if unit is None or not _UNIT.fullmatch(unit):
        return f"unit={unit!r} is neither count, percent, a currency's code nor a unit's symbol"
    precision = attributes.get("precision", "exact")
    if precision not in get_args(Precision):
        return f"precision={precision!r} is none of {', '.join(get_args(Precision))}"
    return None


def _date_problem(attributes: Mapping[str, str]) -> str | None:
    names = [name for name in ("when", "from", "to") if name in attributes]
    if names not in ([], ["when"], ["from", "to"]):
        return "a date has either when, or from and to, or none of them"
    for name in names:
        if days_of(attributes[name]) is None:
            return f"{name}={attributes[name]!r} is no TIMEX3 value of the calendar"
    if "from" in attributes:
        first, last = days_of(attributes["from"]), days_of(attributes["to"])
        if first and last and (first[0] > last[0] or first[1] > last[1] or first == last):
            return f"from={attributes['from']} does not come before to={attributes['to']}"
    if attributes.get("mod", "START") not in ("START", "MID", "END"):
        return f"mod={attributes['mod']!r} is none of START, MID, END"
    return None


def days_of(value: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of a TIMEX3 value; None if it is none, or no day of the calendar."""
    if not re.fullmatch(TIMEX, value) or value.startswith("0000"):
        return None
    year, _, part = value.partition("-")
    try:
        if len(year) < 4:
            low, high = int(year.ljust(4, "0")), int(year.ljust(4, "9"))
            return dt.date(max(low, 1), 1, 1), dt.date(high, 12, 31)
        if re.fullmatch(r"W\d\d", part):
            week = int(part[1:])
            return (
                dt.date.fromisocalendar(int(year), week, 1),
                dt.date.fromisocalendar(int(year), week, 7),
            )
        if re.fullmatch(r"\d\d-\d\d", part):
            day = dt.date.fromisoformat(value)
            return day, day
    except ValueError:
        return None
    low, high = _MONTHS[part] if part in _MONTHS else (int(part), int(part))
    months = (int(year) * 12 + low - 1, int(year) * 12 + high)
    first, after = (dt.date(min(n // 12, 9999), n % 12 + 1, 1) for n in months)
    return first, after - dt.timedelta(days=1)


_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_CURRENCY = (  # ISO 4217, and what the euro replaced among neighbours
    "AED|AFN|ALL|AMD|AOA|ARS|AUD|AWG|AZN|BAM|BBD|BDT|BGN|BHD|BIF|BMD|BND|BOB|BRL|BSD"
    "|BTN|BWP|BYN|BZD|CAD|CDF|CHF|CLP|CNY|COP|CRC|CUP|CVE|CZK|DJF|DKK|DOP|DZD|EGP|ERN"
    "|ETB|EUR|FJD|FKP|GBP|GEL|GHS|GIP|GMD|GNF|GTQ|GYD|HKD|HNL|HTG|HUF|IDR|ILS|INR|IQD"
    "|IRR|ISK|JMD|JOD|JPY|KES|KGS|KHR|KMF|KPW|KRW|KWD|KYD|KZT|LAK|LBP|LKR|LRD|LSL|LYD"
    "|MAD|MDL|MGA|MKD|MMK|MNT|MOP|MRU|MUR|MVR|MWK|MXN|MYR|MZN|NAD|NGN|NIO|NOK|NPR|NZD"
    "|OMR|PAB|PEN|PGK|PHP|PKR|PLN|PYG|QAR|RON|RSD|RUB|RWF|SAR|SBD|SCR|SDG|SEK|SGD|SHP"
    "|SLE|SOS|SRD|SSP|STN|SVC|SYP|SZL|THB|TJS|TMT|TND|TOP|TRY|TTD|TWD|TZS|UAH|UGX|USD"
    "|UYU|UZS|VES|VND|VUV|WST|XAF|XCD|XOF|XPF|YER|ZAR|ZMW|FRF|DEM|ITL|ESP|BEF"
)
_SYMBOL = (
    r"(?:[cdmunphkKMGTPE])?(?:[mgtsWJVANlLBobhCK]|Wh|Wc|VA|Hz|Pa|eV|bit|flops?|octet|pixel|px)[23]?"
    r"|ha|a|bar|dB|d|j|min|°C|°|ppm|point|pt|an|TEU|EVP|ch|cd|lm|nmi|kn|al|pers"
)
_UNIT = re.compile(
    rf"(?:count|percent|permille|{_CURRENCY}|{_SYMBOL})(?:/(?:{_SYMBOL}|{_CURRENCY}))?"
)
_MONTHS = {
    "": (1, 12),
    "Q1": (1, 3),
    "Q2": (4, 6),
    "Q3": (7, 9),
    "Q4": (10, 12),
    "H1": (1, 6),
    "H2": (7, 12),
    "SP": (3, 5),
    "SU": (6, 8),
    "FA": (9, 11),
    "WI": (12, 14),  # winter runs into the next year
}
_VALUES: dict[str, Callable[[Mapping[str, str]], str | None]] = {
    "ORG": _kind_problem(get_args(OrganizationKind)),
    "LOC": _kind_problem(get_args(PlaceKind)),
    "PER": lambda _: None,
    "EVENT": lambda _: None,
    "FIG": _figure_problem,
    "DATE": _date_problem,
}

# Edges


def edge_problem(said: str, before: str, after: str, annotation: Annotation) -> str | None:
    """What is wrong with where a span begins or ends, given the rest of its block, or None."""
    label = annotation.label
    previous, following = before[-1:], after[:1]
    if _is_blank(said[0]) or _is_blank(said[-1]):
        return "blank edge"
    if _is_word(previous) and _is_word(said[0]):
        return f"starts inside a word: {_last_word(before)}|{said}"
    if _is_word(following) and _is_word(said[-1]):
        return f"ends inside a word: {said}|{after.split()[0]}"
    if not _is_word(said[0]) and not _may_start(said, label):
        return f"starts with {said[0]!r}"
    if not _is_word(said[-1]) and not _may_end(said, label, before, after):
        return f"ends with {said[-1]!r}"
    if said[-1] == "°" and _is_word(following):
        return f"ends inside a unit: {said}|{following}"
    if not _balanced(said) and not _stylized(said, previous, following):
        return "brackets or quotation marks are opened or closed on one side only"
    if _ELIDED.match(said):
        return "starts with an article"
    if label == "FIG" and (message := _sign_problem(said, before, following, annotation)):
        return message
    if following and following in "+%‰€$£¥²³" and _is_word(said[-1]):
        return f"the {following!r} after it belongs to it"
    if _apostrophe_belongs(said, before, after, label):
        return "the apostrophe after it belongs to it"
    if following == "." and not said.endswith(".") and _takes_stop(said, after[1:], label):
        return "the full stop after it belongs to it"
    return _word_problem(said, annotation)


def _sign_problem(said: str, before: str, following: str, annotation: Annotation) -> str | None:
    if before and before[-1] in _CURRENCY_SIGNS and not before[-2:-1].isdigit():
        return f"the {before[-1]!r} before it belongs to it"
    quantity = annotation.attributes.get("quantity", annotation.attributes.get("quantityMin", ""))
    if (said[0] in _MINUS) != quantity.startswith("-"):
        return f"quantity {quantity} and the sign in the text differ"
    return None


def _word_problem(said: str, annotation: Annotation) -> str | None:
    """Names and dates need words of their kind: an element of the wrong label is found out."""
    parts = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", _plain(said))
    words = {word for part in parts for word in (part, *part.split("-"))}
    relative = bool(words & _RELATIVE)
    dated = relative or bool(words & _CALENDAR)
    number = re.search(r"\d", said)
    if annotation.label == "DATE" and not (dated or number):
        return "no word of the calendar in a date"
    if annotation.label == "PER" and (relative or number):
        return "a date or a number, not a person"
    return None


def _may_start(said: str, label: Label) -> bool:
    return said[0] in _OPENING or (label == "FIG" and said[0] in _CURRENCY_SIGNS + _MINUS)


def _apostrophe_belongs(said: str, before: str, after: str, label: Label) -> bool:
    """Whether a name is followed by an apostrophe that neither elides nor closes a quotation."""
    return (
        label in ("ORG", "EVENT")
        and after[:1] in _APOSTROPHES
        and not _is_word(after[1:2])
        and before[-1:] not in _QUOTES
        and said[-1] not in _APOSTROPHES
    )


def _may_end(said: str, label: Label, before: str, after: str) -> bool:
    last = said[-1]
    if last in _APOSTROPHES and label in ("ORG", "EVENT") and not _is_word(after[:1]):
        return before[-1:] not in _QUOTES and not _ELIDED.match(said.split()[-1])
    if last in ")]}»”" or (last == '"' and said.count('"') > 1):
        return True
    if last == ".":
        return _takes_stop(said[:-1], after, label)
    return last in ("%‰€$£¥°" if label == "FIG" else "+" if label in ("ORG", "EVENT") else "")


def _takes_stop(said: str, after: str, label: Label) -> bool:
    """Whether a full stop after a span is its own, not a sentence's.

    So it is after abbreviations (*30 janv.*, *S.A.*), and after a name in the midst of a sentence
    (*Brut. lance*, *Léa N., qui*).
    """
    word = unicodedata.normalize("NFC", _last_word(said))
    abbreviations = _WORDS["abbreviations"]
    if (word in abbreviations and abbreviations[word] == label) or _INITIALS.search(f"{said}."):
        return True
    return label in ("ORG", "EVENT", "PER") and bool(re.match(r",|\s[a-zà-ÿ]", after))


def _stylized(said: str, previous: str, following: str) -> bool:
    """Whether the only lone brackets are letters of a stylized name (*S)ONE*)."""
    within = re.sub(r"(?<=\w)[()\[\]](?=\w)", "", said)
    outside = previous not in tuple(_PAIRS) and following not in tuple(_PAIRS.values())
    return _balanced(within) and outside


def _balanced(said: str) -> bool:
    opened: list[str] = []
    for character in said:
        if character in _PAIRS:
            opened.append(_PAIRS[character])
        elif character in _PAIRS.values() and (not opened or opened.pop() != character):
            return False
    return not opened and said.count('"') % 2 == 0


def _is_word(character: str) -> bool:
    return character.isalnum() or (character != "" and unicodedata.category(character)[0] == "M")


def _is_blank(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) == "Cf"


def _last_word(text: str) -> str:
    return re.split(r"[\s'’-]", text)[-1]


def _plain(text: str) -> str:
    """Lower case without accents: texts in capitals and damaged ones have none."""
    letters = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in letters if unicodedata.category(c) != "Mn")


_RELATIVE = {_plain(word) for word in _WORDS["relative"]}
_CALENDAR = {_plain(word) for word in _WORDS["calendar"]}
_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”"}
_OPENING = "".join(_PAIRS) + '"'
_CURRENCY_SIGNS = "€$£¥"
_APOSTROPHES = ("'", "’")
_QUOTES = ("'", "’", "‘")
_MINUS = "-−"
_ELIDED = re.compile(r"(?:[ldcjmnst]|qu)['’]|(?:le|la|les|du|des|au|aux)\s")
_INITIALS = re.compile(r"(?:^|[\s-])(?:[^\W\d_]\.-?){2,}$")
