"""A user's corrections of names, without code: ``names.toml``.

    deny = ["Territoire"]                    # no name at all

    [retype]                                 # label, or label:kind
    "EuraTechnologies" = "LOC:site"
    "Le Quai" = "ORG:support"

    [aliases]                                # one entity, under the name on the left
    "Jean-Claude Gaudin" = ["le maire Gaudin", "J.-C. G."]

A retyped name and an alias are found wherever they stand, whatever the model says. Names are
compared without regard to case, accents, hyphens and apostrophes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from ftextract.errors import LexiconError
from ftextract.models import OrganizationKind, PlaceKind
from ftextract.rule import Candidate, Label, fold
from ftextract.rules.names import LETTER
from ftextract.view import folded_words

_LABELS: tuple[Label, ...] = ("ORG", "LOC", "PER", "EVENT")
_KINDS = {"ORG": get_args(OrganizationKind), "LOC": get_args(PlaceKind)}
RULE = "names.override"


@dataclass(frozen=True)
class Corrections:
    """What a user says of names: denied ones, forced labels and kinds, aliases."""

    deny: frozenset[str] = frozenset()
    retype: Mapping[str, tuple[Label, str | None]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

    def apply(self, candidates: Iterable[Candidate], text: str) -> list[Candidate]:
        """The candidates without the denied names, with the forced ones."""
        if not (self.deny or self.retype or self.aliases):
            return list(candidates)
        kept = [c for c in candidates if _key(text[c.start : c.end]) not in self.deny]
        return [*kept, *self._forced(kept, text)]

    def _forced(self, candidates: Sequence[Candidate], text: str) -> list[Candidate]:
        found = []
        for surface, (label, kind) in self.retype.items():
            attributes = {"kind": kind} if kind else {}
            found += [
                Candidate(start, end, label, RULE, dict(attributes))
                for start, end in _occurrences(surface, text)
            ]
        labels = {_key(text[c.start : c.end]): c.label for c in candidates if c.label in _LABELS}
        for alias, name in self.aliases.items():
            forced = self.retype[name][0] if name in self.retype else None
            known = forced or labels.get(_key(name)) or labels.get(_key(alias))
            if known is not None:
                found += [
                    Candidate(start, end, known, RULE) for start, end in _occurrences(alias, text)
                ]
        return found

    def name_of(self, surface: str) -> str:
        """The name under which a spelling goes."""
        if not self.aliases:
            return surface
        key = _key(surface)
        return next((name for alias, name in self.aliases.items() if _key(alias) == key), surface)


NOTHING = Corrections()


def _key(name: str) -> str:
    return folded_words(name)


def _occurrences(surface: str, text: str) -> list[tuple[int, int]]:
    pattern = rf"(?<![{LETTER}\d]){re.escape(fold(surface))}(?![{LETTER}\d])"
    return [match.span() for match in re.finditer(pattern, text)]


def read_corrections(path: Path) -> Corrections:
    """Read a ``names.toml``.

    Raises LexiconError, naming file and entry, for a file that is not TOML, an unknown table, or
    a label or kind that does not exist.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LexiconError(f"{path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: {error}") from error
    unknown = data.keys() - {"deny", "retype", "aliases"}
    if unknown:
        raise LexiconError(
            f"{path}: unknown {', '.join(sorted(unknown))}; there are deny, retype and aliases"
        )
    return Corrections(
        deny=frozenset(_key(name) for name in _words(path, "deny", data.get("deny", []))),
        retype={
            name: _label(path, name, said) for name, said in _table(path, "retype", data).items()
        },
        aliases={
            alias: name
            for name, aliases in _table(path, "aliases", data).items()
            for alias in _words(path, f"aliases.{name}", aliases)
        },
    )


def _table(path: Path, name: str, data: Mapping[str, object]) -> Mapping[str, object]:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise LexiconError(f"{path}: {name} is a table of names")
    return table


def _words(path: Path, name: str, words: object) -> list[str]:
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise LexiconError(f"{path}: {name} is a list of names")
    return words


def _label(path: Path, name: str, said: object) -> tuple[Label, str | None]:
    label, _, kind = str(said).partition(":")
    known = next((one for one in _LABELS if one == label), None)
    if known is None or (kind and kind not in _KINDS.get(label, ())):
        raise LexiconError(
            f"{path}: retype.{name}: {said!r} is no label; write one of {', '.join(_LABELS)}, "
            "with a kind where there is one, as in ORG:company or LOC:site"
        )
    return known, kind or None
