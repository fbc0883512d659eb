"""Fits the models of trades and of leading companies: ``src/ftextract/data/{trades,leading}.tsv``.

Of the articles of a folder that have a gold profile, each company is an example: of which phrase
around it is its trade (or none; softmax over the phrases), and of whether it is put forward
(logistic regression). Both have a quadratic penalty and are fitted by gradient descent from zero:
the same corpus gives the same weights. What the second model knows of a trade comes from models
that have not seen the article. In general news (articles without a gold profile, whose ids begin as
the option ``--general`` says) no company is put forward.

    uv run scripts/fit_leading.py corpus/{train,press}            # fits and writes
    uv run scripts/fit_leading.py corpus/{train,press} --check    # scores on series left out
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from choices import (
    Group,
    Model,
    Settings,
    Signs,
    articles,
    parser,
    print_counts,
    series_of,
)
from ftextract import leading, sectors
from ftextract.corpus.gold import GoldProfile
from ftextract.corpus.profile_scores import pairs_of_companies
from ftextract.corpus.scoring import Counts, folded, overlap
from ftextract.entities import Entity
from ftextract.label import kind_of_label
from ftextract.leading import signs_of
from ftextract.profile import ProfileBuilder
from ftextract.sectors import Trade, around, trade_by_rule
from ftextract.trade_signs import NONE, with_meanings
from ftextract.trade_spans import nothing

FOLDS = 5
TRADES = Settings(penalty=1.2, least=3, small=0.1)
LEADING = Settings(penalty=5.0, least=5, small=0.1, one_each=True)
GENERAL = 0.6  # weight of a company of general news
OTHERS = 0.15  # weight of a company that is not put forward: of its trade the gold says nothing


@dataclass
class Company:
    """A company of an article: the phrases around it, and what the gold says of it."""

    entity: Entity
    leads: bool
    sector: str | None  # of the gold
    phrases: list[str]
    options: Sequence[Signs]  # no phrase, then the phrases
    right: list[int]  # the options that the gold allows; none if it names another phrase
    sure: Trade | None  # the trade that rules tell beyond doubt


@dataclass
class Case:
    """An article with its companies."""

    series: str  # what the article's id begins with
    builder: ProfileBuilder
    gold: GoldProfile | None  # none of general news
    label: str
    companies: list[Company] = field(default_factory=list)


def case_of(name: str, builder: ProfileBuilder, gold: GoldProfile | None) -> Case:
    """An article as an example, given its id, its profile builder and its gold profile."""
    case = Case(series_of(name), builder, gold, kind_of_label(builder.bid.subject.label))
    leading_companies = gold.leading_companies if gold else []
    led = {folded(company.name): company.sector for company in leading_companies}
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
    texts, options = [], [with_meanings(list(zip(NONE, untold, strict=True)))]
    for tie in around(entity, sentences):
        for phrase in tie.phrases:
            first, last, *_ = phrase
            texts.append(builder.text[slice(*tie.sentence.span(first, last))])
            options.append(tie.signs(phrase))
    right = [0]
    if sector:
        right = [i for i, text in enumerate(texts, 1) if folded(text) == folded(sector)]
    return Company(entity, leads, sector, texts, options, right, sure)


def fit_trades(cases: Iterable[Case]) -> Model:
    """The model of trades; a company whose trade stands in no phrase teaches nothing."""
    groups = []
    for company in (company for case in cases if case.gold for company in case.companies):
        right = company.right if company.leads else [0]
        good = [i in right for i in range(len(company.options))]
        groups.append(Group(company.options, good, 1.0 if company.leads else OTHERS))
    return Model("trades", TRADES).fit(groups)


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


def leading_groups(case: Case, trades: Sequence[Trade]) -> list[Group]:
    """Each company of an article as an example of the model of leading companies."""
    builder = case.builder
    entities = [company.entity for company in case.companies]
    signs = signs_of(entities, trades, builder._sentences, case.label)
    groups = []
    for company, values in zip(case.companies, signs, strict=True):
        option = list(zip(leading.SIGNS, values, strict=True))
        groups.append(Group([option], [company.leads], 1.0 if case.gold else GENERAL))
    return groups


def fit(cases: Sequence[Case]) -> tuple[Model, Model]:
    """Both models."""
    groups = []
    for fold in range(FOLDS):
        model = fit_trades(case for i, case in enumerate(cases) if i % FOLDS != fold)
        for case in cases[fold::FOLDS]:
            groups += leading_groups(case, [trade_of(c, model) for c in case.companies])
    return fit_trades(cases), Model("leading", LEADING).fit(groups)


def score(cases: Iterable[Case], trades: Model, leads: Model) -> tuple[Counts, Counts]:
    """Counts of companies and of (company, sector) pairs, as the evaluation has them."""
    companies, pairs = Counts(), Counts()
    for case in cases:
        told = [trade_of(company, trades) for company in case.companies]
        found, found_pairs = set(), set()
        groups = leading_groups(case, told)
        for company, trade, group in zip(case.companies, told, groups, strict=True):
            if leads.chances(group.options)[0] > leading.LIKELY:
                found.add(folded(company.entity.name))
                if trade.words:
                    found_pairs.add((folded(company.entity.name), folded(trade.words)))
        gold = case.gold.leading_companies if case.gold else []
        companies += overlap({folded(c.name) for c in gold}, found)
        pairs += overlap(pairs_of_companies(gold), found_pairs)
    return companies, pairs


def check(cases: Sequence[Case]) -> tuple[Counts, Counts]:
    """The scores of models, each on series that it has not seen.

    Articles of one series are alike, and a model that has seen others of it scores too well.
    """
    sizes = Counter(case.series for case in cases)
    folds: list[list[str]] = [[] for _ in range(FOLDS)]
    for series, _ in sizes.most_common():
        min(folds, key=lambda fold: sum(sizes[name] for name in fold)).append(series)
    companies, pairs = Counts(), Counts()
    for fold in folds:
        models = fit([case for case in cases if case.series not in fold])
        unseen = [case for case in cases if case.gold and case.series in fold]
        some, others = score(unseen, *models)
        companies, pairs = companies + some, pairs + others
    return companies, pairs


def main() -> None:
    """Fit and write the weights, or check them."""
    options = parser(__doc__, general=True).parse_args()
    cases = [
        case_of(document.id, builder, document.profile)
        for document, builder in articles(options.folders, options.model, options.general)
    ]
    if options.check:
        print_counts(dict(zip(("companies", "sectors"), check(cases), strict=True)))
        return
    for model in fit(cases):
        print(f"{model.name}: {model.write()} weights, {len(cases)} articles")


if __name__ == "__main__":
    main()
