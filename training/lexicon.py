"""A bilingual word list learned from the pairs themselves: IBM Model 1 (Brown et al. 1993) both ways, intersected.

Words are taken as stems on the right. The list is a teacher: its entries become short pairs of their own, so that a
word seen three times gets as clear a signal as a word seen three thousand times. A second list, begun at the cosines of
a trained model, may believe words seen once where the model finds them near.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model import Ragged

LONGEST = 30
ROUNDS = 5
LEAST_SCORE = 0.02
LEAST_COUNT = 1.5
SECOND_COUNT = 0.8  # with vectors, a pair as near as SECOND_COSINE needs no more links than this
SECOND_COSINE = 0.3
BLOCK = 500_000


@dataclass
class Entries:
    left: np.ndarray
    right: np.ndarray
    score: np.ndarray  # t(l|r) * t(r|l)
    count: np.ndarray  # expected number of links


def _expand(left: Ragged, right: Ragged, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Every (left word, right word) of every pair: their numbers, and the slot numbers of each word occurrence."""
    a, b = left.take(rows), right.take(rows)
    n, m = np.diff(a.starts), np.diff(b.starts)
    each = np.repeat(m, n)  # for each left occurrence: how many right ones
    left_slot = np.repeat(np.arange(len(a.values)), each)
    begin = np.repeat(np.repeat(b.starts[:-1], n), each)
    firsts = np.concatenate([[0], np.cumsum(each)[:-1]])
    right_slot = begin + np.arange(len(left_slot)) - np.repeat(firsts, each)
    return a.values[left_slot], b.values[right_slot], left_slot, right_slot


def _cosines(vectors: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.concatenate([np.einsum("ij,ij->i", vectors[a[i : i + BLOCK]], vectors[b[i : i + BLOCK]]) for i in range(0, len(a), BLOCK)])


def learn(left: Ragged, right: Ragged, rows: np.ndarray, size: int, vectors: np.ndarray | None = None) -> Entries:
    """left and right hold word numbers below `size`; rows says which pairs, repetitions allowed; vectors, a unit row a
    word, are where a second list begins."""
    lengths = np.maximum(np.diff(left.starts)[rows], np.diff(right.starts)[rows])
    rows = rows[lengths <= LONGEST]
    e, f, e_slot, f_slot = _expand(left, right, rows)
    keys, inverse = np.unique(e * size + f, return_inverse=True)
    inverse = inverse.astype(np.int32)
    key_e, key_f = keys // size, keys % size
    cosine = np.zeros(len(keys)) if vectors is None else _cosines(vectors, key_e, key_f)
    link: list[np.ndarray] = []
    for given, produced_slot in ((key_e, f_slot), (key_f, e_slot)):
        t = np.exp(cosine / 0.15)
        for number in range(ROUNDS):
            here = t[inverse]
            norm = np.bincount(produced_slot, here)
            count = np.bincount(inverse, here / norm[produced_slot], len(keys))
            total = np.bincount(given, count, size)
            t = count / (total[given] + 0.3)
            if number < ROUNDS - 1:
                t = t * np.exp(cosine / 0.3)
        link += [t, count]
    score, count = link[0] * link[2], np.minimum(link[1], link[3])
    keep = (score >= LEAST_SCORE) & ((count >= LEAST_COUNT) | ((count >= SECOND_COUNT) & (cosine >= SECOND_COSINE)))
    return Entries(key_e[keep], key_f[keep], score[keep], count[keep])


def together(first: Entries, second: Entries) -> Entries:
    """All of the second list, and what only the first one has."""
    known = set(zip(second.left.tolist(), second.right.tolist()))
    rest = np.array([pair not in known for pair in zip(first.left.tolist(), first.right.tolist())])
    return Entries(*(np.concatenate([getattr(second, key), getattr(first, key)[rest]]) for key in ("left", "right", "score", "count")))
