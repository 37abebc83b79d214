"""The static encoder while it is trained: one vector a piece, made of a free part and of its spelling.

vector(piece) = own[piece] + sum of spelling[n-gram] / sqrt(number of n-grams), as fastText has it (Bojanowski et al.
2017), over a skeleton of the spelling that Turkish and English share (crypto, kripto). The sum is written out once at
export, so the shipped model is a plain table; the spelling part only lets rare pieces learn from others.
A piece's norm is its weight in a mean; a word is the sum of its pieces.
"""
from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

_SKELETON = [(re.compile(a), b) for a, b in [
    ("ph", "f"), ("sch|sh|ş", "s"), ("ç|ch|tch", "c"), ("ğ", "g"), ("ö", "o"), ("ü", "u"), ("ck|q", "k"), ("c(?=[aoul-tr])", "k"),
    ("x", "ks"), ("w", "v"), ("y", "i"), ("th", "t"), ("(.)\\1", "\\1"),
]]


def skeleton(piece: str) -> str:
    for pattern, to in _SKELETON:
        piece = pattern.sub(to, piece)
    return piece


def spelling_ids(piece: str, buckets: int) -> list[int]:
    """Hashed 3- to 5-grams of the skeleton. Pieces without letters, and very short ones, have none."""
    if not any(c.isalpha() for c in piece) or len(piece) < 4:
        return []
    word = skeleton(piece) + ("$" if piece.startswith("▁") else "")
    return sorted({zlib.crc32(word[i : i + n].encode()) % buckets for n in (3, 4, 5) for i in range(len(word) - n + 1)})


@dataclass
class Ragged:
    """Rows of different lengths: values and where each row begins (one more entry than rows)."""
    values: np.ndarray
    starts: np.ndarray

    @staticmethod
    def of(rows: list[list[int]]) -> "Ragged":
        starts = np.zeros(len(rows) + 1, np.int64)
        np.cumsum([len(row) for row in rows], out=starts[1:])
        return Ragged(np.fromiter((v for row in rows for v in row), np.int64, int(starts[-1])), starts)

    def take(self, rows: np.ndarray) -> "Ragged":
        lengths = self.starts[rows + 1] - self.starts[rows]
        starts = np.zeros(len(rows) + 1, np.int64)
        np.cumsum(lengths, out=starts[1:])
        index = np.repeat(self.starts[rows] - starts[:-1], lengths) + np.arange(starts[-1])
        return Ragged(self.values[index], starts)

    def __len__(self) -> int:
        return len(self.starts) - 1


class RowAdam:
    """Adam (Kingma & Ba 2015) that touches only the rows of a step."""

    def __init__(self, table: torch.Tensor, beta1: float = 0.9, beta2: float = 0.98) -> None:
        self.table, self.beta1, self.beta2 = table, beta1, beta2
        self.first, self.second = torch.zeros_like(table), torch.zeros_like(table)
        self.age = torch.zeros(table.shape[0], device=table.device)

    def step(self, rows: torch.Tensor, grad: torch.Tensor, rate: float) -> None:
        m = self.first[rows].mul_(self.beta1).add_(grad, alpha=1 - self.beta1)
        v = self.second[rows].mul_(self.beta2).addcmul_(grad, grad, value=1 - self.beta2)
        age = self.age[rows] + 1
        self.first[rows], self.second[rows], self.age[rows] = m, v, age
        m = m / (1 - self.beta1 ** age)[:, None]
        v = (v / (1 - self.beta2 ** age)[:, None]).sqrt_().add_(1e-8)
        self.table[rows] -= rate * m / v


class StaticEncoder:
    def __init__(self, pieces: list[str], dim: int, buckets: int, seed: int, device: str) -> None:
        generator = torch.Generator().manual_seed(seed)
        self.device, self.dim = device, dim
        self.own = (torch.randn(len(pieces), dim, generator=generator) * (0.5 / dim ** 0.5)).to(device)
        self.own[:2] = 0
        self.spelling = (torch.randn(max(buckets, 1), dim, generator=generator) * (0.5 / dim ** 0.5)).to(device)
        self.grams = Ragged.of([spelling_ids(p, buckets) if buckets else [] for p in pieces])
        self.optimisers = RowAdam(self.own), RowAdam(self.spelling)

    def rows(self, pieces: np.ndarray) -> tuple[torch.Tensor, "Step"]:
        """Vectors of the given pieces with gradients; call the step's `apply` after backward."""
        grams = self.grams.take(pieces)
        unique, local = np.unique(grams.values, return_inverse=True)
        step = Step(self, torch.from_numpy(pieces).to(self.device), torch.from_numpy(unique).to(self.device))
        vectors = step.own
        if len(unique):
            count = np.diff(grams.starts)
            weight = torch.from_numpy(np.repeat(1 / np.sqrt(np.maximum(count, 1)), count).astype(np.float32)).to(self.device)
            vectors = vectors + F.embedding_bag(torch.from_numpy(local.astype(np.int64)).to(self.device), step.spelling,
                                                torch.from_numpy(grams.starts[:-1]).to(self.device), mode="sum",
                                                per_sample_weights=weight)
        return vectors, step

    @torch.no_grad()
    def table(self) -> torch.Tensor:
        out = [self.rows(np.arange(a, min(a + 4096, len(self.own))))[0].detach() for a in range(0, len(self.own), 4096)]
        table = torch.cat(out).cpu()
        table[:2] = 0
        return table


class Step:
    def __init__(self, model: StaticEncoder, pieces: torch.Tensor, grams: torch.Tensor) -> None:
        self.model, self.pieces, self.grams = model, pieces, grams
        self.own = model.own[pieces].requires_grad_(True)
        self.spelling = model.spelling[grams].requires_grad_(True)

    def apply(self, rate: float) -> None:
        own, spelling = self.model.optimisers
        own.step(self.pieces, self.own.grad, rate)
        if self.spelling.grad is not None and len(self.grams):
            spelling.step(self.grams, self.spelling.grad, rate)
