"""Normalisation and word units, the Python twin of what tokenizer.json makes transformers.js do.

Every step is a plain replacement that `@huggingface/transformers` and the Rust `tokenizers` both run, so that no
precompiled character map is needed. Turkish and English share one case folding: İ, I, ı and i all become i, because
a tokenizer that does not know the language cannot tell an English I from a Turkish one.
"""
from __future__ import annotations

import re
import unicodedata
from typing import Any

# Accents that neither Turkish nor English tells words apart by. ç ğ ö ş ü stay: they do.
_FOLD: list[tuple[str, str]] = [
    ("[àáâãäåāăą]", "a"), ("[èéêëēėęě]", "e"), ("[ìíîïīı]", "i"), ("[òóôõøōő]", "o"), ("[ùúûūůű]", "u"),
    ("[ñńň]", "n"), ("[ćč]", "c"), ("[śšș]", "s"), ("[źżž]", "z"), ("[ýÿ]", "y"), ("đ", "d"), ("ł", "l"),
    ("ț", "t"), ("ř", "r"), ("æ", "ae"), ("œ", "oe"), ("ß", "ss"), ("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]", ""),
    ("[’‘‛`´ʼʹ′＇]", "'"), ("[“”„‟«»″]", '"'), ("[‐‑‒–—―−]", "-"),
]

# English negation is a word of its own in Turkish suffixes' terms: "can't" is "can not".
_NOT: list[tuple[str, str]] = [
    ("(?<![a-z])can't(?![a-z])", "can not"), ("(?<![a-z])won't(?![a-z])", "will not"), ("(?<![a-z])cannot(?![a-z])", "can not"),
    ("(?<=[a-z])n't(?![a-z])", " not"),
]

_PUNCT = "!-/:-@\\[-`{-~\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf×÷\u2010-\u2bff\u3000-\u303f\ufe10-\ufe6f\uff01-\uff0f"

# Zero-width places where a space goes: around every punctuation mark, and between digits and anything else.
_SPACES: list[tuple[str, str]] = [
    (f"(?<=[{_PUNCT}])|(?=[{_PUNCT}])", " "),
    ("(?<=[0-9])(?![0-9])|(?<![0-9])(?=[0-9])", " "),
]

_STEPS: list[tuple[str, str]] = [("İ", "i")]
_AFTER_LOWER = _FOLD + _NOT

_before = [(re.compile(p), r) for p, r in _STEPS]
_after = [(re.compile(p), r) for p, r in _AFTER_LOWER]
_spaces = [(re.compile(p), r) for p, r in _SPACES]
_unit = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[0-9]+(?:[.,][0-9]+)*|\S")
_blank = re.compile(r"\s+")


def normalise(text: str) -> str:
    """Everything but the spacing: NFKC, one case, one kind of quote and dash."""
    text = unicodedata.normalize("NFKC", text)
    for pattern, to in _before:
        text = pattern.sub(to, text)
    text = text.lower()
    for pattern, to in _after:
        text = pattern.sub(to, text)
    return text


def spaced(text: str) -> list[str]:
    """Pre-tokens of a normalised text: letters, digits and single punctuation marks apart."""
    for pattern, to in _spaces:
        text = pattern.sub(to, text)
    return _blank.sub(" ", text).strip().split(" ") if text.strip() else []


def units(text: str) -> list[str]:
    """Words as a reader sees them: "Meksika'nın" and "1.000" are one each; a punctuation mark is one."""
    return _unit.findall(normalise(text))


def is_word(unit: str) -> bool:
    return unit[0].isalnum()


def normalizer_json() -> dict[str, Any]:
    """The same steps as a tokenizers "Sequence" normalizer."""
    replace = lambda pair: {"type": "Replace", "pattern": {"Regex": pair[0]}, "content": pair[1]}  # noqa: E731
    return {
        "type": "Sequence",
        "normalizers": [
            {"type": "NFKC"},
            *map(replace, _STEPS),
            {"type": "Lowercase"},
            *map(replace, _AFTER_LOWER + _SPACES),
            replace((r"\s+", " ")),
            {"type": "Strip", "strip_left": True, "strip_right": True},
        ],
    }
