"""Trains the discriminator of a finished encoder: python3 training/train_discriminator.py --model models/tr-en-base

Reads the pairs that the encoder was trained on (the options must be the same), and writes MODEL-discriminator/model.safetensors beside it.
With --folds most pairs are seen through encoders that were not trained on them, as those of every other text will be.
"""
from __future__ import annotations

import argparse
import math
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import evaluate
from batches import Words
from discriminator import dev, export
from discriminator.examples import LONGEST, Examples, Vocabulary
from discriminator.network import Discriminator, grow
from discriminator.unseen import fold_of_pairs, vocabulary_of
from tokenizer import Tokenizer
from train import add_preparing, prepare

WARM_UP = 100
CHUNK = 16  # so many batches are sorted by length together
NEWS = 2.0  # how much oftener news is drawn than for the encoder


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    add_preparing(parser)
    parser.add_argument("--model", type=Path, default=Path("models/tr-en-base"), help="the encoder's folder")
    parser.add_argument("--go-on", action="store_true", help="from the weights that are there, of a network as large or smaller")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--steps", type=int, default=17_000)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=0.0013)
    parser.add_argument("--width", type=int, default=96)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--hidden", type=int, default=192)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--clauses", type=float, default=0.26, help="share of pairs with a clause put in")
    parser.add_argument("--rare-noise", type=float, default=1.6, help="how many times as much noise a rare word gets")
    parser.add_argument("--folds", type=Path, nargs="*", default=[], metavar="MODEL",
                        help="encoders, the one of number K of N trained with --leave-out K/N")
    parser.add_argument("--unseen", type=float, default=0.75, help="share of batches that are seen through the encoders of --folds")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def batches(examples: Examples, size: int, folds: np.ndarray | None = None) -> Iterator[np.ndarray]:
    """Numbers of pairs without end; those of a batch are about equally long, of no more than LONGEST words, and of one fold."""
    left, right = examples.lengths()
    while True:
        order = examples.pairs.epoch(examples.random)
        order = order[(np.minimum(left, right)[order] >= 3) & (np.maximum(left, right)[order] < LONGEST)]
        order = examples.random.permutation(order)
        parts = [order] if folds is None else [order[folds[order] == fold] for fold in range(folds.max() + 1)]
        chunks = [part[start : start + size * CHUNK]
                  for part in parts for start in range(0, max(1, len(part) - size * CHUNK), size * CHUNK)]
        numbers = examples.random.permutation(len(chunks)) if len(parts) > 1 else range(len(chunks))
        for chunk in (chunks[number] for number in numbers):
            chunk = chunk[np.argsort((left + right)[chunk])]
            for at in examples.random.permutation(max(1, len(chunk) // size)):
                yield chunk[at * size : (at + 1) * size]


def draws(examples: Examples, args: argparse.Namespace) -> Iterator[tuple[Vocabulary, np.ndarray]]:
    """Batches of pairs without end, and through which encoder each is seen."""
    own = examples.vocabulary
    folds = [vocabulary_of(folder, own) for folder in args.folds]
    fold_of = fold_of_pairs(examples.pairs, max(1, len(folds)))
    seen, unseen = batches(examples, args.batch), batches(examples, args.batch, fold_of)
    while True:
        if folds and examples.random.random() < args.unseen:
            chosen = next(unseen)
            yield folds[fold_of[chosen[0]]], chosen
        else:
            yield own, next(seen)


def main() -> None:
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(3)
    ready = prepare(args)
    # Another version of sentencepiece learns other pieces: the words are cut as the model cuts them.
    tokenizer, table = Tokenizer.load(args.model), evaluate.table_of(args.model)
    words, pairs = Words.of(ready["words"].names, tokenizer), ready["pairs"]
    pairs.files = [replace(span, wanted=span.wanted * NEWS) if span.kind == "news" else span for span in pairs.files]
    examples = Examples(words, pairs, table, args.seed, args.clauses, args.rare_noise)
    network = Discriminator(table.shape[1], args.width, args.heads, args.hidden, args.layers)
    weights = args.model.with_name(args.model.name + "-discriminator") / "model.safetensors"
    if args.go_on:
        grow(network, export.read(weights))
    own = examples.vocabulary
    optimiser = torch.optim.AdamW(network.parameters(), lr=args.rate, weight_decay=0.01, betas=(0.9, 0.98))
    print(f"{sum(p.numel() for p in network.parameters())} weights", flush=True)
    started, total = time.time(), 0.0
    for step, (vocabulary, chosen) in zip(range(args.steps), draws(examples, args)):
        for group in optimiser.param_groups:
            group["lr"] = args.rate * min(1, (step + 1) / WARM_UP) * (0.5 + 0.5 * math.cos(math.pi * step / args.steps))
        examples.vocabulary = vocabulary
        batch = examples.batch([examples.example(pair) for pair in chosen], noisy=vocabulary is own)
        examples.vocabulary = own
        losses = [F.cross_entropy(logits.transpose(1, 2), side.labels, reduction="none") * side.counts_for
                  for logits, side in zip(network(batch), batch)]
        loss = sum(part.sum() for part in losses) / sum(side.counts_for.sum() for side in batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        total += loss.item()
        if (step + 1) % 100 == 0:
            print(f"step {step + 1}/{args.steps} {time.time() - started:.0f} s  loss {total / 100:.4f}", flush=True)
            total = 0.0
        if (step + 1) % 1000 == 0 or step + 1 == args.steps:
            print("  dev", dev.measure(network, examples, ready["held"], tokenizer, table), flush=True)
    export.write(weights, network.state_dict())


if __name__ == "__main__":
    main()
