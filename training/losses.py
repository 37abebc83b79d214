"""The contrastive losses. All work on the unique words of a batch, which makes late interaction cheap: the similarity
of every word type to every other is one matrix, and a sentence's best matches are maxima over its rows.
"""
from __future__ import annotations

import torch
import torch.nn.functional as F


def bag(table: torch.Tensor, values: torch.Tensor, starts: torch.Tensor, mode: str = "sum",
        weight: torch.Tensor | None = None) -> torch.Tensor:
    return F.embedding_bag(values, table, starts[:-1], mode=mode, per_sample_weights=weight)


def pooled(left: torch.Tensor, right: torch.Tensor, temperature: float, same: torch.Tensor | None = None) -> torch.Tensor:
    """In-batch contrast of sentence vectors, both directions (van den Oord et al. 2018; Feng et al. 2022)."""
    logits = F.normalize(left, dim=1) @ F.normalize(right, dim=1).t() / temperature
    if same is not None:
        logits = logits.masked_fill(same, -1e4)
    target = torch.arange(len(left), device=left.device)
    return (F.cross_entropy(logits, target) + F.cross_entropy(logits.t(), target)) / 2


class Side:
    """One language of a batch: unique words' vectors, the sentences as ragged rows of local word numbers."""

    def __init__(self, vectors: torch.Tensor, values: torch.Tensor, starts: torch.Tensor) -> None:
        self.values, self.starts = values, starts
        self.norm = vectors.norm(dim=1).clamp_min(1e-6)
        self.unit = vectors / self.norm[:, None]
        lengths = starts[1:] - starts[:-1]
        self.sentence = torch.repeat_interleave(torch.arange(len(lengths), device=values.device), lengths)
        total = bag(self.norm[:, None], values, starts)[:, 0]
        self.share = self.norm[values] / total[self.sentence]  # a word's weight in its sentence
        self.count = len(lengths)
        self.contains = torch.zeros(len(vectors), self.count, dtype=torch.bool, device=values.device)
        self.contains[values, self.sentence] = True


EVIDENCE_SLOPE, EVIDENCE_MIDDLE = 3.0, 0.4


def late(one: Side, other: Side, best: torch.Tensor, temperature: float, word_temperature: float) -> list[torch.Tensor]:
    """`best[w, j]`: the best match of word w of `one` in sentence j of `other`.

    Sentence loss: the weighted mean of best matches must be highest opposite (ColBERT, Khattab & Zaharia 2020).
    Word loss: each single word must find a better match in its own translation than in the other sentences of the batch;
    sentences whose own side holds the same word are left out. This is what a highlight asks at run time.
    Evidence loss: is this word said opposite, yes or no? The answer's log odds are norm · slope · (best match − middle), so a
    word's norm learns how much its best match proves: free or functional words get short vectors.
    """
    occurrences = best[one.values]
    scores = torch.zeros(one.count, other.count, device=best.device).index_add(0, one.sentence, occurrences * one.share[:, None])
    target = torch.arange(one.count, device=best.device)
    sentence = F.cross_entropy(scores / temperature, target)
    mask = one.contains[one.values]
    own = F.one_hot(one.sentence, one.count).bool()
    logits = (occurrences / word_temperature).masked_fill(mask & ~own, -1e4)
    word = F.cross_entropy(logits, one.sentence, reduction="none")
    weight = one.share.detach()
    odds = one.norm[one.values][:, None] * (EVIDENCE_SLOPE * (occurrences - EVIDENCE_MIDDLE))
    elsewhere = (one.sentence[:, None] + torch.randint(1, one.count, (len(one.values), 2), device=best.device)) % one.count
    absent = odds.gather(1, elsewhere)
    wrong = F.softplus(absent) * (~mask.gather(1, elsewhere))
    evidence = F.softplus(-odds.gather(1, one.sentence[:, None])).mean() + wrong.mean()
    return [sentence, (word * weight).sum() / weight.sum(), evidence]


def interaction(left: Side, right: Side, temperature: float, word_temperature: float) -> list[torch.Tensor]:
    """The three losses of `late`, mean of both directions."""
    similarity = left.unit @ right.unit.t()
    best_right = bag(similarity, left.values, left.starts, mode="max")  # [sentence of left, word of right]
    best_left = bag(similarity.t().contiguous(), right.values, right.starts, mode="max")
    return [(a + b) / 2 for a, b in zip(late(left, right, best_left.t(), temperature, word_temperature),
                                        late(right, left, best_right.t(), temperature, word_temperature))]


def absent(table: torch.Tensor, words: torch.Tensor, values: torch.Tensor, starts: torch.Tensor) -> torch.Tensor:
    """The evidence loss of `late` for words that are known not to be said opposite: word i against sentence i."""
    row = torch.repeat_interleave(torch.arange(len(words), device=table.device), starts[1:] - starts[:-1])
    unit = F.normalize(table, dim=1)
    cosine = (unit[values] * unit[words[row]]).sum(dim=1)
    best = bag(cosine[:, None], torch.arange(len(values), device=table.device), starts, mode="max")[:, 0]
    return F.softplus(table[words].norm(dim=1) * EVIDENCE_SLOPE * (best - EVIDENCE_MIDDLE)).mean()
