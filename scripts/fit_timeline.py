"""Fits the weights of ``ftextract.timeline`` and writes ``src/ftextract/data/timeline.tsv``.

Of the articles of a folder that have a gold profile, each date is an example of the kind of step
that one of its mentions tells, or of none (softmax with a quadratic penalty, by gradient descent
from zero): the same corpus gives the same weights.

    uv run scripts/fit_timeline.py corpus/{train,press}            # fits and writes
    uv run scripts/fit_timeline.py corpus/{train,press} --check    # scores on series left out
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from choices import Group, Model, Settings, cases_of, parser, print_counts, series_of
from ftextract.corpus.gold import GoldProfile
from ftextract.corpus.scoring import Counts, overlap
from ftextract.profile import ProfileBuilder
from ftextract.step_signs import signs_of
from ftextract.timeline import KINDS, LIKELY

SETTINGS = Settings(penalty=4.0, least=8, small=0.1)
Step = tuple[str, str | None]


@dataclass
class Case:
    """An article: its dates as groups of options, and its steps."""

    series: str
    dates: list[tuple[Group, list[Step]]]  # the step of each option but the first, which is none
    gold: set[Step]


def case_of(name: str, builder: ProfileBuilder, profile: GoldProfile) -> Case:
    """An article as an example, given its profile builder and its gold profile."""
    gold: set[Step] = {(step.kind, step.when) for step in profile.timeline}
    mentions: dict[str, list[list[str]]] = {}
    article = builder.dated
    if article.status != "unknown":
        for date, signs in signs_of(article):
            mentions.setdefault(date.attributes["when"], []).append(signs)
    dates = []
    for when, several in mentions.items():
        steps: list[Step] = [(kind, when) for _ in several for kind in KINDS]
        options = [[], *([(kind, sign) for sign in signs] for signs in several for kind in KINDS)]
        right = [step in gold for step in steps]
        dates.append((Group(options, [not any(right), *right]), steps))
    return Case(series_of(name), dates, gold)


def fit(cases: Iterable[Case]) -> Model:
    """The model."""
    return Model("timeline", SETTINGS).fit([group for case in cases for group, _ in case.dates])


def score(cases: Iterable[Case], model: Model) -> Counts:
    """Counts of steps, as the evaluation has them."""
    counts = Counts()
    for case in cases:
        found = set()
        for group, steps in case.dates:
            chances = model.chances(group.options)[1:]
            best = int(chances.argmax())
            if chances[best] > LIKELY:
                found.add(steps[best])
        counts += overlap(case.gold, found)
    return counts


def check(cases: Sequence[Case]) -> dict[str, Counts]:
    """The scores of each series by a model of the others: those of a series are alike."""
    counts = {}
    for series in sorted({case.series for case in cases}):
        model = fit(case for case in cases if case.series != series)
        counts[series] = score((case for case in cases if case.series == series), model)
    counts["all"] = sum(counts.values(), Counts())
    return counts


def main() -> None:
    """Fit and write the weights, or check them."""
    options = parser(__doc__).parse_args()
    cases = cases_of(options, case_of)
    if options.check:
        print_counts(check(cases))
        return
    print(f"{fit(cases).write()} weights, {len(cases)} articles")


if __name__ == "__main__":
    main()
