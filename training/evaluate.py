"""Measures: margin retrieval, and telling a replaced word from an untouched one.

As a program: python3 training/evaluate.py --model models/tr-en-base --eval ../shared/eval
"""
from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

import text
from tokenizer import Tokenizer


class Encoder:
    def __init__(self, table: np.ndarray, tokenizer: Tokenizer) -> None:
        self.table, self.tokenizer = table, tokenizer
        self._cache: dict[str, np.ndarray] = {}

    def word(self, unit: str) -> np.ndarray:
        vector = self._cache.get(unit)
        if vector is None:
            vector = self.table[self.tokenizer.encode_unit(unit)].sum(axis=0)
            self._cache[unit] = vector
        return vector

    def words(self, sentence: str) -> tuple[list[str], np.ndarray]:
        units = text.units(sentence)
        return units, np.stack([self.word(u) for u in units]) if units else np.zeros((0, self.table.shape[1]), np.float32)

    def sentences(self, lines: Iterable[str]) -> np.ndarray:
        out = np.stack([self.words(line)[1].sum(axis=0) for line in lines])
        return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)


def retrieval(left: np.ndarray, right: np.ndarray, k: int = 4) -> float:
    """Share of lines whose nearest line by ratio margin (Artetxe & Schwenk 2019) is the right one, mean of both ways."""
    cosine = left @ right.T
    k = min(k, len(left))
    near_left = np.sort(cosine, axis=1)[:, -k:].mean(axis=1)
    near_right = np.sort(cosine, axis=0)[-k:].mean(axis=0)
    margin = cosine / ((near_left[:, None] + near_right[None]) / 2)
    at = np.arange(len(left))
    return float(((margin.argmax(axis=1) == at).mean() + (margin.argmax(axis=0) == at).mean()) / 2)


def auc(positive: np.ndarray, negative: np.ndarray) -> float:
    """Chance that a positive scores above a negative."""
    order = np.sort(negative)
    return float((np.searchsorted(order, positive, "left") + np.searchsorted(order, positive, "right")).mean() / 2 / len(order))


FEATURES = 15


def _grams(word: str) -> set[str]:
    word = f"^{word.split(chr(39))[0]}"
    return {word[i : i + 3] for i in range(len(word) - 2)}


def surface(source_units: list[str], units: list[str], capital: list[bool], cover: np.ndarray) -> np.ndarray:
    """What spelling adds to the vectors: a capital inside the sentence, and the likest spelling opposite."""
    opposite = [_grams(u) for u in source_units if u[0].isalnum()]
    alike = np.zeros(len(units))
    for i, unit in enumerate(units):
        mine = _grams(unit)
        alike[i] = max((2 * len(mine & o) / (len(mine) + len(o)) for o in opposite if mine and o), default=0.0)
    upper = np.array(capital, float)
    upper[:1] = 0
    return np.stack([upper, alike, upper * alike, upper * cover], axis=1)


def features(encoder: Encoder, source: str, target: str) -> tuple[list[str], np.ndarray]:
    """For each word of the target: how well it is covered, how heavy it is, how its neighbours are covered, and what is
    left uncovered opposite."""
    source_units, s = encoder.words(source)
    units, t = encoder.words(target)
    if not len(s) or not len(t):
        return units, np.zeros((len(units), FEATURES))
    s_norm, t_norm = np.linalg.norm(s, axis=1), np.linalg.norm(t, axis=1)
    cosine = (t / np.maximum(t_norm, 1e-9)[:, None]) @ (s / np.maximum(s_norm, 1e-9)[:, None]).T
    cover = cosine.max(axis=1)
    best = cosine.argmax(axis=1)
    back = cosine.max(axis=0)
    mutual = cosine.argmax(axis=0)[best] == np.arange(len(t))
    taken = cover - np.where(mutual, 0, back[best])  # another target word fits this source word better
    share = t_norm / t_norm.sum()
    padded = np.pad(cover, 2, mode="edge")
    heavy = np.pad(cover * t_norm, 2) / 1.0
    weight = np.pad(t_norm, 2)
    beside = (heavy[:-4] + heavy[1:-3] + heavy[3:-1] + heavy[4:]) / np.maximum(weight[:-4] + weight[1:-3] + weight[3:-1] + weight[4:], 1e-6)
    second = np.sort(cosine, axis=1)[:, -2] if len(s) > 1 else cover
    uncovered = (s_norm * np.clip(0.6 - back, 0, 1)).max()
    mean = (cover * t_norm).sum() / t_norm.sum()
    same = np.array([u in set(source_units) for u in units], float)
    log_norm = np.log(t_norm + 1e-3)
    residual = (t / np.maximum(t_norm, 1e-9)[:, None]) @ (s.sum(axis=0) / max(np.linalg.norm(s.sum(axis=0)), 1e-9))
    return units, np.stack([cover, log_norm, cover * log_norm, beside, second, taken, np.minimum(padded[1:-3], padded[3:-1]),
                            np.full(len(t), uncovered), uncovered * (1 - cover), np.full(len(t), mean), same, log_norm ** 2, residual,
                            cover ** 2, cover * t_norm], axis=1)


def logistic(x: np.ndarray, y: np.ndarray, ridge: float = 0.003, rounds: int = 30) -> Callable[[np.ndarray], np.ndarray]:
    """Ridge logistic regression by Newton's method, classes balanced."""
    mean, deviation = x.mean(axis=0), x.std(axis=0) + 1e-6
    design = np.hstack([(x - mean) / deviation, np.ones((len(x), 1))])
    weight = np.where(y, 0.5 / max(1, y.sum()), 0.5 / max(1, (~y).sum())) * len(y)
    ridge *= len(y)
    w = np.zeros(design.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(design @ w, -30, 30)))
        grad = design.T @ (weight * (p - y)) + ridge * w
        hessian = (design * (weight * p * (1 - p))[:, None]).T @ design + ridge * np.eye(len(w))
        w -= np.linalg.solve(hessian, grad)
    return lambda z: np.hstack([(z - mean) / deviation, np.ones((len(z), 1))]) @ w


def judge(rows: list[tuple[int, np.ndarray, np.ndarray]]) -> dict[str, float]:
    """rows: (document, features, is changed). AUC of coverage alone, of a linear model over the vectors' features, and of
    one that also sees spelling, two folds by document."""
    out = {"raw": auc(*(-np.concatenate([f[c == changed, 0] for _, f, c in rows]) for changed in (True, False)))}
    out["linear"] = folded([(d, f[:, :FEATURES], c) for d, f, c in rows])
    if rows[0][1].shape[1] > FEATURES:
        out["spelling"] = folded(rows)
    return out


def folded(rows: list[tuple[int, np.ndarray, np.ndarray]]) -> float:
    fold = np.concatenate([np.full(len(f), d % 2) for d, f, _ in rows])
    x, y = np.concatenate([f for _, f, _ in rows]), np.concatenate([c for _, _, c in rows])
    score = np.zeros(len(y))
    ends = []
    for half in (0, 1):
        here = fold == half
        score[here] = logistic(x[~here], y[~here])(x[here])
        ends.append(auc(score[here & y], score[here & ~y]))
    return float(np.mean(ends))


def injected(folder: Path, encoder: Encoder, types: tuple[str, ...] = ("word", "addition", "name")) -> dict[str, dict[str, float]]:
    """The errors suite: words inside a changed span against words of untouched segments' and the rest of touched ones."""
    rows: dict[str, list[tuple[int, np.ndarray, np.ndarray]]] = {t: [] for t in types}
    for number, path in enumerate(sorted(folder.glob("*.errors.json"))):
        stem = str(path).removesuffix(".errors.json")
        errors = json.loads(path.read_text(encoding="utf-8"))
        source = Path(stem + ".src").read_text(encoding="utf-8").split("\n")
        target = Path(stem + ".tgt").read_text(encoding="utf-8").split("\n")
        for at, (s, t) in enumerate(zip(source, target)):
            here = [e for e in errors if e["segment"] == at]
            if not s.strip() or not t.strip() or any(e["start"] < 0 for e in here):
                continue
            wide = t.encode("utf-16-le")
            marks = np.zeros(len(t) + 1, np.int64)  # 0 untouched, else 1 + error
            for i, e in enumerate(here):
                a, z = (len(wide[: 2 * e[k]].decode("utf-16-le")) for k in ("start", "end"))
                marks[a:z] = 1 + i
            units, x = features(encoder, s, t)
            where, cursor = [], 0
            lowered = _positions(t, units)
            for begin, end in lowered:
                inside = marks[begin:end]
                where.append(int(inside.max()) if end > begin else 0)
            capital = [t[a : a + 1].isupper() for a, _ in lowered]
            x = np.hstack([x, surface(text.units(s), units, capital, x[:, 0])])
            real = np.array([text.is_word(u) and u[0].isalpha() for u in units], bool)
            where_array = np.array(where)
            for kind in types:
                keep = real & np.array([w == 0 or here[w - 1]["type"] == kind for w in where_array], bool)
                rows[kind].append((number, x[keep], where_array[keep] > 0))
    return {kind: judge(r) for kind, r in rows.items()}


def _positions(sentence: str, units: list[str]) -> list[tuple[int, int]]:
    """Where each unit lies in the sentence, found by normalising one character at a time."""
    flat, origin = [], []
    for i, character in enumerate(sentence):
        for c in text.normalise(character):
            flat.append(c)
            origin.append(i)
    joined = "".join(flat)
    out, cursor = [], 0
    for unit in units:
        at = joined.find(unit, cursor)
        if at < 0 or at > cursor + 40:
            out.append((0, 0))
            continue
        cursor = at + len(unit)
        out.append((origin[at], origin[cursor - 1] + 1))
    return out


def replaced(encoder: Encoder, pairs: list[tuple[str, str]], seed: int = 1) -> dict[str, float]:
    """A dev stand-in for the suite: in held-out pairs, one longer word of the target replaced by one of another pair."""
    rng = random.Random(seed)
    pool = [u for _, t in pairs for u in text.units(t) if u[0].isalpha() and len(u) >= 5]
    changed = []
    for number, (s, t) in enumerate(pairs):
        units = text.units(t)
        places = [i for i, u in enumerate(units) if u[0].isalpha() and len(u) >= 5]
        at = rng.choice(places) if places and number % 3 == 0 else -1
        if at >= 0:
            units[at] = rng.choice(pool)
        changed.append((s, units, at))
    return judge_changes(encoder, changed)


def replaced_names(encoder: Encoder, pairs: list[tuple[str, str]], seed: int = 2) -> dict[str, float]:
    """Likewise for names: capitals inside the target's sentence, said opposite as well; the suffix stays."""
    rng = random.Random(seed)
    base = lambda unit: unit.split("'")[0]  # noqa: E731
    named = []
    for s, t in pairs:
        opposite = {base(u) for u in text.units(s)}
        capitals = {text.normalise(w) for w in re.findall(r"(?<=\s)[^\W\d_]+(?:['’][^\W\d_]+)?", t) if w[0].isupper()}
        named.append([i for i, u in enumerate(text.units(t)) if len(base(u)) >= 3 and base(u) in opposite and u in capitals])
    pool = sorted({base(text.units(t)[i]) for (_, t), places in zip(pairs, named) for i in places})
    changed = []
    for number, ((s, t), places) in enumerate(zip(pairs, named)):
        units = text.units(t)
        at = rng.choice(places) if places and number % 2 == 0 else -1
        if at >= 0:
            units[at] = rng.choice(pool) + units[at][len(base(units[at])) :]
        changed.append((s, units, at))
    return judge_changes(encoder, changed)


def judge_changes(encoder: Encoder, changed: list[tuple[str, list[str], int]]) -> dict[str, float]:
    """changed: source, words of the target, which of them was replaced (-1: none)."""
    rows = []
    for number, (s, units, at) in enumerate(changed):
        again, x = features(encoder, s, " ".join(units))
        if len(again) != len(units):
            continue
        real = np.array([u[0].isalpha() for u in again], bool)
        mark = np.arange(len(again)) == at
        rows.append((number // 3, x[real], mark[real]))
    return judge(rows)


def dev(table: np.ndarray, tokenizer: Tokenizer, held: list) -> dict[str, float]:
    """Held-out parts of the corpora: every choice of the recipe was made on these."""
    encoder = Encoder(table, tokenizer)
    out: dict[str, float] = {}
    every = _distinct(pair for _, rows in held for pair in rows)
    sides = [encoder.sentences(pair[i] for pair in every) for i in (0, 1)] if every else []
    groups = {"news": lambda s: s.news, "dialogue": lambda s: s.kind == "dialogue", "other": lambda s: s.domain in {"prose", "course"}}
    for name, wanted in groups.items():
        pairs = _distinct(pair for source, rows in held if wanted(source) for pair in rows)[:2500]
        if len(pairs) < 20:
            continue
        left, right = (encoder.sentences(pair[i] for pair in pairs) for i in (0, 1))
        out[name] = retrieval(left, right)
        out[name + " among all"] = (among(left, right, sides[1]) + among(right, left, sides[0])) / 2
        if name == "news":
            for kind, result in (("word", replaced(encoder, pairs)), ("name", replaced_names(encoder, pairs))):
                out[kind], out[kind + " raw"] = result["linear"], result["raw"]
    return {k: round(v, 4) for k, v in out.items()}


def _distinct(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs neither side of which stood in an earlier one."""
    out, seen = [], set()
    for pair in pairs:
        if seen.isdisjoint(pair):
            seen.update(pair)
            out.append(pair)
    return out


def among(left: np.ndarray, right: np.ndarray, candidates: np.ndarray) -> float:
    """Share of lines with no candidate nearer, by cosine, than the right one."""
    own = (left * right).sum(axis=1)
    best = np.concatenate([(left[a : a + 256] @ candidates.T).max(axis=1) for a in range(0, len(left), 256)])
    return float((best <= own + 1e-6).mean())


def full(table: np.ndarray, tokenizer: Tokenizer, folder: Path) -> dict[str, float]:
    encoder = Encoder(table, tokenizer)
    out: dict[str, float] = {}
    for path in sorted((folder / "retrieval").glob("*.src")):
        lines = [p.read_text(encoding="utf-8").splitlines() for p in (path, path.with_suffix(".tgt"))]
        out[path.stem] = retrieval(encoder.sentences(lines[0]), encoder.sentences(lines[1]))
    errors = folder / "suites" / "errors"
    for kind, result in injected(errors, encoder).items() if errors.exists() else ():
        out[kind], out[kind + " raw"], out[kind + " spelling"] = result["linear"], result["raw"], result["spelling"]
    return {k: round(v, 4) for k, v in out.items()}


def line(result: dict[str, float]) -> str:
    return "  ".join(f"{k} {v:.4f}" for k, v in result.items())


def table_of(folder: Path) -> np.ndarray:
    import onnx
    from onnx import numpy_helper
    weights = {w.name: numpy_helper.to_array(w) for w in onnx.load(str(folder / "onnx" / "model_quantized.onnx")).graph.initializer}
    return weights["table"].astype(np.float32) * weights["scales"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=Path("models/tr-en-base"))
    parser.add_argument("--eval", type=Path, default=Path("../shared/eval"))
    chosen = parser.parse_args()
    print(json.dumps(full(table_of(chosen.model), Tokenizer.load(chosen.model), chosen.eval), indent=1))
