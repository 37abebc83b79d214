"""Splits a word into stem and suffix chain, for learning the vocabulary only; nothing of it is needed at run time.

A light relative of Morfessor's hard EM (Creutz & Lagus 2007) with a root lexicon: a split is a known root followed by
a chain that many different roots take; which of a word's splits is meant follows from how common root and chain are.
"""
from __future__ import annotations

import csv
import gzip
import math
from collections import Counter, defaultdict
from pathlib import Path

from text import normalise

MIN_ROOTS_PER_CHAIN = 12
LONGEST_CHAIN = 14


def lexicon_roots(path: Path | None) -> set[str]:
    """Roots and alternate stems (kitap, kitab) of a zemberek table, normalised as the tokenizer sees them."""
    roots: set[str] = set()
    if path is None or not path.exists():
        return roots
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["dictionary"] == "locations-tr":  # villages named "…ler", "…si": they would swallow common suffixes
                continue
            for form in (row["root"], *(row["alternate_roots"] or "").replace(",", " ").split()):
                form = normalise(form)
                if form.isalpha() and (len(form) > 2 or row["pos"] in {"Verb", "Noun", "Pron"}):
                    roots.add(form)
    return roots


class Splitter:
    """Learns from word counts; `split` then gives (stem, chain), the chain empty for a bare stem."""

    def __init__(self, words: Counter[str], roots: set[str], after_apostrophe: Counter[str], rounds: int = 5) -> None:
        self.roots = roots
        heads: dict[str, set[str]] = defaultdict(set)
        candidates: dict[str, list[tuple[str, str]]] = {}
        for word in words:
            found = [(word, "")]
            for cut in range(max(2, len(word) - LONGEST_CHAIN), len(word)):
                if word[:cut] in roots:
                    found.append((word[:cut], word[cut:]))
                    heads[word[cut:]].add(word[:cut])
            candidates[word] = found
        self.chains = {chain for chain, taken_by in heads.items() if len(taken_by) >= MIN_ROOTS_PER_CHAIN}
        self.chains |= {chain for chain, n in after_apostrophe.items() if n >= 20 and len(chain) <= LONGEST_CHAIN}
        self.chains.add("")
        self.stem_count: dict[str, float] = {}
        self.chain_count: dict[str, float] = {c: len(heads.get(c, ())) + 1.0 for c in self.chains}
        for word in candidates:
            candidates[word] = [(s, c) for s, c in candidates[word] if c in self.chains]
        self.best: dict[str, tuple[str, str]] = {}
        for turn in range(rounds):
            stems: Counter[str] = Counter()
            chains: Counter[str] = Counter()
            for word, options in candidates.items():
                choice = max(options, key=lambda o: self._score(*o, first=turn == 0))
                self.best[word] = choice
                weight = math.log1p(words[word])
                stems[choice[0]] += weight
                chains[choice[1]] += weight
            self.stem_count, self.chain_count = dict(stems), dict(chains)

    def _score(self, stem: str, chain: str, first: bool) -> float:
        known = stem in self.roots
        if first:
            return (len(stem) if known else -5.0) + 0.3 * math.log(self.chain_count.get(chain, 0.5))
        # An unknown whole word pays for its letters; a chain pays through its own frequency.
        stem_score = math.log(self.stem_count.get(stem, 0.0) + 0.5) - (0.0 if known else 2.0 + 0.9 * len(stem))
        return stem_score + math.log(self.chain_count.get(chain, 0.0) + 0.1)

    def split(self, word: str) -> tuple[str, str]:
        if word in self.best:
            return self.best[word]
        options = [(word[:cut], word[cut:]) for cut in range(2, len(word) + 1)
                   if word[cut:] in self.chains and (word[:cut] in self.roots or cut == len(word))]
        return max(options, key=lambda o: self._score(*o, first=False)) if options else (word, "")
