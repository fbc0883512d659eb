"""The lines of a text: how each reads, and which are a page's furniture.

A line is judged by its length, its punctuation, its bullet and the words it starts with
(``rules/layout.toml``). Lines that were broken for width are joined; the text is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise

from ftextract import byline
from ftextract.lexicon import load
from ftextract.models import BlockKind
from ftextract.rule import alternatives
from ftextract.view import INVISIBLE, LINE_BREAK, folded_lines, folded_words

BULLET = re.compile(r"\s*(?:[-–—•*·▪►●○‣■□✓✔➤→>+]|\d{1,2}[.)]|[a-z]\))(?=\s|$)")
TERMINAL = re.compile(r"[.!?…](?:\s*[»\"”)\]])*$")
_WORD = re.compile(r"[^\W_]")
_QUESTION = re.compile(r"[^.?!…]+(?:[.?!] )?[^.?!…]*[?!](?:\s*[»\"”])?")
_MENU_SEPARATOR = re.compile(r"\S\s*(?:[|›>·•▪★/]|//)\s+(?=\S)")
_EDGE = f" \t\u00a0\u202f{INVISIBLE}"

_PROSE_WORDS = 25  # a line this long is prose whatever its end: chapôs often lack the full stop
_SENTENCE_WORDS = 10  # a line this long that ends like a sentence is prose
QUESTION_WORDS = 24  # a title may be as long
_FURNITURE_WORDS = 16  # a longer block needs an unmistakable phrase inside to be furniture
_FURNITURE_PARAGRAPH_WORDS = 70
BYLINE_SENTENCE_WORDS = 16
_TITLE_LINES = 2  # the first lines, where a topic begins a title
_TOPIC_WORDS = 4
_WRAP_WIDTHS = range(38, 121)  # hard-wrapped text is this wide


@dataclass
class Line:
    """One line, or several that were broken for width, without blanks at its edges."""

    start: int
    end: int
    text: str
    kind: BlockKind | None = None
    after_blank: bool = False
    signed: bool = False  # a byline for what the rest of the text does not say
    words: list[str] = field(init=False, compare=False)  # with what stands at them

    def __post_init__(self) -> None:
        self.words = self.text.split()

    @cached_property
    def folded(self) -> str:
        """The text for comparison, with glued words apart (*0Commentaire*)."""
        return folded_words(_unglued(self.text))

    @cached_property
    def is_bullet(self) -> bool:
        """Whether the line holds nothing but a bullet or other signs."""
        return _WORD.search(self.text) is None

    @cached_property
    def is_prose(self) -> bool:
        """Whether the line reads like running text: long, or a whole sentence."""
        count = len(self.words)
        return count >= _PROSE_WORDS or (
            count >= _SENTENCE_WORDS and TERMINAL.search(self.text, len(self.text) - 8) is not None
        )

    @cached_property
    def is_running(self) -> bool:
        """Whether the line is prose above which the head ends: no byline of whole sentences."""
        if not self.is_prose or len(self.words) > BYLINE_SENTENCE_WORDS:
            return self.is_prose
        return not (self.is_head_byline and byline.is_dated(self.text))

    @cached_property
    def is_byline(self) -> bool:
        """Whether the line is a byline wherever it stands."""
        return byline.is_byline(self.text)

    @cached_property
    def is_head_byline(self) -> bool:
        """Whether the line is a byline if it stands above the first prose."""
        if self.signed or self.is_byline:
            return True
        return not BULLET.match(self.text) and byline.is_byline(self.text, near_title=True)

    @property
    def may_be_title(self) -> bool:
        """Whether the line asks or exclaims in one sentence, as titles do, or is no sentence."""
        return len(self.words) <= QUESTION_WORDS and (
            not self.is_prose or _QUESTION.fullmatch(self.text) is not None
        )


# Searches skip to the class that each begins with.
_GLUED_CAPITALS = re.compile(r"[A-ZÀ-Þ](?<=[a-zà-ÿ].)(?=[A-ZÀ-Þ])")
_GLUED_NUMBER = re.compile(r"\d(?=[A-Za-z])")


def _unglued(text: str) -> str:
    return _GLUED_NUMBER.sub(r"\g<0> ", _GLUED_CAPITALS.sub(r" \g<0>", text))


def split(text: str) -> list[Line]:
    """The lines of a text that hold anything."""
    lines: list[Line] = []
    position, blank = 0, True
    for match in [*LINE_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        start = position
        position = match.end() if match else len(text)
        while start < end and (text[start] in _EDGE or text[start].isspace()):
            start += 1
        while end > start and (text[end - 1] in _EDGE or text[end - 1].isspace()):
            end -= 1
        if start == end:
            blank = True
            continue
        said = unicodedata.normalize("NFC", text[start:end])  # compared, never returned
        lines.append(Line(start, end, said, after_blank=blank))
        blank = False
    return lines


def join_wrapped(lines: list[Line]) -> list[Line]:
    """Join lines that were broken for width: the next line's first word did not fit."""
    width = max((len(line.text) for line in lines), default=0)
    if width not in _WRAP_WIDTHS:
        return lines
    pairs = [(a, b) for a, b in pairwise(lines) if not b.after_blank]
    full = [a for a, b in pairs if _is_full(a, b, width)]
    if len(full) < 4 or len(full) * 5 < len(pairs) * 2:
        return lines
    joined: list[Line] = []
    for index, line in enumerate(lines):
        previous = lines[index - 1] if index else None
        if previous and not line.after_blank and _is_full(previous, line, width):
            last = joined[-1]
            joined[-1] = Line(
                last.start, line.end, f"{last.text} {line.text}", after_blank=last.after_blank
            )
        else:
            joined.append(line)
    return joined


def _is_full(line: Line, following: Line, width: int) -> bool:
    if following.is_bullet or BULLET.match(following.text):
        return False
    first = re.split(r"(?<=\w-)(?=\w)", following.words[0])[0]
    room = width - len(line.text) - (0 if line.text.endswith("-") else 1)
    return len(first) > room


@cache
def _furniture_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("layout")

    def plain(*tables: str) -> str:
        return alternatives({folded_words(word) for table in tables for word in words[table]})

    begins = rf"(?:{plain('furniture_start')})(?!\w)"
    start = (
        rf"\W*(?:\d+ ?)?(?:{begins}|"
        rf"(?:{plain('furniture_word', 'furniture_topic')})"
        rf"(?=\W*$|\W*\d|\s*[:|>›(/—–]|(?: [a-z]\.)+| {begins}))"
    )
    return re.compile(start), re.compile(rf"\W*(?:\d+ ?)?(?:{plain('furniture_lists')})\W*")


@cache
def _furniture_inside() -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(folded_words, load("layout")["furniture_inside"])))


def _is_furniture(line: Line, inside: Sequence[str]) -> bool:
    """Whether the line is furniture; ``inside`` are the phrases that the text holds."""
    count = len(line.words)
    if count > _FURNITURE_PARAGRAPH_WORDS:
        return False
    if count <= _FURNITURE_WORDS:
        if _furniture_patterns()[0].match(line.folded):
            return True
        if len(_MENU_SEPARATOR.findall(line.text)) >= 2:
            return not (TERMINAL.search(line.text) or line.is_head_byline)
    folded = line.folded
    for phrase in inside:  # noqa: SIM110 (a generator takes three times as long)
        if phrase in folded:
            return True
    return False


def _fold(lines: Sequence[Line]) -> list[str]:
    """Fold all lines that may be furniture at once; give the phrases of furniture in them."""
    short = [line for line in lines if len(line.words) <= _FURNITURE_PARAGRAPH_WORDS]
    folded = folded_lines(_unglued("\n".join(line.text for line in short)))
    for line, words in zip(short, folded, strict=False):
        line.folded = words
    text = "\n".join(folded)
    return [phrase for phrase in _furniture_inside() if phrase in text]


def mark_furniture(lines: list[Line]) -> None:
    """Mark menus, buttons, notices and lists of links."""
    lists = _furniture_patterns()[1]
    inside = _fold(lines)
    in_list = False
    for index, line in enumerate(lines):
        if index < _TITLE_LINES and len(line.words) > _TOPIC_WORDS and _topic().match(line.folded):
            continue
        listed = len(line.words) <= _FURNITURE_WORDS and lists.fullmatch(line.folded) is not None
        if listed or _is_furniture(line, inside):
            line.kind, in_list = "boilerplate", listed
        elif in_list and not line.is_prose and BULLET.match(line.text):
            line.kind = "boilerplate"
        elif not line.is_bullet:
            in_list = False


@cache
def _topic() -> re.Pattern[str]:
    """How a title begins that names its topic: *Météo : le froid arrive*."""
    topics = alternatives(map(folded_words, load("layout")["furniture_topic"]))
    return re.compile(rf"{topics}\s?[:.]\s")


def begins_furniture(text: str) -> bool:
    """Whether a part of a line starts as furniture does: *Abonnez-vous dès 4 €*."""
    return _furniture_patterns()[0].match(folded_words(text)) is not None
