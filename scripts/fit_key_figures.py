"""Fits the models of key figures: ``src/ftextract/data/{key_figures,figure_topics}.tsv``.

Of the articles of a folder that have a gold profile, each figure that may describe the territory is
an example of whether it does (logistic regression), and each that does, of its topic (softmax over
those of sums of money, or of what is counted). Both have a quadratic penalty and are fitted by
gradient descent from zero: the same corpus gives the same weights.

    uv run scripts/fit_key_figures.py corpus/{train,press}            # fits and writes
    uv run scripts/fit_key_figures.py corpus/{train,press} --check    # scores on series left out
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from choices import (
    Group,
    Model,
    Settings,
    Signs,
    cases_of,
    folds_of,
    parser,
    print_counts,
    series_of,
)
from ftextract.corpus.gold import GoldProfile
from ftextract.corpus.scoring import Counts, overlap
from ftextract.figure_signs import AFTER, BEFORE, SIGNS, is_money, signs_of
from ftextract.figure_signs import Signs as Told
from ftextract.key_figures import (
    COUNTS,
    LIKELY,
    SUMS,
    TOPIC_WEIGHTS,
    WEIGHTS,
    may_be_key,
    topics_of,
)
from ftextract.profile import ProfileBuilder
from ftextract.rendering import number
from ftextract.rule import Candidate

FOLDS = 5
KEY = Settings(penalty=6.0, least=4, small=0.04, one_each=True)
TOPIC = Settings(penalty=2.0, least=3, small=0.06)


@dataclass
class Figure:
    """A figure of an article, and the topics that the gold has it under."""

    value: Hashable
    signs: Signs
    money: bool
    right: set[str]

    @property
    def topics(self) -> Sequence[str]:
        """Those among which one is chosen."""
        return SUMS if self.money else COUNTS

    def options(self) -> list[Signs]:
        """Each topic, as what is chosen; of what is counted the words around tell nothing."""
        signs = self.signs if self.money else self.signs[: len(SIGNS)]
        return [[(f"{topic} {sign}", value) for sign, value in signs] for topic in self.topics]


@dataclass
class Case:
    """An article with its figures."""

    series: str
    gold: set[Hashable]
    figures: list[Figure]


def case_of(name: str, builder: ProfileBuilder, gold: GoldProfile) -> Case:
    """An article as an example."""
    topics: dict[Hashable, set[str]] = defaultdict(set)
    for topic, values in gold.key_figures.items():
        for value in values:
            topics[value].add(topic)
    numbers = [mention for mention in builder.mentions if mention.label == "FIG"]
    asked = [
        (figure, topic)
        for figure, topic in zip(numbers, topics_of(numbers, builder.outline), strict=True)
        if may_be_key(figure, topic)
    ]
    whose = [figure for figure, _ in asked], [topic for _, topic in asked]
    signs = signs_of(*whose, builder.outline, builder.mentions, builder.kinds_at)
    figures = [
        Figure(value_of(figure), told(own), is_money(figure), topics[value_of(figure)])
        for (figure, _), own in zip(asked, signs, strict=True)
    ]
    pairs: set[Hashable] = {(topic, v) for topic, found in gold.key_figures.items() for v in found}
    return Case(series_of(name), pairs, figures)


def told(signs: Told) -> Signs:
    """All signs of a figure, with their values."""
    fixed = list(zip(SIGNS, signs.values, strict=True))
    words = [*((BEFORE, word) for word in signs.before), *((AFTER, word) for word in signs.after)]
    return [*fixed, *words]


def value_of(figure: Candidate) -> Hashable:
    """The number of a figure, or its range, as the gold has it."""
    attributes = figure.attributes
    both = number(attributes.get("quantityMin")), number(attributes.get("quantityMax"))
    return number(attributes["quantity"]) if "quantity" in attributes else both


def fit(cases: Iterable[Case]) -> tuple[Model, Model]:
    """Both models."""
    figures = [figure for case in cases for figure in case.figures]
    whole = [Group([figure.signs], [bool(figure.right)]) for figure in figures]
    chosen = [
        Group(figure.options(), [topic in figure.right for topic in figure.topics])
        for figure in figures
        if figure.right
    ]
    return Model(WEIGHTS, KEY).fit(whole), Model(TOPIC_WEIGHTS, TOPIC).fit(chosen)


def found_in(case: Case, key: Model, topics: Model) -> set[Hashable]:
    """The key figures that the models find."""
    found: set[Hashable] = set()
    for figure in case.figures:
        chances = topics.chances(figure.options()) * key.chances([figure.signs])[0]
        best = int(chances.argmax())
        if chances[best] > LIKELY:
            found.add((figure.topics[best], figure.value))
    return found


def check(cases: Sequence[Case]) -> dict[str, Counts]:
    """The scores of five models, each on series of articles of which it has seen none."""
    counts: dict[str, Counts] = {"all": Counts()}
    for held in folds_of((case.series for case in cases), FOLDS):
        models = fit(case for case in cases if case.series not in held)
        for case in (case for case in cases if case.series in held):
            count = overlap(case.gold, found_in(case, *models))
            for name in ("all", case.series):
                counts[name] = counts.get(name, Counts()) + count
    return counts


def main() -> None:
    """Fit and write the weights, or check them."""
    options = parser(__doc__).parse_args()
    cases = cases_of(options, case_of)
    if options.check:
        print_counts(check(cases))
        return
    for model in fit(cases):
        print(f"{model.name}: {model.write()} weights, {len(cases)} articles")


if __name__ == "__main__":
    main()
