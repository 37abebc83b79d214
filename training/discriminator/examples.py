"""Pairs of the corpora with errors put in, as arrays.

Three things are done to a pair, and the network must tell which word each befell:
REPLACED     content words give way to other words of the same file: nothing opposite says them, and they seldom fit.
UNSUPPORTED  a clause of another sentence is put in; or the words that support a word are taken away opposite, so that it fits
             its own sentence and nothing says it. A free translation does the latter all the time.
Everything else FITS; what a replaced word stood for opposite is neither, and counts nothing.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from batches import Pairs, Words

FITS, REPLACED, UNSUPPORTED = 0, 1, 2
BUCKETS = (64, 512, 2048, 2048)  # of the last one, two, three and four letters
LONGEST = 44  # words of a side that are read
COMMON = 150  # the most frequent words of a side are function words
CLAUSE_WEIGHT = 0.4  # a clause is many words and one error
CHANGED = 0.8  # share of pairs with words replaced or a clause put in
NEAR, SUPPORTS = 0.3, 0.45  # cosines from which a word may stand for another, and does
NOISE = 0.5  # length of what is added to unit vectors: on other texts than these the encoder's words lie farther apart
RARE = 30  # a word as rare as this, or rarer, gets more of it: the encoder knows its pairs by heart
NOISE_BANK = 4_000_000


def fnv(text: str) -> int:
    """32-bit FNV-1a over code points; those of letters are code units as well."""
    value = 0x811C9DC5
    for character in text:
        value = ((value ^ ord(character)) * 0x01000193) & 0xFFFFFFFF
    return value


def endings(word: str) -> list[int]:
    """The numbers that src/compare/word-endings.ts gives the same word."""
    word = word.replace("'", "") or "#"
    out, offset = [], 0
    for length, size in enumerate(BUCKETS, 1):
        ending = "^" + word if len(word) < length else "0" if word[0].isdigit() else word[-length:]
        out.append(offset + fnv(ending) % size)
        offset += size
    return out


class Vocabulary:
    """All words of the corpora by number, one more that is none, and what the network sees of each."""

    def __init__(self, words: Words, table: np.ndarray) -> None:
        self.names = [*words.names, "#"]
        self.seen = np.zeros(len(self.names))  # how often it stands in the corpora
        self.none = len(words.names)
        rows = np.vstack([table[words.pieces.values], np.zeros((1, table.shape[1]), np.float32)])
        vectors = np.add.reduceat(rows, words.pieces.starts[:-1])
        vectors[np.diff(words.pieces.starts) == 0] = 0
        norm = np.append(np.linalg.norm(vectors, axis=1), 0)
        self.unit = np.vstack([vectors, np.zeros((1, vectors.shape[1]), np.float32)]) / np.maximum(norm, 1e-6)[:, None]
        self.unit = self.unit.astype(np.float32)
        self.vectors = torch.from_numpy(self.unit)
        self.weight = np.log(norm + 1e-3).astype(np.float32)
        self.endings = np.array([endings(name) for name in self.names], np.int32)
        self.is_word = np.array([name[:1].isalnum() for name in self.names])
        self.is_long = np.array([name.replace("'", "").isalpha() and len(name.split("'")[0]) >= 4 for name in self.names])
        self.noise = np.full(len(self.names), NOISE, np.float32)  # length of what is added to a word's vector
        self.last_two = np.array([fnv(name.replace("'", "")[-2:]) % 4096 for name in self.names], np.int32)


@dataclass
class SideOfBatch:
    vectors: torch.Tensor  # pairs × words × dimensions
    real: torch.Tensor  # whether there is a word
    weight: torch.Tensor  # logarithm of the vector's length before it was scaled
    boundary: torch.Tensor  # whether a mark stands before the word
    count: torch.Tensor
    endings: torch.Tensor
    labels: torch.Tensor
    counts_for: torch.Tensor  # how much a label counts


Batch = list[SideOfBatch]


@dataclass
class Row:
    """One side of one pair."""
    words: np.ndarray
    boundary: np.ndarray
    labels: np.ndarray
    weights: np.ndarray


class Examples:
    def __init__(self, words: Words, pairs: Pairs, table: np.ndarray, seed: int, clauses: float, rare_noise: float) -> None:
        """`clauses` is the share of pairs with a clause put in; a rare word gets `rare_noise` times the noise."""
        self.pairs, self.vocabulary, self.random = pairs, Vocabulary(words, table), np.random.default_rng(seed)
        self.clauses = clauses
        vocabulary = self.vocabulary
        self.sides, self.content = [], []
        for rows in (pairs.left, pairs.right):
            is_word = vocabulary.is_word[rows.values]
            starts = np.concatenate([[0], np.cumsum(is_word)])[rows.starts]
            boundary = np.concatenate([[True], ~is_word[:-1]])
            values = rows.values[is_word]
            self.sides.append((values, boundary[is_word], starts))
            content = vocabulary.is_long.copy()
            content[np.argsort(-np.bincount(values, minlength=len(vocabulary.names)))[:COMMON]] = False
            self.content.append(content)
        vocabulary.seen = sum(np.bincount(rows.values, minlength=len(vocabulary.names)) for rows in (pairs.left, pairs.right))
        vocabulary.noise[vocabulary.seen <= RARE] *= rare_noise
        self.file = np.zeros(len(pairs), np.int32)
        self.pools = []  # of each file and side its content words, and the same sorted by their last two letters
        for number, span in enumerate(pairs.files):
            self.file[span.first : span.end] = number
            pools = []
            for side in (0, 1):
                values, _, starts = self.sides[side]
                pool = values[starts[span.first] : starts[span.end]]
                pool = pool[self.content[side][pool]]
                order = np.argsort(vocabulary.last_two[pool], kind="stable")
                pools.append((pool, pool[order], vocabulary.last_two[pool][order]))
            self.pools.append(pools)
        self.noise: torch.Tensor | None = None

    def lengths(self) -> tuple[np.ndarray, np.ndarray]:
        return np.diff(self.sides[0][2]), np.diff(self.sides[1][2])

    def row(self, side: int, pair: int) -> Row:
        values, boundary, starts = self.sides[side]
        words = values[starts[pair] : starts[pair + 1]][:LONGEST]
        return Row(words, boundary[starts[pair] : starts[pair + 1]][:LONGEST], np.zeros(len(words), np.float32),
                   np.ones(len(words), np.float32))

    def another_word(self, side: int, pair: int, word: int) -> int:
        """A content word of the same file: often one of the same ending, sometimes one of a sentence near by; -1 for none."""
        random, number = self.random, self.file[pair]
        if len(self.pools[number][side][0]) < 50:
            number = random.integers(len(self.pools))
        pool, sorted_pool, ends = self.pools[number][side]
        if not len(pool):
            return -1
        if random.random() < 0.45:
            end = self.vocabulary.last_two[word]
            first, last = np.searchsorted(ends, [end, end + 1])
            if last > first:
                return sorted_pool[random.integers(first, last)]
        if random.random() < 0.25:
            span, (values, _, starts) = self.pairs.files[number], self.sides[side]
            if span.first <= pair < span.end:
                near = values[starts[max(span.first, pair - 10)] : starts[min(span.end, pair + 10)]]
                near = near[self.content[side][near]]
                if len(near):
                    return near[random.integers(len(near))]
        return pool[random.integers(len(pool))]

    def example(self, pair: int) -> list[Row]:
        random = self.random
        rows = [self.row(0, pair), self.row(1, pair)]
        kind = random.random()
        if kind < CHANGED and min(len(row.words) for row in rows) >= 3:
            side = int(random.random() < 0.55)
            if kind < CHANGED - self.clauses:
                originals = [row.words for row in rows]
                for each in (0, 1) if random.random() < 0.25 else (side,):
                    self.replace(rows, each, pair, originals[1 - each])
            else:
                self.add_clause(rows, side, pair)
        if random.random() < 0.35:
            self.take_support(rows)
        return rows

    def replace(self, rows: list[Row], side: int, pair: int, opposite: np.ndarray) -> None:
        """One to three content words, now and then two in a row; `opposite` is what the other side said at first."""
        random, unit = self.random, self.vocabulary.unit
        row, other, is_content = rows[side], rows[1 - side], self.content[side]
        places = np.flatnonzero(is_content[row.words])
        if not len(places):
            return
        count = min(int(random.integers(1, 4)), max(1, len(places) // 4))
        chosen = places[random.choice(len(places), count, replace=False)]
        row.words = row.words.copy()
        for first in chosen:
            both = first + 1 < len(row.words) and random.random() < 0.15 and is_content[row.words[first + 1]]
            for at in [first, first + 1] if both else [first]:
                new, old = self.another_word(side, pair, row.words[at]), row.words[at]
                if new < 0 or self.vocabulary.names[new][:4] == self.vocabulary.names[old][:4]:
                    continue
                lost = unit[opposite] @ unit[old]
                other.weights[((lost > NEAR) | (lost >= lost.max() - 1e-6)) & (other.labels == FITS)] = 0
                row.words[at], row.labels[at], row.weights[at] = new, REPLACED, 1

    def add_clause(self, rows: list[Row], side: int, pair: int) -> None:
        random, span, row = self.random, self.pairs.files[self.file[pair]], rows[side]
        if random.random() < 0.7:
            origin = random.integers(span.first, span.end)
        else:
            origin = min(span.end - 1, max(span.first, pair + random.integers(-8, 9)))
        words = self.row(side, int(origin)).words
        if origin == pair or len(words) < 3:
            return
        count = min(len(words), random.integers(2, 13))
        start = random.integers(0, len(words) - count + 1)
        clause = words[start : start + count]
        at, marks = random.integers(0, len(row.words) + 1), np.flatnonzero(row.boundary)
        if random.random() < 0.5 and len(marks):
            at = marks[random.integers(len(marks))]
        opens, closes = np.zeros(count, bool), at + count
        opens[0] = random.random() < 0.5
        put = lambda old, new: np.concatenate([old[:at], new, old[at:]])  # noqa: E731
        row.words, row.boundary = put(row.words, clause), put(row.boundary, opens)
        if closes < len(row.boundary):
            row.boundary[closes] = row.boundary[closes] or random.random() < 0.5
        row.labels = put(row.labels, np.full(count, UNSUPPORTED, np.float32))
        row.weights = put(row.weights, np.full(count, CLAUSE_WEIGHT, np.float32))

    def take_support(self, rows: list[Row]) -> None:
        """Takes away the one or two words opposite that support a word, one to three times."""
        random, unit = self.random, self.vocabulary.unit
        for _ in range(int(random.integers(1, 4))):
            side = int(random.random() < 0.6)
            row, other = rows[side], rows[1 - side]
            if len(other.words) < 4:
                return
            places = np.flatnonzero(self.content[side][row.words] & (row.labels == FITS) & (row.weights > 0))
            if not len(places):
                continue
            at = places[random.integers(len(places))]
            near = np.flatnonzero((unit[other.words] @ unit[row.words[at]] > SUPPORTS) & (other.labels == FITS))
            if not 1 <= len(near) <= 2 or (unit[row.words] @ unit[other.words[near[0]]] > SUPPORTS).sum() > 1:
                continue
            row.labels[at], row.weights[at] = UNSUPPORTED, 1
            keep, boundary = np.ones(len(other.words), bool), other.boundary.copy()
            keep[near] = False
            for place in near:
                if boundary[place] and place + 1 < len(boundary):
                    boundary[place + 1] = True
            rows[1 - side] = Row(other.words[keep], boundary[keep], other.labels[keep], other.weights[keep])

    def batch(self, examples: list[list[Row]], noisy: bool) -> Batch:
        return [self.side_of_batch([rows[side] for rows in examples], noisy) for side in (0, 1)]

    def side_of_batch(self, rows: list[Row], noisy: bool) -> SideOfBatch:
        vocabulary = self.vocabulary
        shape = len(rows), max(1, *(len(row.words) for row in rows))
        words, real = np.full(shape, vocabulary.none, np.int64), np.zeros(shape, bool)
        boundary, labels, weights = np.zeros(shape, np.float32), np.zeros(shape, np.int64), np.zeros(shape, np.float32)
        for at, row in enumerate(rows):
            here = at, slice(len(row.words))
            words[here], real[here], boundary[here] = row.words, True, row.boundary
            labels[here], weights[here] = row.labels, row.weights
        real[:, 0] = True
        vectors = vocabulary.vectors.index_select(0, torch.from_numpy(words).reshape(-1)).view(*shape, -1)
        if noisy:
            vectors = self.with_noise(vectors, torch.from_numpy(vocabulary.noise[words])) * torch.from_numpy(real)[..., None]
        count = real.sum(1, keepdims=True) * np.ones(shape) / 30
        return SideOfBatch(vectors, torch.from_numpy(real), torch.from_numpy(vocabulary.weight[words]), torch.from_numpy(boundary),
                           torch.from_numpy(count).float(), torch.from_numpy(vocabulary.endings[words].astype(np.int64)),
                           torch.from_numpy(labels), torch.from_numpy(weights))

    def with_noise(self, vectors: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        if self.noise is None:
            self.noise = torch.randn(NOISE_BANK) / vectors.shape[-1] ** 0.5
        start = int(self.random.integers(0, len(self.noise) - vectors.numel()))
        moved = vectors + self.noise[start : start + vectors.numel()].view_as(vectors) * lengths[..., None]
        return moved / moved.norm(dim=-1, keepdim=True).clamp_min(1e-6)
