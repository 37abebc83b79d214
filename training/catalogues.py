"""Sentence pairs from the message catalogues that programs install, for a first model of a pair with no better corpus.

python3 training/catalogues.py de my-corpora/catalogues.tsv.gz reads /usr/share/locale/de/LC_MESSAGES/*.mo: the English
message on the left, its translation on the right. Each catalogue has the licence of its program.
"""
from __future__ import annotations

import argparse
import gettext
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

LONGEST = 400

_markup = re.compile(r"</?[A-Za-z][^<>]*>")
_placeholder = re.compile(r"%(?:\d+\$)?[-+ #0']*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|ll|[hljztLq])?[a-zA-Z]|%%|\{\w*\}|\$\{?\w+\}?")
_shortcut = re.compile(r"(?<!\w)_(?=\w)|(?<=\w)_(?=\w)(?!\w*_)")
_blank = re.compile(r"\s+")
_letters = re.compile(r"[^\W\d_]{2}")


def plain(message: str) -> str:
    """The words of a message: without markup, placeholders, option names and the underscore of a keyboard shortcut."""
    message = _markup.sub(" ", message)
    message = _placeholder.sub(" ", message)
    return _blank.sub(" ", _shortcut.sub("", message)).strip()


def paragraphs(left: str, right: str) -> Iterator[tuple[str, str]]:
    """A message whose two sides have as many paragraphs is several pairs, any other is one."""
    sides = [re.split(r"\n\s*\n", side) for side in (left, right)]
    yield from zip(*sides) if len(sides[0]) == len(sides[1]) else [(left, right)]


def messages(path: Path) -> Iterator[tuple[str, str]]:
    """English message and translation, singular forms only, in the order of the file; none of a file that is not UTF-8."""
    try:
        with path.open("rb") as handle:
            catalogue = gettext.GNUTranslations(handle)._catalog  # type: ignore[attr-defined]
    except UnicodeDecodeError:
        return
    for key, value in catalogue.items():
        if isinstance(key, str) and key and isinstance(value, str):
            yield key.split("\x04")[-1], value  # what stands before \x04 is the context


def pairs(folder: Path) -> Iterator[tuple[str, str]]:
    seen: set[tuple[str, str]] = set()
    for path in sorted(folder.glob("*.mo")):
        for message in messages(path):
            for left, right in paragraphs(*message):
                pair = plain(left), plain(right)
                usable = all(_letters.search(side) and len(side) <= LONGEST for side in pair)
                if usable and pair[0] != pair[1] and pair not in seen:
                    seen.add(pair)
                    yield pair


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language", help="as in the folder's name: de, fr, pt_BR")
    parser.add_argument("out", type=Path)
    parser.add_argument("--locale", type=Path, default=Path("/usr/share/locale"))
    args = parser.parse_args()
    found = list(pairs(args.locale / args.language / "LC_MESSAGES"))
    if not found:
        parser.error(f"no messages in {args.locale / args.language / 'LC_MESSAGES'}")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with gzip.GzipFile(args.out, "wb", mtime=0) as handle:
        handle.write("".join(f"{left}\t{right}\n" for left, right in found).encode())
    print(f"{len(found)} pairs in {args.out}")


if __name__ == "__main__":
    main()
