"""The vocabulary and its runtime twin: a Unigram model (Kudo 2018) whose pieces respect the stem boundary.

Instead of letting EM find pieces in raw words, words are first split into stem and suffix chain (morphology.py); the
pieces are whole English words, Turkish stems, suffix chains, and a small set of subwords for what is left, found by
SentencePiece. A piece's score is its log frequency in that split text, so the Viterbi path at run time, which knows no
lexicon, mostly cuts where the lexicon did.
"""
from __future__ import annotations

import json
import math
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import sentencepiece

import text
from morphology import Splitter

PAD, UNK = "<pad>", "<unk>"
START = "▁"
LONGEST = 24
FALLBACK_SHARE = math.log(0.01)
UNKNOWN_PENALTY = 10.0  # as transformers.js and tokenizers have it


@dataclass
class Tokenizer:
    pieces: list[str]
    scores: list[float]

    def __post_init__(self) -> None:
        self.ids = {piece: i for i, piece in enumerate(self.pieces)}
        self.unknown = min(self.scores[2:]) - UNKNOWN_PENALTY
        self.longest = max(len(piece) for piece in self.pieces)

    def _viterbi(self, token: str, banned: int = -1) -> list[int]:
        word = START + token
        n = len(word)
        best = [0.0] + [-1e18] * n
        back: list[tuple[int, int]] = [(0, 1)] * (n + 1)
        ids, scores, longest = self.ids, self.scores, self.longest
        for start in range(n):
            base = best[start]
            single = False
            for end in range(start + 1, min(n, start + longest) + 1):
                piece = ids.get(word[start:end])
                if piece is None or piece == banned or piece < 2:
                    continue
                single = single or end == start + 1
                value = base + scores[piece]
                if value > best[end]:
                    best[end], back[end] = value, (start, piece)
            if not single and base + self.unknown > best[start + 1]:
                best[start + 1], back[start + 1] = base + self.unknown, (start, 1)
        path: list[int] = []
        while n:
            n, piece = back[n]
            if piece != 1 or path[-1:] != [1]:  # a run of unknown characters is one unknown piece
                path.append(piece)
        return path[::-1]

    def encode_unit(self, unit: str) -> list[int]:
        return [piece for token in text.spaced(unit) for piece in self._viterbi(token)]

    def alternative(self, unit: str) -> list[int]:
        """A second way to cut the unit, without its longest piece: subword regularisation in its cheapest form."""
        out: list[int] = []
        for token in text.spaced(unit):
            path = self._viterbi(token)
            longest = max(path, key=lambda piece: len(self.pieces[piece]))
            out += self._viterbi(token, banned=longest) if len(self.pieces[longest]) > 2 else path
        return out

    def encode(self, sentence: str) -> list[int]:
        return [piece for token in text.spaced(text.normalise(sentence)) for piece in self._viterbi(token)]

    def save(self, folder: Path) -> None:
        special = [{"id": i, "content": t, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
                    "special": True} for i, t in enumerate((PAD, UNK))]
        data = {
            "version": "1.0", "truncation": None, "padding": None, "added_tokens": special,
            "normalizer": text.normalizer_json(),
            "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
                {"type": "WhitespaceSplit"},
                {"type": "Metaspace", "replacement": START, "add_prefix_space": True, "prepend_scheme": "always", "split": True},
            ]},
            "post_processor": None,
            "decoder": {"type": "Metaspace", "replacement": START, "add_prefix_space": True, "prepend_scheme": "always"},
            "model": {"type": "Unigram", "unk_id": 1, "byte_fallback": False,
                      "vocab": [[p, round(s, 3)] for p, s in zip(self.pieces, self.scores)]},
        }
        (folder / "tokenizer.json").write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        config = {"tokenizer_class": "PreTrainedTokenizerFast", "pad_token": PAD, "unk_token": UNK, "model_max_length": 1024,
                  "clean_up_tokenization_spaces": False, "model_input_names": ["input_ids", "attention_mask"]}
        (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")

    @staticmethod
    def load(folder: Path) -> "Tokenizer":
        vocab = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
        return Tokenizer([p for p, _ in vocab], [s for _, s in vocab])


@dataclass
class FileCounts:
    """Token counts of one corpus file, weighted as training draws it; `say` is how much the file's words matter here."""
    left: Counter[str]
    right: Counter[str]
    say: float


def learn(files: list[FileCounts], splitter: Splitter | None, size: int, fallback: int = 3000, chains: int = 1500) -> Tokenizer:
    """Pieces are chosen by the sum over files of say · √count, so that words many kinds of text share come before the
    identifiers of one manual; their scores follow from plain counts."""
    count: Counter[str] = Counter()
    rank: Counter[str] = Counter()
    ending: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for file in files:
        here: Counter[str] = Counter()
        for language, words in ((0, file.left), (1, file.right)):
            for word, n in words.items():
                stem, chain = splitter.split(word) if splitter and language and word.isalpha() else (word, "")
                here[START + stem] += n
                if chain:
                    ending[chain] += n
                for letter in word:
                    characters[letter] += n
        for piece, n in here.items():
            count[piece] += n
            rank[piece] += file.say * math.sqrt(n)
    total = sum(count.values()) + sum(ending.values())
    log = lambda n: math.log(max(n, 0.1) / total)  # noqa: E731
    kept: dict[str, float] = {}
    for piece, n in ending.most_common(chains):
        kept[piece] = log(n)
    singles = [letter for letter, n in characters.most_common(600) if n >= 8]
    for letter in singles:
        kept.setdefault(letter, log(characters[letter] * 0.002))
        kept[START + letter] = log(count[START + letter] + characters[letter] * 0.002)
    kept.setdefault(START, log(0.5))
    for a in range(100):
        kept.setdefault(f"{a:02d}", log(5))
        kept.setdefault(f"{START}{a:02d}", log(count[f"{START}{a:02d}"] + 5))
    fallback = min(fallback, size // 10)
    room = size - 2 - len(kept) - fallback
    for piece in sorted(rank, key=lambda p: (-rank[p], p)):
        if room <= 0:
            break
        if piece not in kept and len(piece) <= LONGEST:
            kept[piece] = log(count[piece])
            room -= 1
    rare = {p: n for p, n in count.items() if p not in kept and p[1:].isalpha() and len(p) <= LONGEST}
    for piece, score in _subwords(rare, fallback * 2) if rare else []:
        if len(kept) >= size - 2:
            break
        if piece not in kept:
            kept[piece] = score + FALLBACK_SHARE
    ordered = sorted(kept.items(), key=lambda item: (-item[1], item[0]))
    return Tokenizer([PAD, UNK] + [p for p, _ in ordered], [0.0, 0.0] + [round(s, 3) for _, s in ordered])


def _subwords(words: dict[str, float], size: int) -> list[tuple[str, float]]:
    """Pieces that SentencePiece finds in the words no piece of their own is kept for."""
    with tempfile.TemporaryDirectory() as folder:
        listing, prefix = Path(folder, "rare.tsv"), str(Path(folder, "sp"))
        listing.write_text("".join(f"{p}\t{max(1, round(n))}\n" for p, n in sorted(words.items())), encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(listing), input_format="tsv", model_prefix=prefix, vocab_size=size, model_type="unigram",
            normalization_rule_name="identity", add_dummy_prefix=False, character_coverage=1.0, hard_vocab_limit=False,
            bos_id=-1, eos_id=-1, unk_id=0, num_threads=2, minloglevel=2)
        model = sentencepiece.SentencePieceProcessor(model_file=prefix + ".model")
        return [(model.id_to_piece(i), model.get_score(i)) for i in range(1, model.get_piece_size())]
