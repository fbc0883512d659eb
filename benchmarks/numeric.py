"""How fast figures and dates are, beside other tools on the same texts.

    python benchmarks/numeric.py                      texts of corpus/dev and corpus/train
    python benchmarks/numeric.py --limit 20           only the first 20 texts (the others are slow)

Milliseconds of processor time per 700-word article: the median over rounds for ours, one round for
the others. One process, one thread; loading and the first text are not counted.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from baselines import dateparser_search, edsnlp_dates, edsnlp_quantities
from ftextract.corpus import tei
from ftextract.corpus.gold import GoldDocument
from ftextract.rules.dates import find_dates
from ftextract.rules.figures import find_figures
from ftextract.timex import resolve
from quality import commit

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = 700  # words

Run = Callable[[GoldDocument], object]


@dataclass(frozen=True)
class Timing:
    """What one tool took: milliseconds per article, and the texts that it crashed on."""

    name: str
    milliseconds: float
    crashes: int = 0


def dates(document: GoldDocument) -> object:
    """Our dates, with their values."""
    return resolve(find_dates(document.text), document.text, document.published)


def figures(document: GoldDocument) -> object:
    """Our figures alone."""
    return find_figures(document.text)


def together(document: GoldDocument) -> object:
    """Our dates, then the figures around them, as the extractor runs them."""
    found = resolve(find_dates(document.text), document.text, document.published)
    return find_figures(document.text, [(date.start, date.end) for date in found])


def text2num() -> Run:
    """text2num, which rewrites the numbers in words of a text as digits."""
    from text_to_num import alpha2digit

    return lambda document: alpha2digit(document.text, "fr")


def of_baseline(build: Callable[[], object]) -> Callable[[], Run]:
    """A tool of ``baselines`` as something to time."""
    return lambda: build().predict  # type: ignore[attr-defined, no-any-return]


OURS: dict[str, Run] = {"figures": figures, "dates": dates, "figures and dates": together}
OTHERS: dict[str, Callable[[], Run]] = {
    "dateparser.search_dates": of_baseline(dateparser_search),
    "edsnlp dates": of_baseline(edsnlp_dates),
    "edsnlp quantities": of_baseline(edsnlp_quantities),
    "text2num": text2num,
}


def measure(name: str, run: Run, documents: Sequence[GoldDocument], rounds: int) -> Timing:
    """Time a tool; a text that it crashes on counts for neither words nor time."""
    _guarded(run, documents[0])
    seconds: list[float] = []
    words = crashes = 0
    for _ in range(rounds):
        words = crashes = 0
        spent = 0.0
        for document in documents:
            began = time.process_time()
            fine = _guarded(run, document)
            if fine:
                spent += time.process_time() - began
                words += len(document.text.split())
            else:
                crashes += 1
        seconds.append(spent)
    per_article = statistics.median(seconds) / max(words, 1) * ARTICLE * 1000
    return Timing(name, per_article, crashes)


def _guarded(run: Run, document: GoldDocument) -> bool:
    try:
        run(document)
    except Exception:  # what another tool raises is a finding, not our end
        return False
    return True


def line(timing: Timing) -> str:
    """A row of the report."""
    crashed = f"   crashed on {timing.crashes} texts" if timing.crashes else ""
    return f"{timing.name:26} {timing.milliseconds:9.2f}{crashed}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--limit", type=int, default=None, help="only the first texts")
    parser.add_argument("--rounds", type=int, default=5, help="rounds for our own (median)")
    options = parser.parse_args()
    folders = [options.corpus / split for split in ("dev", "train")]
    documents = [d for folder in folders for d in tei.read_folder(folder)][: options.limit]
    words = sum(len(document.text.split()) for document in documents)
    print(f"commit {commit()}, {dt.date.today()}, {len(documents)} texts, {words} words")
    print(f"ms per {ARTICLE} words")
    for name, run in OURS.items():
        print(line(measure(name, run, documents, options.rounds)))
    for name, build in OTHERS.items():
        try:
            run = build()
        except ImportError:
            print(f"{name:26} not installed")
            continue
        print(line(measure(name, run, documents, 1)), flush=True)


if __name__ == "__main__":
    main()
