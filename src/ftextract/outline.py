"""Where things stand in an article: its blocks, its sentences, its headed sections."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from ftextract.models import BlockKind, SectionKind
from ftextract.rule import lowered
from ftextract.rules.sections import section_kind
from ftextract.view import View, sentences

Span = tuple[int, int]
_LEAD = 2  # paragraphs


@dataclass(frozen=True, slots=True)
class Part:
    """A headed part of an article: its kind, its heading and its content (view offsets)."""

    kind: SectionKind
    heading: Span
    content: Span


class Outline:
    """The blocks, sentences and sections of a view, and which of them an offset lies in."""

    def __init__(self, view: View, blocks: Sequence[tuple[BlockKind, Span]]) -> None:
        self.text = view.text
        self.low = lowered(view.text)
        self.blocks = list(blocks)
        self.sentences = sentences(view)
        self.title = next((span for kind, span in self.blocks if kind == "title"), None)
        self._block_starts = [start for _, (start, _) in self.blocks]
        self._sentence_starts = [start for start, _ in self.sentences]

    @cached_property
    def title_text(self) -> str:
        """The title as the article writes it, or nothing."""
        return self.text[slice(*self.title)] if self.title else ""

    @cached_property
    def lead(self) -> list[Span]:
        """The first paragraphs, in which the news is told."""
        paragraphs = (span for kind, span in self.blocks if kind in ("paragraph", "item"))
        return list(islice(paragraphs, _LEAD))

    def sentence(self, offset: int) -> Span:
        """The sentence that an offset lies in, or the one before it."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, offset) - 1)]

    def block(self, offset: int) -> int:
        """The index of the block that an offset lies in; -1 before the first."""
        return bisect_right(self._block_starts, offset) - 1

    def block_kind(self, offset: int) -> BlockKind | None:
        """The kind of the block that an offset lies in."""
        index = self.block(offset)
        return self.blocks[index][0] if index >= 0 and offset < self.blocks[index][1][1] else None

    @cached_property
    def parts(self) -> list[Part]:
        """The headed parts, in order."""
        heads = [i for i, (kind, _) in enumerate(self.blocks) if kind == "heading"]
        found: list[Part] = []
        for index, following in zip(heads, [*heads[1:], len(self.blocks)], strict=False):
            body = [
                span
                for kind, span in self.blocks[index + 1 : following]
                if kind in ("paragraph", "item")
            ]
            heading = self.blocks[index][1]
            content = (body[0][0], body[-1][1]) if body else (heading[1], heading[1])
            found.append(Part(section_kind(self.text[slice(*heading)]), heading, content))
        return found

    @cached_property
    def _contents(self) -> dict[SectionKind, list[Span]]:
        found: dict[SectionKind, list[Span]] = {}
        for part in self.parts:
            if part.content[1] > part.content[0]:
                found.setdefault(part.kind, []).append(part.content)
        return found

    def contents(self, kind: SectionKind) -> list[Span]:
        """The contents of the sections of a kind that have some."""
        return self._contents.get(kind, [])

    def blocks_in(self, start: int, end: int) -> list[Span]:
        """The blocks that begin in a stretch."""
        return [self.blocks[i][1] for i in within(self._block_starts, start, end)]

    def in_section(self, kind: SectionKind, offset: int) -> bool:
        """Whether an offset lies in the content of a section of a kind."""
        return any(start <= offset < end for start, end in self.contents(kind))


def within(starts: Sequence[int], start: int, end: int) -> range:
    """The indices of the sorted starts that lie in a stretch."""
    return range(bisect_left(starts, start), bisect_left(starts, end))
