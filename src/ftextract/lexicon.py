"""Reads and checks the word lists: ``rules/<family>.toml``.

A table maps a value to its surfaces (``below = ["près de", "presque"]``) or is a plain list.
Surfaces are folded (spaces, apostrophes) and compared in lower case.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib import resources

from ftextract.errors import LexiconError
from ftextract.rule import alternatives, fold


class Words(Mapping[str, str]):
    """One table of a word list: surface → value, and the pattern that matches any surface.

    A surface is found however it is written. ``surfaces`` is the plain dict, for words that are
    folded and in lower case already.
    """

    def __init__(self, name: str, surfaces: Mapping[str, str]) -> None:
        self.name = name
        self.surfaces = dict(surfaces)

    def __getitem__(self, surface: str) -> str:
        return self.surfaces[fold(surface).lower()]

    def __contains__(self, surface: object) -> bool:
        return isinstance(surface, str) and fold(surface).lower() in self.surfaces

    def __iter__(self) -> Iterator[str]:
        return iter(self.surfaces)

    def __len__(self) -> int:
        return len(self.surfaces)

    @cached_property
    def pattern(self) -> str:
        """A verbose-mode alternation of all surfaces, longest first."""
        return alternatives(self.surfaces)

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """Finds any surface with no letter or digit next to it, in a text in lower case."""
        return re.compile(rf"(?<!\w)(?:{self.pattern})(?!\w)", re.VERBOSE)


@cache
def load(family: str) -> dict[str, Words]:
    """The tables of ``rules/<family>.toml``.

    Raises LexiconError for a table that is neither a list of words nor value → words, for an
    empty word, and for a word that stands twice in one table.
    """
    path = resources.files("ftextract") / "rules" / f"{family}.toml"
    return parse(path.read_text(encoding="utf-8"), family)


def parse(source: str, family: str) -> dict[str, Words]:
    """The tables of a word list given as TOML text; see ``load``."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{family}.toml: {error}") from error
    return {name: Words(name, _surfaces(f"{family}.{name}", table)) for name, table in data.items()}


def _surfaces(name: str, table: object) -> dict[str, str]:
    entries = {word: [word] for word in table} if isinstance(table, list) else table
    if not isinstance(entries, dict):
        raise LexiconError(f"{name}: a table is a list of words, or value = [words]")
    surfaces: dict[str, str] = {}
    for value, words in entries.items():
        if not isinstance(words, list):
            raise LexiconError(f"{name}.{value}: a list of words was expected")
        for word in words:
            if not isinstance(word, str) or not word.strip():
                raise LexiconError(f"{name}.{value}: an empty word, or not a text")
            key = fold(word).lower()
            if key in surfaces:
                raise LexiconError(f"{name}: {word!r} stands twice")
            surfaces[key] = str(value)
    return surfaces
