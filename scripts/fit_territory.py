"""Fits the models of who bids: ``src/ftextract/data/{banner,territory,cities}.tsv``.

Of the articles of a folder that have a gold profile, each is an example of which name is the
banner (or none; softmax over the names), which is the territory (softmax), and, town by town, of
which communes bid (logistic regression). All have a quadratic penalty and are fitted by gradient
descent from zero: the same corpus gives the same weights. What the second model knows of the
banner, and the third of the territory, comes from models that have not seen the article.

    uv run scripts/fit_territory.py corpus/train            # fits and writes
    uv run scripts/fit_territory.py corpus/train --check    # scores by five-fold cross-validation
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ftextract import banner, cities, territory
from ftextract.banner import Banner
from ftextract.corpus import tei
from ftextract.corpus.gold import GoldCandidacy
from ftextract.corpus.scoring import Counts, folded, overlap
from ftextract.extractor import Article, Extractor
from ftextract.label import label_of
from ftextract.pipeline import named_entities
from ftextract.profile import ProfileBuilder
from ftextract.standing import Scene, Standing
from ftextract.weights import text_of

OUT = Path(__file__).parents[1] / "src" / "ftextract" / "data"
FOLDS, STEPS, RATE = 5, 250, 0.08
LEAST = 4  # articles that a value stands in
PENALTY = {"banner": 2.0, "territory": 3.0, "cities": 2.0}
SMALL = 0.04  # weights below it are left out
Signs = Sequence[str]


@dataclass
class Group:
    """Options of an article, and which of them are right."""

    options: Sequence[Signs]
    right: Sequence[bool]


@dataclass
class Case:
    """An article with the names among which is chosen."""

    gold: GoldCandidacy
    scene: Scene
    label: str | None
    banners: list[Banner]


def case_of(builder: ProfileBuilder, gold: GoldCandidacy) -> Case:
    """An article as an example, given its profile builder and its gold profile."""
    outline = builder.outline
    label = label_of(builder.text, outline.low, outline.title_text)
    kinds = [(entity, builder._kinds[id(entity)]) for entity in builder.organizations]
    return Case(gold, builder.scene, label, banner.options_of(outline, kinds, builder.scene, label))


class Model:
    """Weights of signs' values, learned from groups of options of which some are right."""

    def __init__(self, name: str, signs: Sequence[str]) -> None:
        self.name, self.signs = name, signs
        self.one_each = name == "cities"  # each option is right or wrong by itself
        self.index: dict[tuple[int, str], int] = {}
        self.weights = np.zeros(0)

    def fit(self, groups: Sequence[Group]) -> Model:
        """Fit to groups; one in which nothing is right teaches nothing to a softmax."""
        if not self.one_each:
            groups = [group for group in groups if any(group.right)]
        counts = Counter(v for g in groups for v in {v for o in g.options for v in enumerate(o)})
        known = sorted(value for value, n in counts.items() if n >= LEAST and value[1])
        self.index = {value: i for i, value in enumerate(known)}
        rows, columns, numbers, right = [], [], [], []
        for number, group in enumerate(groups):
            for option, good in zip(group.options, group.right, strict=True):
                found = [self.index[v] for v in enumerate(option) if v in self.index]
                rows += [len(numbers)] * len(found)
                columns += found
                numbers.append(number)
                right.append(good)
        self._descend(*map(np.array, (rows, columns, numbers, right)))
        return self

    def _descend(
        self, rows: np.ndarray, columns: np.ndarray, numbers: np.ndarray, right: np.ndarray
    ) -> None:
        found = np.zeros(len(self.index))
        mean, square = np.zeros_like(found), np.zeros_like(found)
        for step in range(1, STEPS + 1):
            scores = np.bincount(rows, weights=found[columns], minlength=len(numbers))
            chances = self._chances(scores, numbers)
            if self.one_each:
                error = chances - right
            else:
                mass = np.bincount(numbers, weights=chances * right)[numbers]
                error = chances - chances * right / np.maximum(mass, 1e-12)
            slope = np.bincount(columns, weights=error[rows], minlength=len(found))
            slope += PENALTY[self.name] * found
            mean = 0.9 * mean + 0.1 * slope
            square = 0.99 * square + 0.01 * slope**2
            rate = RATE * (1 - (step - 1) / STEPS)
            steady = np.sqrt(square / (1 - 0.99**step)) + 1e-8
            found -= rate * mean / (1 - 0.9**step) / steady
        self.weights = found

    def _chances(self, scores: np.ndarray, numbers: np.ndarray) -> np.ndarray:
        if self.one_each:
            return 1 / (1 + np.exp(-scores))
        raised = np.exp(scores)
        return raised / np.bincount(numbers, weights=raised)[numbers]

    def scores(self, options: Sequence[Signs]) -> list[float]:
        """What the signs of each option weigh."""
        known = self.index
        return [
            float(sum(self.weights[known[v]] for v in enumerate(option) if v in known))
            for option in options
        ]

    def best(self, options: Sequence[Signs]) -> int:
        """The likeliest option; of equal ones, the first."""
        return int(np.argmax(self.scores(options)))

    def tables(self) -> dict[str, dict[str, float]]:
        """The weights, by sign and value."""
        tables: dict[str, dict[str, float]] = defaultdict(dict)
        for (sign, value), i in self.index.items():
            if abs(self.weights[i]) >= SMALL:
                tables[self.signs[sign]][value] = float(self.weights[i])
        return dict(tables)


@dataclass
class Models:
    """The three models."""

    banner: Model
    territory: Model
    cities: Model


def banner_group(case: Case) -> Group:
    """No banner, then the names that may be it."""
    name = case.gold.name and folded(case.gold.name)
    right = [name is None, *(folded(option.name) == name for option in case.banners)]
    return Group(list(banner.signs_of(case.banners, case.scene, case.label)), right)


def chosen_banner(case: Case, model: Model) -> Banner | None:
    """What a model takes for the banner."""
    best = model.best(banner_group(case).options)
    return case.banners[best - 1] if best else None


def territory_group(case: Case, own: Banner | None) -> tuple[Group, list[Standing]]:
    """The places that may be the territory, given the banner."""
    options = territory.options_of(case.scene, own)
    wanted = case.gold.territory and folded(case.gold.territory)
    right = [folded(option.place.name) == wanted for option in options]
    signs = list(territory.signs_of(options, case.scene))
    return Group(signs, right), [option.place for option in options]


def cities_group(case: Case, own: Banner | None, place: Standing) -> tuple[Group, list[Standing]]:
    """The towns that may bid, given banner and territory."""
    towns = cities.towns_of(place, case.scene)
    wanted = {folded(name) for name in case.gold.cities}
    right = [folded(town.name) in wanted for town in towns]
    signs = list(cities.signs_of(towns, place, case.scene, own, case.label))
    return Group(signs, right), towns


def fit(cases: Sequence[Case]) -> Models:
    """All models; an article without a bid teaches only that it has no banner."""
    banners = [banner_group(case) for case in cases]
    own: list[Banner | None] = [None] * len(cases)
    for seen, unseen in _folds(len(cases)):
        model = _fit("banner", [banners[i] for i in seen])
        for i in unseen:
            own[i] = chosen_banner(cases[i], model)
    bids = [(case, own[i]) for i, case in enumerate(cases) if case.gold.territory]
    choices = [territory_group(case, name) for case, name in bids]
    towns = []
    for seen, unseen in _folds(len(bids)):
        model = _fit("territory", [choices[i][0] for i in seen])
        for i in unseen:
            group, places = choices[i]
            if places:
                towns.append(cities_group(*bids[i], places[model.best(group.options)])[0])
    return Models(
        _fit("banner", banners),
        _fit("territory", [group for group, _ in choices]),
        _fit("cities", towns),
    )


def _fit(name: str, groups: Sequence[Group]) -> Model:
    signs = {"banner": banner.SIGNS, "territory": territory.SIGNS, "cities": cities.SIGNS}
    return Model(name, signs[name]).fit(groups)


def _folds(count: int) -> Iterable[tuple[list[int], list[int]]]:
    for fold in range(FOLDS):
        unseen = list(range(fold, count, FOLDS))
        yield [i for i in range(count) if i % FOLDS != fold], unseen


def score(case: Case, models: Models) -> dict[str, Counts]:
    """The counts of an article that has a territory, as the evaluation has them."""
    own = chosen_banner(case, models.banner)
    group, places = territory_group(case, own)
    place = places[models.territory.best(group.options)] if places else None
    towns: set[str] = set()
    if place:
        options, names = cities_group(case, own, place)
        scores = models.cities.scores(options.options)
        towns = {folded(town.name) for town in cities.choose(names, scores, place)}
    gold = case.gold
    return {
        "banner": overlap(_one(gold.name), _one(own and own.name)),
        "territory": overlap(_one(gold.territory), _one(place and place.name)),
        "cities": overlap({folded(name) for name in gold.cities}, towns),
    }


def _one(name: str | None) -> set[str]:
    return {folded(name)} if name else set()


def check(cases: Sequence[Case]) -> dict[str, Counts]:
    """The scores of five fits, each on the articles that it has not seen."""
    total: dict[str, Counts] = defaultdict(Counts)
    for seen, unseen in _folds(len(cases)):
        models = fit([cases[i] for i in seen])
        for case in (cases[i] for i in unseen if cases[i].gold.territory):
            for name, counts in score(case, models).items():
                total[name] += counts
    return total


def read(folders: Sequence[Path], model: str) -> list[Case]:
    """The articles of some folders that have a gold profile."""
    extractor = Extractor(model) if model else Extractor()
    cases = []
    for document in (d for folder in folders for d in tei.read_folder(folder)):
        if document.profile:
            article = Article(document.text, document.published)
            entities = named_entities(extractor._model, [article.view])[0]
            builder = article.builder(entities, extractor._model.types)
            cases.append(case_of(builder, document.profile.candidacy))
    return cases


def main() -> None:
    """Fit and write the weights, or check them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--model", default="", help="weights other than the package's")
    parser.add_argument("--check", action="store_true", help="cross-validate, write nothing")
    options = parser.parse_args()
    cases = read(options.folders, options.model)
    if options.check:
        for name, counts in check(cases).items():
            ratios = (counts.precision, counts.recall, counts.f1)
            print(name, *(f"{ratio:.3f}" for ratio in ratios))
        return
    models = fit(cases)
    for model in (models.banner, models.territory, models.cities):
        tables = model.tables()
        (OUT / f"{model.name}.tsv").write_text(text_of(tables), encoding="utf-8")
        print(f"{model.name}: {sum(map(len, tables.values()))} weights, {len(cases)} articles")


if __name__ == "__main__":
    main()
