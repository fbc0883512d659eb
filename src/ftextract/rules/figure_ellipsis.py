"""Numbers without unit or noun: which take them from a neighbour, and which are no figures.

*7 000 emplois, dont 9 110 dans la filière*: an elliptic number counts what the figure before it
counts. A day, a postal code or a number in a name stands alone just as well; these are refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from ftextract.lexicon import load
from ftextract.rule import alternatives, plain
from ftextract.rules import figure_context as context
from ftextract.rules.figure_nouns import FUNCTION, singular
from ftextract.rules.figure_numbers import COLLECTIVE, Number, false_friend, is_numbered_name
from ftextract.rules.figure_tails import DURATION, Tail, tail_of
from ftextract.rules.figure_text import Source, plain_words

_WORDS = load("figures")
_CURRENCY_CODE = re.compile(r"[A-Z]{3}")
_MILLION = Decimal(10) ** 6
_NEAR = 100  # code points

_STREET_AFTER = re.compile(rf",? {alternatives(plain_words('street'))}(?!\w)")
_CAPITAL_BEFORE = re.compile(r"((?:[^\W\d_][\w'.&-]* )*?)([^\W\d_][\w'.&-]*) ?$")
_CAPITAL_AFTER = re.compile(r" [^\W\d_]")
_SINGULAR_VERB_AFTER = re.compile(rf" {alternatives(_WORDS['singular_verb'])}(?!\w)")
# A subject: it counts (les emplois… 830 l'ont été), it is no amount and no share.
_VERB_AFTER = re.compile(
    rf" (?:l'|s'|se |y |en |n')?{alternatives(plain_words('plural_verb'))}(?!\w)"
)
# A gapped clause: "EDF compte 3 100 salariés, Orano 800".
_GAP = re.compile(
    r"(?:[,;:(]|\bet|\bpuis|\bou) (?:et |puis )?(?:le |la |les |l'|au |a |aux |chez )?$"
)
_DETERMINER = re.compile(r"(?:\b(?:le|la|du|au|ce|cette|de)|\bl') ?$")
_RATIO = re.compile(r"\b(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf) (?:[\w-]+ ){0,2}sur $")
_OF_THEM = re.compile(r" d'entre (?:eux|elles|nous)\b")
_COUNTING = re.compile(
    rf"\b(?:ils|elles|nous|vous|on) (?:en |y )?{alternatives(plain_words('counting_verb'))} $"
)
_PARTITIVE = re.compile(r"\b(?:en|n'en|d'en) (?:[\w]+ ){1,3}$")
_LABEL = re.compile(r"(?:^|\n|[.;(] ?)[ •*–—-]*([^\n:?.;(]{3,60}?) ?[:?] *$")
_LABEL_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BULLET = re.compile(r"[ ]*[•*–—-] ")
_LINKS = (" et ", ", ", " puis ", " ou ", ", puis ", ", et ", " a ", " contre ")


class Antecedent(NamedTuple):
    """A figure already found, as later numbers may refer to it."""

    end: int
    unit: str
    quantity: Decimal  # the upper end of a range
    commodity: str | None
    share: Decimal  # the magnitude of its numeral: 10⁶ in 12 M€
    aside: bool  # an apposition (soit 20 %, a sum in brackets), which nothing refers to


def measured_share(start: int, antecedents: Sequence[Antecedent]) -> str | None:
    """What a percentage is of, if the words around it do not say: what the figure before counts."""
    if antecedents and start - antecedents[-1].end < _NEAR:
        return antecedents[-1].commodity
    return None


def shared_tail(source: Source, number: Number, following: Sequence[Number]) -> Tail | None:
    """Unit and noun of the next number, directly joined: *400.000 et 650.000 euros*."""
    end = number.end
    joined = ""
    for other in following:
        joined = source.plain[end : other.start]
        if joined not in _LINKS or other.start - end > 8:
            return None
        if false_friend(source, other) or (tail := tail_of(source, other)) is DURATION:
            return None
        if tail is not None and tail.unit:
            break
        end = other.end
    else:
        return None
    if number.is_year_like or refused(source, number) or (joined == ", " and tail.unit == "count"):
        return None
    share = other.share if number.share == 1 and other.share >= 1000 else Decimal(1)
    return tail._replace(
        end=number.end,
        rule="figures.shared",
        factor=tail.factor * share,
        add=Decimal(0),
        start=None,
    )


def elliptic_tail(
    source: Source, number: Number, antecedents: Sequence[Antecedent], tail: Tail | None = None
) -> Tail | None:
    """What an elliptic number counts, or None if it is no figure.

    ``tail`` is given for a numeral with a magnitude only (*3 M*, whose unit is to be found).
    """
    end = tail.end if tail else number.end
    factor = tail.factor if tail else Decimal(1)
    worth = number.value * factor
    if number.words and worth < 10:
        return None
    if refused(source, number):
        return None
    window = source.plain[max(0, number.start - 64) : number.start]
    if noun := _label(source, number.start):
        return Tail("figures.labelled", end, "count", noun, factor)
    if number.is_year_like:
        return None
    near = _reachable(source, number, antecedents)
    if not near and window.endswith(("sur ", "dont ")):
        near = [a for a in antecedents[-4:] if a.unit == "count"][::-1]
    if max(factor, number.share) >= _MILLION or (worth >= _MILLION and factor > 1):
        return _large(end, factor, near, antecedents)
    if (
        _COUNTING.search(window)
        or _OF_THEM.match(source.plain, end)
        or (not near and _PARTITIVE.search(window))
    ):
        counted = next((a for a in near if a.unit == "count"), None)
        if counted is None:
            counted = next((a for a in reversed(antecedents) if a.unit == "count"), None)
            known = counted.commodity if counted and number.last not in COLLECTIVE else None
        else:
            known = counted.commodity
        return Tail("figures.elliptic", end, "count", known, factor)
    for antecedent in near:
        if antecedent.aside or not _fits(source, antecedent, number, worth):
            continue
        share = antecedent.share if _shares(antecedent, number) else Decimal(1)
        if share > _MILLION and number.value * share > antecedent.quantity:
            share = _MILLION  # 1,8 Md€, dont 350 pour les ordinateurs
        return Tail("figures.elliptic", end, antecedent.unit, antecedent.commodity, factor * share)
    if number.last in COLLECTIVE and number.value != 15:
        return Tail("figures.elliptic", end, "count", None, factor)
    return None


def _reachable(
    source: Source, number: Number, antecedents: Sequence[Antecedent]
) -> list[Antecedent]:
    """The figures before the number in its block (in a list, also the items above), last first."""
    text = source.plain
    low = text.rfind("\n", 0, number.start) + 1
    if _BULLET.match(text, low) or number.start == low:
        for _ in range(4):
            low = text.rfind("\n", 0, max(0, low - 1)) + 1
    near: list[Antecedent] = []
    for antecedent in reversed(antecedents):
        if antecedent.end < low or len(near) == 6:
            break
        near.append(antecedent)
    return near


def _fits(source: Source, antecedent: Antecedent, number: Number, worth: Decimal) -> bool:
    """Whether the number can be of the antecedent's unit."""
    if antecedent.unit == "count":
        return True
    if number.words or _VERB_AFTER.match(source.plain, number.end):
        return False
    if antecedent.unit == "percent":
        return worth <= 100
    if _CURRENCY_CODE.fullmatch(antecedent.unit):
        return antecedent.share > 1 or antecedent.quantity / 50 <= worth <= antecedent.quantity * 50
    window = source.plain[max(0, number.start - 64) : number.start]
    return _PARTITIVE.search(window) is not None or window.endswith(("dont ", "contre ", " et "))


def _shares(antecedent: Antecedent, number: Number) -> bool:
    return (
        antecedent.share > 1
        and number.share == 1
        and number.value < 1000
        and _CURRENCY_CODE.fullmatch(antecedent.unit) is not None
    )


def _large(
    end: int, factor: Decimal, near: Sequence[Antecedent], antecedents: Sequence[Antecedent]
) -> Tail:
    """Millions of nothing said: of what the block counts in millions, else of money."""
    for antecedent in near:
        if antecedent.share >= _MILLION and not antecedent.aside:
            return Tail("figures.elliptic", end, antecedent.unit, antecedent.commodity, factor)
    money = [a for a in antecedents if _CURRENCY_CODE.fullmatch(a.unit) and not a.aside]
    currencies = (a.unit for a in reversed(money))
    return Tail("figures.magnitude", end, next(currencies, "EUR"), None, factor)


def _label(source: Source, start: int) -> str | None:
    """The plural that labels a number in a fact sheet: *Nombre d'entreprises : 350*."""
    low = max(0, start - 72)
    before = source.plain[low:start]
    colon = before.removesuffix("\n").rstrip(" ").endswith((":", "?"))
    match = _LABEL.search(before) if colon else None
    if match is None:
        return None
    for word in _LABEL_WORD.finditer(match[1]):
        if word[0] in FUNCTION or word[0] in ("nombre", "total", "combien"):
            continue
        if word[0].startswith("numero"):
            return None
        if len(word[0]) < 4 or word[0][-1] not in "sx":
            return None
        at = low + match.start(1) + word.start()
        return singular(source.folded[at : at + len(word[0])])
    return None


def refused(source: Source, number: Number) -> bool:
    """Whether a number with nothing after it is a day, a code, an address or in a name."""
    text, folded = source.plain, source.folded
    start, end = number.start, number.end
    low = max(0, start - 48)
    window = text[low:start]
    if number.words and (_RATIO.search(window) or window.endswith(" en ")):
        return True
    if number.last not in COLLECTIVE and number.share < _MILLION:
        determiner = _DETERMINER.search(window)
        evolving = determiner and determiner[0].startswith("de") and context.evolution(window)
        if determiner and not evolving:
            return context.precision_before(window.rstrip(" ")) is None
    if text.startswith(" fois", end):
        return True
    if _STREET_AFTER.match(text, end) or _SINGULAR_VERB_AFTER.match(folded, end):
        return True
    if _CAPITAL_AFTER.match(folded, end) and folded[end + 1].isupper():
        return not number.words
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        return True
    if not number.words and _joined_digits(text, start, end):
        return True
    if context.is_numbered(window.rstrip(" ")) or is_numbered_name(source, number):
        return True
    return not number.words and number.share < _MILLION and _is_after_name(folded[low:start])


def _joins_names(words: Sequence[str]) -> bool:
    """Whether *de* at the end follows a name: *Banque de France*, not *la chaîne de France*."""
    if len(words) < 2 or plain(words[-1]) not in ("de", "du", "des", "la"):
        return False
    return words[-2][:1].isupper() or (len(words) > 2 and words[-3][:1].isupper())


def _joined_digits(text: str, start: int, end: int) -> bool:
    """*3-1*, *4-4-2*: a score or a code."""
    before = text[start - 1 : start] in ("-", "–") and text[start - 2 : start - 1].isdigit()
    after = text[end : end + 1] in ("-", "–") and text[end + 1 : end + 2].isdigit()
    return before or after


def _is_after_name(before: str) -> bool:
    """Whether a capitalised word ends the text (*CAC 40*), but not in a gapped clause."""
    words = before.split(" ")
    if words[-1] == "":
        words.pop()
    if not words or not words[-1][:1].isupper() or plain(words[-1]) in FUNCTION:
        return False
    while words and (words[-1][:1].isupper() or _joins_names(words)):
        if words[-1][-1:] in (",", ";", ":", ".", ")"):
            break
        words.pop()
    rest = plain(" ".join([*words, ""]))
    return rest.strip() != "" and _GAP.search(rest) is None
