"""Fits the weights of ``ftextract.status`` and writes ``src/ftextract/status_weights.py``.

Multinomial logistic regression with a quadratic penalty, by gradient descent from zero: the same
corpus gives the same weights. The articles of a folder that have a gold profile tell their status;
those of general news (their ids begin as the option ``--general`` says) have none to tell.

    uv run scripts/fit_status.py corpus/train
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np

from ftextract.corpus import tei
from ftextract.extractor import Article, Extractor
from ftextract.pipeline import named_entities
from ftextract.status import STATUSES, signs_of, values_of

OUT = Path(__file__).parents[1] / "src" / "ftextract" / "status_weights.py"
PENALTY, STEPS, RATE, MOMENTUM = 2.0, 800, 0.15, 0.9
LEAST = 6  # articles that a variable stands in
GENERAL = 0.4  # weight of an article of general news
REJECTED = 2.0  # and of a refusal: there are few
HEAD = '''"""What each sign of a bid's status weighs; made by ``scripts/fit_status.py``.

One weight each for candidate, labelled, rejected and unknown.
"""

WEIGHTS: dict[str, tuple[float, ...]] = {
'''


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default="", help="weights other than the package's")
    parser.add_argument("--general", nargs="*", default=["1g-", "2g-"], metavar="PREFIX")
    options = parser.parse_args()
    extractor = Extractor(options.model) if options.model else Extractor()
    rows, statuses, weights = [], [], []
    for document in tei.read_folder(options.folder):
        if document.profile:
            status = document.profile.candidacy.status
        elif document.id.startswith(tuple(options.general)):
            status = "unknown"
        else:
            continue
        article = Article(document.text, document.published)
        entities = named_entities(extractor._model, [article.view])[0]
        builder = article.builder(entities, extractor._model.types)
        bid = builder.bid
        signs = signs_of(builder.outline, bid.said, document.published)
        rows.append(values_of(signs, builder.outline, bid.said, bid.subject))
        statuses.append(STATUSES.index(status))
        weights.append((REJECTED if status == "rejected" else 1) if document.profile else GENERAL)
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    fitted = fit(table, np.array(statuses), np.array(weights), names.index("one"))
    lines = [
        f'    "{name}": ({", ".join(f"{w:.2f}" for w in ws)}),\n'
        for name, ws in zip(names, fitted, strict=True)
    ]
    OUT.write_text(HEAD + "".join(lines) + "}\n", encoding="utf-8")
    print(f"{len(rows)} articles, {len(names)} variables")


def fit(table: np.ndarray, classes: np.ndarray, weights: np.ndarray, constant: int) -> np.ndarray:
    """One row of weights per column of the table; ``constant`` is the column that is always 1."""
    found = np.zeros((table.shape[1], len(STATUSES)))
    speed, truth, total = np.zeros_like(found), np.eye(len(STATUSES))[classes], weights.sum()
    penalty = np.full((table.shape[1], 1), PENALTY)
    penalty[constant] /= 5
    for _ in range(STEPS):
        scores = table @ found
        chances = np.exp(scores - scores.max(1, keepdims=True))
        chances /= chances.sum(1, keepdims=True)
        slope = table.T @ ((chances - truth) * weights[:, None]) + penalty * found
        speed = MOMENTUM * speed - RATE * slope / total
        found += speed
    return found


if __name__ == "__main__":
    main()
