"""A search index in small files: the browser fetches only those that a query asks for.

Pages stand in *blocks* (`search/blocks/7.json`), a few dozen each, in the order in which results
are listed. A page's *number* is its block and its slot there. What it is found by is cut into
keys, and the keys are dealt out to *shards* (`search/grams/7.txt`) by their first two letters, so
that one shard answers for two letters and all that goes on from them. A line of a shard is a key
and, behind tabs, the numbers of the pages that

1. have a name that begins with the key,
2. have a name with the key inside it,
3. have these two letters in their title, or
4. have these two letters in their text.

Keys of names are their endings (`satou`, `atou`, `tou`, `ou`), so that every part of a name begins
a key; and single letters. Numbers are written as their distances, one character each.

The bytes follow from the list of pages alone. Blocks are cut where a hash of a page's path says
so, and slots are given by that hash too: a page that comes or goes leaves nearly all other
numbers as they were, and `updated` touches only the shards that its keys are in.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from hashlib import blake2b
from itertools import chain
from operator import sub
from struct import unpack
from typing import cast
from zlib import crc32

from enishi.outputs._entries import Entry, json_of
from enishi.readings import folded

MANIFEST = "search/pages.json"
FORMAT = 1
SLOTS = 64
"""Places in a block; a power of two."""
_USUAL, _MOST = 24, 48
"""Pages in a block, on average and at most."""
_HEAVY = 40_000
"""Characters of text after which a block is full."""
_PER_SHARD = 64
"""Pages for each shard: shards stay about as large when a portal grows."""
LONGEST = 16
"""Letters of a key; longer names are told apart when their pages are read."""
_BLOCKS = "search/blocks/"
_FIRST = 0x20
_SURROGATES = range(0xD800, 0xE000)

Files = dict[str, bytes]
Keys = tuple[set[str], set[str], set[str], set[str]]
"""Of one page, in the order of a line."""
Lines = dict[str, list[list[int]]]
"""`{key: numbers for each place of the line}` of a shard."""


def sharded(pages: Sequence[Entry]) -> Files:
    """The whole index. `pages` are in the order of results, people first."""
    blocks = blocks_of(pages)
    shards = shards_for(len(pages))
    postings = _postings_of(blocks)
    lines: list[list[str]] = [[] for _ in range(shards)]
    for key in sorted(set(chain(*postings))):
        numbers = [found.pop(key, ()) for found in postings]
        lines[shard_of(key, shards)].append(_line(key, numbers))
    grams = {_gram_path(at): "".join(found).encode() for at, found in enumerate(lines)}
    return _with_manifest({**grams, **_block_files(blocks)}, shards)


def _postings_of(blocks: Sequence[Sequence[Entry]]) -> tuple[dict[str, array[int]], ...]:
    """`{key: numbers of pages}` for each place of a line."""
    postings = tuple(defaultdict[str, "array[int]"](partial(array, "I")) for _ in range(4))
    pairs = _Pairs()
    for number, page in _numbered(blocks):
        for keys, found in zip(keys_of(page, pairs), postings, strict=True):
            for key in keys:
                found[key].append(number)
    return postings


def updated(old: Mapping[str, bytes], pages: Sequence[Entry]) -> Mapping[str, bytes | None]:
    """What `sharded(pages)` gives, made from an `old` index of nearly the same pages.

    `old` is what one of the two functions gave, or nothing; None stands for what it has.
    """
    blocks = blocks_of(pages)
    shards = shards_for(len(pages))
    new = _block_files(blocks)
    changed = [at for at, path in enumerate(new) if old.get(path) != new[path]]
    same_plan = MANIFEST in old and _plan(old[MANIFEST]) == [shards, len(blocks)]
    if not same_plan or len(changed) * 8 > len(new):
        return sharded(pages)
    changes: dict[int, dict[str, list[dict[int, bool]]]] = defaultdict(dict)
    for at in changed:
        path = _block_path(at)
        _note_changes(changes, at, old[path], new[path], shards)
    grams: dict[str, bytes | None] = {_gram_path(at): None for at in range(shards)}
    for at, keys in changes.items():
        path = _gram_path(at)
        grams[path] = _patched(old[path], keys)
    same = dict.fromkeys(new.keys() - {_block_path(at) for at in changed})
    return {**_with_manifest(new, shards), **grams, **same}


def shards_for(pages: int) -> int:
    """How many, a power of two."""
    return 1 << max(4, (pages // _PER_SHARD).bit_length())


def shard_of(key: str, shards: int) -> int:
    """By the first two letters, or the only one. The browser computes the same."""
    mixed = ord(key[0]) * 31 + (ord(key[1]) if len(key) > 1 else 0)
    return (mixed * 0x9E3779B1 & 0xFFFFFFFF) * shards >> 32


def blocks_of(pages: Sequence[Entry]) -> list[list[Entry]]:
    blocks: list[list[Entry]] = []
    weight = 0
    for page in pages:
        block = blocks[-1] if blocks else []
        full = len(block) == _MOST or weight + len(page["text"]) > _HEAVY
        cut = crc32(page["path"].encode()) % _USUAL == 0
        if not block or full or cut or block[-1].get("person") != page.get("person"):
            blocks.append([])
            weight = 0
        blocks[-1].append(page)
        weight += len(page["text"])
    return blocks


def slots_of(block: Sequence[Entry]) -> dict[str, int]:
    """`{path: slot}`: where its hash says, or the next that is free, in the order of the hashes."""
    # Backwards, so that slots have nothing to do with where blocks are cut.
    wanted = sorted((crc32(page["path"].encode()[::-1]), page["path"]) for page in block)
    free = dict.fromkeys(range(SLOTS))
    slots = {}
    for number, path in wanted:
        at = number % SLOTS
        while at not in free:
            at = (at + 1) % SLOTS
        del free[at]
        slots[path] = at
    return slots


def _numbered(blocks: Sequence[Sequence[Entry]]) -> Iterator[tuple[int, Entry]]:
    """Every page with its number, the lowest first."""
    for at, block in enumerate(blocks):
        slots = slots_of(block)
        for page in sorted(block, key=lambda page: slots[page["path"]]):
            yield at * SLOTS + slots[page["path"]], page


def keys_of(page: Entry, pairs: _Pairs) -> Keys:
    """What a page is found by."""
    title, text = folded(page["title"]), folded(page["text"])
    told = f"{title} {folded(page.get('names', ''))}"
    if not page.get("person"):
        return set(), set(), pairs.of(told), pairs.of(text)
    names = set(told.split())
    begins = {name[:LONGEST] for name in names} | {name[0] for name in names}
    inner = {key for name in names for key in _endings(name)}
    return begins, inner, set(), pairs.of(text)


class _Pairs(dict[int, str]):
    """Two letters as a string, by their two codes in one number; with a space they are none.

    Texts are cut into such numbers first: to make a string of every pair of every text takes
    several times as long.
    """

    def __missing__(self, codes: int) -> str:
        pair = chr(codes & 0xFFFFFFFF) + chr(codes >> 32)
        found = self[codes] = "" if " " in pair else pair
        return found

    def of(self, text: str) -> set[str]:
        """Every two letters that stand together."""
        raw = text.encode("utf-32-le")
        codes = {*_codes(raw), *_codes(raw[4:])}
        return {self[code] for code in codes} - {""}


def _codes(raw: bytes) -> tuple[int, ...]:
    whole = len(raw) // 8
    return unpack(f"<{whole}Q", raw[: whole * 8])


def _endings(name: str) -> list[str]:
    return [name[at : at + LONGEST] for at in range(1, len(name) - 1)] + [*name[1:]]


def _line(key: str, postings: Sequence[Sequence[int]]) -> str:
    fields = "\t".join([key, *map(_written, postings)])
    return f"{fields.rstrip(chr(9))}\n"


def _written(numbers: Sequence[int]) -> str:
    """Ascending numbers as their distances; a distance is one character from the space on."""
    alphabet = _alphabet(max(numbers, default=0).bit_length())
    return "".join([alphabet[gap] for gap in map(sub, numbers, chain((-1,), numbers))])


@cache
def _alphabet(bits: int) -> list[str]:
    """The character for each distance below `2 ** bits + 1`; surrogates are none."""
    codes = range(_FIRST - 1, _FIRST + (1 << bits) + len(_SURROGATES))
    return [chr(code) for code in codes if code not in _SURROGATES]


def _read(written: str) -> list[int]:
    numbers, at = [], -1
    for letter in written:
        code = ord(letter)
        at += code - _FIRST + 1 - (len(_SURROGATES) if code >= _SURROGATES.stop else 0)
        numbers.append(at)
    return numbers


def lines_of(shard: bytes) -> Iterator[tuple[str, list[str]]]:
    """The key and the four written lists of each line."""
    for line in shard.decode().split("\n")[:-1]:
        key, *fields = line.split("\t")
        yield key, [*fields, *[""] * (4 - len(fields))]


def read_shard(shard: bytes) -> Lines:
    return {key: [_read(field) for field in fields] for key, fields in lines_of(shard)}


def _note_changes(
    changes: dict[int, dict[str, list[dict[int, bool]]]],
    block: int,
    before: bytes,
    after: bytes,
    shards: int,
) -> None:
    """Adds `changes[shard][key][place of the line][number]`: whether it came or went."""
    pages = [{page["slot"]: page for page in json.loads(data)} for data in (before, after)]
    pairs = _Pairs()
    for slot in set().union(*pages):
        gone, come = ((keys_of(one[slot], pairs) if slot in one else (set(),) * 4) for one in pages)
        for place in range(4):
            for key in gone[place] ^ come[place]:
                places = changes[shard_of(key, shards)].setdefault(key, [{}, {}, {}, {}])
                places[place][block * SLOTS + slot] = key in come[place]


def _patched(shard: bytes, changes: Mapping[str, Sequence[Mapping[int, bool]]]) -> bytes:
    fields_of = dict(lines_of(shard))
    for key, places in changes.items():
        fields = fields_of.get(key, [""] * 4)
        fields_of[key] = [
            _written(_merged(_read(field), change)) if change else field
            for field, change in zip(fields, places, strict=True)
        ]
    lines = ("\t".join([key, *fields]) for key, fields in sorted(fields_of.items()) if any(fields))
    return "".join(f"{line.rstrip(chr(9))}\n" for line in lines).encode()


def _merged(numbers: Sequence[int], change: Mapping[int, bool]) -> list[int]:
    come = {number for number, there in change.items() if there}
    return sorted((set(numbers) - change.keys()) | come)


def _block_files(blocks: Iterable[Sequence[Entry]]) -> Files:
    return {
        _block_path(at): _block_file(tuple([tuple(page.items()) for page in block]))
        for at, block in enumerate(blocks)
    }


@lru_cache(maxsize=1024)
def _block_file(block: tuple[tuple[tuple[str, object], ...], ...]) -> bytes:
    """Remembered, because a preview asks for all of them after every edit."""
    pages = [cast(Entry, dict(page)) for page in block]
    slots = slots_of(pages)
    return json_of([{"slot": slots[page["path"]], **page} for page in pages])


def _with_manifest(files: Files, shards: int) -> Files:
    """The version stands in the addresses of the other files: a stale one is never taken."""
    blocks = {path: data for path, data in files.items() if path.startswith(_BLOCKS)}
    seal = blake2b(f"{FORMAT} {shards}".encode(), digest_size=6)
    for data in blocks.values():
        seal.update(data)
    manifest = {
        "version": seal.hexdigest(),
        "shards": shards,
        "blocks": len(blocks),
        "slots": SLOTS,
        "longest": LONGEST,
    }
    return {MANIFEST: json_of(manifest), **files}


def _plan(manifest: bytes) -> list[int]:
    told = json.loads(manifest)
    return [told.get("shards"), told.get("blocks")]


def _block_path(block: int) -> str:
    return f"{_BLOCKS}{block}.json"


def _gram_path(shard: int) -> str:
    return f"search/grams/{shard}.txt"
