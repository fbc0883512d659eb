"""Fits the models of specialties: ``src/ftextract/data/specialties.tsv``.

Two logistic regressions with a quadratic penalty, by gradient descent from zero: which sentences
may tell a specialty, and which of their phrases are some. A specialty may stand in an article more
than once, and the gold does not say where it is told: a first model of the phrases of all sentences
chooses the likeliest place. What is known of words comes from other writers (the first part of an
article's id), and what a sentence weighs from models that have not seen the article.

    uv run scripts/fit_specialties.py corpus/{train,press}            # fits and writes
    uv run scripts/fit_specialties.py corpus/{train,press} --check    # scores on writers left out
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from choices import (
    DATA,
    Group,
    Model,
    Settings,
    articles,
    folds_of,
    parser,
    print_counts,
    series_of,
)
from ftextract import specialties, specialty_sentences
from ftextract.corpus.gold import GoldProfile
from ftextract.corpus.scoring import Counts, folded, overlap
from ftextract.outline import Span
from ftextract.profile import ProfileBuilder
from ftextract.rule import lowered, places_of_words
from ftextract.specialty_sentences import KNOWN
from ftextract.specialty_spans import Background, Reading, head_values
from ftextract.weights import text_of

FOLDS = 5
SENTENCES = Settings(penalty=2.0, least=4, small=0.25, one_each=True)
PLACES = Settings(penalty=3.0, least=4, small=0.1, one_each=True)
FIELDS = Settings(penalty=2.0, least=3, small=0.1, one_each=True)
CONSTANT = ("one", "1")

Sign = tuple[str, str]
Known = Mapping[str, float]


@dataclass
class Phrase:
    """A phrase as an example."""

    span: Span
    words: str
    signs: list[Sign]
    right: bool
    told: bool = False  # whether it is the likeliest place of a right one


@dataclass
class Sentence:
    """A sentence as an example, with its phrases."""

    span: Span
    signs: list[Sign]
    phrases: list[Phrase]
    weight: float = 0.0  # what a model weighs that has not seen it


@dataclass
class Case:
    """An article as an example."""

    writer: str
    gold: set[str]
    builder: ProfileBuilder
    sentences: list[Sentence] = field(default_factory=list)


class Words:
    """How often words begin a specialty or a trade, by writer."""

    def __init__(self, profiles: Iterable[tuple[str, GoldProfile]]) -> None:
        self.fields: dict[str, Counter[str]] = defaultdict(Counter)
        self.trades: dict[str, Counter[str]] = defaultdict(Counter)
        for writer, profile in profiles:
            sectors = (c.sector for c in profile.leading_companies if c.sector)
            self.fields[writer].update({_first(words) for words in profile.specialties})
            self.trades[writer].update({_first(words) for words in sectors})

    def known(self, without: str | None = None) -> dict[str, float]:
        """What ``specialty_sentences.level`` reads, without what one writer wrote."""
        fields, trades = (
            sum((c for writer, c in counts.items() if writer != without), Counter[str]())
            for counts in (self.fields, self.trades)
        )
        return {
            word: float(_level(fields[word], trades[word]))
            for word in sorted({*fields, *trades} - {""})
        }


def _first(words: str) -> str:
    found = lowered(words).split()
    return found[0] if found else ""


def _level(fields: int, trades: int) -> int:
    if fields:
        return 5 if fields >= 4 else 4 if fields >= 2 else 3
    return 2 if trades >= 4 else 1


def case_of(name: str, gold: GoldProfile, builder: ProfileBuilder, known: Known) -> Case:
    """An article as an example."""
    case = Case(series_of(name), {folded(words) for words in gold.specialties}, builder)
    outline = builder.outline
    background = Background(known, places_of_words(outline.text))
    words = specialty_sentences.words_in(outline, known)
    for index, span in enumerate(outline.sentences):
        values = specialty_sentences.values_of(outline, span)
        if values is None or index not in words:
            continue
        signs = [*words[index], *zip(specialty_sentences.SIGNS, values, strict=True)]
        reading = Reading(builder._sentences.around(span[0]), background)
        case.sentences.append(Sentence(span, signs, list(phrases(reading, case))))
    return case


def phrases(reading: Reading, case: Case) -> Iterator[Phrase]:
    """The phrases of a sentence as examples."""
    known = reading.background.known
    for opening in (reading.opening(*start) for start in reading.starts()):
        head = head_values(known, reading.words[opening.first])
        for closing in reading.closings(opening):
            span = reading.sentence.span(opening.first, closing.last)
            words = folded(case.builder.text[slice(*span)])
            signs = specialties.signs_of(head, opening, closing)
            yield Phrase(span, words, signs, words in case.gold)


def place(cases: Iterable[Case]) -> None:
    """Choose the likeliest place of each specialty, by a model of the phrases of all sentences."""
    of_cases = [[phrase for s in case.sentences for phrase in s.phrases] for case in cases]
    model = Model("places", PLACES).fit(
        [Group([[CONSTANT, *p.signs] for p in some], [p.right for p in some]) for some in of_cases]
    )
    for some in of_cases:
        right = [phrase for phrase in some if phrase.right]
        best: dict[str, tuple[float, Phrase]] = {}
        for phrase, score in zip(right, model.scores([p.signs for p in right]), strict=True):
            phrase.told = False
            if phrase.words not in best or score > best[phrase.words][0]:
                best[phrase.words] = (float(score), phrase)
        for _, phrase in best.values():
            phrase.told = True


def fit_sentences(cases: Iterable[Case]) -> Model:
    """The model of which sentences may tell some."""
    groups = []
    for case in cases:
        tell = [any(phrase.told for phrase in sentence.phrases) for sentence in case.sentences]
        groups.append(Group([sentence.signs for sentence in case.sentences], tell))
    return Model("sentences", SENTENCES).fit(groups)


def weigh_sentences(cases: Iterable[Case], model: Model) -> None:
    """Weigh the sentences of articles by a model."""
    for case in cases:
        scores = model.scores([sentence.signs for sentence in case.sentences])
        for sentence, score in zip(case.sentences, scores, strict=True):
            sentence.weight = float(score)


def read(case: Case) -> Iterator[tuple[Phrase, list[Sign]]]:
    """The phrases of the sentences that are worth reading, with all of their signs."""
    outline = case.builder.outline
    for sentence in case.sentences:
        if sentence.weight <= specialty_sentences.LIKELY:
            continue
        values, heading = specialties.signs_of_sentence(outline, sentence.span, sentence.weight)
        signs = [
            *zip(specialties.SENTENCE, values, strict=True),
            *((specialties.HEADING, word) for word in heading),
        ]
        for phrase in sentence.phrases:
            yield phrase, [*signs, *phrase.signs]


def fit(cases: Sequence[Case]) -> tuple[Model, Model]:
    """Both models."""
    place(cases)
    for mine in folds_of((case.writer for case in cases), FOLDS):
        model = fit_sentences(case for case in cases if case.writer not in mine)
        weigh_sentences((case for case in cases if case.writer in mine), model)
    groups = []
    for case in cases:
        found = [(p, signs) for p, signs in read(case) if p.told or not p.right]
        groups.append(Group([signs for _, signs in found], [p.told for p, _ in found]))
    return fit_sentences(cases), Model("fields", FIELDS).fit(groups)


def predicted(case: Case, sentences: Model, fields: Model) -> set[str]:
    """The specialties that models find in an article."""
    weighed = [specialties.Field(specialties.SURE, span) for span in case.builder.told]
    if len(weighed) < specialties.SEVERAL:
        weigh_sentences([case], sentences)
        found = list(read(case))
        scores = fields.scores([signs for _, signs in found])
        weighed += [
            specialties.Field(float(score), phrase.span)
            for score, (phrase, _) in zip(scores, found, strict=True)
            if score > specialties.LIKELY
        ]
    outline = case.builder.outline
    return {folded(outline.text[slice(*span)]) for span in specialties.choose(weighed, outline)}


def check(cases: Sequence[Case]) -> Counts:
    """The scores of models, each on the articles of writers that it has not seen."""
    counts = Counts()
    for mine in folds_of((case.writer for case in cases), FOLDS):
        models = fit([case for case in cases if case.writer not in mine])
        for case in cases:
            if case.writer in mine:
                counts += overlap(case.gold, predicted(case, *models))
    return counts


def write(models: Iterable[Model], known: Known) -> int:
    """Write the weights of both models and what is known of words; how many lines."""
    tables: dict[str, dict[str, float]] = {}
    for model in models:
        tables |= model.tables()
    tables[KNOWN] = dict(known)
    (DATA / f"{specialty_sentences.WEIGHTS}.tsv").write_text(text_of(tables), encoding="utf-8")
    return sum(map(len, tables.values()))


def main() -> None:
    """Fit and write the weights, or check them."""
    options = parser(__doc__).parse_args()
    found = [
        (document.id, document.profile, builder)
        for document, builder in articles(options.folders, options.model)
        if document.profile
    ]
    words = Words((series_of(name), gold) for name, gold, _ in found)
    known = {writer: words.known(writer) for writer in words.fields}
    cases = [case_of(name, gold, builder, known[series_of(name)]) for name, gold, builder in found]
    if options.check:
        print_counts({"specialties": check(cases)})
        return
    print(f"{write(fit(cases), words.known())} weights, {len(cases)} articles")


if __name__ == "__main__":
    main()
