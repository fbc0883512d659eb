"""A sentence as what it is made of: names, small words, signs, and words that mean something.

What a company's trade is, and whether it is put forward, shows in the *kinds* of what stands
around its name, so that *Orbem, à Brest, pour le cloud* and *Kerlys, à Lille, pour les jeux* look
the same. Names and dates are one token each, whatever they consist of; so are figures, but for
the noun that they count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from operator import itemgetter

from ftextract.lexicon import load
from ftextract.outline import Outline, Span, within
from ftextract.rule import Candidate, fold
from ftextract.rules.names import LOWER

# Kinds of tokens; small words have those of rules/sectors.toml, and a sign is its own kind.
COMPANY, PLACE, PERSON, NAME, NUMBER = "C", "P", "H", "E", "F"
WORD, PARTICIPLE, CAPITAL, DIGIT, COUNTED = "w", "q", "N", "0", "g"
NO_TRADE, VERB = "X", "v"
_IN_ENT = "ent"  # a word, or a verb, until the word before it is known
_OF_LABEL = {"LOC": PLACE, "PER": PERSON, "EVENT": NAME, "FIG": NUMBER, "DATE": NUMBER}
_TOKEN = re.compile(r"(?:[cdjlmnstCDJLMNST]|[qQ]u|[jJ]usqu|[lL]orsqu)'|\w+(?:[-'.]\w+)*|[^\w\s]")
_PARTICIPLES = ("é", "ée", "és", "ées")
_NO_PARTICIPLES = ("té", "tés", "tié")
_PAST = ("ait", "aient")
_NO_PAST = ("lait", "trait", "fait", "hait")  # lait, portrait, bienfait, souhait
_ORDINALS = ("ième", "ièmes")
_NOUN = re.compile(rf"[{LOWER}][\w-]{{2,}}")
_RESUMES = frozenset({"pron", "S", "A", "cet"})  # how a sentence begins that goes on about it
_KNOWN = 8192  # tokens whose kinds are remembered


@dataclass(slots=True)
class Sentence:
    """The tokens of a sentence: their kinds, and they in small letters (names as their kinds)."""

    kinds: list[str]
    words: list[str]
    companies: dict[int, int]  # where each company starts: the index of its token, in order
    _names: list[tuple[int, int, int]]  # tokens of names, dates and figures, and where they stand
    _text: str
    _span: Span
    enumerations: dict[int, Span] = field(default_factory=dict)  # of companies' tokens, once found

    def span(self, first: int, last: int) -> Span:
        """Where some tokens stand in the text."""
        start, end = self._offsets(first)
        return start, end if last == first else self._offsets(last)[1]

    def _offsets(self, token: int) -> Span:
        names = self._names
        index = bisect_right(names, token, key=itemgetter(0))
        before, start, end = names[index - 1] if index else (-1, 0, self._span[0])
        if before == token:
            return start, end
        until = names[index][1] if index < len(names) else self._span[1]
        words = _TOKEN.finditer(self._text, end, until)
        return next(islice(words, token - before - 1, None)).span()


class Sentences:
    """The sentences of an article, each read when it is first asked for.

    ``organizations`` tells the kind of token of the organization that starts at an offset;
    ``mentions`` are sorted and do not overlap.
    """

    def __init__(
        self, outline: Outline, mentions: Iterable[Candidate], organizations: Mapping[int, str]
    ) -> None:
        self.outline = outline
        self._organizations = organizations
        self._mentions = list(mentions)
        self._starts = [mention.start for mention in self._mentions]
        self._read: dict[int, Sentence] = {}

    def around(self, offset: int) -> Sentence:
        """The sentence that an offset lies in."""
        return self._sentence(*self.outline.sentence(offset))

    def behind(self, offset: int) -> Sentence | None:
        """The sentence behind the one that an offset lies in, if it goes on about the same.

        It stands in the same block and begins with *il*, *ses*, *la société*, *cette …*.
        """
        outline = self.outline
        _, last = outline.sentence(offset)
        first, end = outline.sentence(last + 1)
        if first < last or outline.block(first) != outline.block(offset):
            return None
        opening = _TOKEN.match(outline.text, first, end)
        resumes = opening is not None and _kinds()[opening.group()] in _RESUMES
        if opening and not resumes and outline.text[last - 1] == "?":  # Et Orbem ? Des …
            resumes = _kinds()[opening.group()] in ("d", "des")
        return self._sentence(first, end) if resumes else None

    def following(self, offset: int) -> Sentence | None:
        """The sentence behind the one that an offset lies in, in the same block."""
        outline = self.outline
        _, last = outline.sentence(offset)
        first, end = outline.sentence(last + 1)
        same = first >= last and outline.block(first) == outline.block(offset)
        return self._sentence(first, end) if same else None

    def _sentence(self, first: int, last: int) -> Sentence:
        if first not in self._read:
            self._read[first] = self._tokens(first, last)
        return self._read[first]

    def _tokens(self, first: int, last: int) -> Sentence:
        text, kind_of = self.outline.text, _kinds().__getitem__
        kinds: list[str] = []
        words: list[str] = []
        names: list[tuple[int, int, int]] = []
        companies: dict[int, int] = {}
        position = first
        for index in within(self._starts, first, last):
            mention = self._mentions[index]
            start = mention.start
            kind = _OF_LABEL.get(mention.label) or self._organizations.get(start)
            if kind is None:
                continue
            found = _TOKEN.findall(text, position, start)
            words += found
            kinds += map(kind_of, found)
            position = mention.end
            noun = _noun(mention, text) if kind == NUMBER else None
            if kind == COMPANY:
                companies[start] = len(kinds)
            names.append((len(kinds), start, noun or position))
            kinds.append(kind)
            words.append(kind)
            if noun:
                names.append((len(kinds), noun, position))
                kinds.append(COUNTED)
                words.append(text[noun:position])
        found = _TOKEN.findall(text, position, last)
        words += found
        kinds += map(kind_of, found)
        _settle(kinds, words)
        return Sentence(kinds, list(map(str.lower, words)), companies, names, text, (first, last))


def _settle(kinds: list[str], words: list[str]) -> None:
    """Correct the kinds of words that mean something else behind the word before them."""
    if kinds and kinds[0] == NAME != words[0]:
        kinds[0] = _kinds()[words[0].lower()]  # it opens the sentence: its capital tells nothing
    if "son" in words:
        for index in range(1, len(words)):
            if words[index] == "son" and kinds[index - 1] in ("A", "d"):
                kinds[index] = WORD  # spécialiste du son
    if _IN_ENT in kinds:
        for index, kind in enumerate(kinds):
            if kind == _IN_ENT:
                behind = index and kinds[index - 1] in (WORD, PARTICIPLE)
                verb = behind and words[index - 1].endswith("s")  # ses balises flottent
                kinds[index] = VERB if verb else WORD


def _noun(mention: Candidate, text: str) -> int | None:
    """Where the noun begins that a figure counts, if that is one word in small letters."""
    if mention.attributes.get("unit") != "count":
        return None
    noun = text.rfind(" ", mention.start, mention.end) + 1
    return noun if noun and _NOUN.fullmatch(text, noun, mention.end) else None


class _Kinds(dict[str, str]):
    """The kind of each word by itself, learnt as words come."""

    def __missing__(self, word: str) -> str:
        if len(self) == _KNOWN:
            self.clear()
        kind = self[word] = _kind(word)
        return kind


@cache
def _kinds() -> _Kinds:
    return _Kinds()


def _kind(word: str) -> str:
    """The kind of a word or sign."""
    low = word.lower()
    known, small = fold(low).lower(), load("sectors")["kind"].surfaces  # as the word lists have it
    if known in small:
        return small[known]
    if word[0].isupper():
        return CAPITAL if len(word) > 1 and word.isupper() else NAME
    if word[0].isalpha():
        if low.endswith(_ORDINALS) or known in load("people")["function"].surfaces:
            return NO_TRADE
        if low.endswith(_PAST) and not low.endswith(_NO_PAST):
            return VERB
        if low.endswith(_PARTICIPLES) and not low.endswith(_NO_PARTICIPLES):
            return PARTICIPLE
        return _IN_ENT if word.endswith("ent") else WORD
    return DIGIT if word[0].isdigit() else word
