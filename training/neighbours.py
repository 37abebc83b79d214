"""Look-alikes as negatives: batches of pairs together with the sentences that the model of the day finds most like theirs.

Sentences of a random batch are mostly told apart by any one word. What a retrieval gets wrong are sentences that differ in
a tense, a person or a synonym, and these a random batch hardly ever holds (Xiong et al. 2021 mine negatives likewise).
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from batches import Pairs, Words
from model import Ragged

LARGEST_POOL = 90_000  # similarities are squared in it
KEPT = 8  # neighbours kept of each side
BLOCK = 1024


@dataclass
class Neighbours:
    """Numbers of pairs, and for each its neighbours as places in `pool`."""
    pool: np.ndarray
    nearest: np.ndarray

    def batch(self, size: int, each: int, random: np.random.Generator) -> np.ndarray:
        """About `size` numbers of pairs: some drawn from the pool, and `each` neighbours of every one of them."""
        first = random.choice(len(self.pool), min(len(self.pool), max(1, size // (1 + each))), replace=False)
        columns = random.permuted(np.tile(np.arange(self.nearest.shape[1]), (len(first), 1)), axis=1)[:, :each]
        together = np.unique(np.concatenate([first, np.take_along_axis(self.nearest[first], columns, axis=1).ravel()]))
        return self.pool[random.permutation(together)]


def pool_of(pairs: Pairs, random: np.random.Generator) -> np.ndarray:
    """News and dialogue where there are any, else everything."""
    spans = [s for s in pairs.files if s.kind != "other"] or pairs.files
    pool = np.concatenate([np.arange(s.first, s.end) for s in spans])
    return pool if len(pool) <= LARGEST_POOL else np.sort(random.choice(pool, LARGEST_POOL, replace=False))


def mine(table: torch.Tensor, words: Words, pairs: Pairs, random: np.random.Generator) -> Neighbours:
    """The nearest sentences of every sentence in the pool, by cosine of means, half of them by the left side, half by the right."""
    pool = pool_of(pairs, random)
    kept = min(KEPT, len(pool) - 1)
    found = []
    for sentences in (pairs.left.take(pool), pairs.right.take(pool)):
        vectors = means(table, words, sentences)
        nearest = np.empty((len(pool), kept), np.int64)
        for start in range(0, len(pool), BLOCK):
            cosine = vectors[start : start + BLOCK] @ vectors.t()
            own = torch.arange(len(cosine), device=cosine.device)
            cosine[own, start + own] = -2.0
            nearest[start : start + BLOCK] = cosine.topk(kept, dim=1)[1].cpu().numpy()
        found.append(nearest)
    return Neighbours(pool, np.hstack(found))


def means(table: torch.Tensor, words: Words, sentences: Ragged) -> torch.Tensor:
    """Unit mean vectors of sentences given as word numbers."""
    numbers, local = np.unique(sentences.values, return_inverse=True)
    pieces = words.pieces.take(numbers)
    tensor = lambda a: torch.from_numpy(a).to(table.device)  # noqa: E731
    vectors = F.embedding_bag(tensor(pieces.values), table, tensor(pieces.starts[:-1]), mode="sum")
    return F.normalize(F.embedding_bag(tensor(local.astype(np.int64)), vectors, tensor(sentences.starts[:-1]), mode="sum"), dim=1)
