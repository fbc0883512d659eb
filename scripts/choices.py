"""What the scripts share that fit linear models: a model that chooses, and the articles it sees.

A model gives each value of a sign a weight and chooses, of a group of options, the one that weighs
most. It is fitted by gradient descent (Adam; Kingma and Ba, 2015) from zero, with a quadratic
penalty: the same groups give the same weights.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from ftextract.corpus import tei
from ftextract.corpus.gold import GoldDocument, GoldProfile
from ftextract.corpus.scoring import Counts
from ftextract.extractor import Article, Extractor
from ftextract.pipeline import named_entities
from ftextract.profile import ProfileBuilder
from ftextract.weights import text_of

GENERAL_NEWS = ("1g-", "2g-", "h5-", "h10-")  # how the ids of general news begin
DATA = Path(__file__).parents[1] / "src" / "ftextract" / "data"
STEPS, RATE = 250, 0.08
Numbers = npt.NDArray[Any]
Case = TypeVar("Case")
Signs = Sequence[tuple[str, str]]  # signs with their values


@dataclass
class Group:
    """Options among which is chosen, which of them are right, and how much the group counts."""

    options: Sequence[Signs]
    right: Sequence[bool]
    weight: float = 1.0


@dataclass(frozen=True)
class Settings:
    """How a model is fitted.

    ``least`` is how many groups a value stands in; weights below ``small`` are not kept; with
    ``one_each``, each option is right or wrong by itself (logistic regression, else softmax).
    """

    penalty: float
    least: int
    small: float
    one_each: bool = False


class Model:
    """Weights of signs' values, learned from groups of options of which some are right."""

    def __init__(self, name: str, settings: Settings) -> None:
        self.name, self.settings = name, settings
        self.index: dict[tuple[str, str], int] = {}
        self.weights = np.zeros(0)

    def fit(self, groups: Sequence[Group]) -> Model:
        """Fit to groups; one in which nothing is right teaches nothing to a softmax."""
        if not self.settings.one_each:
            groups = [group for group in groups if any(group.right)]
        counts = Counter(s for group in groups for s in {s for o in group.options for s in o})
        known = sorted(s for s, n in counts.items() if n >= self.settings.least and s[1])
        self.index = {sign: i for i, sign in enumerate(known)}
        rows: list[int] = []
        columns: list[int] = []
        numbers: list[int] = []
        right: list[bool] = []
        weights: list[float] = []
        for number, group in enumerate(groups):
            for option, good in zip(group.options, group.right, strict=True):
                found = [self.index[sign] for sign in option if sign in self.index]
                rows += [len(numbers)] * len(found)
                columns += found
                numbers.append(number)
                right.append(good)
                weights.append(group.weight)
        given = (rows, columns, numbers, right, weights)
        self._descend(*(np.array(column) for column in given))
        return self

    def _descend(
        self,
        rows: Numbers,
        columns: Numbers,
        numbers: Numbers,
        right: Numbers,
        weights: Numbers,
    ) -> None:
        found = np.zeros(len(self.index))
        mean, square = np.zeros_like(found), np.zeros_like(found)
        for step in range(1, STEPS + 1):
            scores = np.bincount(rows, weights=found[columns], minlength=len(numbers))
            chances = self._chances(scores, numbers)
            if self.settings.one_each:
                error = chances - right
            else:
                mass = np.bincount(numbers, weights=chances * right)[numbers]
                error = chances - chances * right / np.maximum(mass, 1e-12)
            slope: Numbers = np.bincount(
                columns, weights=(error * weights)[rows], minlength=len(found)
            )
            slope = slope + self.settings.penalty * found
            mean = 0.9 * mean + 0.1 * slope
            square = 0.99 * square + 0.01 * slope**2
            rate = RATE * (1 - (step - 1) / STEPS)
            steady = np.sqrt(square / (1 - 0.99**step)) + 1e-8
            found -= rate * mean / (1 - 0.9**step) / steady
        self.weights = found

    def _chances(self, scores: Numbers, numbers: Numbers) -> Numbers:
        if self.settings.one_each:
            alone: Numbers = 1 / (1 + np.exp(-scores))
            return alone
        raised = np.exp(scores)
        chances: Numbers = raised / np.bincount(numbers, weights=raised)[numbers]
        return chances

    def scores(self, options: Sequence[Signs]) -> Numbers:
        """What the signs of each option weigh."""
        known = self.index
        return np.array(
            [sum(self.weights[known[s]] for s in option if s in known) for option in options]
        )

    def chances(self, options: Sequence[Signs]) -> Numbers:
        """How likely each option of a group is."""
        return self._chances(self.scores(options), np.zeros(len(options), dtype=int))

    def tables(self) -> dict[str, dict[str, float]]:
        """The weights that are kept, by sign and value."""
        tables: dict[str, dict[str, float]] = defaultdict(dict)
        for (sign, value), i in self.index.items():
            if abs(self.weights[i]) >= self.settings.small:
                tables[sign][value] = float(self.weights[i])
        return dict(tables)

    def write(self) -> int:
        """Write the weights, by sign and value; how many they are."""
        tables = self.tables()
        (DATA / f"{self.name}.tsv").write_text(text_of(tables), encoding="utf-8")
        return sum(map(len, tables.values()))


def articles(
    folders: Iterable[Path], model: str = "", general: Sequence[str] = ()
) -> Iterator[tuple[GoldDocument, ProfileBuilder]]:
    """The articles of some folders that have a gold profile, with what makes their profiles.

    Those whose ids begin with one of ``general`` come too, though they have none.
    """
    extractor = Extractor(model) if model else Extractor()
    for document in (d for folder in folders for d in tei.read_folder(folder)):
        if document.profile or document.id.startswith(tuple(general)):
            article = Article(document.text, document.published)
            entities = named_entities(extractor._model, [article.view])[0]
            yield document, article.builder(entities, extractor._model.types)


def cases_of(
    options: argparse.Namespace, case_of: Callable[[str, ProfileBuilder, GoldProfile], Case]
) -> list[Case]:
    """What is made of each article of the folders that has a gold profile."""
    return [
        case_of(document.id, builder, document.profile)
        for document, builder in articles(options.folders, options.model)
        if document.profile
    ]


def series_of(name: str) -> str:
    """The series of an article, by its id: those of one series are of one writer, and alike."""
    return name.partition("-")[0]


def folds_of(series: Iterable[str], count: int) -> list[set[str]]:
    """So many parts of the series, for models that have seen nothing of one of them."""
    ordered = sorted(set(series))
    return [set(ordered[fold::count]) for fold in range(count)]


def parser(doc: str | None, *, general: bool = False) -> argparse.ArgumentParser:
    """The options that the scripts have in common; ``doc`` begins with what the script does.

    With ``general``, also which articles are general news.
    """
    options = argparse.ArgumentParser(description=(doc or "").splitlines()[0])
    options.add_argument("folders", type=Path, nargs="+")
    options.add_argument("--model", default="", help="weights other than the package's")
    options.add_argument("--check", action="store_true", help="cross-validate, write nothing")
    if general:
        options.add_argument("--general", nargs="*", default=GENERAL_NEWS, metavar="PREFIX")
    return options


def print_counts(counts: dict[str, Counts]) -> None:
    """Precision, recall and F1, a line for each name."""
    for name, count in counts.items():
        print(name, *(f"{ratio:.3f}" for ratio in (count.precision, count.recall, count.f1)))
