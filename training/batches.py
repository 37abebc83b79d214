"""From sentence pairs to arrays: every word type once, with its pieces, and sentences as word numbers."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

import text
from data import Corpus
from model import Ragged
from tokenizer import FileCounts, Tokenizer

LONGEST_SENTENCE = 64
CHUNK = 8  # neighbours of one document that enter a batch together, as hard negatives of each other


@dataclass
class Words:
    """All word types of both languages."""
    names: list[str]
    pieces: Ragged
    other_pieces: Ragged  # a second segmentation, for regularisation

    @staticmethod
    def of(names: list[str], tokenizer: Tokenizer) -> "Words":
        return Words(names, Ragged.of([tokenizer.encode_unit(n) for n in names]),
                     Ragged.of([tokenizer.alternative(n) for n in names]))


@dataclass(frozen=True)
class Span:
    """The pairs of one file: first, one past the last, how many an epoch draws, and which kind of text they are."""
    first: int
    end: int
    wanted: float
    kind: str


@dataclass
class Pairs:
    left: Ragged
    right: Ragged
    left_key: np.ndarray
    right_key: np.ndarray
    files: list[Span]

    def __len__(self) -> int:
        return len(self.left)

    def share(self) -> dict[str, float]:
        """How many pairs of each kind of text an epoch draws."""
        out: dict[str, float] = {}
        for span in self.files:
            out[span.kind] = out.get(span.kind, 0.0) + span.wanted
        return out

    def epoch(self, random: np.random.Generator, kind: str | None = None) -> np.ndarray:
        """Numbers of pairs: each file's share, in chunks of neighbours, chunks shuffled; of one kind of text or of all."""
        chunks: list[np.ndarray] = []
        for span in self.files:
            if kind is not None and span.kind != kind:
                continue
            many = span.end - span.first > CHUNK
            starts = np.arange(span.first + random.integers(CHUNK), span.end, CHUNK) if many else np.array([span.first])
            whole, part = divmod(span.wanted / CHUNK, max(1, len(starts)))
            pick = np.concatenate([np.tile(starts, int(whole)), random.permutation(starts)[: int(round(part))]])
            chunks += [np.arange(s, min(s + CHUNK, span.end)) for s in pick]
        order = random.permutation(len(chunks))
        return np.concatenate([chunks[i] for i in order])


def count_tokens(corpora: list[Corpus]) -> tuple[list[FileCounts], Counter[str]]:
    """Weighted counts of each file's tokens, and counts of what follows an apostrophe on the right."""
    files: list[FileCounts] = []
    after: Counter[str] = Counter()
    for corpus in corpora:
        weight = corpus.source.per_epoch(len(corpus.train)) / max(1, len(corpus.train))
        here: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        for pair in corpus.train:
            for counts, side in zip(here, pair):
                counts.update(text.units(side))
        tokens: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        for counts, total in zip(here, tokens):
            for unit, n in counts.items():
                for token in text.spaced(unit):
                    total[token] += n * weight
        for unit, n in here[1].items():
            if unit[0].isalpha() and unit.count("'") == 1:
                after[unit.split("'")[1]] += n
        files.append(FileCounts(*tokens, corpus.source.say))
    return files, after


def encode(corpora: list[Corpus]) -> tuple[list[str], Pairs]:
    ids: dict[str, int] = {}
    sides: tuple[list[list[int]], list[list[int]]] = ([], [])
    files: list[Span] = []
    keys: tuple[list[int], list[int]] = ([], [])
    for corpus in corpora:
        first = len(sides[0])
        for pair in corpus.train:
            for rows, key, side in zip(sides, keys, pair):
                units = text.units(side)[:LONGEST_SENTENCE]
                rows.append([ids.setdefault(u, len(ids)) for u in units])
                key.append(hash(tuple(rows[-1])))
        if len(sides[0]) > first:
            source = corpus.source
            files.append(Span(first, len(sides[0]), source.per_epoch(len(corpus.train)), source.kind))
    pairs = Pairs(Ragged.of(sides[0]), Ragged.of(sides[1]), np.array(keys[0]), np.array(keys[1]), files)
    return list(ids), pairs


def stems(names: list[str], sentences: Ragged, split: Callable[[str], tuple[str, str]] | None) -> tuple[list[str], Ragged]:
    """Sentences as lists of stem numbers, each stem once a sentence, punctuation left out; names is extended with the stems."""
    ids = {name: i for i, name in enumerate(names)}
    names = list(names)
    stem_of = np.full(len(names), -1, np.int64)
    for i in range(len(stem_of)):
        if text.is_word(names[i]):
            word = names[i].split("'")[0]
            stem = split(word)[0] if split and word.isalpha() else word
            if stem not in ids:
                ids[stem] = len(names)
                names.append(stem)
            stem_of[i] = ids[stem]
    rows = []
    for a, z in zip(sentences.starts[:-1], sentences.starts[1:]):
        found = np.unique(stem_of[sentences.values[a:z]])
        rows.append([int(v) for v in found if v >= 0])
    return names, Ragged.of(rows)


def batches(pairs: Pairs, size: int, random: np.random.Generator, kind: str | None = None) -> Iterator[np.ndarray]:
    """Batches without end, an epoch after the other; a last one that would be short is left out unless it is all there is."""
    while True:
        order = pairs.epoch(random, kind)
        for start in range(0, max(1, len(order) - size + 1), size):
            yield order[start : start + size]


def thinned(sentences: Ragged, share: float, random: np.random.Generator) -> Ragged:
    """The sentences without a random share of their words; a sentence that would lose all of them keeps all."""
    row = np.repeat(np.arange(len(sentences)), np.diff(sentences.starts))
    keep = random.random(len(row)) >= share
    keep |= (np.bincount(row[keep], minlength=len(sentences)) == 0)[row]
    starts = np.zeros(len(sentences) + 1, np.int64)
    np.cumsum(np.bincount(row[keep], minlength=len(sentences)), out=starts[1:])
    return Ragged(sentences.values[keep], starts)
