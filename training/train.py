"""Trains the bundled encoder: python3 training/train.py --corpora ../shared/corpora --exclude ../shared/eval --out models/tr-en-base

Runs on two CPU cores (install libopenblas0 beside python3-torch: the reference BLAS is twenty times slower) and on CUDA.
"""
from __future__ import annotations

import argparse
import json
import multiprocessing
import pickle
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch

import batches as b
import data
import evaluate
import export
import invented
import lexicon
import merge
import morphology
import tokenizer as tok
from trainer import Stage, train

FIRST = Stage(epochs=9.0, rate=0.01, batch=1024, weights=(2.0, 1.0, 1.0, 0.3, 1.0, 0.5), buckets=60_000, drop=0.12, kind_share=0.4,
              hard_share=0.4, hard_from=0.6, invented=0.3)
SECOND = FIRST.changed(["rate=0.008", "drop=0.2", "hard_share=0.15", "invented=0.15"])  # another history for every other seed
POLISH = Stage(epochs=2.0, rate=0.005, batch=1024, weights=(2.5, 1.0, 1.2, 0.3, 1.0, 0.5), drop=0.15, kind_share=0.5, hard_share=0.15,
               invented=0.15)
INVENTED_NAMES = 3000


def add_preparing(parser: argparse.ArgumentParser) -> None:
    """The options that `prepare` reads."""
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--exclude", type=Path, default=Path("../shared/eval"), help="folder never trained on")
    parser.add_argument("--names", type=Path, default=Path(__file__).parent / "names.en-tr.tsv", help="made by names.mjs; may be absent")
    parser.add_argument("--roots", type=Path, default=None, help="roots of the right-hand language; CORPORA/lexicon/zemberek_roots.tsv.gz")
    parser.add_argument("--work", type=Path, default=None, help="keep prepared arrays here and use them again")
    parser.add_argument("--vocabulary", type=int, default=41_500)
    parser.add_argument("--no-split", action="store_true", help="ablation: learn the vocabulary from whole words")
    parser.add_argument("--lines", type=int, default=None, help="read only the first lines of each file: a quick trial of the whole path")
    parser.add_argument("--leave-out", metavar="K/N", default=None, help="leave out fold K of N: for the discriminator, which must see "
                        "vectors of pairs that the encoder was not trained on")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    add_preparing(parser)
    parser.add_argument("--out", type=Path, default=Path("models/tr-en-base"))
    parser.add_argument("--name", default="tr-en-base")
    parser.add_argument("--dim", type=int, default=256)
    parser.add_argument("--first", nargs="+", default=[], metavar="KEY=VALUE",
                        help=f"change the first stage of all seeds: {FIRST}, every other one with {SECOND}")
    parser.add_argument("--polish", nargs="+", default=[], metavar="KEY=VALUE", help=f"change the polishing: {POLISH}; epochs=0: none")
    parser.add_argument("--start", type=Path, nargs="+", default=[], metavar="MODEL",
                        help="instead of the first stage: merge and polish these finished models of the same vocabulary")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seeds", type=int, nargs="+", default=[7, 8], help="one model each, side by side, merged at the end")
    parser.add_argument("--no-export", action="store_true")
    args = parser.parse_args()
    try:
        args.first, args.polish = [stage.changed(args.first) for stage in (FIRST, SECOND)], POLISH.changed(args.polish)
    except ValueError as problem:
        parser.error(str(problem))
    if not any(args.corpora.glob("*.tsv.gz")):
        parser.error(f"no *.tsv.gz in {args.corpora}")
    return args


def prepare(args: argparse.Namespace) -> dict:
    """Corpora, vocabulary and arrays, kept in --work under a name that says what they depend on."""
    left_out = f"-without-{args.leave_out.replace('/', '-of-')}" if args.leave_out else ""
    key = f"prepared-{args.vocabulary}-{'whole' if args.no_split else 'split'}-{args.lines or 'all'}{left_out}.pickle"
    if args.work and (args.work / key).exists():
        with (args.work / key).open("rb") as handle:
            return pickle.load(handle)
    corpora, dropped = data.load(args.corpora, args.exclude, args.lines)
    if args.leave_out:
        fold, folds = (int(number) for number in args.leave_out.split("/"))
        for corpus in corpora:
            corpus.train = [pair for number, pair in enumerate(corpus.train) if data.fold_of(number, folds) != fold]
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
    names, right = b.stems(names, pairs.right, splitter.split if splitter else None)
    names, left = b.stems(names, pairs.left, None)
    random = np.random.default_rng(7)
    entries = lexicon.learn(left, right, pairs.epoch(random), len(names))
    names, copied = invented.learn(names, pairs, INVENTED_NAMES, random)
    print(f"word list: {len(entries.left)} entries; invented names: {copied.count}", flush=True)
    words = b.Words.of(names, tokenizer)
    held = [(c.source, c.held) for c in corpora]
    out = {"tokenizer": tokenizer, "words": words, "pairs": pairs, "held": held, "names": copied, "entries": entries, "stems": (left, right)}
    if args.work:
        args.work.mkdir(parents=True, exist_ok=True)
        with (args.work / key).open("wb") as handle:
            pickle.dump(out, handle)
    return out


def piece_counts(ready: dict) -> np.ndarray:
    """How often each piece is drawn in an epoch."""
    words, pairs = ready["words"], ready["pairs"]
    seen = np.zeros(len(words.names))
    for span in pairs.files:
        for rows in (pairs.left, pairs.right):
            values = rows.values[rows.starts[span.first] : rows.starts[span.end]]
            seen += np.bincount(values, minlength=len(seen)) * (span.wanted / (span.end - span.first))
    return np.bincount(words.pieces.values, np.repeat(seen, np.diff(words.pieces.starts)), len(ready["tokenizer"].pieces))


def second_list(ready: dict, table: np.ndarray) -> lexicon.Entries:
    """The word list learned again, begun at what a trained table knows."""
    pieces, (left, right) = ready["words"].pieces, ready["stems"]
    vectors = np.add.reduceat(np.vstack([table[pieces.values], np.zeros((1, table.shape[1]), table.dtype)]), pieces.starts[:-1])
    vectors[np.diff(pieces.starts) == 0] = 0
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    rows = ready["pairs"].epoch(np.random.default_rng(7))
    entries = lexicon.learn(left, right, rows, len(vectors), vectors)
    return lexicon.together(ready["entries"], entries)


def main() -> None:
    args = arguments()
    began = time.time()
    ready = prepare(args)
    tokenizer = ready["tokenizer"]
    print(f"prepared in {time.time() - began:.0f} s: {len(ready['pairs'])} pairs, {sum(ready['pairs'].share().values()):.0f} an epoch, "
          f"{len(ready['words'].names)} word types, {len(tokenizer.pieces)} pieces", flush=True)
    began = time.time()
    dev = lambda table: evaluate.dev(export.quantise(table)[2], tokenizer, ready["held"])  # noqa: E731
    jobs = [(args.first[i % 2], ready, args.dim, seed, max(1, args.threads // len(args.seeds)), i == 0) for i, seed in enumerate(args.seeds)]
    if args.start:
        tables = [evaluate.table_of(folder) for folder in args.start]
    elif len(jobs) > 1 and not torch.cuda.is_available():
        with multiprocessing.get_context("fork").Pool(len(jobs)) as pool:
            tables = pool.starmap(train, jobs, chunksize=1)
    else:
        tables = [train(*job) for job in jobs]
    result: dict = {"dev of the first seed": dev(tables[0])} if len(tables) > 1 else {}
    table = merge.merge(tables, piece_counts(ready), args.dim) if len(tables) > 1 else tables[0]
    if args.polish.epochs:
        result["dev before polishing"] = dev(table)
        ready["entries"] = second_list(ready, table)
        print(f"second word list: {len(ready['entries'].left)} entries", flush=True)
        table = train(args.polish, ready, args.dim, args.seeds[0] + 1000, args.threads, True, table)
    result["minutes of training"] = round((time.time() - began) / 60, 1)
    result["dev"] = dev(table)
    if args.exclude.exists():
        result["eval"] = evaluate.full(export.quantise(table)[2], tokenizer, args.exclude)
    print(json.dumps(result, indent=1), flush=True)
    if not args.no_export:
        export.write(args.out, table, tokenizer, args.name)


if __name__ == "__main__":
    main()
