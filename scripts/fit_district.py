"""Fits the model of the district: ``src/ftextract/data/district.tsv``.

Each quarter, site and incubator in the articles of a folder that have a gold profile is an example
of a place that is put forward, or not (logistic regression with a quadratic penalty, fitted by
gradient descent from zero: the same corpus gives the same weights).

    uv run scripts/fit_district.py corpus/{train,press}            # fits and writes
    uv run scripts/fit_district.py corpus/{train,press} --check    # scores by cross-validation
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from choices import Group, Model, Settings, cases_of, parser, print_counts, series_of
from ftextract import district
from ftextract.corpus.gold import GoldProfile
from ftextract.corpus.scoring import Counts, folded, overlap
from ftextract.district_signs import Signs, around, of_name
from ftextract.profile import ProfileBuilder

SETTINGS = Settings(penalty=15.0, least=5, small=0.04, one_each=True)


@dataclass
class Case:
    """An article: the names of the places that may be put forward, their signs, and the gold."""

    series: str  # the articles of one writer
    names: list[str]
    signs: list[Signs]
    gold: set[str]


def case_of(name: str, builder: ProfileBuilder, gold: GoldProfile) -> Case:
    """An article as an example, given its profile builder and its gold profile."""
    spots, ground = builder.spots, builder.ground
    return Case(
        series=series_of(name),
        names=[folded(spot.entity.name) for spot in spots],
        signs=[
            [*of_name(spot, len(spots), ground), *sorted(around(spot, ground))] for spot in spots
        ],
        gold={folded(place) for place in gold.district},
    )


def fit(cases: Iterable[Case]) -> Model:
    """The model."""
    groups = [
        Group([signs], [name in case.gold])
        for case in cases
        for name, signs in zip(case.names, case.signs, strict=True)
    ]
    return Model(district.WEIGHTS, SETTINGS).fit(groups)


def score(case: Case, model: Model) -> Counts:
    """The counts of an article, as the evaluation has them."""
    weights = model.scores(case.signs).tolist()
    likely = zip(case.names, weights, strict=True)
    return overlap(case.gold, {name for name, weight in likely if weight > district.LIKELY})


def check(cases: Sequence[Case]) -> Counts:
    """The scores of models each of which has seen nothing of the articles' writer."""
    total = Counts()
    for series in sorted({case.series for case in cases}):
        model = fit(case for case in cases if case.series != series)
        for case in cases:
            if case.series == series:
                total += score(case, model)
    return total


def main() -> None:
    """Fit and write the weights, or check them."""
    options = parser(__doc__).parse_args()
    cases = cases_of(options, case_of)
    if options.check:
        print_counts({"district": check(cases)})
        return
    model = fit(cases)
    print(f"{model.name}: {model.write()} weights, {len(cases)} articles")


if __name__ == "__main__":
    main()
