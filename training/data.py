"""The corpora: reading, holding out, keeping the evaluation data away, and how often each file is drawn.

The rule of holding out stands here and nowhere else (the aligner's learner implements the same one):
line number L counts from 0 in the decompressed file, block b = L // 40;
held out iff b % 7 == 3 in a news file, b % 40 == 3 in any other.

What is left of a file is trained on. Of N folds, the pair number i of what is left, from 0, is in fold i // 40 % N.
"""
from __future__ import annotations

import csv
import gzip
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from text import normalise

BLOCK = 40
_strip = re.compile(r"[^\w\s]|_")


def fold(text: str) -> str:
    """Case, punctuation and spacing folded away: the key under which two sentences count as the same."""
    return " ".join(_strip.sub(" ", normalise(text)).split())


def held_out(line: int, news: bool) -> bool:
    block = line // BLOCK
    return block % 7 == 3 if news else block % 40 == 3


def fold_of(number: int, folds: int) -> int:
    """In which of so many folds a file's training pair of this number is."""
    return number // BLOCK % folds


@dataclass(frozen=True)
class Source:
    """One line of MANIFEST.tsv."""
    file: str
    domain: str
    made_by: str

    @property
    def news(self) -> bool:
        return self.domain == "news"

    @property
    def kind(self) -> str:
        """Which files may share a batch of one kind of text."""
        if self.news:
            return "news"
        return "dialogue" if self.domain == "dialogue" and self.made_by == "human" else "other"

    @property
    def say(self) -> float:
        """How much a file has to say about which words enter the vocabulary."""
        if self.news:
            return 3.0
        return 0.4 if self.made_by == "mt" or self.domain in {"manual", "ui"} else 1.0

    def per_epoch(self, size: int) -> float:
        """How many pairs an epoch draws from a file of `size` pairs. News is scarce, manuals are not."""
        if self.domain == "news":
            return 4 * size
        if self.domain == "dictionary":
            return 1 * size
        if self.made_by == "mt":
            return min(size, 6_000)
        if self.domain == "manual":
            return min(size, 12_000)
        if self.domain == "prose":
            return 2 * size
        if self.made_by == "llm":
            return min(size, 15_000)
        return size


@dataclass
class Corpus:
    """Training pairs and the held-out pairs of one file, in the file's order."""
    source: Source
    train: list[tuple[str, str]] = field(default_factory=list)
    held: list[tuple[str, str]] = field(default_factory=list)


def sources(folder: Path) -> list[Source]:
    """The files of a corpus folder: MANIFEST.tsv (file, pairs, domain, made_by, …), or every *.tsv.gz as prose."""
    manifest = folder / "MANIFEST.tsv"
    if not manifest.exists():
        return [Source(path.name.removesuffix(".gz"), "prose", "human") for path in sorted(folder.glob("*.tsv.gz"))]
    with manifest.open(encoding="utf-8") as handle:
        return [Source(row["file"], row["domain"], row["made_by"]) for row in csv.DictReader(handle, delimiter="\t")]


def read_pairs(path: Path) -> Iterator[tuple[int, str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as handle:
        for number, line in enumerate(handle):
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 2:
                yield number, cells[0], cells[1]


class Forbidden:
    """Sentences of the evaluation data. A side is refused when it equals one, or, from five words on, lies inside one."""

    def __init__(self, folder: Path | None) -> None:
        self.lines: set[str] = set()
        self.text = ""
        self.openings: set[str] = set()
        if folder is None or not folder.exists():
            return
        parts: list[str] = []
        for path in sorted(folder.rglob("*")):
            if path.suffix not in {".src", ".tgt", ".txt"}:
                continue
            for line in path.read_text(encoding="utf-8").splitlines():
                self.lines.add(fold(line))
                parts.append(fold(line))
                self.lines.update(fold(piece) for piece in re.split(r"(?<=[.!?…:])\s+", line))
        self.lines.discard("")
        self.text = " | ".join(dict.fromkeys(parts))
        for part in parts:
            words = part.split()
            self.openings.update(" ".join(words[i : i + 5]) for i in range(len(words) - 4))

    def __contains__(self, folded: str) -> bool:
        if folded in self.lines:
            return True
        words = folded.split()
        return len(words) >= 5 and " ".join(words[:5]) in self.openings and folded in self.text


def load(folder: Path, exclude: Path | None, lines: int | None = None) -> tuple[list[Corpus], dict[str, int]]:
    """All files, or only their first lines, split and cleaned: returns them with counts of what was dropped and why."""
    forbidden = Forbidden(exclude)
    raw: list[tuple[Corpus, list[tuple[str, str, str, str]]]] = []
    held_sides: set[str] = set()
    count = {"read": 0, "held": 0, "in evaluation": 0, "repeated": 0, "like a held-out one": 0, "kept": 0}
    for source in sources(folder):
        corpus, rows = Corpus(source), []
        for number, left, right in itertools.islice(read_pairs(folder / f"{source.file}.gz"), lines):
            count["read"] += 1
            keys = fold(left), fold(right)
            if held_out(number, source.news):
                count["held"] += 1
                corpus.held.append((left, right))
                held_sides.update(key for key in keys if len(key.split()) >= 4)
            elif keys[0] in forbidden or keys[1] in forbidden:
                count["in evaluation"] += 1
            else:
                rows.append((left, right, *keys))
        raw.append((corpus, rows))
    seen: set[tuple[str, str]] = set()
    for corpus, rows in raw:
        for left, right, a, b in rows:
            if not a or not b or (a, b) in seen:
                count["repeated"] += 1
            elif a in held_sides or b in held_sides:
                count["like a held-out one"] += 1
            else:
                seen.add((a, b))
                corpus.train.append((left, right))
                count["kept"] += 1
    return [corpus for corpus, _ in raw], count


def load_names(path: Path, exclude: Path | None) -> Corpus:
    """A tab-separated list of names in both languages, as one more dictionary; nothing of it is held out."""
    forbidden = Forbidden(exclude)
    corpus = Corpus(Source(path.name, "dictionary", "human"))
    for line in path.read_text(encoding="utf-8").splitlines():
        left, right = line.split("\t")
        if fold(left) not in forbidden and fold(right) not in forbidden:
            corpus.train.append((left, right))
    return corpus
