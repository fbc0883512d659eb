"""The text that model and rules see, and the way back to the source's offsets.

A view holds the blocks of an article that are not boilerplate, one per line. Characters are
folded (``rule.fold``), canonically composed (NFC), lines that were broken for width are joined
again, and soft hyphens and zero-width characters are gone. The source itself never changes:
``to_source`` gives the code points behind any stretch of the view.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ftextract.lexicon import load
from ftextract.rule import fold

_BREAKS = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
LINE_BREAK = re.compile(rf"[{_BREAKS}](?:(?<=\r)\n)?")  # searches skip to the class in front
INVISIBLE = "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{WORD JOINER}"

# What has to be looked at piece by piece; anything else is copied in one stretch.
_MAY_BE_SPECIAL = re.compile(rf"[{_BREAKS}{INVISIBLE}]")
_SPECIAL = re.compile(
    rf"(?P<break>(?:(?<![ \t\u00a0\u202f])[ \t\u00a0\u202f]+)?(?:{LINE_BREAK.pattern})\s*)"
    rf"|(?P<invisible>[{INVISIBLE}]+)"
)
_COMBINING = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]+")
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")


class _Segment(NamedTuple):
    """A stretch of the view: where it starts, the source behind it, and if it is one to one.

    If it is, both are of one length.
    """

    start: int
    source_start: int
    source_end: int
    aligned: bool


class View:
    """The folded text of some stretches of a source text, one stretch per line."""

    def __init__(self, source: str, spans: Sequence[tuple[int, int]]) -> None:
        self.source = source
        self._folded = fold(source)
        self._is_composed = unicodedata.is_normalized("NFC", source)  # then all of its parts are
        self._segments: list[_Segment] = []
        self._pieces: list[str] = []
        self._length = 0
        self.blocks: list[tuple[int, int]] = []
        for index, (start, end) in enumerate(spans):
            if index:
                self._append("\n", start, start, aligned=False)
            block_start = self._length
            self._add_block(start, end)
            self.blocks.append((block_start, self._length))
        self.text = "".join(self._pieces)
        self._starts = [segment.start for segment in self._segments]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source's half-open code point offsets of a non-empty stretch of the view."""
        segment = self._segment(start)
        shift = segment.source_start - segment.start
        if segment.aligned and start < end <= segment.source_end - shift:
            return start + shift, end + shift
        return self._source_start(start), self._source_end(end - 1)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each block's offset in the view and its text."""
        for start, end in self.blocks:
            yield start, self.text[start:end]

    def _segment(self, offset: int) -> _Segment:
        return self._segments[bisect_right(self._starts, offset) - 1]

    def _source_start(self, offset: int) -> int:
        segment = self._segment(offset)
        return segment.source_start + (offset - segment.start if segment.aligned else 0)

    def _source_end(self, offset: int) -> int:
        segment = self._segment(offset)
        if segment.aligned:
            return segment.source_start + offset - segment.start + 1
        return segment.source_end

    def _append(self, piece: str, source_start: int, source_end: int, *, aligned: bool) -> None:
        if piece:
            self._segments.append(_Segment(self._length, source_start, source_end, aligned))
            self._pieces.append(piece)
            self._length += len(piece)

    def _add_block(self, start: int, end: int) -> None:
        if _MAY_BE_SPECIAL.search(self.source, start, end) is None:
            self._add_stretch(start, end)
            return
        position = start
        for match in _SPECIAL.finditer(self.source, start, end):
            self._add_stretch(position, match.start())
            position = match.end()
            if match["break"] is not None:
                if self._broken_word(match.end(), end):
                    self._drop_hyphen()
                elif not (self._pieces and _BROKEN_WORD.search(self._pieces[-1])):
                    self._append(" ", match.start(), match.end(), aligned=False)
        self._add_stretch(position, end)

    def _add_stretch(self, start: int, end: int) -> None:
        text = self.source[start:end]
        if self._is_composed or unicodedata.is_normalized("NFC", text):
            self._append(self._folded[start:end], start, end, aligned=True)
            return
        position = 0
        for match in _COMBINING.finditer(text):
            self._append(
                fold(text[position : match.start()]),
                start + position,
                start + match.start(),
                aligned=True,
            )
            composed = fold(unicodedata.normalize("NFC", match.group()))
            self._append(composed, start + match.start(), start + match.end(), aligned=False)
            position = match.end()
        self._append(fold(text[position:]), start + position, end, aligned=True)

    def _broken_word(self, next_start: int, end: int) -> bool:
        """Whether a hyphen at a line's end is a word division, not part of a compound."""
        before = self._pieces[-1][-40:] if self._pieces else ""
        if not _BROKEN_WORD.search(before):
            return False
        head = re.search(r"[\w'-]+-$", before)
        tail = re.match(r"[\w'’-]+", self.source[next_start : min(end, next_start + 40)])
        if head is None or tail is None:
            return False
        first, rest = head.group()[:-1], tail.group()
        words = load("layout")
        return (
            rest[0].islower()
            and not first[0].isupper()
            and "-" not in rest
            and first.rsplit("-", 1)[-1].lower() not in words["compound_first"]
            and rest.lower() not in words["compound_rest"]
        )

    def _drop_hyphen(self) -> None:
        piece, segment = self._pieces.pop()[:-1], self._segments.pop()
        self._length -= 1
        if piece:
            self._pieces.append(piece)
            self._segments.append(segment._replace(source_end=segment.source_end - 1))


def folded_words(text: str) -> str:
    """A text for comparison: no accents, no case, hyphens and apostrophes as spaces."""
    return _folded_name(text) if len(text) < _NAME_LENGTH else _folded_words(text)


_NAME_LENGTH = 80  # what is shorter is likely a name, asked for again and again
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_FEW_CHARACTERS = 64  # without ASCII; French has fewer


def _folded_words(text: str) -> str:
    return " ".join(_untied(text).split())


def folded_lines(text: str) -> list[str]:
    """The ``folded_words`` of what stands between line feeds."""
    return [" ".join(line.split()) for line in _untied(text).split("\n")]


def _untied(text: str) -> str:
    bare = fold(text).casefold()
    if not bare.isascii():
        bare = _without_accents(bare)
    return bare.replace("-", " ").replace("'", " ").replace("–", " ")


def _without_accents(text: str) -> str:
    found = set(_NON_ASCII.findall(text))
    if len(found) > _FEW_CHARACTERS:
        return text.translate(_BARE)
    for character in found:  # what it is replaced by has no accents: any order does
        text = text.replace(character, _BARE[ord(character)])
    return text


_BARE_CHARACTERS = 4096  # known at once; texts have a few hundred, Unicode has a million


class _Bare(dict[int, str]):
    """What a character is without accents, for ``str.translate``; learnt as characters come."""

    def __missing__(self, code: int) -> str:
        if len(self) == _BARE_CHARACTERS:
            self.clear()
        parts = unicodedata.normalize("NFD", chr(code))
        bare = "".join(part for part in parts if not unicodedata.combining(part))
        self[code] = bare.replace("œ", "oe")
        return self[code]


_BARE = _Bare()


_folded_name = lru_cache(maxsize=8192)(_folded_words)


_ABBREVIATION = re.compile(
    r"(?:\b(?:M|MM|Mme|Mlle|Dr|Pr|St|Ste|etc|av|bd|env|cf|art|ex|p|n|[A-Z]))\.$"
)
_SENTENCE_END = re.compile(  # searches skip to the class in front
    r"[.!?…](?<![.!?…].)[.!?…]*+(?:\s*+[»\"”)])*(?=\s++[«\"“(–—-]*+\s*+[A-ZÀ-ÖØ-Þ0-9])"
)


def sentences(view: View) -> list[tuple[int, int]]:
    """The sentences of a view: offsets of stretches that end at a full stop or a block's end."""
    found: list[tuple[int, int]] = []
    for block_start, line in view.lines():
        begin = 0
        for match in _SENTENCE_END.finditer(line):
            if _ABBREVIATION.search(line[max(0, match.start() - 5) : match.start() + 1]):
                continue
            found.append((block_start + begin, block_start + match.end()))
            begin = match.end()
            while begin < len(line) and line[begin] == " ":
                begin += 1
        if begin < len(line):
            found.append((block_start + begin, block_start + len(line)))
    return found
