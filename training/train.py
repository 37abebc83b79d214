"""Trains the bundled encoder: python3 training/train.py --corpora ../shared/corpora --exclude ../shared/eval --out models/tr-en-base

Runs on two CPU cores (install libopenblas0 beside python3-torch: the reference BLAS is twenty times slower) and on CUDA.
"""
from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch

import batches as b
import data
import evaluate
import export
import lexicon
import losses
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
    parser.add_argument("--vocabulary", type=int, default=38_000)
    parser.add_argument("--dim", type=int, default=256)
    parser.add_argument("--buckets", type=int, default=60_000, help="spelling n-grams; 0 for none")
    parser.add_argument("--epochs", type=float, default=4)
    parser.add_argument("--batch", type=int, default=768)
    parser.add_argument("--late-batch", type=int, default=192)
    parser.add_argument("--rate", type=float, default=0.004)
    parser.add_argument("--temperature", type=float, default=0.05)
    parser.add_argument("--late-temperature", type=float, default=0.04)
    parser.add_argument("--word-temperature", type=float, default=0.07)
    parser.add_argument("--weights", type=float, nargs=4, default=(1.0, 1.0, 1.0, 0.5), metavar=("POOLED", "LATE", "WORD", "LEXICON"))
    parser.add_argument("--lexicon-batch", type=int, default=512)
    parser.add_argument("--alternative", type=float, default=0.1, help="share of words cut another way")
    parser.add_argument("--minutes", type=float, default=0, help="stop the schedule to fit this time; 0: run all epochs")
    parser.add_argument("--no-split", action="store_true", help="ablation: learn the vocabulary from whole words")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--no-export", action="store_true")
    return parser.parse_args()


def prepare(args: argparse.Namespace) -> dict:
    """Corpora, vocabulary and arrays, kept in --work under a name that says what they depend on."""
    key = f"prepared-{args.vocabulary}-{int(not args.no_split)}.pickle"
    if args.work and (args.work / key).exists():
        with (args.work / key).open("rb") as handle:
            return pickle.load(handle)
    corpora, dropped = data.load(args.corpora, args.exclude)
    if args.names.exists():
        corpora.append(data.load_names(args.names, args.exclude))
    print("pairs:", dropped, flush=True)
    english, turkish, after = b.count_tokens(corpora)
    splitter = None
    if not args.no_split:
        table = args.roots or args.corpora / "lexicon" / "zemberek_roots.tsv.gz"
        roots = morphology.lexicon_roots(table) | {w for w, n in english.items() if n >= 5 and len(w) > 3 and w.isalpha()}
        splitter = morphology.Splitter(morphology.Counter({w: n for w, n in turkish.items() if w.isalpha()}), roots, after)
    tokenizer = tok.learn(english, turkish, splitter, args.vocabulary)
    names, pairs = b.encode(corpora)
    names, right = b.stems(names, pairs.right, splitter.split if splitter else None)
    names, left = b.stems(names, pairs.left, None)
    entries = lexicon.learn(left, right, pairs.epoch(np.random.default_rng(args.seed)), len(names))
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


def main() -> None:
    args = arguments()
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    began = time.time()
    ready = prepare(args)
    tokenizer, words, pairs = ready["tokenizer"], ready["words"], ready["pairs"]
    per_epoch = sum(n for _, _, n in pairs.files)
    print(f"prepared in {time.time() - began:.0f} s: {len(pairs)} pairs, {per_epoch:.0f} an epoch, {len(words.names)} word types, "
          f"{len(tokenizer.pieces)} pieces, {len(words.pieces.values) / len(words.names):.2f} pieces a type", flush=True)
    entries = ready["entries"]
    chance = np.sqrt(entries.score) * np.log1p(entries.count)
    chance /= chance.sum()
    rng = np.random.default_rng(args.seed)
    model = StaticEncoder(tokenizer.pieces, args.dim, args.buckets, args.seed, device)
    total = max(1, int(args.epochs * per_epoch / args.batch))
    step, started = 0, time.time()
    sums = np.zeros(4)
    progress = 0.0
    while progress < 1:
        for chosen in b.batches(pairs, args.batch, rng):
            progress = max(step / total, (time.time() - started) / (60 * args.minutes) if args.minutes else 0.0)
            if progress >= 1:
                break
            rate = args.rate * min(1.0, (step + 1) / 100) * (1 - progress)
            left, right = pairs.left.take(chosen), pairs.right.take(chosen)
            drawn = rng.choice(len(entries.left), args.lexicon_batch, p=chance) if args.weights[3] else np.zeros(0, np.int64)
            word_l, word_r = entries.left[drawn], entries.right[drawn]
            numbers = np.unique(np.concatenate([left.values, right.values, word_l, word_r]))
            cut = choose(words, numbers, args.alternative, rng)
            pieces, local = np.unique(cut.values, return_inverse=True)
            vectors, update = model.rows(pieces)
            table = losses.bag(vectors, torch.from_numpy(local.astype(np.int64)).to(device), torch.from_numpy(cut.starts).to(device))
            word_of = np.zeros(len(words.names), np.int64)
            word_of[numbers] = np.arange(len(numbers))
            tensor = lambda a: torch.from_numpy(a).to(device)  # noqa: E731
            l_vec = losses.bag(table, tensor(word_of[left.values]), tensor(left.starts))
            r_vec = losses.bag(table, tensor(word_of[right.values]), tensor(right.starts))
            lk, rk = pairs.left_key[chosen], pairs.right_key[chosen]
            same = (lk[:, None] == lk[None]) | (rk[:, None] == rk[None])
            np.fill_diagonal(same, False)
            loss_pool = losses.pooled(l_vec, r_vec, args.temperature, tensor(same))
            sub = chosen[: args.late_batch]
            _, keep_l = np.unique(pairs.left_key[sub], return_index=True)
            _, keep_r = np.unique(pairs.right_key[sub], return_index=True)
            sub = sub[np.intersect1d(keep_l, keep_r)]
            loss_late, loss_word = losses.interaction(
                side(table, pairs.left.take(sub), word_of, device), side(table, pairs.right.take(sub), word_of, device),
                args.late_temperature, args.word_temperature)
            loss = args.weights[0] * loss_pool + args.weights[1] * loss_late + args.weights[2] * loss_word
            if len(drawn):
                alike = (word_l[:, None] == word_l[None]) | (word_r[:, None] == word_r[None])
                np.fill_diagonal(alike, False)
                loss_lexicon = losses.pooled(table[tensor(word_of[word_l])], table[tensor(word_of[word_r])], args.word_temperature, tensor(alike))
                loss = loss + args.weights[3] * loss_lexicon
                sums[3] += loss_lexicon.item()
            loss.backward()
            update.apply(rate)
            sums[:3] += [loss_pool.item(), loss_late.item(), loss_word.item()]
            step += 1
            if step % 100 == 0:
                print(f"step {step}/{total} {time.time() - started:.0f} s  pooled {sums[0] / 100:.4f} late {sums[1] / 100:.4f} "
                      f"word {sums[2] / 100:.4f} lexicon {sums[3] / 100:.4f}", flush=True)
                sums[:] = 0
            if step % 500 == 0:
                print("  dev", evaluate.line(evaluate.dev(export.quantise(model.table().numpy())[2], tokenizer, ready["held"])), flush=True)
    table = model.table().numpy()
    _, _, restored = export.quantise(table)
    result = {"steps": step, "minutes": round((time.time() - started) / 60, 1), "dev": evaluate.dev(restored, tokenizer, ready["held"])}
    if args.exclude.exists():
        result["eval"] = evaluate.full(restored, tokenizer, args.exclude)
    print(json.dumps(result, indent=1), flush=True)
    if not args.no_export:
        export.write(args.out, table, tokenizer, args.name)


if __name__ == "__main__":
    main()
