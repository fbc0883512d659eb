"""Fits the models of who bids: ``src/ftextract/data/{banner,territory,cities}.tsv``.

Of the articles of a folder that have a gold profile, each is an example of which name is the
banner (or none; softmax over the names), which is the territory (softmax), and, town by town, of
which communes bid (logistic regression). All have a quadratic penalty and are fitted by gradient
descent from zero: the same corpus gives the same weights. What the second model knows of the
banner, and the third of the territory, comes from models that have not seen the article.

    uv run scripts/fit_territory.py corpus/{train,press}            # fits and writes
    uv run scripts/fit_territory.py corpus/{train,press} --check    # scores by cross-validation
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from choices import Group, Model, Settings, cases_of, parser, print_counts
from ftextract import banner, cities, territory
from ftextract.banner import Banner
from ftextract.corpus.gold import GoldCandidacy
from ftextract.corpus.scoring import Counts, folded, overlap
from ftextract.label import label_of
from ftextract.profile import ProfileBuilder
from ftextract.standing import Scene, Standing

FOLDS = 5
MODELS = {
    "banner": (banner.SIGNS, Settings(penalty=2.0, least=4, small=0.04)),
    "territory": (territory.SIGNS, Settings(penalty=3.0, least=4, small=0.04)),
    "cities": (cities.SIGNS, Settings(penalty=3.0, least=4, small=0.04, one_each=True)),
}


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
    label = label_of(outline)
    kinds = [(entity, builder._kinds[id(entity)]) for entity in builder.organizations]
    return Case(gold, builder.scene, label, banner.options_of(outline, kinds, builder.scene, label))


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
    return _group("banner", banner.signs_of(case.banners, case.scene, case.label), right)


def chosen_banner(case: Case, model: Model) -> Banner | None:
    """What a model takes for the banner."""
    best = _best(model, banner_group(case))
    return case.banners[best - 1] if best else None


def territory_group(case: Case, own: Banner | None) -> tuple[Group, list[Standing]]:
    """The places that may be the territory, given the banner."""
    options = territory.options_of(case.scene, own)
    wanted = case.gold.territory and folded(case.gold.territory)
    right = [folded(option.place.name) == wanted for option in options]
    signs = territory.signs_of(options, case.scene)
    return _group("territory", signs, right), [option.place for option in options]


def cities_group(case: Case, own: Banner | None, place: Standing) -> tuple[Group, list[Standing]]:
    """The towns that may bid, given banner and territory."""
    towns = cities.towns_of(place, case.scene)
    wanted = {folded(name) for name in case.gold.cities}
    right = [folded(town.name) in wanted for town in towns]
    signs = cities.signs_of(towns, place, case.scene, own, case.label)
    return _group("cities", signs, right), towns


def _group(name: str, options: Iterable[Sequence[str]], right: Sequence[bool]) -> Group:
    signs, _ = MODELS[name]
    return Group([list(zip(signs, values, strict=True)) for values in options], right)


def _best(model: Model, group: Group) -> int:
    """The likeliest option; of equal ones, the first."""
    return int(model.scores(group.options).argmax())


def fit(cases: Sequence[Case]) -> Models:
    """All models; an article without a bid of its own teaches them nothing, for its status tells
    that whatever they take for its banner is another's.
    """
    cases = [case for case in cases if case.gold.territory]
    banners = [banner_group(case) for case in cases]
    own: list[Banner | None] = [None] * len(cases)
    for seen, unseen in _folds(len(cases)):
        model = _fit("banner", [banners[i] for i in seen])
        for i in unseen:
            own[i] = chosen_banner(cases[i], model)
    bids = list(zip(cases, own, strict=True))
    choices = [territory_group(case, name) for case, name in bids]
    towns = []
    for seen, unseen in _folds(len(bids)):
        model = _fit("territory", [choices[i][0] for i in seen])
        for i in unseen:
            group, places = choices[i]
            if places:
                towns.append(cities_group(*bids[i], places[_best(model, group)])[0])
    return Models(
        _fit("banner", banners),
        _fit("territory", [group for group, _ in choices]),
        _fit("cities", towns),
    )


def _fit(name: str, groups: Sequence[Group]) -> Model:
    return Model(name, MODELS[name][1]).fit(groups)


def _folds(count: int) -> Iterable[tuple[list[int], list[int]]]:
    for fold in range(FOLDS):
        unseen = list(range(fold, count, FOLDS))
        yield [i for i in range(count) if i % FOLDS != fold], unseen


def choice(case: Case, models: Models) -> tuple[Banner | None, str | None, list[str]]:
    """What some models take for the banner, the territory and the towns of an article."""
    own = chosen_banner(case, models.banner)
    group, places = territory_group(case, own)
    if not places:
        return own, None, []
    place = places[_best(models.territory, group)]
    options, names = cities_group(case, own, place)
    towns = cities.choose(names, models.cities.scores(options.options).tolist(), place)
    return own, place.name, [town.name for town in towns]


def score(case: Case, models: Models) -> dict[str, Counts]:
    """The counts of an article that has a territory, as the evaluation has them."""
    own, place, towns = choice(case, models)
    gold = case.gold
    return {
        "banner": overlap(_one(gold.name), _one(own.name if own else None)),
        "territory": overlap(_one(gold.territory), _one(place)),
        "cities": overlap({folded(name) for name in gold.cities}, {folded(name) for name in towns}),
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


def main() -> None:
    """Fit and write the weights, or check them."""
    options = parser(__doc__).parse_args()
    cases = cases_of(options, lambda _, builder, gold: case_of(builder, gold.candidacy))
    if options.check:
        print_counts(check(cases))
        return
    models = fit(cases)
    for model in (models.banner, models.territory, models.cities):
        print(f"{model.name}: {model.write()} weights, {len(cases)} articles")


if __name__ == "__main__":
    main()
