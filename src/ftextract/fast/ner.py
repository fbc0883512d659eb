"""The entities of many texts: exactly what a pipeline's ``ner`` predicts, several times faster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline.ner import EntityRecognizer
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from ftextract.fast.blas import one_thread
from ftextract.fast.decoder import Decoder, Entity, read_decoder
from ftextract.fast.network import Hashes, Network, read_network
from ftextract.fast.tokenizer import RememberingTokenizer

_TOKENS_AT_ONCE = 1 << 14  # of several texts; one long text may be more
_DOCS_AT_ONCE = 16  # for spaCy's own ner: small batches stay in the processor's cache


class NamedSpan(NamedTuple):
    """An entity: start and end in code points, label.

    ``leads`` are those of ``Entity``, in the order of no entity and ``EntityFinder.labels``; empty
    where the scores are not known.
    """

    start: int
    end: int
    label: str
    leads: tuple[int, ...] = ()


class FastNer:
    """What a pipeline's ``ner`` computes, in NumPy. Build it with ``FastNer.of``."""

    def __init__(self, ner: EntityRecognizer, network: Network, decoder: Decoder) -> None:
        self._ner = ner
        self._network = network
        self._decoder = decoder
        self.columns = [*network.columns, "IS_SPACE"]

    @classmethod
    def of(cls, nlp: Language) -> FastNer | None:
        """For a pipeline whose ``ner`` has the architecture known here; None for any other.

        Known: hash embeddings of any attributes, with or without static vectors, a maxout
        encoder with windows of three, one hidden layer; any labels that were trained.
        """
        ner = nlp.get_pipe("ner")
        if type(ner) is not EntityRecognizer or ner.cfg["beam_width"] != 1:
            return None
        model = ner.model
        if model.name != "parser_model" or not model.attrs["has_upper"]:
            return None
        if model.attrs["unseen_classes"]:  # their scores depend on what else is in the batch
            return None
        network = read_network(model.get_ref("tok2vec"), nlp.vocab.vectors)
        names = [ner.moves.get_class_name(index) for index in range(ner.moves.n_moves)]
        decoder = read_decoder(model.get_ref("lower"), model.get_ref("upper"), names)
        return None if network is None or decoder is None else cls(ner, network, decoder)

    @property
    def labels(self) -> list[str]:
        """The labels, in the order of an entity's scores."""
        return self._decoder.moves.labels

    def predict(self, docs: Sequence[Doc]) -> list[list[Entity]]:
        """The entities of docs as the tokenizer made them: without sentence starts or entities."""
        found = self.predict_attributes([doc.to_array(self.columns) for doc in docs])
        return [
            self._predict_with_spacy(doc) if entities is None else entities
            for doc, entities in zip(docs, found, strict=True)
        ]

    def predict_attributes(self, texts: Sequence[Hashes]) -> list[list[Entity] | None]:
        """The same from ``columns`` of the tokens; None for a text that spaCy must decide."""
        with one_thread():
            return [found for batch in _batches(texts) for found in self._predict_batch(batch)]

    def _predict_batch(self, texts: list[Hashes]) -> list[list[Entity] | None]:
        lengths = [len(text) for text in texts]
        attributes = np.concatenate(texts)
        if not len(attributes):
            return [[] for _ in texts]
        vectors = self._network(attributes[:, :-1], lengths)
        is_space: NDArray[np.bool_] = attributes[:, -1] != 0
        return self._decoder(vectors, lengths, is_space)

    def _predict_with_spacy(self, doc: Doc) -> list[Entity]:
        copy = doc.copy()
        self._ner(copy)
        return [Entity(span.start, span.end, span.label_) for span in copy.ents]


def _batches(texts: Iterable[Hashes]) -> Iterator[list[Hashes]]:
    batch: list[Hashes] = []
    size = 0
    for text in texts:
        if batch and size + len(text) > _TOKENS_AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


class EntityFinder:
    """Finds the entities of texts with a pipeline; safe to share between threads.

    With a pipeline of nothing but a ``ner`` that is known, they come from ``FastNer``; with any
    other, from spaCy. Memory stays bounded however many texts are read.
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._lock = Lock()  # one vocabulary, one thread at a time; numbers are crunched outside
        only_ner = nlp.pipe_names == ["ner"] and type(nlp.tokenizer) is Tokenizer
        self._fast = FastNer.of(nlp) if only_ner else None
        self._tokenizer = (
            RememberingTokenizer(nlp.tokenizer, self._fast.columns) if self._fast else None
        )

    @property
    def is_fast(self) -> bool:
        """Whether ``FastNer`` finds the entities."""
        return self._fast is not None

    @property
    def labels(self) -> list[str]:
        """The labels, in the order of an entity's scores; none if it has no scores."""
        return self._fast.labels if self._fast else []

    def __call__(self, texts: Sequence[str]) -> list[list[NamedSpan]]:
        """The entities of each text."""
        if self._fast is None or self._tokenizer is None:
            return self._find_with_spacy(texts)
        with self._lock:
            tokens = [self._tokenizer(text) for text in texts]
        found: list[list[NamedSpan]] = []
        for index, entities in enumerate(
            self._fast.predict_attributes([each.attributes for each in tokens])
        ):
            if entities and any(entity.is_close for entity in entities):
                # What else is in the batch could decide: this text decides alone.
                (entities,) = self._fast.predict_attributes([tokens[index].attributes])
            if entities is None:
                found += self._find_with_spacy([texts[index]])
                continue
            starts, ends = tokens[index].starts, tokens[index].ends
            found.append(
                [
                    NamedSpan(int(starts[first]), int(ends[end - 1]), label, leads)
                    for first, end, label, leads, _ in entities
                ]
            )
        return found

    def _find_with_spacy(self, texts: Sequence[str]) -> list[list[NamedSpan]]:
        # Docs made beforehand: pipe refuses long texts, for parsers that this pipeline has not.
        with self._lock, self._nlp.memory_zone():
            docs = self._nlp.pipe(map(self._nlp.tokenizer, texts), batch_size=_DOCS_AT_ONCE)
            return [
                [NamedSpan(span.start_char, span.end_char, span.label_) for span in doc.ents]
                for doc in docs
            ]
