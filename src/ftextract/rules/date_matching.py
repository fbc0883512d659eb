"""Where date rules are tried, and which match is kept.

One scan finds the words that can begin a date (``_TRIGGERS``: a digit, a month, *fin*, *il y a*…);
at each, the rules of that kind of trigger are matched and the longest match is kept. A prefix
(*fin*, *semaine du*) is matched with the date after it, and a date is extended by the period that
contains it (*premier trimestre [de l'année prochaine]*). Each pattern is bounded, so time is
linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ftextract.rule import Rule, alternatives, first_words
from ftextract.rules import date_context as context
from ftextract.rules.date_ranges import Atom
from ftextract.rules.date_words import END, ROMAN, UNIT, WEEKDAY, S, Unresolved, piece, surfaces

_CENTURIES = ("ier", *(rank + ending for rank in ROMAN for ending in ("e", "eme")))
# Kind of trigger → its words, and the rules to try there. The order is that of the alternation.
_TRIGGERS = {
    # Most numbers are no dates: what follows one tells which rules can match.
    "number_of_units": (
        rf"\d{{1,3}} (?= {S} (?: {UNIT} | premiers | derniers ) )",
        "span first_months bare_day",
    ),
    "number_and_ending": (r"\d{1,2} (?= \ (?: er | e | eme ) \  )", "day days bare_day century"),
    "number_and_word": (r"\d{1,2} (?= \ {1,2} [a-z&/–-] )", "day days bare_day"),
    "year": (r"[12]\d{3} (?! \d )", "iso years year"),
    "number_and_mark": (
        r"\d{1,2} (?= [-–/.,] )",
        "days numeric day_numeric month_numeric bare_day",
    ),
    "number_and_letter": (r"\d{1,2} (?= [a-z] )", "day days ordinal bare_day century half"),
    "number_alone": (r"\d{1,2} (?! \d )", "bare_day"),
    "ago": (rf"(?: il {S} y {S} a | voila | voici | dans ) (?= {S} [\w'] )", "ago"),
    "demonstrative": (r"ce (?: t | tte )? (?= \ )", "this_unit this_part this"),
    "same": (r"meme (?= \ )", "same_unit"),
    "next": (r"prochaine? (?= \ )", "side_first"),
    "neighbour": (rf"{piece('neighbour')} {END}", "neighbour neighbour_of feast"),
    "feast": (rf"{piece('feast', 'movable_feast')} {END}", "feast movable_feast"),
    "back_to_school": (r"rentree \b", "back_to_school"),
    "period_noun": (rf"{piece('period_noun')} (?= {S} \w* \ ?[12]\d )", "years decade year_noun"),
    "unit": (UNIT, "unit_side decade week_number week_of month_of weekend_of weekend unit"),
    "season": (rf"{piece('season')} {END}", "season"),
    "weekday": (
        rf"{WEEKDAY} | {piece('weekday_short')} (?= \. \ ?\d )",
        "day days numeric day_numeric weekday_day weekday",
    ),
    "part": (rf"mi (?= [- ] ) | {piece('part')} {END}", "part"),
    "year_words": (
        r"(?: deux \ mille | dix-(?: neuf | huit ) \ cent | mil (?: le )? \ (?: neuf | huit ) ) \b",
        "year_words",
    ),
    "roman": (rf"(?: {alternatives(_CENTURIES)} ) (?= \ siecle )", "century"),
    "ordinal": (
        rf"""{piece("ordinal")} (?= {S} (?: {UNIT} | {WEEKDAY} | {piece("month")} {END}
        | quinzaine | moitie | trim\. | sem\. ) )""",
        "ordinal day half",
    ),
    "count": (
        rf"{piece('count')} (?= {S} (?: {UNIT} | {piece('month')} {END} | premiers | derniers ) )",
        "day span first_months",
    ),
    "month": (rf"{piece('month')} {END} | {piece('month_short')} (?= \.?\ \d )", "month"),
    "deictic": (rf"{piece('deictic')} {END}", "deictic"),
    "code": (r"[tqs][1-4] \b", "code code_alone"),
}
# Rules that are no date by themselves: they need a prefix (*fin de l'année*) or a container
# (*premier lundi de mars*).
_NEED_PREFIX = ("dates.unit",)
# The first words of triggers that are in no table.
_TRIGGER_WORDS = (
    "il", "voila", "voici", "dans", "ce", "cet", "cette", "meme", "prochain", "prochaine", "mil",
)  # fmt: skip
# How many expressions may be nested: *lendemain de la fin de la semaine du 3 mars*.
_DEPTH = 3
# A smaller number is a smaller unit: a period lies in one with a greater number.
_UNITS = "day weekend week month quarter season half year decade century"
_SIZE = {unit: size for size, unit in enumerate(_UNITS.split())}
_LINK = re.compile(r"\ {1,2}(?:(?:de\ la\ |de\ l'|du\ |de\ |d')|(?=cette\ ))", re.VERBOSE)
_OPEN_SIDES = frozenset("-/@#_=&%~")
_MONTH_NEXT = re.compile(
    rf"-(?! (?: {piece('month')} | {piece('weekday')} | {piece('part')} ) \b ) [^\W\d]", re.VERBOSE
)
_BEFORE_CAPITAL_MONTH = frozenset(
    ["en", "depuis", "des", "fin", "debut", "mi", "courant", "avant", "apres", "jusqu'en", "milieu"]
)
_NO_MONTH_AFTER = frozenset(["planete", "champ", "m", "mme", "monsieur"])


@dataclass(frozen=True)
class Prefix:
    """Words that change what the date after them means; ``value`` returns None to refuse it."""

    name: str
    pattern: str
    value: Callable[[re.Match[str], Atom], Unresolved | None]
    example: str


class Matcher:
    """The rules of a table, compiled, and the scan over a text."""

    def __init__(self, rules: Sequence[Rule], prefixes: Sequence[Prefix]) -> None:
        self._rules = {rule.name: rule for rule in rules}
        self._prefixes = {prefix.name: prefix for prefix in prefixes}
        self._compiled: dict[str, list[tuple[re.Pattern[str], Rule | Prefix]]] = {}

    @cached_property
    def _trigger(self) -> re.Pattern[str]:
        """A trigger with the character before it; searches skip to what is no plain letter.

        The group that names its kind is empty and behind it: where a kind does not match, it costs
        nothing.
        """
        kinds = " | ".join(f"(?: {words} ) (?P<{kind}> )" for kind, (words, _) in _TRIGGERS.items())
        return re.compile(rf"[^a-z0-9] (?= {_openings()} ) \b (?: {kinds} )", re.VERBOSE)

    def _patterns(self, kind: str) -> list[tuple[re.Pattern[str], Rule | Prefix]]:
        """What to try at a kind of trigger; compiled when the first such trigger is found."""
        if kind not in self._compiled:
            names = [f"dates.{name}" for name in _TRIGGERS[kind][1].split()]
            rules = [self._rules.get(name) or self._prefixes[name] for name in names]
            # Without IGNORECASE: the text is in lower case.
            self._compiled[kind] = [(re.compile(r.pattern, re.VERBOSE), r) for r in rules]
        return self._compiled[kind]

    def scan(self, text: str, norm: str) -> Iterator[Atom]:
        """The dates of a text (folded, and plain), left to right, without overlap."""
        end = 0
        for trigger in self._trigger.finditer(" " + norm):
            start = trigger.start()  # of what is before it, behind the added space
            if start < end or not _may_start(norm, start, end):
                continue
            atom = self._atom_at(norm, start, str(trigger.lastgroup))
            if atom is None:
                continue
            end = atom.end  # also when refused: no "novembre 1918" out of "rue du 11 novembre 1918"
            atom = _in_context(atom, text, norm)
            if atom is not None:
                yield atom

    def _after(self, norm: str, start: int, depth: int) -> Atom | None:
        trigger = self._trigger.match(norm, start - 1)
        if trigger is None:
            return None
        return self._atom_at(norm, start, str(trigger.lastgroup), depth + 1)

    def _atom_at(self, norm: str, start: int, kind: str, depth: int = 0) -> Atom | None:
        """The longest date that starts here (of two, the first in the table), None if there is
        none."""
        best: Atom | None = None
        for pattern, rule in self._patterns(kind):
            match = pattern.match(norm, start)
            if match is None or (rule.name in _NEED_PREFIX and not depth):
                continue
            if best is not None and match.end() <= best.end and isinstance(rule, Rule):
                continue
            atom = self._read(norm, match, rule, depth)
            if atom is not None and (best is None or atom.end > best.end):
                best = atom
        if best is None:
            return None
        return self._contained(norm, best, depth)

    def _read(
        self, norm: str, match: re.Match[str], rule: Rule | Prefix, depth: int
    ) -> Atom | None:
        if isinstance(rule, Rule):
            attributes = rule.value(match)
            if attributes is None:
                return None
            timex: Unresolved = attributes["timex"]
            return Atom(match.start(), match.end(), rule.name, timex.first, timex.last)
        inner = self._after(norm, match.end(), depth) if depth < _DEPTH else None
        if inner is None:
            return None
        changed = rule.value(match, inner)
        if changed is None:
            return None
        return Atom(match.start(), inner.end, rule.name, changed.first, changed.last)

    def _contained(self, norm: str, atom: Atom, depth: int) -> Atom | None:
        """The atom with the period that contains it, where the text names one."""
        point = atom.first
        needs = point.nth is not None and point.base is None
        if point.year is not None or point.side or point.anchor or point.base is not None:
            return atom
        link = _LINK.match(norm, atom.end)
        container = self._after(norm, link.end(), depth) if link and depth < _DEPTH else None
        if (
            container is None
            or container.last is not None
            or container.first.mod
            or _SIZE[container.first.unit] <= _SIZE[point.unit]
        ):
            # "dernier trimestre" alone is the one before.
            if needs and point.index is not None:
                return atom._replace(first=point._replace(nth=None))
            return None if needs else atom
        last = atom.last._replace(base=container.first) if atom.last else None
        return atom._replace(
            end=container.end, first=point._replace(base=container.first), last=last
        )


def _openings() -> str:
    """A pattern of the first words of all triggers: most words are turned away by it."""
    tables = (
        "month month_short weekday weekday_short count ordinal unit season deictic neighbour feast "
        "movable_feast part back_to_school period_noun"
    )
    codes = (f"{letter}{number}" for letter in "tqs" for number in range(1, 5))
    words = first_words((*surfaces(*tables.split()), *_TRIGGER_WORDS, *_CENTURIES, *codes))
    return rf"(?: \d | {alternatives(word for word in words if not word[0].isdigit())} {END} )"


def _may_start(norm: str, start: int, previous_end: int) -> bool:
    """Whether the character before lets a date start: not inside *B-12*, a URL, *Champ-de-Mars*."""
    if start == 0 or start - 1 == previous_end:
        return True
    before = norm[start - 1]
    if norm[start].isdigit() and before in ".,:" and start > 1 and norm[start - 2].isdigit():
        return False
    if before in "-–":
        return start < 2 or not norm[start - 2].isalnum()
    return before not in _OPEN_SIDES


def _in_context(atom: Atom, text: str, norm: str) -> Atom | None:
    """The atom with the rule's name that its surroundings give it, None if they refuse it."""
    start, end = atom.start, atom.end
    if norm[end : end + 1] == "-" and _MONTH_NEXT.match(norm, end):
        return None
    match atom.rule:
        case "dates.year":
            rule = context.year_rule(text, norm, start, end)
            return atom._replace(rule=rule) if rule else None
        case "dates.day" | "dates.days":
            return None if context.is_named_after(norm, start) else atom
        case "dates.month" if atom.first.year is None and not atom.first.side:
            return atom if _is_month(text, norm, start, end) else None
        case "dates.season" if text[start].isupper() and atom.first.year is None:
            return None if atom.first.side == 0 else atom
    return atom


def _is_month(text: str, norm: str, start: int, end: int) -> bool:
    """Whether a month's name alone is one: not *M. Mars*, *la planète Mars*, *Avril Lavigne*."""
    before = context.words_before(norm, start)[:1]
    if norm[end : end + 1] == "." and end - start < 4 and norm[start:end] not in ("mars", "mai"):
        return False
    if text[start].islower() or text[start:end].isupper():
        return not _NO_MONTH_AFTER.intersection(before)
    if before:
        return before[0] in _BEFORE_CAPITAL_MONTH
    follows = norm[end : end + 3].lstrip(" ")
    line = norm[max(0, start - 3) : start].rpartition("\n")[2]
    at_start = (start < 3 or "\n" in norm[start - 3 : start]) and not line.strip(" >-–—•*")
    return at_start and follows[:1] in (":", "-", "–", "—", "", "\n", ",", "/")
