"""Fits the weights of ``ftextract.status`` and writes ``src/ftextract/data/status.tsv``.

Softmax over the statuses: to what the signs of an article weigh comes what its sentences tell, each
as much as it is heeded (softmax over the sentences). All has a quadratic penalty and is fitted by
gradient descent (Adam) from zero: the same corpus gives the same weights. The articles of a folder
that have a gold profile tell their status; those of general news (their ids begin as the option
``--general`` says) have none to tell. What is known of each article's banner, territory and towns
comes from models that have seen no article of its series.

    uv run scripts/fit_status.py corpus/{train,press}            # fits and writes
    uv run scripts/fit_status.py corpus/{train,press} --check    # scores, each series by all others
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from choices import DATA, articles, folds_of, parser, series_of
from fit_territory import Case as Bid
from fit_territory import Models, case_of, choice
from fit_territory import fit as fit_bids
from ftextract.corpus.gold import GoldCandidacy, GoldDocument
from ftextract.profile import ProfileBuilder
from ftextract.status import HEEDED, STATUSES, TOLD
from ftextract.status_sentences import Telling, tellings_of
from ftextract.status_signs import Parts, Subject, signs_of, values_of
from ftextract.steps import Said, read
from ftextract.weights import text_of

PENALTY, CONSTANT_PENALTY, TOLD_PENALTY, HEEDED_PENALTY = 4.0, 0.4, 4.0, 4.0
STEPS, RATE = 400, 0.06
LEAST, LEAST_TOLD = 4, 10  # articles or sentences that a sign stands in
REJECTED = 1.5  # weight of a refusal: there are few
GENERAL = 0.6  # weight of general news, of which nearly all is plain
SMALLEST = 0.02  # weights that are worth a line
FOLDS = 5
CONSTANT = "one"
NO_BID = GoldCandidacy(name=None, territory=None, cities=[], label=None, status="unknown")

Numbers = npt.NDArray[np.float64]
Tables = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Case:
    """An article: the values of its signs, its sentences, its status, how much it counts."""

    name: str
    values: dict[str, float]
    tellings: list[Telling]
    status: int
    weight: float


def cases_of(pairs: Sequence[tuple[GoldDocument, ProfileBuilder]]) -> Iterator[Case]:
    """The articles that tell a status, given their profile builders."""
    series = {series_of(document.id) for document, _ in pairs if document.profile}
    for fold, unseen in enumerate(folds_of(series, FOLDS)):
        models = fit_bids(
            [
                case_of(builder, document.profile.candidacy)
                for document, builder in pairs
                if document.profile and series_of(document.id) not in unseen
            ]
        )
        for document, builder in pairs:
            general = series_of(document.id) not in series
            if series_of(document.id) in unseen or (general and fold == 0):
                gold = document.profile.candidacy if document.profile else NO_BID
                subject, said = _bid(builder, case_of(builder, gold), models)
                parts = Parts(builder.outline, said, builder.dates, builder.document.published)
                weight = REJECTED if gold.status == "rejected" else GENERAL if general else 1.0
                yield Case(
                    document.id,
                    values_of(signs_of(parts), builder.outline, said, subject),
                    tellings_of(parts, subject),
                    STATUSES.index(gold.status),
                    weight,
                )


def _bid(builder: ProfileBuilder, case: Bid, models: Models) -> tuple[Subject, list[Said]]:
    """What some models make of who bids for what, and the sentences that say so."""
    own, territory, towns = choice(case, models)
    label = case.label
    if label is None and own is not None and "tech" in own.name.lower():
        label = "French Tech"
    actors = builder._actors(territory, towns, own)
    said = read(builder.outline, builder.dates, actors)
    return Subject(label, own.name if own else None, actors), said


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cases as numbers: the signs of articles, of sentences, where each article's begin."""

    articles: Numbers
    sentences: Numbers
    starts: npt.NDArray[np.int64]
    owners: npt.NDArray[np.int64]
    truth: Numbers
    weights: Numbers


def sheet_of(cases: Sequence[Case], names: Sequence[str], told: Sequence[str]) -> Sheet:
    """The numbers of some cases, for some signs; an article without a sentence has an empty one."""
    counts = [max(1, len(case.tellings)) for case in cases]
    starts = np.array([0, *accumulate(counts)][:-1])
    sentences = np.zeros((sum(counts), len(told)))
    columns = {name: index for index, name in enumerate(told)}
    for case, start in zip(cases, starts, strict=True):
        for row, telling in enumerate(case.tellings):
            found = [columns[name] for name in telling.signs if name in columns]
            sentences[start + row, found] = 1.0
    return Sheet(
        np.array([[case.values.get(name, 0.0) for name in names] for case in cases]),
        sentences,
        starts,
        np.repeat(np.arange(len(cases)), counts),
        np.eye(len(STATUSES))[[case.status for case in cases]],
        np.array([[case.weight] for case in cases]),
    )


def fit(cases: Sequence[Case]) -> Tables:
    """What the signs of articles weigh for each status, then those of sentences, then how much
    these are heeded.
    """
    counts = Counter(name for case in cases for name, value in case.values.items() if value)
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    counts = Counter(name for case in cases for one in case.tellings for name in set(one.signs))
    told = sorted(name for name, count in counts.items() if count >= LEAST_TOLD)
    penalty = np.full((len(names), 1), PENALTY)
    penalty[names.index(CONSTANT)] = CONSTANT_PENALTY
    weights = descend(sheet_of(cases, names, told), penalty)
    return {
        **_tables(STATUSES, names, weights[0]),
        **_tables((*TOLD, HEEDED), told, np.column_stack(weights[1:])),
    }


def _tables(titles: Sequence[str], names: Sequence[str], weights: Numbers) -> Tables:
    kept = [index for index, row in enumerate(weights) if abs(row).max() >= SMALLEST]
    return {
        title: {names[index]: float(weights[index, number]) for index in kept}
        for number, title in enumerate(titles)
    }


def descend(sheet: Sheet, penalty: Numbers) -> list[Numbers]:
    """The weights of articles' signs, of sentences' signs, and how much the latter are heeded."""
    statuses = sheet.truth.shape[1]
    sizes = ((sheet.articles.shape[1], statuses), (sheet.sentences.shape[1], statuses))
    found = [np.zeros(sizes[0]), np.zeros(sizes[1]), np.zeros(sizes[1][0])]
    penalties = [penalty, np.array(TOLD_PENALTY), np.array(HEEDED_PENALTY)]
    means, squares = ([np.zeros_like(one) for one in found] for _ in range(2))
    for step in range(1, STEPS + 1):
        slopes = _slopes(sheet, *found)
        for index, slope in enumerate(slopes):
            slope += penalties[index] * found[index]
            means[index] = 0.9 * means[index] + 0.1 * slope
            squares[index] = 0.99 * squares[index] + 0.01 * slope**2
            steady = np.sqrt(squares[index] / (1 - 0.99**step)) + 1e-8
            rate = RATE * (1 - (step - 1) / STEPS)
            found[index] -= rate * means[index] / (1 - 0.9**step) / steady
    return found


def _slopes(sheet: Sheet, own: Numbers, told: Numbers, heeded: Numbers) -> list[Numbers]:
    """How the error rises with each weight."""
    starts, owners = sheet.starts, sheet.owners
    shares = _shares(sheet, heeded)
    says = sheet.sentences @ told
    scores = sheet.articles @ own + np.add.reduceat(shares[:, None] * says, starts)
    chances = np.exp(scores - scores.max(1, keepdims=True))
    chances /= chances.sum(1, keepdims=True)
    error = (chances - sheet.truth) * sheet.weights
    gain = (says * error[owners]).sum(1)
    gain = shares * (gain - np.add.reduceat(shares * gain, starts)[owners])
    return [
        sheet.articles.T @ error,
        sheet.sentences.T @ (shares[:, None] * error[owners]),
        sheet.sentences.T @ gain,
    ]


def _shares(sheet: Sheet, heeded: Numbers) -> Numbers:
    """How much each sentence is heeded, of its article's."""
    scores = sheet.sentences @ heeded
    raised = np.exp(scores - np.maximum.reduceat(scores, sheet.starts)[sheet.owners])
    shares: Numbers = raised / np.add.reduceat(raised, sheet.starts)[sheet.owners]
    return shares


def judged(cases: Sequence[Case], tables: Tables) -> list[int]:
    """The likeliest status of each of some articles."""
    names, told = list(tables[STATUSES[0]]), list(tables[HEEDED])
    sheet = sheet_of(cases, names, told)
    own = np.array([list(tables[status].values()) for status in STATUSES]).T
    says = sheet.sentences @ np.array([list(tables[title].values()) for title in TOLD]).T
    shares = _shares(sheet, np.array(list(tables[HEEDED].values())))
    scores = sheet.articles @ own + np.add.reduceat(shares[:, None] * says, sheet.starts)
    return [int(status) for status in scores.argmax(1)]


def check(cases: Sequence[Case]) -> Counter[tuple[str, int, int]]:
    """How often articles of a series and of a status are judged as what, by the other series."""
    counts: Counter[tuple[str, int, int]] = Counter()
    for series in sorted({series_of(case.name) for case in cases}):
        tables = fit([case for case in cases if series_of(case.name) != series])
        own = [case for case in cases if series_of(case.name) == series]
        for case, status in zip(own, judged(own, tables), strict=True):
            counts[series, case.status, status] += 1
    return counts


def main() -> None:
    """Fit and write the weights, or check them."""
    options = parser(__doc__, general=True).parse_args()
    cases = list(cases_of(list(articles(options.folders, options.model, options.general))))
    if options.check:
        counts = check(cases)
        for name in sorted({name for name, _, _ in counts}):
            own = {
                (gold, found): n for (series, gold, found), n in counts.items() if series == name
            }
            right = sum(n for (gold, found), n in own.items() if gold == found)
            print(f"{name}: {right} of {sum(own.values())}")
        for number, status in enumerate(STATUSES):
            judgements: Counter[str] = Counter()
            for (_, gold, found), count in counts.items():
                if gold == number:
                    judgements[STATUSES[found]] += count
            print(status, dict(judgements))
        return
    tables = fit(cases)
    (DATA / "status.tsv").write_text(text_of(tables), encoding="utf-8")
    print(f"{len(cases)} articles, {len(tables[STATUSES[0]])} signs")


if __name__ == "__main__":
    main()
