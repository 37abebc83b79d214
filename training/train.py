"""Trains the bundled encoder: python3 training/train.py --corpora ../shared/corpora --exclude ../shared/eval --out models/tr-en-base

Runs on two CPU cores (install libopenblas0 beside python3-torch: the reference BLAS is twenty times slower) and on CUDA.
"""
from __future__ import annotations

import argparse
import json
import multiprocessing
import pickle
import random
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch

import batches as b
import data
import evaluate
import export
import lexicon
import losses
import merge
import morphology
import tokenizer as tok
from model import Ragged, StaticEncoder


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--exclude", type=Path, default=Path("../shared/eval"), help="folder never trained on")
    parser.add_argument("--names", type=Path, default=Path(__file__).parent / "names.en-tr.tsv", help="made by names.mjs; may be absent")
    parser.add_argument("--roots", type=Path, default=None, help="roots of the right-hand language; CORPORA/lexicon/zemberek_roots.tsv.gz")
    parser.add_argument("--out", type=Path, default=Path("models/tr-en-base"))
    parser.add_argument("--name", default="tr-en-base")
    parser.add_argument("--work", type=Path, default=None, help="keep prepared arrays here and use them again")
    parser.add_argument("--vocabulary", type=int, default=41_500)
    parser.add_argument("--dim", type=int, default=256)
    parser.add_argument("--buckets", type=int, default=60_000, help="spelling n-grams; 0 for none")
    parser.add_argument("--epochs", type=float, default=6)
    parser.add_argument("--batch", type=int, default=768)
    parser.add_argument("--late-batch", type=int, default=192)
    parser.add_argument("--rate", type=float, default=0.01)
    parser.add_argument("--temperature", type=float, default=0.05)
    parser.add_argument("--late-temperature", type=float, default=0.04)
    parser.add_argument("--word-temperature", type=float, default=0.07)
    parser.add_argument("--weights", type=float, nargs=5, default=(1.0, 1.0, 1.0, 0.3, 1.0), metavar=("POOLED", "LATE", "WORD", "EVIDENCE", "LEXICON"))
    parser.add_argument("--lexicon-batch", type=int, default=1024)
    parser.add_argument("--alternative", type=float, default=0.1, help="share of words cut another way")
    parser.add_argument("--polish", type=float, default=3, help="epochs of the merged model, without its spelling part; 0: none")
    parser.add_argument("--polish-rate", type=float, default=0.003)
    parser.add_argument("--polish-batch", type=int, default=1024)
    parser.add_argument("--polish-weights", type=float, nargs=5, default=(4.0, 1.0, 1.0, 0.3, 1.0), metavar=("POOLED", "LATE", "WORD", "EVIDENCE", "LEXICON"))
    parser.add_argument("--start", type=Path, default=None, help="polish this finished model of the same vocabulary instead of training")
    parser.add_argument("--no-split", action="store_true", help="ablation: learn the vocabulary from whole words")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seeds", type=int, nargs="+", default=[7, 8], help="one model each, side by side, merged at the end")
    parser.add_argument("--no-export", action="store_true")
    return parser.parse_args()


def prepare(args: argparse.Namespace) -> dict:
    """Corpora, vocabulary and arrays, kept in --work under a name that says what they depend on."""
    key = f"prepared-{args.vocabulary}-{'whole' if args.no_split else 'split'}-{'words' if args.weights[4] else 'plain'}.pickle"
    if args.work and (args.work / key).exists():
        with (args.work / key).open("rb") as handle:
            return pickle.load(handle)
    corpora, dropped = data.load(args.corpora, args.exclude)
    if args.names.exists():
        corpora.append(data.load_names(args.names, args.exclude))
    print("pairs:", dropped, flush=True)
    counts, after = b.count_tokens(corpora)
    english, turkish = sum((f.left for f in counts), Counter()), sum((f.right for f in counts), Counter())
    splitter = None
    if not args.no_split:
        table = args.roots or args.corpora / "lexicon" / "zemberek_roots.tsv.gz"
        roots = morphology.lexicon_roots(table) | {w for w, n in english.items() if n >= 5 and len(w) > 3 and w.isalpha()}
        splitter = morphology.Splitter(Counter({w: n for w, n in turkish.items() if w.isalpha()}), roots, after)
    tokenizer = tok.learn(counts, splitter, args.vocabulary)
    names, pairs = b.encode(corpora)
    entries = None
    if args.weights[4]:
        names, right = b.stems(names, pairs.right, splitter.split if splitter else None)
        names, left = b.stems(names, pairs.left, None)
        entries = lexicon.learn(left, right, pairs.epoch(np.random.default_rng(7)), len(names))
        print(f"lexicon: {len(entries.left)} entries", flush=True)
    words = b.Words.of(names, tokenizer)
    held = [(c.source, c.held) for c in corpora]
    out = {"tokenizer": tokenizer, "words": words, "pairs": pairs, "held": held, "dropped": dropped, "entries": entries}
    if args.work:
        args.work.mkdir(parents=True, exist_ok=True)
        with (args.work / key).open("wb") as handle:
            pickle.dump(out, handle)
    return out


def side(model_vectors: torch.Tensor, sentences: Ragged, word_of: np.ndarray, device: str) -> losses.Side:
    values = word_of[sentences.values]
    unique, local = np.unique(values, return_inverse=True)
    return losses.Side(model_vectors[torch.from_numpy(unique).to(device)], torch.from_numpy(local.astype(np.int64)).to(device),
                       torch.from_numpy(sentences.starts).to(device))


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


def train_one(args: argparse.Namespace, ready: dict, seed: int, threads: int, loud: bool, start: np.ndarray | None = None) -> np.ndarray:
    """One model from one seed: the float table of its pieces. With `start` it goes on from that table, for `--polish` epochs."""
    random.seed(seed)
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokenizer, words, pairs, entries = ready["tokenizer"], ready["words"], ready["pairs"], ready["entries"]
    tensor = lambda a: torch.from_numpy(np.ascontiguousarray(a)).to(device)  # noqa: E731
    if entries is not None:
        chance = np.sqrt(entries.score) * np.log1p(entries.count)
        chance /= chance.sum()
    rng = np.random.default_rng(seed)
    model = StaticEncoder(tokenizer.pieces, args.dim, 0 if start is not None else args.buckets, seed, device)
    epochs, highest, batch, weights = args.epochs, args.rate, args.batch, args.weights
    if start is not None:
        epochs, highest, batch, weights = args.polish, args.polish_rate, args.polish_batch, args.polish_weights
        model.own.copy_(torch.from_numpy(start))
    total = max(1, int(epochs * sum(n for _, _, n in pairs.files) / batch))
    word_of = np.zeros(len(words.names), np.int64)
    step, started, sums = 0, time.time(), np.zeros(5)
    while step < total:
        for chosen in b.batches(pairs, batch, rng):
            if step >= total:
                break
            rate = highest * min(1.0, (step + 1) / 100) * (1 - step / total)
            left, right = pairs.left.take(chosen), pairs.right.take(chosen)
            word_l = word_r = np.zeros(0, np.int64)
            if weights[4] and entries is not None:
                drawn = rng.choice(len(entries.left), args.lexicon_batch, p=chance)
                word_l, word_r = entries.left[drawn], entries.right[drawn]
            numbers = np.unique(np.concatenate([left.values, right.values, word_l, word_r]))
            word_of[numbers] = np.arange(len(numbers))
            cut = choose(words, numbers, args.alternative, rng)
            pieces, local = np.unique(cut.values, return_inverse=True)
            vectors, update = model.rows(pieces)
            table = losses.bag(vectors, tensor(local.astype(np.int64)), tensor(cut.starts))

            l_vec = losses.bag(table, tensor(word_of[left.values]), tensor(left.starts))
            r_vec = losses.bag(table, tensor(word_of[right.values]), tensor(right.starts))
            same = alike(pairs.left_key[chosen], pairs.right_key[chosen])
            parts = [losses.pooled(l_vec, r_vec, args.temperature, tensor(same))]

            sub = chosen[: args.late_batch]
            _, keep_l = np.unique(pairs.left_key[sub], return_index=True)
            _, keep_r = np.unique(pairs.right_key[sub], return_index=True)
            sub = sub[np.intersect1d(keep_l, keep_r)]
            parts += losses.interaction(side(table, pairs.left.take(sub), word_of, device), side(table, pairs.right.take(sub), word_of, device),
                                        args.late_temperature, args.word_temperature)
            if len(word_l):
                parts.append(losses.pooled(table[tensor(word_of[word_l])], table[tensor(word_of[word_r])], args.word_temperature,
                                           tensor(alike(word_l, word_r))))
            sum(weight * part for weight, part in zip(weights, parts)).backward()
            update.apply(rate)
            sums[: len(parts)] += [part.item() for part in parts]
            step += 1
            if loud and step % 100 == 0:
                shown = zip(("pooled", "late", "word", "evidence", "lexicon"), sums / 100)
                print(f"step {step}/{total} {time.time() - started:.0f} s  " + " ".join(f"{n} {v:.4f}" for n, v in shown), flush=True)
                sums[:] = 0
            if loud and step % 1000 == 0:
                print("  dev", evaluate.line(evaluate.dev(export.quantise(model.table().numpy())[2], tokenizer, ready["held"])), flush=True)
    return model.table().numpy()


def alike(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Which other pairs of a batch share a side with a pair: no negatives of it."""
    out = (left[:, None] == left[None]) | (right[:, None] == right[None])
    np.fill_diagonal(out, False)
    return out


def piece_counts(ready: dict) -> np.ndarray:
    """How often each piece is drawn in an epoch."""
    words, pairs = ready["words"], ready["pairs"]
    seen = np.zeros(len(words.names))
    for first, end, wanted in pairs.files:
        for rows in (pairs.left, pairs.right):
            values = rows.values[rows.starts[first] : rows.starts[end]]
            seen += np.bincount(values, minlength=len(seen)) * (wanted / (end - first))
    return np.bincount(words.pieces.values, np.repeat(seen, np.diff(words.pieces.starts)), len(ready["tokenizer"].pieces))


def main() -> None:
    args = arguments()
    began = time.time()
    ready = prepare(args)
    tokenizer = ready["tokenizer"]
    print(f"prepared in {time.time() - began:.0f} s: {len(ready['pairs'])} pairs, {sum(n for _, _, n in ready['pairs'].files):.0f} an epoch, "
          f"{len(ready['words'].names)} word types, {len(tokenizer.pieces)} pieces", flush=True)
    began = time.time()
    jobs = [(args, ready, seed, max(1, args.threads // len(args.seeds)), i == 0) for i, seed in enumerate(args.seeds)]
    if args.start:
        tables = [evaluate.table_of(args.start)]
    elif len(jobs) > 1 and not torch.cuda.is_available():
        with multiprocessing.get_context("fork").Pool(len(jobs)) as pool:
            tables = pool.starmap(train_one, jobs, chunksize=1)
    else:
        tables = [train_one(*job) for job in jobs]
    result: dict = {"minutes": round((time.time() - began) / 60, 1)}
    if len(tables) > 1:
        result["dev of the first seed"] = evaluate.dev(export.quantise(tables[0])[2], tokenizer, ready["held"])
    table = merge.merge(tables, piece_counts(ready), args.dim) if len(tables) > 1 else tables[0]
    if args.polish:
        result["dev before polishing"] = evaluate.dev(export.quantise(table)[2], tokenizer, ready["held"])
        table = train_one(args, ready, args.seeds[0] + 1000, args.threads, True, table)
    restored = export.quantise(table)[2]
    result["dev"] = evaluate.dev(restored, tokenizer, ready["held"])
    if args.exclude.exists():
        result["eval"] = evaluate.full(restored, tokenizer, args.exclude)
    print(json.dumps(result, indent=1), flush=True)
    if not args.no_export:
        export.write(args.out, table, tokenizer, args.name)


if __name__ == "__main__":
    main()
