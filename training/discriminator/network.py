"""The network: layers that read both sides of a pair. src/compare/discriminator.ts computes the same from the exported weights.

A word comes in as the encoder's vector, its ending, and what is known of its match opposite. A layer is a convolution over the
words beside it, attention within a side, attention to the other side that begins at the cosines of the words, and a hidden layer
(Vaswani et al. 2017, norms first).
"""
from __future__ import annotations

import torch
import torch.nn as nn
import torch.nn.functional as F

from discriminator.examples import BUCKETS, FITS, REPLACED, UNSUPPORTED, Batch

NEAR = 2  # so many words before and after a word are read with it, each by weights of its own
FAR = 8  # words this far apart, or farther, are far
NUMBERS = 6  # put in beside a word's vector
VECTOR_SCALE = 4.0
DROPOUT = 0.1
MASKED = -1e4


class Layer(nn.Module):
    def __init__(self, width: int, heads: int, hidden: int) -> None:
        super().__init__()
        self.heads = heads
        self.before_self, self.before_cross, self.before_inner = (nn.LayerNorm(width) for _ in range(3))
        self.self, self.self_out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.queries, self.keys_values = nn.Linear(width, width), nn.Linear(width, 2 * width)
        self.cross_out = nn.Linear(width, width)
        self.inner, self.inner_out = nn.Linear(width, hidden), nn.Linear(hidden, width)
        self.before_near = nn.LayerNorm(width)
        self.near, self.near_out = nn.Linear((2 * NEAR + 1) * width, width), nn.Linear(width, width)
        self.distances = nn.Parameter(torch.zeros(heads, 2 * FAR + 1))
        self.cosines = nn.Parameter(torch.tensor([12.0, 6.0, 3.0, 0.0] * (heads // 4)))

    def attend(self, queries: torch.Tensor, keys: torch.Tensor, values: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        split = lambda x: x.view(*x.shape[:2], self.heads, -1).transpose(1, 2)  # noqa: E731
        size = queries.shape[-1] // self.heads
        shares = torch.softmax(split(queries) @ split(keys).transpose(2, 3) / size ** 0.5 + bias, dim=-1)
        return (shares @ split(values)).transpose(1, 2).reshape(queries.shape)

    def beside(self, state: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
        read = F.pad(self.before_near(state) * real[..., None], (0, 0, NEAR, NEAR))
        windows = torch.cat([read[:, at : at + state.shape[1]] for at in range(2 * NEAR + 1)], -1)
        return state + self.near_out(F.relu(self.near(windows)))

    def within(self, state: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        place = torch.arange(state.shape[1])
        apart = (place[None] - place[:, None]).clamp(-FAR, FAR) + FAR
        parts = self.self(self.before_self(state)).chunk(3, -1)
        return state + self.self_out(self.attend(*parts, self.distances[:, apart][None] + mask[:, None, None]))

    def across(self, state: torch.Tensor, other: torch.Tensor, mask: torch.Tensor, cosine: torch.Tensor) -> torch.Tensor:
        keys, values = self.keys_values(self.before_cross(other)).chunk(2, -1)
        bias = self.cosines[None, :, None, None] * cosine[:, None] + mask[:, None, None]
        return state + self.cross_out(self.attend(self.queries(self.before_cross(state)), keys, values, bias))

    def think(self, state: torch.Tensor) -> torch.Tensor:
        return state + self.inner_out(F.relu(self.inner(self.before_inner(state))))


class Discriminator(nn.Module):
    """For each word of both sides the logits of FITS, REPLACED and UNSUPPORTED."""

    def __init__(self, dimensions: int, width: int, heads: int, hidden: int, layers: int) -> None:
        super().__init__()
        self.input, self.numbers = nn.Linear(dimensions, width), nn.Linear(NUMBERS, width)
        self.endings = nn.Embedding(sum(BUCKETS), width)
        nn.init.normal_(self.endings.weight, std=0.02)
        self.sides = nn.Parameter(torch.zeros(2, width))
        self.layers = nn.ModuleList(Layer(width, heads, hidden) for _ in range(layers))
        self.last, self.output, self.drop = nn.LayerNorm(width), nn.Linear(width, 3), nn.Dropout(DROPOUT)
        self.output.bias.data[[FITS, REPLACED, UNSUPPORTED]] = torch.tensor([3.0, 0.0, 0.0])

    def forward(self, batch: Batch) -> list[torch.Tensor]:
        cosine = batch[0].vectors @ batch[1].vectors.transpose(1, 2)
        grids = [cosine, cosine.transpose(1, 2)]
        masked = [grid.masked_fill(~batch[1 - k].real[:, None], -1.0) for k, grid in enumerate(grids)]
        best = [grid.max(2) for grid in masked]
        states = []
        for k, side in enumerate(batch):
            second = masked[k].topk(min(2, masked[k].shape[2]), 2)[0][..., -1]
            taken = best[1 - k][0].gather(1, best[k][1]) - best[k][0]
            numbers = torch.stack([side.weight, side.boundary, side.count, best[k][0], second, taken], 2)
            entered = self.input(side.vectors) * VECTOR_SCALE + self.numbers(numbers) + self.endings(side.endings).sum(2)
            states.append(self.drop(entered + self.sides[k]))
        masks = [torch.where(side.real, 0.0, MASKED) for side in batch]
        for layer in self.layers:
            states = [layer.beside(state, side.real) for state, side in zip(states, batch)]
            states = [layer.within(state, mask) for state, mask in zip(states, masks)]
            states = [layer.across(states[k], states[1 - k], masks[1 - k], grids[k]) for k in (0, 1)]
            states = [layer.think(state) for state in states]
        return [self.output(self.last(state)) for state in states]


def grow(network: Discriminator, weights: dict[str, torch.Tensor]) -> None:
    """Puts in the weights of a network of fewer layers or parts, or smaller hidden ones; what is new adds nothing yet (Chen et al. 2016)."""
    new = network.state_dict()
    for name, value in new.items():
        if name.endswith(("_out.weight", "_out.bias")):
            value.zero_()
        if name in weights:
            value[tuple(slice(size) for size in weights[name].shape)] = weights[name]
    network.load_state_dict(new)
