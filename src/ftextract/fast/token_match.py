"""The tokenizer's ``token_match`` for French, compiled from a pattern twenty times shorter.

spaCy's French ``TOKEN_MATCH`` is a list of 266 alternatives (*porte-…*, *entr'…*, *…-sur-…*) that
each repeat classes of up to 3 000 characters, 1.45 MB in all; compiling it is most of the time
that loading a French model takes. The alternatives differ before their tail or in the middle, so
here they are grouped: ``^(?:head|head|…)tail$``, ``^class+(?:middle|middle|…)class+$``. The pattern
is recognized by its form, piece by piece; ``factor`` declines anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from ftextract.fast.latin import LONG_CLASS, LatinFirst

_PREFIX, _START, _BETWEEN, _END = "(?iu)", "(?:^", "$)|(?:^", "$)"
_STAND_INS = "\ue000-\ue0ff"  # private use: one for each long class, to take patterns apart
_MARKS = "-–—‐‑'’"  # every alternative demands one of them: hyphens and apostrophes

# What the known alternatives are made of.
_LETTER = r"[^\W\d_]"
_MARK_CLASS = rf"\[[{_MARKS}]+\]"
_SHORT_CLASS = rf"\[{_LETTER}+\]"
_WORD = rf"(?:{_LETTER}\??)+"
_GROUP = rf"\(\?:{_WORD}(?:\|{_WORD})*\)"
_HEAD = re.compile(rf"(?:(?:{_LETTER}|[ ']|{_SHORT_CLASS}|{_MARK_CLASS}|{_GROUP})\??)*")
_ELIDED = rf"\(\?:l{_MARK_CLASS}\)\?"
_TAIL = re.compile(
    rf"(?:(?:{_LETTER}|{_SHORT_CLASS}|{_MARK_CLASS})\??|{_ELIDED}|[{_STAND_INS}][*+]?)+"
)
_DEMANDED_MARK = re.compile(rf"{_MARK_CLASS}(?!\?)")
_CUT = re.compile(rf"(?:{_MARK_CLASS})?[{_STAND_INS}]")
_BETWEEN_CLASSES = re.compile(rf"([{_STAND_INS}]\+)([^{_STAND_INS}]*)([{_STAND_INS}]\+)")


class TokenMatch:
    """What a tokenizer takes as ``token_match``: ``TokenMatch(pattern).match``.

    ``pattern`` stays the original one, which is what spaCy saves with a model. Raises ValueError
    if the pattern has not the expected form.
    """

    def __init__(self, pattern: str) -> None:
        factored = factor(pattern)
        if factored is None:
            raise ValueError("not the token_match of spaCy's French tokenizer")
        self.pattern = pattern
        self._factored = factored
        self._mark = re.compile(f"[{_MARKS}]").search

    @cached_property
    def _regex(self) -> LatinFirst:
        return LatinFirst(self._factored)

    def match(self, string: str) -> re.Match[str] | None:
        """A match if the whole string is one token."""
        return self._regex.match(string) if self._mark(string) else None

    def __reduce__(self) -> tuple[type[TokenMatch], tuple[str]]:
        return TokenMatch, (self.pattern,)


def factor(pattern: str) -> str | None:
    """An equivalent pattern that names each tail once; None if the form is not the known one."""
    opening = _PREFIX + _START
    if not (pattern.startswith(opening) and pattern.endswith(_END)):
        return None
    shortened = pattern[len(opening) : -len(_END)]
    stand_ins: dict[int, str] = {}
    while (found := LONG_CLASS.search(shortened)) is not None:
        stand_in = chr(ord(_STAND_INS[0]) + len(stand_ins))
        if len(stand_ins) == 0x100 or stand_in in shortened:
            return None
        stand_ins[ord(stand_in)] = found.group()
        shortened = shortened.replace(found.group(), stand_in)
    if set(map(ord, re.findall(f"[{_STAND_INS}]", shortened))) != stand_ins.keys():
        return None
    heads_by_tail: dict[str, list[str]] = {}
    for alternative in shortened.split(_BETWEEN):
        divided = _divide(alternative)
        if divided is None:
            return None
        head, tail = divided
        heads_by_tail.setdefault(tail, []).append(head)
    grouped = _group_middles((_any_of(heads), tail) for tail, heads in heads_by_tail.items())
    return _PREFIX + "|".join(f"(?:^{group}$)" for group in grouped).translate(stand_ins)


def _any_of(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"


def _group_middles(parts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Heads with their tails; of tails that differ between two classes only, one."""
    middles: dict[tuple[str, str, str], list[str]] = {}
    for head, tail in parts:
        match = _BETWEEN_CLASSES.fullmatch(tail)
        if match is None:
            yield head + tail
        else:
            first, middle, last = match.groups()
            middles.setdefault((head, first, last), []).append(middle)
    for (head, first, last), between in middles.items():
        yield head + first + _any_of(between) + last


def _divide(alternative: str) -> tuple[str, str] | None:
    """Head and tail of a shortened alternative: cut before its first long class.

    The class of hyphens or apostrophes in front of that one goes with the tail. None if a part
    has not the known form, or if no hyphen or apostrophe is demanded.
    """
    found = _CUT.search(alternative)
    if found is None or not _DEMANDED_MARK.search(re.sub(_ELIDED, "", alternative)):
        return None
    head, tail = alternative[: found.start()], alternative[found.start() :]
    return (head, tail) if _HEAD.fullmatch(head) and _TAIL.fullmatch(tail) else None
