"""Names that no corpus holds: in some pairs a name that both sides spell alike gives way to an invented one, on both sides.

A corpus of this size knows few names. What a model must learn of the others is that their pieces match themselves and
nothing else; invented names, spliced from halves of real ones, show it that as often as wanted.
"""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from batches import Pairs
from model import Ragged

_VOWELS = set("aeiouöü")
SUFFIXES = 24  # how many of the suffixes after an apostrophe an invented name comes with
SHORTEST, LONGEST = 4, 12


@dataclass
class Change:
    """One replaced name: the row of the batch and the new words of both sides."""
    row: int
    left: int
    right: int


@dataclass
class Names:
    base: np.ndarray  # word number → number of what stands before its apostrophe; -1 for digits, punctuation, short words
    suffix: np.ndarray  # word number → which common suffix follows: 0 none, -1 a rare one
    copied: np.ndarray  # base number → where it stands on one side, it mostly stands on the other as well
    first: int  # number of the first invented word
    variants: int  # words an invented name has: bare, and with each suffix
    count: int

    def swap(self, left: Ragged, right: Ragged, share: float, random: np.random.Generator) -> tuple[Ragged, Ragged, list[Change]]:
        """Puts an invented name into `share` of the pairs that hold a copied one."""
        if not self.count or not share:
            return left, right, []
        values = left.values.copy(), right.values.copy()
        bases = self.base[left.values], self.base[right.values]
        rows = np.repeat(np.arange(len(left)), np.diff(left.starts))[(bases[0] >= 0) & self.copied[bases[0]]]
        changes: list[Change] = []
        for row in np.unique(rows):
            if random.random() >= share:
                continue
            (a, b), (c, d) = left.starts[row : row + 2], right.starts[row : row + 2]
            shared = np.intersect1d(bases[0][a:b], bases[1][c:d])
            shared = shared[(shared >= 0) & self.copied[shared]]
            if not len(shared):
                continue
            old = random.choice(shared)
            places = a + np.flatnonzero(bases[0][a:b] == old), c + np.flatnonzero(bases[1][c:d] == old)
            suffixes = [self.suffix[v[p]] for v, p in zip(values, places)]
            if any((s < 0).any() for s in suffixes):
                continue
            new = self.first + random.integers(self.count) * self.variants
            for side, place, suffix in zip(values, places, suffixes):
                side[place] = new + suffix
            changes.append(Change(int(row), int(values[0][places[0][0]]), int(values[1][places[1][0]])))
        return Ragged(values[0], left.starts), Ragged(values[1], right.starts), changes


def learn(words: list[str], pairs: Pairs, count: int, random: np.random.Generator) -> tuple[list[str], Names]:
    """Finds the copied names among the words and invents `count` more; returns the longer list of words as well."""
    bases: dict[str, int] = {}
    base = np.full(len(words), -1, np.int64)
    parts = [word.split("'", 1) for word in words]
    for i, part in enumerate(parts):
        if part[0].isalpha() and len(part[0]) >= 3:
            base[i] = bases.setdefault(part[0], len(bases))
    occurs = np.bincount(pairs.right.values, minlength=len(words))
    after: Counter[str] = Counter()
    for i, part in enumerate(parts):
        if base[i] >= 0 and len(part) > 1:
            after[part[1]] += int(occurs[i])
    common = [suffix for suffix, n in after.most_common(SUFFIXES) if n]
    place = {suffix: i + 1 for i, suffix in enumerate(common)}
    suffix = np.array([0 if len(part) == 1 else place.get(part[1], -1) for part in parts], np.int64)
    copied, known = _copied(base, len(bases), pairs)
    invented = _invent([name for name, i in bases.items() if known[i] and len(name) >= SHORTEST], set(bases), count, random)
    longer = words + [name + end for name in invented for end in ("", *("'" + s for s in common))]
    return longer, Names(base, suffix, copied, len(words), 1 + len(common), len(invented))


def _copied(base: np.ndarray, size: int, pairs: Pairs) -> tuple[np.ndarray, np.ndarray]:
    """Which bases stand on both sides of a pair more often than on one, and which of them do so outside the manuals."""
    def stands(sentences: Ragged) -> np.ndarray:
        row = np.repeat(np.arange(len(sentences)), np.diff(sentences.starts))
        found = base[sentences.values]
        return np.unique(row[found >= 0] * size + found[found >= 0])

    sides = stands(pairs.left), stands(pairs.right)
    both = np.intersect1d(*sides)
    count = lambda keys: np.bincount(keys % size, minlength=size)  # noqa: E731
    copied = (count(both) * 2 > count(sides[0])) & (count(both) * 2 > count(sides[1]))
    spans = [s for s in pairs.files if s.kind != "other"] or pairs.files
    outside = np.zeros(size, bool)
    for span in spans:
        outside[both[(both // size >= span.first) & (both // size < span.end)] % size] = True
    return copied, copied & outside


def _invent(real: list[str], known: set[str], count: int, random: np.random.Generator) -> list[str]:
    """Names spliced from the beginning of one and the end of another where vowel and consonant meet; some real ones as well."""
    def cuts(name: str) -> list[int]:
        return [i for i in range(2, len(name) - 1) if (name[i - 1] in _VOWELS) != (name[i] in _VOWELS)]

    material = [(name, cuts(name)) for name in real]
    made = dict.fromkeys(name for name, _ in material if random.random() < count / (3 * max(1, len(material))))
    material = [(name, at) for name, at in material if at]
    for _ in range(10 * count if len(material) > 1 else 0):
        (one, at), (other, there) = (material[i] for i in random.integers(len(material), size=2))
        name = one[: random.choice(at)] + other[random.choice(there) :]
        if SHORTEST <= len(name) <= LONGEST and name not in known:
            made[name] = None
        if len(made) >= count:
            break
    return list(made)
