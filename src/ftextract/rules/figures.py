"""Figures: a quantity, with what it counts. Label FIG; the words are in figures.toml.

The span runs from the numeral to the unit or the head noun. An approximator before it and an
adjective or complement after it stay outside: *près de [7 000 entreprises] innovantes*.

How it goes: one scan lists the numerals; false friends (times, phones, ranks, names, ages) drop
out; each of the rest takes what follows it (per cent, currency, unit, noun); two that are joined
become a range; one with nothing after it takes unit and noun from a neighbour.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ftextract.rule import Attributes, Candidate, alternatives, fold
from ftextract.rules import figure_context as context
from ftextract.rules.figure_nouns import FUNCTION, noun_at, plain, plain_map, plain_words, singular
from ftextract.rules.numerals import DIGITS, WORDS, evaluate, multiplier, suffix_value

_CURRENCY = plain_map("currency")
_CURRENCY_BEFORE = plain_map("currency_before")
_UNIT = plain_map("unit")
_STREET = plain_words("street")

# --- numerals in the text -----------------------------------------------------------------------

_MAGNITUDE = r"(?: mille | millions? | milliards? | billions? | milliers? )"
_NUMERAL = re.compile(
    rf"""\b (?: {DIGITS} (?: \ {{0,2}} {_MAGNITUDE} (?! \w ) (?: \ (?: et \ demie? | {_MAGNITUDE} | \d{{3}} \ \d{{3}} | \d{{3}} \ (?:mille|millions) ) (?! \w ) )? )?
           | {WORDS}
           | (?: million | milliard | dizaine | douzaine | quinzaine | vingtaine | trentaine | quarantaine
               | cinquantaine | soixantaine | centaine | millier ) (?= \ d[e'] ) )""",
    re.VERBOSE,
)
_WORD = re.compile(rf"{DIGITS} | [^\W\d_]+", re.VERBOSE)
_DEFINITE = re.compile(r"(?:\b(?:le|la|du|au|cette|ce|leur|sa|son)|l') $")
_MORE_MAGNITUDE = re.compile(r" de (milliers|millions|milliards)\b")
_FACTOR = {
    "milliers": Decimal(10) ** 3,
    "millions": Decimal(10) ** 6,
    "milliards": Decimal(10) ** 9,
}
_BIG = frozenset(
    ["million", "millions", "milliard", "milliards", "billion", "billions", "billiard", "billiards", "millier", "milliers", "dizaine", "dizaines", "douzaine", "douzaines", "quinzaine", "vingtaine", "trentaine", "quarantaine", "cinquantaine", "soixantaine", "centaine", "centaines"]
)
_COLLECTIVE = frozenset(
    word for word in _BIG if word.rstrip("s").endswith("aine") or word.startswith("millier")
)

# --- what follows a numeral ---------------------------------------------------------------------

_PERCENT = re.compile(r" {0,2}(?:%|pour cent\b|pour-cent\b|pourcents?\b|pour 100\b|p\. ?100\b)")
_MONEY = re.compile(
    rf"""\ {{0,2}} (?: (?P<suffix> k | mds? | mrds? | mn | mio | m | g ) \ ? )?
         (?: de \ | d' )? (?P<currency> {alternatives(_CURRENCY)} ) (?: (?<= [€$£¥] ) | (?! \w ) )""",
    re.VERBOSE,
)
_CENTS = re.compile(r" ?(\d\d)(?![\d ]?\w)")
_SUFFIX = re.compile(r" ?(k|K|Mds?|MDS|Mrds?|MRD|M)(?![\w'/€$£²])")
_UNIT_HERE = re.compile(
    rf"\ {{0,2}} (?P<unit> {alternatives(_UNIT)} ) (?! [\w'] | -\w )", re.VERBOSE
)
# A lower-case m is metres, t tonnes; as a capital it is a magnitude or an initial.
_LOWER_UNITS = frozenset(["m", "t", "g", "ha", "km"])
_UPPER_UNITS = frozenset(["to", "mo", "go", "po", "w"])
_SPACE = re.compile(r" {1,3}")
_OF = re.compile(r" {1,2}(?:de |d')")
_COMPLEMENT = re.compile(r" (?:de la |de l'|des |du |de ces |de ses |de leurs |de nos |de |d')")

# --- false friends ------------------------------------------------------------------------------

_FALSE = re.compile(
    r"""
      (?: \+33 \ ? | 0 ) \d (?: [ .-]? \d\d ){4} (?!\d)      # phone
    | \d{1,2} \ ? h (?: \ ? \d\d )? (?! [\w'²] )              # 18 h 30
    | \d{1,2} : \d\d (?!\d)                                   # 18:30
    | \d+ (?: er | ere | e | eme | nd | nde | re | es | emes ) (?! \w )   # ordinals
    | \d+ (?: \.\d+ ){2,}                                     # 1.2.3, an address
    | \d+ \ ? / \ ? \d+                                       # 1/3, 24/24
    | \d+ \ ?[-–]\ ?\d+ (?: \ ?[-–]\ ?\d+ )+                  # 12-14-16
    """,
    re.VERBOSE,
)
_SCORE = re.compile(r"\d{1,3} ?[-–] ?\d{1,3}(?!\d)")
_CHUNK = 100  # how far a URL or an address is looked for around a number


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral in the text and what its last words multiply by."""

    start: int
    end: int
    value: Decimal
    share: Decimal
    last: str
    words: bool


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a numeral: where the figure ends, unit and noun, and a letter's factor."""

    rule: str
    end: int
    unit: str
    commodity: str | None = None
    factor: Decimal = Decimal(1)
    add: Decimal = Decimal(0)


_DURATION = Tail("duration", 0, "")


def numbers(text: str, taken: Sequence[tuple[int, int]]) -> list[Number]:
    """The numerals of a plain text that no taken span touches."""
    starts = [span[0] for span in taken]
    found: list[Number] = []
    position = 0
    while match := _NUMERAL.search(text, position):
        start, end = match.span()
        position = end
        index = bisect_right(starts, start) - 1
        if index >= 0 and taken[index][1] > start:
            position = max(taken[index][1], start + 1)
            continue
        if index + 1 < len(taken) and taken[index + 1][0] < end:
            # the date begins inside: keep what stands before it
            end = taken[index + 1][0]
            position = taken[index + 1][1]
            source = text[start:end].rstrip(" ,.-")
            end = start + len(source)
        number = _number(text, start, end)
        if number is None:
            continue
        if number.end < end:
            position = number.end
        found.append(number)
    return found


def _number(text: str, start: int, end: int) -> Number | None:
    """The longest numeral that begins at ``start``."""
    words = [(match[0], match.end()) for match in _WORD.finditer(text, start, end)]
    first_digit = text[start].isdigit()
    if words and not first_digit and words[0][0] in _BIG:
        if not _DEFINITE.search(text, max(0, start - 8), start):
            return None
        words_value = Decimal(1)
        share = multiplier(["un", words[0][0]])
        return Number(start, words[0][1], words_value * share, share, words[0][0], True)
    while words:
        values = [word for word, _ in words]
        value = evaluate(values)
        if value is not None:
            return Number(
                start, words[-1][1], value, multiplier(values), values[-1], not first_digit
            )
        words.pop()
    return None


def find_figures(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Candidate]:
    """The figures of a text, sorted by start, none overlapping another or a taken span.

    ``taken`` are sorted spans, half-open, in which no figure starts or ends (dates).
    """
    return _Finder(text, taken).run()


class _Finder:
    """One pass over one text."""

    def __init__(self, text: str, taken: Sequence[tuple[int, int]]) -> None:
        self.folded = fold(text)
        self.text = plain(text)
        self.numbers = numbers(self.text, taken)
        self.taken = taken
        self.found: list[Candidate] = []

    def run(self) -> list[Candidate]:
        cursor = index = 0
        pending: list[Number] = []
        while index < len(self.numbers):
            number = self.numbers[index]
            index += 1
            if number.start < cursor:
                continue
            false_end = self._false_friend(number)
            if false_end:
                cursor = max(cursor, false_end)
                continue
            tail = self._tail(number)
            if tail is _DURATION:
                cursor = max(cursor, number.end + 1)
                continue
            following = self.numbers[index] if index < len(self.numbers) else None
            if following and (done := self._range(number, tail, following)):
                cursor = done
                pending.clear()
                continue
            if tail is None:
                tail = self._shared(index, number) or self._elliptic(number)
                if tail is None:
                    continue
            if self._emit(number, tail):
                cursor = self.found[-1].end
        return self.found

    # --- false friends

    def _false_friend(self, number: Number) -> int:
        """Where the false friend ends that the numeral belongs to, or 0 if it is a number."""
        text, start, end = self.text, number.start, number.end
        before = text[start - 1 : start] if start else ""
        if number.words:
            if before == "-" or (before == "'" and number.value < 2):
                return end
            return 0
        if match := _FALSE.match(text, start):
            return match.end()
        if (
            before in ("/", "_", "@", "#", ".", ",", ":")
            and start > 1
            and text[start - 2].isalnum()
        ):
            return end
        if before == "#" or before == "/":
            return end
        if before in "-'" and before and start > 1 and text[start - 2].isalpha():
            if before == "-":
                return end
        after = text[end : end + 1]
        if after.isalpha() and not self._glued_unit(end):
            return end
        if after == "-" and text[end + 1 : end + 2].isalpha():
            return end
        if after in ("/", "_", "@") or (after == "." and text[end + 1 : end + 2].isalpha()):
            return end
        if text[start] == "0" and end - start > 1 and text[start + 1].isdigit():
            return end
        line = start == 0 or text[start - 1] == "\n"
        if line and after in (".", ")") and number.value < 100:
            return end
        window = context.window_before(text, start)
        if context.is_identifier(window):
            return end
        return 0

    def _glued_unit(self, end: int) -> bool:
        return bool(
            _PERCENT.match(self.text, end)
            or _MONEY.match(self.text, end)
            or _UNIT_HERE.match(self.text, end)
            or _SUFFIX.match(self.folded, end)
        )

    # --- what follows

    def _tail(self, number: Number) -> Tail | None:
        """Unit and noun after a numeral; None if there is neither."""
        text, end = self.text, number.end
        if match := _PERCENT.match(text, end):
            return Tail("figures.percent", match.end(), "percent", self._complement(match.end()))
        if match := _MONEY.match(text, end):
            return self._money(number, match)
        if (match := _UNIT_HERE.match(text, end)) and self._is_unit(match, number):
            unit = _UNIT[match["unit"]]
            return Tail("figures.unit", match.end(), unit, self._complement(match.end()))
        factor = Decimal(1)
        big = number.last in _BIG
        if not number.words and (match := _SUFFIX.match(self.folded, end)):
            factor = suffix_value(match[1]) or factor
            end = match.end()
            big = True
        elif number.last in _COLLECTIVE and (match := _MORE_MAGNITUDE.match(text, end)):
            factor = _FACTOR[match[1]]
            end = match.end()
            if match := _MONEY.match(text, end):
                tail = self._money(number, match)
                return replace(tail, factor=tail.factor * factor)
        space = _OF.match(text, end) if big else _SPACE.match(text, end)
        if space is not None:
            noun = noun_at(text, self.folded, space.end(), number.value * factor)
            if noun.kind == "duration":
                return _DURATION
            if noun.kind == "noun" and not self._is_name(number, space.end(), noun.end):
                rule = "figures.collective" if number.last in _COLLECTIVE else "figures.count"
                return Tail(rule, noun.end, "count", noun.singular, factor)
        if factor != 1:
            return Tail("figures.magnitude", end, "", None, factor)
        return None

    def _money(self, number: Number, match: re.Match[str]) -> Tail:
        surface = match["suffix"]
        factor = Decimal(1)
        if surface:
            factor = suffix_value(surface.upper()) or factor
        unit = _CURRENCY[match["currency"]]
        end, add = match.end(), Decimal(0)
        if not surface and number.value == number.value.to_integral_value() and number.value < 1000:
            if cents := _CENTS.match(self.text, end):
                end, add = cents.end(), Decimal(cents[1]) / 100
        return Tail("figures.amount", end, unit, self._complement(end), factor, add)

    def _is_unit(self, match: re.Match[str], number: Number) -> bool:
        word = match["unit"]
        surface = self.folded[match.start("unit") : match.end("unit")]
        if word in _LOWER_UNITS and len(word) == 1:
            return surface.islower() and not number.words
        if word in _UPPER_UNITS:
            return surface[0].isupper()
        return True

    def _complement(self, end: int) -> str | None:
        match = _COMPLEMENT.match(self.text, end)
        if match is None:
            return None
        noun = noun_at(self.text, self.folded, match.end(), Decimal(2))
        if noun.kind == "none":
            noun = noun_at(self.text, self.folded, match.end(), Decimal(1))
        return noun.singular if noun.kind == "noun" else None

    def _is_name(self, number: Number, start: int, end: int) -> bool:
        """Whether the noun after the number is a capitalised name (29200 Brest, 20 Minutes)."""
        surface = self.folded[start:end]
        if not surface[0].isupper() or surface.isupper():
            return False
        return number.end - number.start == 5 and not number.words

    # --- ranges

    _JOIN = re.compile(r" ?(à|a|et|ou|-|–|—) ?|(?: )(?:et|ou|a)(?: )")

    def _range(self, first: Number, tail: Tail | None, second: Number) -> int:
        """Try *A à B*; returns the end of what was emitted, or 0."""
        text = self.text
        start = tail.end if tail else first.end
        between = text[start : second.start]
        if len(between) > 4 or between.strip(" ") not in ("a", "et", "ou", "-", "–", "—"):
            return 0
        word = between.strip(" ")
        if word.isalpha() and between != f" {word} ":
            return 0
        window = context.window_before(text, first.start)
        outer = window
        if found := context.precision_before(window):
            outer = window[: -found[1]].rstrip(" ")
        opened = outer.endswith("entre")
        if word == "et" and not opened:
            return 0
        if self._false_friend_after(second):
            return 0
        other = self._tail(second)
        if other is _DURATION:
            return second.end
        if other is None and tail is not None:
            return 0
        if other is None:
            other = self._elliptic_range(first, second)
            if other is None:
                return 0
        if tail is not None and (tail.unit, tail.commodity) != (other.unit, other.commodity):
            if tail.unit != other.unit or tail.unit == "count":
                return 0
        low, high = first.value, second.value
        share = second.share * other.factor if tail is None else other.factor
        own = tail.factor if tail else Decimal(1)
        if tail is None and share > 1 and first.share == 1 and low * share <= high * other.factor:
            own = share
        low, high = low * own, high * other.factor
        if low >= high or (first.words and second.words and high < 10 and other.unit == "count"):
            return second.end if low < high else self._evolution(first, tail, second, other)
        if word == "a" and outer.endswith((" de", "d'", " des")) and context.is_evolution(outer):
            return self._evolution(first, tail, second, other)
        if self._is_year(first) and self._is_year(second) and other.unit == "":
            return second.end
        attributes: Attributes = {"quantityMin": _exact(low), "quantityMax": _exact(high)}
        self._add(first, other, attributes, rule="figures.range", words=False)
        return other.end

    def _false_friend_after(self, number: Number) -> bool:
        after = self.text[number.end : number.end + 1]
        return not number.words and after.isalpha() and not self._glued_unit(number.end)

    def _elliptic_range(self, first: Number, second: Number) -> Tail | None:
        between = self.text[first.end : second.start]
        if between.strip(" ") in "-–—" or self._is_year(first) or self._is_year(second):
            return None
        return self._elliptic(second, first)

    def _evolution(self, first: Number, tail: Tail | None, second: Number, other: Tail) -> int:
        """*De 12 à 47 salariés*: two figures, the first with the unit of the second."""
        if tail is None:
            factor = Decimal(1)
            share = second.share * other.factor
            if share > 1 and first.share == 1 and first.value < 1000:
                factor = share
            tail = replace(
                other, end=first.end, factor=factor, rule="figures.elliptic", add=Decimal(0)
            )
        self._emit(first, tail)
        self._emit(second, other)
        return other.end

    # --- elliptic numbers

    _AND = re.compile(r"(?:,|,? et| puis|, puis|,? ou) $")

    def _shared(self, index: int, number: Number) -> Tail | None:
        """*400.000 et 650.000 euros*: unit and noun of the next number, directly joined."""
        end = number.end
        for following in self.numbers[index : index + 4]:
            between = self.text[end : following.start]
            if between not in (" et ", ", ", " puis ", " ou ", ", puis ", ", et "):
                return None
            tail = self._tail(following)
            if tail is _DURATION or self._false_friend(following):
                return None
            if tail is not None:
                if between == ", " and following is self.numbers[index] and tail.unit == "count":
                    return None
                factor = tail.factor * (
                    following.share if number.share == 1 and following.share >= 1000 else 1
                )
                if self._is_year(number) or self._vetoed(number):
                    return None
                return replace(
                    tail, end=number.end, rule="figures.shared", factor=factor, add=Decimal(0)
                )
            end = following.end
        return None

    def _elliptic(self, number: Number, first: Number | None = None) -> Tail | None:
        """Unit and noun from the figure before (*dont 9 110*), or from a label (*Emplois : 300*)."""
        start = first.start if first else number.start
        if self._vetoed(number) or (number.words and number.value < 10):
            return None
        if label := self._label(start):
            return Tail("figures.labelled", number.end, "count", label)
        if self._is_year(number) or not self.found:
            return None
        antecedent = self.found[-1]
        if "\n" in self.text[antecedent.end : start]:
            return None
        unit = antecedent.attributes["unit"]
        factor = Decimal(1)
        amount = antecedent.attributes.get("quantity", antecedent.attributes.get("quantityMax"))
        if unit not in ("count", "percent") and number.share == 1 and number.value < 1000:
            for scale in (Decimal(10) ** 9, Decimal(10) ** 6, Decimal(10) ** 3):
                if amount >= scale:
                    factor = scale
                    break
        return Tail(
            "figures.elliptic", number.end, unit, antecedent.attributes.get("commodity"), factor
        )

    _LABEL = re.compile(r"(?:^|\n|[.;] )[ •*–—-]*([^\n:.;]{3,60}?) ?: *$")
    _LABEL_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

    def _label(self, start: int) -> str | None:
        low = max(0, start - 70)
        match = self._LABEL.search(self.text[low:start])
        if match is None:
            return None
        for word in self._LABEL_WORD.finditer(match[1]):
            if word[0] in FUNCTION or word[0] in ("nombre", "total", "nouveaux", "nouvelles"):
                continue
            if word[0][-1] in "sx" and len(word[0]) > 3:
                at = low + match.start(1) + word.start()
                return singular(self.folded[at : at + len(word[0])])
            return None
        return None

    def _is_year(self, number: Number) -> bool:
        return (
            not number.words
            and number.end - number.start == 4
            and 1800 <= number.value <= 2099
            and self.text[number.start : number.end].isdigit()
        )

    _DETERMINER = re.compile(r"(?:\b(?:le|la|du|au|ce|cette|l|d)|') ?$")

    def _vetoed(self, number: Number) -> bool:
        """Whether a number without a noun is no elliptic figure but a name, a day, a code."""
        text, folded = self.text, self.folded
        start, end = number.start, number.end
        low = max(0, start - 40)
        if self._DETERMINER.search(text[low:start]) and not text[low:start].endswith("d'"):
            return True
        before = re.search(r"([^\W\d_][\w'-]*) $", folded[low:start])
        if before and before[1][0].isupper() and plain(before[1]) not in FUNCTION:
            sentence = folded[low : low + before.start()].rstrip(' «"(')
            if sentence and sentence[-1] not in ".!?:;\n–•" and not number.words:
                return True
        after = re.match(r",? ([^\W\d_]+)", folded[end : end + 30])
        if after and (plain(after[1]) in _STREET):
            return True
        if (
            after
            and after[0][0] == " "
            and after[1][0].isupper()
            and number.end - number.start == 5
        ):
            return True
        if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
            return True
        return False

    # --- output

    def _emit(self, number: Number, tail: Tail) -> bool:
        """Add a single figure; False if the numeral merely counts or has no unit."""
        if tail.unit == "":
            unit = self._unit_before(number) or self._magnitude_unit(number, tail)
            if unit is None:
                return False
            tail = replace(tail, unit=unit)
        small = number.words and number.value < 10 and tail.unit == "count"
        if small and tail.factor == 1 and number.last not in _BIG:
            return False
        value = number.value * tail.factor + tail.add
        self._add(number, tail, {"quantity": _exact(value)}, rule=tail.rule, words=True)
        return True

    def _unit_before(self, number: Number) -> str | None:
        return None

    def _magnitude_unit(self, number: Number, tail: Tail) -> str | None:
        found = self._elliptic(number)
        return found.unit if found else None

    def _add(
        self, number: Number, tail: Tail, quantity: Attributes, *, rule: str, words: bool
    ) -> None:
        start, end = number.start, tail.end
        window = context.window_before(self.text, start)
        attributes: Attributes = {**quantity, "unit": tail.unit}
        if tail.commodity:
            attributes["commodity"] = tail.commodity
        found = context.precision_before(window)
        if found:
            attributes["precision"] = found[0]
            window = window[: -found[1]].rstrip(" ")
        elif after := context.precision_after(self.text, end):
            attributes["precision"] = after
        elif words and number.last in _COLLECTIVE:
            attributes["precision"] = "about"
        if change := context.change(window, self.text, end, tail.commodity):
            attributes["change"] = change
        attributes["topic"] = context.topic(tail.unit, tail.commodity)
        self.found.append(Candidate(start, end, "FIG", rule, attributes))


def _exact(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
