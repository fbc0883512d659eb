"""Annotated sentences: one string is both the input of a test and what is expected of it.

``parse("<measure quantity='14' unit='count'>14 pôles</measure> en <date when='2014'>2014</date>")``
gives the bare text and, for each element, where it stands and its attributes.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import unescape

Annotation = tuple[int, int, str, dict[str, str]]

TAGS = frozenset({"measure", "date", "orgName", "placeName", "persName", "name"})
_TAG = re.compile(r"""<(/?)(\w+)((?:\s+\w+=(?:"[^"<]*"|'[^'<]*'))*)\s*>""")
_ATTRIBUTE = re.compile(r"""(\w+)=(?:"([^"]*)"|'([^']*)')""")
_ENTITIES = {"&quot;": '"', "&apos;": "'"}


def parse(annotated: str) -> tuple[str, list[Annotation]]:
    """The text without its elements, and ``(start, end, tag, attributes)`` of each, in order.

    Raises ValueError for an unknown, nested, empty or unclosed element and for a stray ``<``: a
    slip in a test table must not turn into a sentence in which nothing is expected.
    """
    parts: list[str] = []
    annotations: list[Annotation] = []
    opened: tuple[int, str, dict[str, str]] | None = None
    length = position = 0
    for tag in _TAG.finditer(annotated):
        length += _keep(annotated[position : tag.start()], parts)
        position = tag.end()
        closing, name, attributes = tag.groups()
        if name not in TAGS:
            raise ValueError(f"unknown element <{name}>: {annotated!r}")
        if not closing:
            if opened is not None:
                raise ValueError(f"<{name}> inside <{opened[1]}>: {annotated!r}")
            opened = (length, name, _attributes(attributes))
        elif opened is None or opened[1] != name or opened[0] == length or attributes:
            raise ValueError(f"</{name}> closes nothing, or an empty element: {annotated!r}")
        else:
            annotations.append((opened[0], length, name, opened[2]))
            opened = None
    if opened is not None:
        raise ValueError(f"<{opened[1]}> is never closed: {annotated!r}")
    _keep(annotated[position:], parts)
    return "".join(parts), annotations


def _keep(raw: str, parts: list[str]) -> int:
    if "<" in raw:
        raise ValueError(f"a stray '<': {raw!r}")
    text = unescape(raw, _ENTITIES)
    parts.append(text)
    return len(text)


def _attributes(source: str) -> dict[str, str]:
    return {
        name: unescape(double or single, _ENTITIES)
        for name, double, single in _ATTRIBUTE.findall(source)
    }
