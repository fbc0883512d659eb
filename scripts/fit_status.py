"""Fits the weights of ``ftextract.status`` and writes ``src/ftextract/data/status.tsv``.

Softmax over the statuses with a quadratic penalty, by accelerated gradient descent from zero: the
same corpus gives the same weights. The articles of a folder that have a gold profile tell their
status; those of general news (their ids begin as the option ``--general`` says) have none to tell.

    uv run scripts/fit_status.py corpus/train            # fits and writes
    uv run scripts/fit_status.py corpus/train --check    # scores by eight-fold cross-validation
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from choices import DATA, articles, parser
from ftextract.profile import ProfileBuilder
from ftextract.status import STATUSES
from ftextract.status_signs import signs_of, values_of
from ftextract.weights import text_of

PENALTY, CONSTANT_PENALTY, STEPS = 4.0, 0.4, 300
LEAST = 4  # articles that a sign stands in
REJECTED = 1.5  # weight of a refusal: there are few
SMALLEST = 0.02  # weights that are worth a line
FOLDS = 8
CONSTANT = "one"

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """An article: the values of its signs, its status, how much it counts."""

    name: str
    values: dict[str, float]
    status: int
    weight: float


def cases_of(folders: Sequence[Path], model: str, general: Sequence[str]) -> Iterator[Case]:
    """The articles of some folders that tell a status."""
    for document, builder in articles(folders, model, general):
        status = document.profile.candidacy.status if document.profile else "unknown"
        weight = REJECTED if status == "rejected" else 1.0
        yield Case(document.id, values_in(builder), STATUSES.index(status), weight)


def values_in(builder: ProfileBuilder) -> dict[str, float]:
    """The values of the signs of an article."""
    bid, outline = builder.bid, builder.outline
    signs = signs_of(outline, bid.said, builder.dates, builder.document.published)
    return values_of(signs, outline, bid.said, bid.subject)


def fit(cases: Sequence[Case]) -> dict[str, dict[str, float]]:
    """For each status, what the signs weigh."""
    counts = Counter(name for case in cases for name, value in case.values.items() if value)
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    table = np.array([[case.values.get(name, 0.0) for name in names] for case in cases])
    penalty = np.full((len(names), 1), PENALTY)
    penalty[names.index(CONSTANT)] = CONSTANT_PENALTY
    truth = np.eye(len(STATUSES))[[case.status for case in cases]]
    found = descend(table, truth, np.array([[case.weight] for case in cases]), penalty)
    kept = [index for index, row in enumerate(found) if abs(row).max() >= SMALLEST]
    return {
        status: {names[index]: float(found[index, number]) for index in kept}
        for number, status in enumerate(STATUSES)
    }


def descend(table: Numbers, truth: Numbers, weights: Numbers, penalty: Numbers) -> Numbers:
    """One row of weights per column of the table, by Nesterov's accelerated descent."""
    steepest = 0.5 * np.linalg.norm(table * np.sqrt(weights), 2) ** 2 + penalty.max()
    found = ahead = np.zeros((table.shape[1], truth.shape[1]))
    pace = 1.0
    for _ in range(STEPS):
        scores = table @ ahead
        chances = np.exp(scores - scores.max(1, keepdims=True))
        chances /= chances.sum(1, keepdims=True)
        slope = table.T @ ((chances - truth) * weights) + penalty * ahead
        following = ahead - slope / steepest
        faster = (1 + (1 + 4 * pace**2) ** 0.5) / 2
        ahead = following + (pace - 1) / faster * (following - found)
        found, pace = following, faster
    return found


def judged(case: Case, weights: dict[str, dict[str, float]]) -> int:
    """The likeliest status of an article."""
    scores = [
        sum(table.get(name, 0.0) * value for name, value in case.values.items())
        for table in weights.values()
    ]
    return scores.index(max(scores))


def check(cases: Sequence[Case]) -> Counter[tuple[str, int, int]]:
    """How often articles of a series and of a status are judged as what, by other articles."""
    folds = [zlib.crc32(case.name.encode()) % FOLDS for case in cases]
    counts: Counter[tuple[str, int, int]] = Counter()
    for fold in range(FOLDS):
        weights = fit([case for case, own in zip(cases, folds, strict=True) if own != fold])
        for case, own in zip(cases, folds, strict=True):
            if own == fold:
                series = case.name.partition("-")[0]
                counts[series, case.status, judged(case, weights)] += 1
    return counts


def main() -> None:
    """Fit and write the weights, or check them."""
    given = parser(__doc__)
    given.add_argument(
        "--general", nargs="*", default=["1g-", "2g-", "h5-", "h10-"], metavar="PREFIX"
    )
    options = given.parse_args()
    cases = list(cases_of(options.folders, options.model, options.general))
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
