"""The training loop: one model from one seed."""
from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np
import torch

import batches as b
import evaluate
import export
import losses
import neighbours
from invented import Change
from model import Ragged, StaticEncoder

LOSSES = ("pooled", "late", "word", "evidence", "lexicon", "name")


@dataclass(frozen=True)
class Stage:
    """One run of the loop."""
    epochs: float
    rate: float  # the highest; reached after 100 steps, then falling to nothing
    batch: int
    weights: tuple[float, ...]  # in the order of LOSSES
    buckets: int = 0  # spelling n-grams
    late_batch: int = 192
    lexicon_batch: int = 1024
    drop: float = 0.0  # share of words that a sentence's mean goes without
    kind_share: float = 0.0  # share of batches that hold one kind of text
    hard_share: float = 0.0  # share of batches of look-alikes
    hard: int = 3  # look-alikes a pair
    hard_from: float = 0.0  # part of the run that goes by before they are looked for
    invented: float = 0.0  # share of the pairs with a copied name that get an invented one
    alternative: float = 0.1  # share of words cut another way
    temperature: float = 0.05
    late_temperature: float = 0.04
    word_temperature: float = 0.07

    def changed(self, settings: list[str]) -> "Stage":
        """With KEY=VALUE settings, numbers separated by commas where there are several; ValueError for one that there is not."""
        new = {}
        kinds = {f.name: f.type for f in fields(self)}
        for setting in settings:
            key, _, value = setting.partition("=")
            if key not in kinds or not re.fullmatch(r"[0-9.,]+", value):
                raise ValueError(f"no such setting: {setting}; known are {', '.join(kinds)}")
            numbers = [float(number) for number in value.split(",")]
            if len(numbers) != (len(LOSSES) if key == "weights" else 1):
                raise ValueError(f"wrong number of values: {setting}")
            new[key] = tuple(numbers) if key == "weights" else int(numbers[0]) if kinds[key] == "int" else numbers[0]
        return replace(self, **new)


def choose(words: b.Words, numbers: np.ndarray, share: float, rng: np.random.Generator) -> Ragged:
    """Pieces of the given words, some of them cut the other way."""
    first, second = words.pieces.take(numbers), words.other_pieces.take(numbers)
    take_second = rng.random(len(numbers)) < share
    lengths = np.where(take_second, np.diff(second.starts), np.diff(first.starts))
    starts = np.zeros(len(numbers) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    begin = np.where(take_second, second.starts[:-1], first.starts[:-1])
    index = np.repeat(begin - starts[:-1], lengths) + np.arange(starts[-1])
    from_second = np.repeat(take_second, lengths)
    values = np.empty(starts[-1], np.int64)
    values[~from_second] = first.values[index[~from_second]]
    values[from_second] = second.values[index[from_second]]
    return Ragged(values, starts)


def alike(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Which other pairs of a batch share a side with a pair: no negatives of it."""
    out = (left[:, None] == left[None]) | (right[:, None] == right[None])
    np.fill_diagonal(out, False)
    return out


class Trainer:
    """Draws batches and adds up the losses. `word_of` maps a word's number to its row in the table of the step."""

    def __init__(self, stage: Stage, ready: dict, dim: int, seed: int, start: np.ndarray | None) -> None:
        random.seed(seed)
        torch.manual_seed(seed)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.stage, self.rng = stage, np.random.default_rng(seed)
        self.words, self.pairs, self.entries, self.names = ready["words"], ready["pairs"], ready["entries"], ready["names"]
        self.model = StaticEncoder(ready["tokenizer"].pieces, dim, stage.buckets if start is None else 0, seed, self.device)
        if start is not None:
            self.model.own.copy_(torch.from_numpy(start))
        self.word_of = np.zeros(len(self.words.names), np.int64)
        if self.entries is not None:
            chance = np.sqrt(self.entries.score) * np.log1p(self.entries.count)
            self.chance = chance / chance.sum()
        self.steps = max(1, int(stage.epochs * sum(self.pairs.share().values()) / stage.batch))

    def tensor(self, array: np.ndarray) -> torch.Tensor:
        return torch.from_numpy(np.ascontiguousarray(array)).to(self.device)

    def batches(self) -> Iterator[np.ndarray]:
        """`steps` batches: of all texts, of one kind of text, and, from `hard_from` on, of look-alikes."""
        stage, share = self.stage, self.pairs.share()
        every = b.batches(self.pairs, stage.batch, self.rng)
        kinds = {kind: b.batches(self.pairs, stage.batch, self.rng, kind) for kind in share}
        chance = np.array(list(share.values())) / sum(share.values())
        near = None
        for step in range(self.steps):
            if near is None and stage.hard_share and step >= stage.hard_from * self.steps:
                near = neighbours.mine(self.model.table().to(self.device), self.words, self.pairs, self.rng)
            if near is not None and self.rng.random() < stage.hard_share:
                yield near.batch(stage.batch, stage.hard, self.rng)
            elif self.rng.random() < stage.kind_share:
                yield next(kinds[list(share)[self.rng.choice(len(share), p=chance)]])
            else:
                yield next(every)

    def side(self, table: torch.Tensor, sentences: Ragged) -> losses.Side:
        unique, local = np.unique(self.word_of[sentences.values], return_inverse=True)
        return losses.Side(table[self.tensor(unique)], self.tensor(local.astype(np.int64)), self.tensor(sentences.starts))

    def mean(self, table: torch.Tensor, sentences: Ragged) -> torch.Tensor:
        thin = b.thinned(sentences, self.stage.drop, self.rng)
        return losses.bag(table, self.tensor(self.word_of[thin.values]), self.tensor(thin.starts))

    def step(self, chosen: np.ndarray, rate: float) -> list[float]:
        """One batch: losses, gradients, update. Returns the losses in the order of LOSSES."""
        stage, rng, pairs = self.stage, self.rng, self.pairs
        old_left, old_right = pairs.left.take(chosen), pairs.right.take(chosen)
        left, right, changes = self.names.swap(old_left, old_right, stage.invented, rng)
        drawn = rng.choice(len(self.entries.left), stage.lexicon_batch, p=self.chance) if self.entries is not None else []
        entry = (self.entries.left[drawn], self.entries.right[drawn]) if len(drawn) else ()
        numbers = np.unique(np.concatenate([left.values, right.values, old_left.values, old_right.values, *entry]))
        self.word_of[numbers] = np.arange(len(numbers))
        cut = choose(self.words, numbers, stage.alternative, rng)
        pieces, local = np.unique(cut.values, return_inverse=True)
        vectors, update = self.model.rows(pieces)
        table = losses.bag(vectors, self.tensor(local.astype(np.int64)), self.tensor(cut.starts))

        same = self.tensor(alike(pairs.left_key[chosen], pairs.right_key[chosen]))
        parts = [losses.pooled(self.mean(table, left), self.mean(table, right), stage.temperature, same)]
        few = np.arange(min(stage.late_batch, len(chosen)))
        few = np.intersect1d(*(np.unique(key[chosen[few]], return_index=True)[1] for key in (pairs.left_key, pairs.right_key)))
        parts += losses.interaction(self.side(table, left.take(few)), self.side(table, right.take(few)),
                                    stage.late_temperature, stage.word_temperature)
        nothing = torch.zeros((), device=self.device)
        parts.append(losses.pooled(*(table[self.tensor(self.word_of[e])] for e in entry), stage.word_temperature,
                                   self.tensor(alike(*entry))) if entry else nothing)
        parts.append(self.unsaid(table, changes, old_left, old_right) if changes else nothing)
        sum(weight * part for weight, part in zip(stage.weights, parts)).backward()
        update.apply(rate)
        return [part.item() for part in parts]

    def unsaid(self, table: torch.Tensor, changes: list[Change], left: Ragged, right: Ragged) -> torch.Tensor:
        """An invented name is not said in the sentence opposite that still has the old one."""
        rows = np.array([c.row for c in changes])
        total = torch.zeros((), device=self.device)
        for sentences, new in ((left, [c.right for c in changes]), (right, [c.left for c in changes])):
            opposite = sentences.take(rows)
            total = total + losses.absent(table, self.tensor(self.word_of[np.array(new)]),
                                          self.tensor(self.word_of[opposite.values]), self.tensor(opposite.starts)) / 2
        return total


def train(stage: Stage, ready: dict, dim: int, seed: int, threads: int, loud: bool, start: np.ndarray | None = None) -> np.ndarray:
    """One model from one seed: the float table of its pieces. With `start` it goes on from that table, without a spelling part."""
    torch.set_num_threads(threads)
    trainer = Trainer(stage, ready, dim, seed, start)
    started, sums = time.time(), np.zeros(len(LOSSES))
    for number, chosen in enumerate(trainer.batches()):
        rate = stage.rate * min(1.0, (number + 1) / 100) * (1 - number / trainer.steps)
        sums += trainer.step(chosen, rate)
        if loud and (number + 1) % 100 == 0:
            print(f"step {number + 1}/{trainer.steps} {time.time() - started:.0f} s  "
                  + " ".join(f"{n} {v:.4f}" for n, v in zip(LOSSES, sums / 100)), flush=True)
            sums[:] = 0
        if loud and (number + 1) % 1000 == 0:
            result = evaluate.dev(export.quantise(trainer.model.table().numpy())[2], ready["tokenizer"], ready["held"])
            print("  dev", evaluate.line(result), flush=True)
    return trainer.model.table().numpy()
