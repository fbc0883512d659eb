"""From a text to the blocks of an article: title, byline, headings, paragraphs, items, debris.

Everything is decided on lines: what a line looks like (length, punctuation, bullet), which words
it starts with (``rules/layout.toml``), and where it stands. The article proper starts at its
first prose line; its title is above it, and what is above the title is the page's furniture, such
as the list of a dossier's other articles. After the last prose line, furniture goes on to the
end once it has started. The text itself is never changed.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from ftextract import byline
from ftextract.lexicon import load
from ftextract.models import Block, BlockKind
from ftextract.rule import alternatives
from ftextract.rules.sections import section_kind
from ftextract.view import INVISIBLE, LINE_BREAK, folded_words

BULLET = re.compile(r"\s*(?:[-–—•*·▪►●○‣■□✓✔➤→>+]|\d{1,2}[.)]|[a-z]\))(?=\s|$)")
_WORD = re.compile(r"[^\W_]")
_SENTENCE_LIKE = re.compile(r"[.!?…:;,](?:\s*[»\"”)])*$")
_TERMINAL = re.compile(r"[.!?…](?:\s*[»\"”)\]])*$")
_QUESTION = re.compile(r"[^.?!…]+(?:[.?!] )?[^.?!…]*[?!](?:\s*[»\"”])?")
_MENU_SEPARATOR = re.compile(r"\S\s*(?:[|›>·•▪★/]|//)\s+(?=\S)")
_EDGE = f" \t\u00a0\u202f{INVISIBLE}"

_PROSE_WORDS = 25  # a line this long is prose whatever its end: chapôs often lack the full stop
_SENTENCE_WORDS = 10  # a line this long that ends like a sentence is prose
_HEADING_WORDS = 14
_RUBRIC_PART_WORDS = 5
_QUESTION_WORDS = 24  # a title may be as long
_FURNITURE_WORDS = 16  # a longer block needs an unmistakable phrase inside to be furniture
_FURNITURE_PARAGRAPH_WORDS = 70
_MENU_BULLETS = 3  # bare bullets above the text that make a dossier list
_SIGNED_AT_MOST = 3  # lines below the last prose that may be signatures
_WRAP_WIDTHS = range(38, 121)  # hard-wrapped text is this wide


@dataclass
class Line:
    """One line, or several that were broken for width, without blanks at its edges."""

    start: int
    end: int
    text: str
    kind: BlockKind | None = None
    after_blank: bool = False

    @cached_property
    def words(self) -> list[str]:
        """The words, with what stands at them."""
        return self.text.split()

    @cached_property
    def folded(self) -> str:
        """The text for comparison, with glued words apart (*0Commentaire*)."""
        return folded_words(_GLUED.sub(" ", self.text))

    @cached_property
    def is_bullet(self) -> bool:
        """Whether the line holds nothing but a bullet or other signs."""
        return _WORD.search(self.text) is None

    @cached_property
    def is_prose(self) -> bool:
        """Whether the line reads like running text: long, or a whole sentence."""
        count = len(self.words)
        return count >= _PROSE_WORDS or (
            count >= _SENTENCE_WORDS and _TERMINAL.search(self.text, len(self.text) - 8) is not None
        )

    @cached_property
    def is_byline(self) -> bool:
        """Whether the line is a byline wherever it stands."""
        return byline.is_byline(self.text)

    @cached_property
    def is_head_byline(self) -> bool:
        """Whether the line is a byline if it stands above the first prose."""
        return self.is_byline or byline.is_byline(self.text, near_title=True)

    @property
    def may_be_title(self) -> bool:
        """Whether the line asks or exclaims in one sentence, as titles do, or is no sentence."""
        return len(self.words) <= _QUESTION_WORDS and (
            not self.is_prose or _QUESTION.fullmatch(self.text) is not None
        )


@dataclass(frozen=True)
class Layout:
    """The blocks of an article, in order, and what its head tells."""

    blocks: list[Block]
    title: str | None
    author: str | None
    published: dt.date | None
    related: list[str]


def read_layout(text: str) -> Layout:
    """Find the blocks of an article and its title, author, publication date and dossier list."""
    lines = _join_wrapped(_split(text))
    _mark_furniture(lines)
    title = _mark_head(lines)
    related = _related(lines, title)
    _mark_tail(lines, title)
    _mark_bylines(lines)
    _mark_body(lines)
    signed = [line for line in lines if line.kind == "byline"]
    # What is above the title is rather the paper's name and the issue's date.
    signed.sort(key=lambda line: title is not None and line.start < title.start)
    head = byline.read([line.text for line in signed])
    opening = next((line.text for line in lines if line.kind == "paragraph"), "")
    return Layout(
        blocks=[
            Block(kind=line.kind or "paragraph", start=line.start, end=line.end) for line in lines
        ],
        title=_one_line(title.text) if title else None,
        author=head.author,
        published=head.published or byline.dateline(opening),
        related=related,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _split(text: str) -> list[Line]:
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


def _join_wrapped(lines: list[Line]) -> list[Line]:
    """Join lines that were broken for width: the next line's first word did not fit."""
    width = max((len(line.text) for line in lines), default=0)
    pairs = [(a, b) for a, b in pairwise(lines) if not b.after_blank]
    full = [a for a, b in pairs if _is_full(a, b, width)]
    if width not in _WRAP_WIDTHS or len(full) < 4 or len(full) * 5 < len(pairs) * 2:
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

    def plain(table: str) -> str:
        return alternatives({folded_words(word) for word in words[table]})

    begins = rf"(?:{plain('furniture_start')})(?!\w)"
    start = (
        rf"\W*(?:\d+ ?)?(?:{begins}|(?:{plain('furniture_word')})"
        rf"(?=\W*$|\W*\d|\s*[:|>›(/—–]|(?: [a-z]\.)+| {begins}))"
    )
    return re.compile(start), re.compile(rf"\W*(?:\d+ ?)?(?:{plain('furniture_lists')})\W*")


@cache
def _furniture_inside() -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(folded_words, load("layout")["furniture_inside"])))


_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ]{2})|(?<=\d)(?=[A-Za-z])")


def _is_furniture(line: Line) -> bool:
    count = len(line.words)
    if count > _FURNITURE_PARAGRAPH_WORDS:
        return False
    if count <= _FURNITURE_WORDS:
        if _furniture_patterns()[0].match(line.folded):
            return True
        if len(_MENU_SEPARATOR.findall(line.text)) >= 2:
            return not (_TERMINAL.search(line.text) or line.is_head_byline)
    folded = line.folded
    for phrase in _furniture_inside():  # noqa: SIM110 (a generator takes three times as long)
        if phrase in folded:
            return True
    return False


def _mark_furniture(lines: list[Line]) -> None:
    lists = _furniture_patterns()[1]
    in_list = False
    for line in lines:
        listed = len(line.words) <= _FURNITURE_WORDS and lists.fullmatch(line.folded) is not None
        if listed or _is_furniture(line):
            line.kind, in_list = "boilerplate", listed
        elif in_list and not line.is_prose and BULLET.match(line.text):
            line.kind = "boilerplate"
        elif not line.is_bullet:
            in_list = False


def _mark_head(lines: list[Line]) -> Line | None:
    """Find the title; what is above it is furniture."""
    first_prose = _first_prose(lines)
    head = [line for line in lines[:first_prose] if line.kind is None and not line.is_bullet]
    # a bare name in the first line is rather a rubric's or the title itself
    signed = [
        line.is_head_byline and (index > 0 or byline.is_dated(line.text))
        for index, line in enumerate(head)
    ]
    zone = [line for line, is_signed in zip(head, signed, strict=True) if not is_signed]
    if not zone:
        return None
    bullets = sum(line.is_bullet for line in lines[:first_prose])
    if bullets >= _MENU_BULLETS:
        title = zone[-1]  # below a dossier list
    else:
        first_signed = signed.index(True) if any(signed) else 0
        title = _title(zone, head[:first_signed], [line.text for line in lines])
    title.kind = "title"
    for line in lines[: lines.index(title)]:
        if line.kind is None and not line.is_head_byline:
            line.kind = "boilerplate"
    return title


def _first_prose(lines: list[Line]) -> int:
    """The index of the first line of running text; a question that stands first is a title."""
    first = True
    for index, line in enumerate(lines):
        if line.kind is None and not line.is_bullet:
            if line.is_prose and not (first and line.may_be_title):
                return index
            first = first and (line.is_head_byline or _is_rubric(line))
    return len(lines)


def _title(zone: list[Line], above_byline: list[Line], texts: list[str]) -> Line:
    """The line that looks most like a title; above a byline, the last one that may be one."""
    above = [line for line in zone if line in above_byline]
    candidates = [line for line in above if not _is_rubric(line)] or above or zone
    scores = [_title_score(line, texts) for line in candidates]
    best = max(scores)
    ranked = [line for line, score in zip(candidates, scores, strict=True) if score == best]
    return ranked[-1] if above else ranked[0]


def _title_score(line: Line, texts: list[str]) -> int:
    score = 0
    if len(line.words) > 3:
        score += 2 + (texts.count(line.text) > 1)
    if BULLET.match(line.text):
        score -= 2
    if _is_rubric(line):
        score -= 3
    if len(line.words) <= 4 and section_kind(line.text) != "other":
        score -= 2
    return score


_ISSUE = re.compile(r"//|\bn° ?\d|\b\d{1,2}/\d{1,2}\b|[▪★·|>]|\bépisode \d", re.IGNORECASE)


def _is_rubric(line: Line) -> bool:
    """A magazine's running head or a section's name, not a title."""
    if len(line.words) > _HEADING_WORDS:
        return False
    if _ISSUE.search(line.text):
        return True
    parts = re.split(r"\s[-–—/]\s", line.text)
    if len(parts) > 1 and any(_furniture_patterns()[0].match(folded_words(p)) for p in parts[1:]):
        return True  # "Le Courrier – Abonnez-vous"
    if len(parts) > 2:
        return max(len(part.split()) for part in parts) <= _RUBRIC_PART_WORDS
    return len(parts) > 1 and len(line.words) <= 8 and all(len(p.split()) <= 4 for p in parts)


def _related(lines: list[Line], title: Line | None) -> list[str]:
    """The titles of the dossier list above an article: in each bulleted group, the last line."""
    if title is None:
        return []
    above = lines[: lines.index(title)]
    groups: list[list[Line]] = []
    for line in above:
        if line.is_bullet:
            groups.append([])
        elif groups:
            groups[-1].append(line)
    own = folded_words(title.text)
    titles = [_one_line(group[-1].text) for group in groups if group and len(group[-1].words) > 3]
    unique = dict.fromkeys(titles)
    return [found for found in unique if folded_words(found) != own]


def _mark_tail(lines: list[Line], title: Line | None) -> None:
    """Below the last prose, furniture goes on once it has started; a repeated title is some."""
    last_prose = max(
        (i for i, line in enumerate(lines) if line.kind is None and line.is_prose), default=-1
    )
    if last_prose < 0:
        return
    started = False
    for line in lines[last_prose + 1 :]:
        if title is not None and line.kind is None and line.text == title.text:
            line.kind = "boilerplate"
        if line.kind == "boilerplate":
            started = True
        elif started and not _TERMINAL.search(line.text):
            line.kind = "boilerplate"


def _mark_bylines(lines: list[Line]) -> None:
    """Author and date lines: next to the title, and the signature below the last paragraph."""
    authors = set()
    prose_seen = 0
    for line in lines:
        if line.kind is not None:
            continue
        if line.is_prose:
            prose_seen += 1
        elif prose_seen <= 1 or line.text in authors:
            if line.is_head_byline if prose_seen == 0 else line.is_byline:
                line.kind = "byline"
                authors.add(line.text)
        elif prose_seen > 1 and not authors:
            break
    below = 0
    for line in reversed(lines):
        if line.kind is None:
            if line.is_prose or below == _SIGNED_AT_MOST:
                break
            if line.is_byline or byline.is_signature(line.text, capitals=below == 0):
                line.kind = "byline"
            below += 1


def _mark_body(lines: list[Line]) -> None:
    rest = [line for line in lines if line.kind is None]
    for line, following in zip(rest, [*rest[1:], None], strict=False):
        if line.is_bullet:
            line.kind = "boilerplate"
        elif _is_heading(line, following):
            line.kind = "heading"
        elif BULLET.match(line.text):
            line.kind = "item"
        else:
            line.kind = "paragraph"


_HEADING_END = re.compile(r"[.;,…](?:\s*[»\"”)])*$")
_LETTER = re.compile(r"[^\W\d_]")
_LOWER_HEADING_WORDS = 6


def _is_heading(line: Line, following: Line | None) -> bool:
    if following is None or len(line.words) > _HEADING_WORDS or _HEADING_END.search(line.text):
        return False
    bullet = BULLET.match(line.text)
    if bullet and not (bullet.group().strip()[0].isdigit() and following.is_prose):
        return False
    if re.search(r":\s*\S", line.text) and not following.is_prose:
        return False  # a fact sheet's "Population : 118 000 habitants"
    letter = _LETTER.search(line.text)
    return letter is not None and (
        letter.group().isupper() or bool(bullet) or len(line.words) <= _LOWER_HEADING_WORDS
    )
