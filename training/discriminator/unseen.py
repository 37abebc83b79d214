"""Pairs as encoders see them that were not trained on them.

The encoder knows the words of its own pairs by heart. Elsewhere fewer words find their partner, and those that fail do so together,
which noise does not imitate. With the pairs in folds, and for each fold an encoder trained without it, the discriminator
learns from pairs as it will meet them (cross-fitting: Wolpert 1992, "Stacked generalization").
"""
from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

import data
import evaluate
from batches import Pairs, Words
from discriminator.examples import Vocabulary
from tokenizer import Tokenizer

FREQUENT = 10_000  # a word that is more frequent says no more about how the spaces lie


def fold_of_pairs(pairs: Pairs, folds: int) -> np.ndarray:
    """For each pair the fold that `data.fold_of` puts it in."""
    out = np.zeros(len(pairs), np.int64)
    for span in pairs.files:
        out[span.first : span.end] = data.fold_of(np.arange(span.end - span.first), folds)
    return out


def vocabulary_of(folder: Path, own: Vocabulary) -> Vocabulary:
    """The words of `own` as another encoder has them, turned so that they lie as near to `own` as they can (Schönemann 1966)."""
    names = own.names[: own.none]
    other = Vocabulary(Words.of(names, Tokenizer.load(folder)), evaluate.table_of(folder))
    weight = np.sqrt(np.minimum(own.seen, FREQUENT))
    left, _, right = np.linalg.svd(((other.unit * weight[:, None]).T @ own.unit).astype(np.float64))
    other.unit = (other.unit @ (left @ right)).astype(np.float32)
    other.vectors = torch.from_numpy(other.unit)
    known = (np.linalg.norm(own.unit, axis=1) > 0) & (np.linalg.norm(other.unit, axis=1) > 0)
    other.weight += np.float32(np.average((own.weight - other.weight)[known], weights=weight[known]))
    return other
