"""A replaced word found among held-out news, at so many false alarms. Choices of the recipe were made on these."""
from __future__ import annotations

import random

import numpy as np
import torch

import evaluate
import text
from batches import Words
from discriminator.examples import FITS, REPLACED, UNSUPPORTED, Examples, Row, Vocabulary
from discriminator.network import Discriminator
from tokenizer import Tokenizer

LINES = 1500
RATES = (10, 30, 50)
BATCH = 64


def changed(pairs: list[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """Each pair with one longer word of the target replaced by one of another pair, and the number of that word."""
    rng = random.Random(5)
    pool = [unit for _, target in pairs for unit in text.units(target) if unit[0].isalpha() and len(unit) >= 5]
    out = []
    for source, target in pairs:
        units = text.units(target)
        places = [at for at, unit in enumerate(units) if unit[0].isalpha() and len(unit) >= 4]
        if places:
            at = rng.choice(places)
            units[at] = rng.choice(pool)
            out.append((source, " ".join(units), sum(text.is_word(unit) for unit in units[:at])))
    return out


@torch.no_grad()
def odds(network: Discriminator, examples: Examples, pairs: list[tuple[str, str]], tokenizer: Tokenizer,
         table: np.ndarray) -> list[np.ndarray]:
    """For each pair the log-odds of the target's words to be replaced; of short words none."""
    names = sorted({unit for pair in pairs for side in pair for unit in text.units(side)})
    numbers = {name: at for at, name in enumerate(names)}
    own, examples.vocabulary = examples.vocabulary, Vocabulary(Words.of(names, tokenizer), table)
    rows = [[_row(text.units(side), numbers) for side in pair] for pair in pairs]
    out = []
    network.eval()
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        logits = network(examples.batch(part, noisy=False))[1]
        score = logits[..., REPLACED] - torch.logsumexp(logits[..., [FITS, UNSUPPORTED]], -1)
        for row, found in zip(part, score.numpy()):
            out.append(np.where(examples.vocabulary.is_long[row[1].words], found[: len(row[1].words)], -np.inf))
    network.train()
    examples.vocabulary = own
    return out


def _row(units: list[str], numbers: dict[str, int]) -> Row:
    is_word = [text.is_word(unit) for unit in units]
    words = np.array([numbers[unit] for unit, word in zip(units, is_word) if word], np.int64)
    boundary = np.array([at == 0 or not is_word[at - 1] for at, word in enumerate(is_word) if word], bool)
    return Row(words, boundary, np.zeros(len(words), np.float32), np.ones(len(words), np.float32))


def measure(network: Discriminator, examples: Examples, held_out: list, tokenizer: Tokenizer, table: np.ndarray) -> str:
    held = [pair for source, rows in held_out if source.news for pair in rows][:LINES]
    errors = changed(held)
    if not errors:
        return "no held-out news"
    clean = odds(network, examples, held, tokenizer, table)
    wrong = odds(network, examples, [(source, target) for source, target, _ in errors], tokenizer, table)
    found = np.array([row[at] if at < len(row) else -np.inf for row, (_, _, at) in zip(wrong, errors)])
    alarms = np.sort([row.max(initial=-np.inf) for row in clean])[::-1]
    area = evaluate.auc(found, np.concatenate([row[np.isfinite(row)] for row in clean]))
    recall = {rate: float((found > alarms[min(len(alarms) - 1, rate * len(held) // 1000)]).mean()) for rate in RATES}
    return f"AUC {area:.4f}  " + "  ".join(f"at {rate} in 1,000: {value:.3f}" for rate, value in recall.items())
