"""Figures: a quantity, with what it counts. Label FIG; the words are in figures.toml.

The span runs from the numeral to the unit or the head noun. An approximator before it and an
adjective or complement after it stay outside: *près de [7 000 entreprises] innovantes*.

How it goes, and where:

* one scan lists the numerals, and false friends drop out (``figure_numbers``);
* each takes what follows it: per cent, currency, unit, noun (``figure_tails``, ``figure_nouns``);
* two that are joined become a range (here);
* one with nothing after it takes unit and noun from a neighbour (``figure_ellipsis``);
* the words around it give precision and change (``figure_context``).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ftextract.rule import Attributes, Candidate
from ftextract.rules import figure_context as context
from ftextract.rules.figure_ellipsis import (
    Antecedent,
    elliptic_tail,
    measured_share,
    refused,
    shared_tail,
)
from ftextract.rules.figure_numbers import COLLECTIVE, Number, false_friend, numbers
from ftextract.rules.figure_tails import DURATION, Tail, measured_before, tail_of
from ftextract.rules.figure_text import Source
from ftextract.rules.numerals import plain as exact

# Each construction, by the rule name that its figures carry, with an example.
CONSTRUCTIONS = {
    "figures.count": (
        "<measure quantity='7000' unit='count' commodity='entreprise'>7 000 entreprises</measure>"
    ),
    "figures.collective": (
        "<measure quantity='20' unit='count' commodity='leader' precision='about'>"
        "une vingtaine de leaders</measure> mondiaux"
    ),
    "figures.amount": (
        "<measure quantity='1500000000' unit='EUR'>1,5 milliard d'euros</measure> investis"
    ),
    "figures.percent": (
        "<measure quantity='20' unit='percent' commodity='salarié'>20 %</measure> des salariés"
    ),
    "figures.unit": "<measure quantity='3' unit='ha'>trois hectares</measure> au bord du canal",
    "figures.magnitude": "un plan de <measure quantity='30000000' unit='EUR'>30 millions</measure>",
    "figures.range": (
        "entre <measure quantityMin='500' quantityMax='600' unit='count' commodity='emploi'>"
        "500 et 600 emplois</measure>"
    ),
    "figures.evolution": (
        "passée de <measure quantity='12' unit='count' commodity='salarié'>12</measure> à "
        "<measure quantity='47' unit='count' commodity='salarié'>47 salariés</measure>"
    ),
    "figures.shared": (
        "<measure quantity='400000' unit='EUR'>400.000</measure> et "
        "<measure quantity='650000' unit='EUR'>650.000 euros</measure>"
    ),
    "figures.elliptic": (
        "<measure quantity='300' unit='count' commodity='emploi'>300 emplois</measure>, dont "
        "<measure quantity='110' unit='count' commodity='emploi'>110</measure> ici"
    ),
    "figures.labelled": (
        "Entreprises : <measure quantity='350' unit='count' commodity='entreprise'>350</measure>"
    ),
}

_RANGE_WORDS = frozenset(["a", "et", "ou", "-", "–", "—"])
_ASIDE = ("soit", "soit de", "soit entre")
_SMALLEST_WORD = 10  # smaller numbers in words merely count


def find_figures(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Candidate]:
    """The figures of a text, sorted by start, none overlapping another or a taken span.

    ``taken`` are sorted half-open spans in which no figure starts or ends (dates). Attributes:
    ``quantity`` or ``quantityMin`` and ``quantityMax`` (Decimal), ``unit``, ``topic``, and where
    the text tells them ``commodity``, ``precision`` and ``change``.
    """
    return _Pass(text, taken).run()


class _Pass:
    """One pass over one text, from left to right."""

    def __init__(self, text: str, taken: Sequence[tuple[int, int]]) -> None:
        self.source = Source.of(text)
        self.taken = taken
        self.numbers = list(numbers(self.source, taken))
        self.found: list[Candidate] = []
        self.antecedents: list[Antecedent] = []

    def run(self) -> list[Candidate]:
        cursor = 0
        for index, number in enumerate(self.numbers):
            if number.start < cursor:
                continue
            if end := false_friend(self.source, number):
                cursor = end
                continue
            tail = tail_of(self.source, number)
            if tail is DURATION:
                cursor = number.end
                continue
            cursor = self._range(index, number, tail) or self._single(index, number, tail)
        return self.found

    def _single(self, index: int, number: Number, tail: Tail | None) -> int:
        """Add the figure that one number makes, if any; returns where to go on."""
        if tail is None:
            tail = shared_tail(self.source, number, self.numbers[index + 1 : index + 4])
        if tail is None or not tail.unit:
            given = tail.commodity if tail else None
            tail = elliptic_tail(self.source, number, self.antecedents, tail)
            if tail and given:
                tail = tail._replace(commodity=given)
        if tail is None:
            return number.end
        small = number.words and number.value < _SMALLEST_WORD
        if small and tail.unit == "count":
            return number.end
        self._add(number, tail, {"quantity": exact(number.value * tail.factor + tail.add)})
        return tail.end

    # --- two numbers that are joined

    def _range(self, index: int, first: Number, tail: Tail | None) -> int:
        """Add *A à B* (one figure, or two for a change over time); 0 if there is no such pair."""
        if index + 1 == len(self.numbers):
            return 0
        second = self.numbers[index + 1]
        link = self._link(tail.end if tail else first.end, second.start)
        if not link:
            return 0
        window = self._before(first)
        if (link == "et" and not window.endswith("entre")) or false_friend(self.source, second):
            return 0
        other = tail_of(self.source, second)
        if other is DURATION:
            return second.end
        if other is None and tail is None:
            other = self._elliptic_pair(first, second, link)
        if other is None or not other.unit or not _same(tail, other):
            return second.end if link in "-–—" and tail is None else 0
        low, high, factor = _bounds(first, tail, second, other)
        if low > high:
            return self._evolution(first, tail, second, other, factor) if link == "a" else 0
        if link == "a" and window.endswith((" de", " d'", " des")):
            kind = context.evolution(window)
            if kind == "always" or (kind and other.unit != "percent"):
                return self._evolution(first, tail, second, other, factor)
        if low == high:
            return 0
        in_words = first.words and second.words
        if in_words and other.unit == "count" and high < _SMALLEST_WORD:
            return second.end
        quantity: Attributes = {"quantityMin": exact(low), "quantityMax": exact(high)}
        start = tail.start if tail else None
        self._add(first, other._replace(rule="figures.range", start=start), quantity)
        return other.end

    def _link(self, end: int, start: int) -> str:
        """The word or dash between two numbers, or an empty string."""
        between = self.source.plain[end:start]
        word = between.strip(" ")
        if len(between) > 4 or word not in _RANGE_WORDS:
            return ""
        return word if not word.isalpha() or between == f" {word} " else ""

    def _before(self, number: Number) -> str:
        """The text before a number, without its approximator."""
        window = self.source.before(number.start)
        found = context.precision_before(window)
        return window[: -found[1]].rstrip(" ") if found else window

    def _elliptic_pair(self, first: Number, second: Number, link: str) -> Tail | None:
        if link in "-–—" or first.is_year_like or second.is_year_like:
            return None
        if refused(self.source, first):
            return None
        tail = elliptic_tail(self.source, second, self.antecedents)
        if tail is None and second.words and second.share >= 100:  # cinq à six mille
            tail = Tail("figures.range", second.end, "count")
        return tail

    def _evolution(
        self, first: Number, tail: Tail | None, second: Number, other: Tail, factor: Decimal
    ) -> int:
        """*De 12 à 47 salariés*: two figures, the first with the unit of the second."""
        if tail is None:
            tail = other._replace(end=first.end, factor=factor, add=Decimal(0), start=None)
        for number, its in ((first, tail), (second, other)):
            quantity = exact(number.value * its.factor + its.add)
            self._add(number, its._replace(rule="figures.evolution"), {"quantity": quantity})
        return other.end

    # --- output

    def _add(self, number: Number, tail: Tail, quantity: Attributes) -> None:
        start = number.start if tail.start is None else tail.start
        if self.found and start < self.found[-1].end:
            return  # 30 €20: the currency is that of the number before it
        text = self.source.plain
        window = self.source.before(start)
        attributes: Attributes = {**quantity, "unit": tail.unit}
        found = context.precision_before(window)
        precision = found[0] if found else context.precision_after(text, tail.end)
        if found:
            window = window[: -found[1]].rstrip(" ")
        commodity = tail.commodity
        if commodity is None and tail.unit != "count":
            commodity = measured_before(window)
        if commodity is None and tail.unit == "percent":
            commodity = measured_share(start, self.antecedents)
        if commodity:
            attributes["commodity"] = commodity
        if precision is None and number.last in COLLECTIVE and "quantity" in quantity:
            precision = "about"
        if precision:
            attributes["precision"] = precision
        if change := context.change(window, text, tail.end, commodity):
            attributes["change"] = change
        attributes["topic"] = context.topic(tail.unit, commodity)
        self.found.append(Candidate(start, tail.end, "FIG", tail.rule, attributes))
        self.antecedents.append(
            Antecedent(
                end=tail.end,
                unit=tail.unit,
                quantity=quantity["quantity" if "quantity" in quantity else "quantityMax"],
                commodity=commodity,
                share=number.share * tail.factor,
                aside=window.endswith(_ASIDE) or _is_bracketed(text, window, tail.end),
            )
        )


def _is_bracketed(text: str, window: str, end: int) -> bool:
    return window.endswith("(") and text[end : end + 1] == ")"


def _same(tail: Tail | None, other: Tail) -> bool:
    """Whether two tails can be those of one range: *10 % à 15 %*, *12 euros et 15 euros*."""
    if tail is None:
        return True
    if tail.unit == "count":
        return other.unit == "count" and tail.commodity == other.commodity
    return tail.unit in (other.unit, "")


def _shares_thousands(first: Number, second: Number) -> bool:
    """*14 à 15 000 étudiants*: the first is of thousands, too."""
    small = not first.words and first.value < 100 and first.share == second.share == 1
    return (
        small
        and not second.words
        and second.value % 1000 == 0
        and first.value < second.value / 1000
    )


def _bounds(
    first: Number, tail: Tail | None, second: Number, other: Tail
) -> tuple[Decimal, Decimal, Decimal]:
    """Both values, and the factor of the first: it shares the magnitude of the second.

    *2 à 3 millions*, *deux ou trois cents*; but *500 000 à 1 million*.
    """
    high = second.value * other.factor + other.add
    factor = tail.factor if tail else Decimal(1)
    if tail is None and _shares_thousands(first, second):
        return first.value * 1000, high, Decimal(1000)
    share = second.share * other.factor
    if (tail is None or not tail.unit) and factor == 1 and first.share == 1:
        factor = share if first.value * share <= high or first.value < 100 <= share else factor
    return first.value * factor + (tail.add if tail else 0), high, factor
