"""The head of an article: its title, and what stands above it.

The article proper starts at its first prose line; its title is above it, and what is above the
title is the page's furniture: running heads, a paper's name, the list of a dossier's other
articles. Of several lines that may be the title, the likeliest is taken by its words and signs.
"""

from __future__ import annotations

import re
from functools import cache

from ftextract import byline
from ftextract.lexicon import load
from ftextract.lines import BULLET, QUESTION_WORDS, Line, begins_furniture
from ftextract.rule import alternatives
from ftextract.rules.sections import section_kind
from ftextract.view import folded_words

HEADING_WORDS = 14
_RUBRIC_PART_WORDS = 5
_PAPER_WORDS = 8  # of a line that may be a paper's name
_MENU_BULLETS = 3  # bare bullets above the text that make a dossier list


def mark_head(lines: list[Line]) -> Line | None:
    """Find the title; what is above it is furniture."""
    first_prose = _first_prose(lines)
    head = [line for line in lines[:first_prose] if line.kind is None and not line.is_bullet]
    # a bare name in the first line is rather a rubric's or the title itself
    signed = [
        line.is_head_byline and (index > 0 or byline.is_dated(line.text))
        for index, line in enumerate(head)
    ]
    zone = [line for line, is_signed in zip(head, signed, strict=True) if not is_signed]
    if all(map(_is_greeting, zone)):
        zone = head[:1] if zone else []  # the letter's name and date
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
        if line.kind is None and not (line.is_head_byline and not byline.is_issue(line.text)):
            line.kind = "boilerplate"
    return title


def _first_prose(lines: list[Line]) -> int:
    """The index of the first line of running text; a question that stands first is a title."""
    first = True
    for index, line in enumerate(lines):
        if line.kind is None and not line.is_bullet:
            if line.is_running and not (first and _may_be_title(line, lines, index)):
                return index
            first = first and (line.is_head_byline or _is_rubric(line) or _has_paper_word(line))
    return len(lines)


def _may_be_title(line: Line, lines: list[Line], index: int) -> bool:
    """Whether prose that stands first is the title: one question, or a sentence above a byline."""
    if line.may_be_title:
        return True
    following = lines[index + 1] if index + 1 < len(lines) else None
    signed = following is not None and following.kind is None and following.is_head_byline
    return signed and len(line.words) <= QUESTION_WORDS and not line.is_head_byline


def _title(zone: list[Line], above_byline: list[Line], texts: list[str]) -> Line:
    """The line that looks most like a title; above a byline, the last one that may be one."""
    zone = _above_sheet(zone, texts)
    above = [line for line in zone if line in above_byline]
    candidates = [line for line in above if not _is_rubric(line)] or above or zone
    scores = [_title_score(line, texts) for line in candidates]
    best = max(scores)
    ranked = [line for line, score in zip(candidates, scores, strict=True) if score == best]
    return ranked[-1] if above else ranked[0]


_SHEET = re.compile(r"\S+(?:\s\S+){0,3}?\s?:\s\S")  # Population : 118 000 habitants
_SHEET_LINES = 3  # so many make a fact sheet whatever stands above


def _above_sheet(candidates: list[Line], texts: list[str]) -> list[Line]:
    """What stands above the lines of a fact sheet, if some lines are one's."""
    titled = load("layout")["byline_genre"]  # Fiche : Brest
    sheet = [
        index
        for index, line in enumerate(candidates)
        if _SHEET.match(line.text) and line.words[0] not in titled
    ]
    above = candidates[: sheet[0]] if len(sheet) > 1 else []
    if len(sheet) >= _SHEET_LINES or any(_title_score(line, texts) > 0 for line in above):
        return above or candidates
    return candidates


def _title_score(line: Line, texts: list[str]) -> int:
    words = len(line.words)
    score = 2 + (texts.count(line.text) > 1) if words > 3 else -2 * (words == 1)
    if BULLET.match(line.text):
        score -= 3
    if _is_rubric(line) or _is_greeting(line) or byline.tells_date(line.text):
        score -= 3
    if _has_paper_word(line):
        score -= 1
    if words <= 4 and section_kind(line.text) != "other":
        score -= 2
    return score


@cache
def _opening() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a greeting begins, and a word that papers are called by."""
    words = load("layout")
    greeting, paper = (
        alternatives({folded_words(word) for word in words[table]})
        for table in ("greetings", "paper_words")
    )
    return re.compile(rf"(?:{greeting})\b"), re.compile(rf"\b(?:{paper})\b")


def _is_greeting(line: Line) -> bool:
    return line.text.endswith(",") or _opening()[0].match(line.folded) is not None


def _has_paper_word(line: Line) -> bool:
    """Whether the line may be a paper's name or its offer."""
    return len(line.words) <= _PAPER_WORDS and _opening()[1].search(line.folded) is not None


_ISSUE = re.compile(r"[▪★·|>]|//|\S\s{3,}\S")
_DIGIT = re.compile(r"\d")
_NUMBERED = re.compile(r"\b(?:n° ?\d|\d{1,2}/\d{1,2}\b|épisode \d|p\. ?\d|fiche \d)", re.IGNORECASE)


def _is_rubric(line: Line) -> bool:
    """A magazine's running head or a section's name, not a title."""
    if len(line.words) > HEADING_WORDS:
        return False
    if _ISSUE.search(line.text) or (_DIGIT.search(line.text) and _NUMBERED.search(line.text)):
        return True
    parts = re.split(r"\s(?:--?|[–—/])\s", line.text)
    if len(parts) > 1 and any(map(begins_furniture, parts[1:])):
        return True  # "Le Courrier – Abonnez-vous"
    if len(parts) > 2:
        return max(len(part.split()) for part in parts) <= _RUBRIC_PART_WORDS
    return len(parts) > 1 and len(line.words) <= 8 and all(len(p.split()) <= 4 for p in parts)
