"""Fits the models of trades and of leading companies: ``src/ftextract/data/{trades,leading}.tsv``.

Of the articles of a folder that have a gold profile, each company is an example: of which phrase
around it is its trade (or none; softmax over the phrases), and of whether it is put forward
(logistic regression). Both have a quadratic penalty and are fitted by gradient descent from zero:
the same corpus gives the same weights. What the second model knows of a trade comes from models
that have not seen the article.

    uv run scripts/fit_leading.py corpus/train            # fits and writes
    uv run scripts/fit_leading.py corpus/train --check    # scores by five-fold cross-validation
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

from ftextract import leading, sectors
from ftextract.corpus import tei
from ftextract.corpus.gold import GoldProfile
from ftextract.corpus.profile_scores import pairs_of_companies
from ftextract.corpus.scoring import Counts, folded, overlap
from ftextract.entities import Entity
from ftextract.extractor import Article, Extractor
from ftextract.leading import kind_of_label, signs_of
from ftextract.pipeline import named_entities
from ftextract.profile import ProfileBuilder
from ftextract.sectors import Trade, around, trade_by_rule
from ftextract.trade_spans import NONE, nothing
from ftextract.weights import text_of

OUT = Path(__file__).parents[1] / "src" / "ftextract" / "data"
FOLDS, STEPS, RATE = 5, 250, 0.08
LEAST = {"trades": 3, "leading": 5}  # companies that a value stands at
PENALTY = {"trades": 1.2, "leading": 5.0}
OTHERS = 0.15  # weight of a company that is not put forward: of its trade the gold says nothing
SMALL = 0.1  # weights below it are left out
Signs = list[tuple[str, str]]


@dataclass
class Company:
    """A company of an article: the phrases around it, and what the gold says of it."""

    entity: Entity
    leads: bool
    sector: str | None  # of the gold
    phrases: list[str]
    options: list[Signs]  # no phrase, then the phrases
    right: list[int]  # the options that the gold allows; none if it names another phrase
    sure: Trade | None  # the trade that rules tell beyond doubt


@dataclass
class Case:
    """An article with its companies."""

    builder: ProfileBuilder
    gold: GoldProfile
    label: str
    companies: list[Company] = field(default_factory=list)


def case_of(builder: ProfileBuilder, gold: GoldProfile) -> Case:
    """An article as an example, given its profile builder and its gold profile."""
    case = Case(builder, gold, kind_of_label(builder._candidacy()[0].label))
    led = {folded(company.name): company.sector for company in gold.leading_companies}
    for entity in builder.organizations:
        if builder._kinds[id(entity)] != "company":
            continue
        name = folded(entity.name)
        case.companies.append(company_of(entity, builder, name in led, led.get(name)))
    return case


def company_of(entity: Entity, builder: ProfileBuilder, leads: bool, sector: str | None) -> Company:
    """A company as an example."""
    sentences = builder._sentences
    start = entity.mentions[0].start
    sentence = sentences.around(start)
    token = sentence.companies[start]
    sure = trade_by_rule(entity, sentences)
    untold = nothing(sentence, token, len(entity.mentions))
    texts, options = [], [list(zip(NONE, untold, strict=True))]
    for phrase in around(entity, sentences):
        texts.append(builder.text[slice(*phrase.sentence.span(phrase.first, phrase.last))])
        options.append(phrase.signs())
    right = [0]
    if sector:
        right = [i for i, text in enumerate(texts, 1) if folded(text) == folded(sector)]
    return Company(entity, leads, sector, texts, options, right, sure)


class Model:
    """Weights of signs' values, learned from groups of options of which some are right.

    A group of one option is right or wrong by itself (logistic regression).
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.index: dict[tuple[str, str], int] = {}
        self.weights = np.zeros(0)

    def fit(self, groups: Sequence[tuple[list[Signs], Sequence[int], float]]) -> Model:
        """Fit to groups: their options, the indices of the right ones, their weight."""
        counts = Counter(
            sign for options, _, _ in groups for sign in {s for o in options for s in o}
        )
        least = LEAST[self.name]
        self.index = {
            sign: i
            for i, sign in enumerate(sorted(s for s, n in counts.items() if n >= least and s[1]))
        }
        rows, columns, group, right, weight = [], [], [], [], []
        for number, (options, good, much) in enumerate(groups):
            for i, option in enumerate(options):
                known = [self.index[sign] for sign in option if sign in self.index]
                rows += [len(group)] * len(known)
                columns += known
                group.append(number)
                right.append(i in good)
                weight.append(much)
        self._descend(*map(np.array, (rows, columns, group, right, weight)))
        return self

    def _descend(self, rows, columns, group, right, weight) -> None:  # type: ignore[no-untyped-def]
        size = len(self.index)
        found, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
        for step in range(1, STEPS + 1):
            scores = np.bincount(rows, weights=found[columns], minlength=len(group))
            chances = self._chances(scores, group)
            if self.name == "leading":
                error = chances - right
            else:
                mass = np.bincount(group, weights=chances * right)[group]
                error = chances - chances * right / np.maximum(mass, 1e-12)
            slope = np.bincount(columns, weights=(error * weight)[rows], minlength=size)
            slope += PENALTY[self.name] * found
            mean = 0.9 * mean + 0.1 * slope
            square = 0.99 * square + 0.01 * slope**2
            rate = RATE * (1 - (step - 1) / STEPS)
            steady = np.sqrt(square / (1 - 0.99**step)) + 1e-8
            found -= rate * mean / (1 - 0.9**step) / steady
        self.weights = found

    def _chances(self, scores: np.ndarray, group: np.ndarray) -> np.ndarray:
        if self.name == "leading":
            return 1 / (1 + np.exp(-scores))
        raised = np.exp(scores)
        return raised / np.bincount(group, weights=raised)[group]

    def chances(self, options: list[Signs]) -> np.ndarray:
        """How likely each option of a group is."""
        scores = np.array(
            [
                sum(self.weights[self.index[s]] for s in option if s in self.index)
                for option in options
            ]
        )
        return self._chances(scores, np.zeros(len(options), dtype=int))

    def tables(self) -> dict[str, dict[str, float]]:
        """The weights, by sign and value."""
        tables: dict[str, dict[str, float]] = defaultdict(dict)
        for (sign, value), i in self.index.items():
            if abs(self.weights[i]) >= SMALL:
                tables[sign][value] = float(self.weights[i])
        return dict(tables)


def fit_trades(cases: Iterable[Case]) -> Model:
    """The model of trades; a company whose trade stands in no phrase teaches nothing."""
    return Model("trades").fit(
        [
            (c.options, c.right if c.leads else [0], 1.0 if c.leads else OTHERS)
            for case in cases
            for c in case.companies
            if c.right or not c.leads
        ]
    )


def trade_of(company: Company, model: Model) -> Trade:
    """What a model says of a company's trade, as ``sectors.trade_of`` does."""
    if company.sure:
        return company.sure
    if not company.phrases:
        return Trade(None, 0.0)
    chances = model.chances(company.options)
    best = int(chances[1:].argmax())
    told = float(1 - chances[0])
    likely = chances[1 + best] > sectors.LIKELY or told > sectors.SURE
    return Trade(company.phrases[best] if likely else None, told)


def leading_groups(
    case: Case, trades: Sequence[Trade]
) -> list[tuple[list[Signs], Sequence[int], float]]:
    """Each company of an article as an example of the model of leading companies."""
    builder = case.builder
    entities = [company.entity for company in case.companies]
    signs = signs_of(entities, trades, builder._sentences, case.label)
    groups = []
    for company, values in zip(case.companies, signs, strict=True):
        option = list(zip(leading.SIGNS, values, strict=True))
        groups.append(([option], [0] if company.leads else [], 1.0))
    return groups


def fit(cases: Sequence[Case]) -> tuple[Model, Model]:
    """Both models."""
    groups = []
    for fold in range(FOLDS):
        model = fit_trades(case for i, case in enumerate(cases) if i % FOLDS != fold)
        for case in cases[fold::FOLDS]:
            groups += leading_groups(case, [trade_of(c, model) for c in case.companies])
    return fit_trades(cases), Model("leading").fit(groups)


def score(cases: Iterable[Case], trades: Model, leads: Model) -> tuple[Counts, Counts]:
    """Counts of companies and of (company, sector) pairs, as the evaluation has them."""
    companies, pairs = Counts(), Counts()
    for case in cases:
        told = [trade_of(company, trades) for company in case.companies]
        found, found_pairs = set(), set()
        groups = leading_groups(case, told)
        for company, trade, (options, _, _) in zip(case.companies, told, groups, strict=True):
            if leads.chances(options)[0] > leading.LIKELY:
                found.add(folded(company.entity.name))
                if trade.words:
                    found_pairs.add((folded(company.entity.name), folded(trade.words)))
        gold = case.gold.leading_companies
        companies += overlap({folded(c.name) for c in gold}, found)
        pairs += overlap(pairs_of_companies(gold), found_pairs)
    return companies, pairs


def check(cases: Sequence[Case]) -> tuple[Counts, Counts]:
    """The scores of five models, each on the articles that it has not seen.

    They leave out neighbours in a folder together: articles of one series are alike, and a model
    that has seen the others of a series scores too well.
    """
    companies, pairs = Counts(), Counts()
    bounds = [len(cases) * fold // FOLDS for fold in range(FOLDS + 1)]
    for first, last in pairwise(bounds):
        models = fit([*cases[:first], *cases[last:]])
        some, others = score(cases[first:last], *models)
        companies, pairs = companies + some, pairs + others
    return companies, pairs


def read(folders: Sequence[Path], model: str) -> list[Case]:
    """The articles of some folders that have a gold profile."""
    extractor = Extractor(model) if model else Extractor()
    cases = []
    for document in (d for folder in folders for d in tei.read_folder(folder)):
        if document.profile:
            article = Article(document.text, document.published)
            entities = named_entities(extractor._model, [article.view])[0]
            builder = article.builder(entities, extractor._model.types)
            cases.append(case_of(builder, document.profile))
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
        for name, counts in zip(("companies", "sectors"), check(cases), strict=True):
            ratios = (counts.precision, counts.recall, counts.f1)
            print(name, *(f"{ratio:.3f}" for ratio in ratios))
        return
    for model in fit(cases):
        tables = model.tables()
        (OUT / f"{model.name}.tsv").write_text(text_of(tables), encoding="utf-8")
        print(f"{model.name}: {sum(map(len, tables.values()))} weights, {len(cases)} articles")


if __name__ == "__main__":
    main()
