"""What is sealed opens as it was, for those it is sealed to, at its place, and nowhere else."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest
from desk.keyrings import MINE, OTHER, RECORD, SPARE, WORDS, ZONE, SealedPortal, recipients, told
from desk.keyrings import sealed_portal as portal_in
from figures import tell_figure
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from strategies import cards

from enishi.desk.cabinet import Held, card_in
from enishi.desk.cipher import LEAST, RecordKey, decoded, encoded
from enishi.desk.keys import Recipient, wrapped
from enishi.desk.records import Card
from enishi.desk.sealed import exposed_in, head_in, opened_with, remarks_in, sealed_text
from enishi.desk.sealing import KEYS
from enishi.desk.trees import (
    Branch,
    Item,
    Leaf,
    branch_of,
    carried_over,
    in_clear,
    leaves_of,
    sense_of,
    written,
)
from enishi.problems import Mark, Problems
from enishi.source.files import SourceFile
from enishi.source.nodes import parse_yaml
from enishi.source.schema import Reading
from enishi.source.tree import Mapping

KEY = RecordKey.fresh("ken")
TO = (MINE.recipient.sign,)
WRAPPED = wrapped(KEY, [MINE.recipient])
VALUE = re.compile(r"sealed:(?:[a-z0-9.]+:)?([A-Za-z0-9_-]{80,})")


def sealed(tree: Branch, key: RecordKey = KEY, wrap: str = WRAPPED) -> str:
    return sealed_text(tree, key, wrap, TO, None)


def opened(text: str) -> tuple[Branch | None, Problems]:
    """The tree of a sealed text, and what was wrong with it."""
    problems = Problems()
    at = Reading("private/ken.yml", problems, ZONE)
    node = parse_yaml(text, "private/ken.yml", problems)
    head = head_in(node, at) if isinstance(node, Mapping) else None
    found = opened_with(KEY, head, node, at) if head and isinstance(node, Mapping) else None
    return (found.tree if found else None), problems


def tree_in(text: str) -> Branch:
    node = parse_yaml(text, "p", Problems())
    assert isinstance(node, Mapping), text
    return branch_of(node)


def with_ids(tree: Branch) -> Branch:
    return {name: carried_over(one, None) for name, one in tree.items()}


def card_of(text: str) -> Card | None:
    problems = Problems()
    node = parse_yaml(text, "private/ken.yml", problems)
    source = SourceFile("private/ken.yml", text)
    card = card_in(Held(source, node), Reading("private/ken.yml", problems, ZONE))
    assert not problems.errors
    return card


TREE = with_ids(tree_in(RECORD))
TEXT = sealed(TREE)


@given(cards)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_record_opens_as_it_was_sealed(record: dict[str, Any]) -> None:
    tree = with_ids(tree_in(json.dumps(record, ensure_ascii=False)))
    text = sealed(tree)
    found, problems = opened(text)
    assert found is not None and not len(problems)
    assert sense_of(found) == sense_of(tree)
    node = parse_yaml(text, "p", Problems())
    assert isinstance(node, Mapping)
    assert list(exposed_in(node, text, KEYS)) == []
    clear = written(found, in_clear) or "{}\n"
    assert sense_of(tree_in(clear)) == sense_of(tree)


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.integers(0, 3))
def test_any_text_opens_at_its_place_alone(text: str, other: int) -> None:
    places = [(".notes",), (".alliance",), (".touches", "#abcdefgh", ".note"), (".notes", ".x")]
    value = KEY.seal(text, places[0])
    assert KEY.open(value, places[0]) == text
    assert other == 0 or KEY.open(value, places[other]) is None
    assert RecordKey("rie", KEY.secret).open(value, places[0]) is None
    assert KEY.seal(text, places[0]) != value, "never the same twice"


SHORT = st.text(st.characters(codec="utf-8"), max_size=31).filter(
    lambda text: len(text.encode()) < 32
)


@given(SHORT, SHORT)
def test_short_values_are_equally_long(one: str, other: str) -> None:
    """`yes` and `no`, or the words of a list, are not told apart by their length."""
    assert len(KEY.seal(one, ())) == len(KEY.seal(other, ())) == LEAST


def spots() -> Iterator[int]:
    """Every letter of every ciphertext, digest and wrapped key in a sealed record."""
    for match in VALUE.finditer(TEXT):
        first = match.start() + len("sealed:")
        yield from (at for at in range(first, match.end()) if TEXT[at] != ":")
    at = TEXT.index(WRAPPED)
    yield from range(at, at + len(WRAPPED))
    at = TEXT.index(TO[0])
    yield from range(at, at + len(TO[0]))


SPOTS = list(spots())


def test_any_letter_altered_is_refused(tmp_path: Path) -> None:
    """All of them, one by one: to the next letter that may stand there."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    signs = "0123456789abcdef"
    accepted = []
    where = range(TEXT.index(WRAPPED), TEXT.index(WRAPPED) + len(WRAPPED))
    for at in SPOTS:
        if at in where:
            continue
        allowed = signs if TEXT.index(TO[0]) <= at < TEXT.index(TO[0]) + 16 else letters
        other = allowed[(allowed.index(TEXT[at]) + 1) % len(allowed)]
        found, problems = opened(TEXT[:at] + other + TEXT[at + 1 :])
        if found is not None or not problems.errors:
            accepted.append(at)
    tell_figure("letters of a sealed record altered", len(SPOTS) - len(where))
    tell_figure("of which accepted", len(accepted))
    assert accepted == []


def test_any_letter_of_the_wrapped_key_altered_is_refused() -> None:
    ring = SealedPortal(Path(), Path()).cabinet().ring
    assert ring.unwrap(WRAPPED) == KEY
    for at in range(len(WRAPPED)):
        other = "A" if WRAPPED[at] != "A" else "B"
        assert ring.unwrap(WRAPPED[:at] + other + WRAPPED[at + 1 :]) is None, at
    assert ring.unwrap(WRAPPED[:-4]) is None and ring.unwrap("") is None


@given(st.sampled_from(SPOTS), st.characters(codec="utf-8"))
@settings(deadline=None)
def test_any_character_in_its_place_is_refused(at: int, other: str) -> None:
    """Also one that no ciphertext holds, or that breaks the YAML."""
    assume(other != TEXT[at])
    assume(not TEXT.index(WRAPPED) <= at < TEXT.index(WRAPPED) + len(WRAPPED))
    text = TEXT[:at] + other + TEXT[at + 1 :]
    found, problems = opened(text)
    assert found is None or sense_of(found) != sense_of(TREE) or other in " \t#", text[at - 9 : at]
    assert problems.errors or found is None


def test_any_two_ciphertexts_swapped_are_refused() -> None:
    values = [match.span() for match in VALUE.finditer(TEXT)]
    pairs = [(a, b) for n, a in enumerate(values) for b in values[n + 1 :]]
    for (a, b), (c, d) in pairs:
        text = TEXT[:a] + TEXT[c:d] + TEXT[b:c] + TEXT[a:b] + TEXT[d:]
        found, problems = opened(text)
        assert found is None and problems.errors
    tell_figure("pairs of its ciphertexts swapped, all refused", len(pairs))


LINES = TEXT.splitlines(keepends=True)
FIRST = next(at for at, line in enumerate(LINES) if line.startswith("emails"))


@pytest.mark.parametrize("number", range(FIRST, len(LINES)))
def test_a_line_taken_out_moved_or_doubled_is_refused(number: int) -> None:
    rest = LINES[:number] + LINES[number + 1 :]
    for lines in (rest, LINES[: number + 1] + LINES[number:], rest + [LINES[number]]):
        text = "".join(lines)
        if text == TEXT:
            continue
        problems = opened(text)[1]
        assert told(problems), text
        assert all(one.mark.line >= 1 for one in problems)


def changed(tree: Branch, number: int, value: str) -> Branch:
    """The tree with its leaf of that number saying something else."""
    leaves = [leaf for _, leaf in leaves_of(tree)]
    text = written(tree, in_clear)
    node = parse_yaml(text, "p", Problems())
    assert isinstance(node, Mapping)
    target = leaves[number]

    def turned(one: Any) -> Any:
        if isinstance(one, dict):
            return {key: turned(inner) for key, inner in one.items()}
        if isinstance(one, tuple):
            return tuple(item._replace(tree=turned(item.tree)) for item in one)
        return type(one)("q", value) if one is target else one

    found = turned(tree)
    assert isinstance(found, dict)
    return found


@given(cards, st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_one_changed_field_is_one_changed_line(record: dict[str, Any], data: st.DataObject) -> None:
    tree = with_ids(tree_in(json.dumps(record, ensure_ascii=False)))
    count = len(list(leaves_of(tree)))
    assume(count > 0)
    before = sealed(tree)
    old, _ = opened(before)
    assert old is not None
    edit = changed(old, data.draw(st.integers(0, count - 1)), "これは、ほかにない値です")
    plain = tree_in(written(edit, in_clear))
    head = head_of(before)
    new = {name: carried_over(one, old.get(name)) for name, one in plain.items()}
    after = sealed_text(new, KEY, WRAPPED, TO, head)
    rows = [row for row in difflib.ndiff(before.splitlines(), after.splitlines()) if row[0] in "+-"]
    assert [row[0] for row in rows] == ["-", "+"]
    assert opened(after)[0] is not None


def head_of(text: str) -> Any:
    node = parse_yaml(text, "p", Problems())
    assert isinstance(node, Mapping)
    return head_in(node, Reading("p", Problems(), ZONE))


def resealed(before: str, clear: str) -> str:
    old, _ = opened(before)
    assert old is not None
    new = {name: carried_over(one, old.get(name)) for name, one in tree_in(clear).items()}
    return sealed_text(new, KEY, WRAPPED, TO, head_of(before))


NEW = "  - on: 2026-11-20\n    channel: letter\n"


@pytest.mark.parametrize(
    ("place", "more"),
    [
        ("touches:\n", NEW),
        ("    note: 新しい店の話を、くわしくうかがった。\n", NEW),
        ("    channel: mail\n", NEW),
        ("phones:\n", "  - 03-9876-5432\n"),
        ("stage: customer\n", "follow: [https://example.com/feed.xml]\n"),
    ],
)
def test_what_is_added_changes_no_other_value(place: str, more: str) -> None:
    """Only the outline tells that there is more now."""
    assert RECORD.count(place) == 1
    after = resealed(TEXT, RECORD.replace(place, place + more))
    rows = [row for row in difflib.ndiff(TEXT.splitlines(), after.splitlines()) if row[0] in "+-"]
    gone = [row for row in rows if row[0] == "-"]
    assert len(gone) == 1 and "outline: " in gone[0]
    assert resealed(after, RECORD) != TEXT and opened(resealed(after, RECORD))[0] is not None


def test_items_in_another_order_keep_their_ciphertexts() -> None:
    turned = RECORD.replace("emails: [", "emails: [x@example.com, ").replace(
        "birthday: 1985-04-12\n", ""
    )
    after = resealed(TEXT, turned)
    values = set(VALUE.findall(TEXT))
    kept = values & set(VALUE.findall(after))
    assert len(kept) == len(values) - 2, "all but the birthday and the outline"


def test_changes_of_two_people_merge_line_by_line() -> None:
    mine = resealed(TEXT, RECORD.replace("customer", "partner")).splitlines()
    theirs = resealed(TEXT, RECORD.replace("1985-04-12", "04-13")).splitlines()
    base = TEXT.splitlines()
    merged = [b if a == o else a for o, a, b in zip(base, mine, theirs, strict=True)]
    found, problems = opened("\n".join(merged))
    assert found is not None and not len(problems)
    clear = written(found, in_clear)
    assert "stage: partner" in clear and "birthday: 04-13" in clear


def test_nothing_changed_is_the_same_file() -> None:
    assert resealed(TEXT, RECORD) == TEXT
    assert resealed(TEXT, written(TREE, in_clear)) == TEXT


def test_a_sealed_record_tells_its_keys_and_no_value() -> None:
    assert not any(word in TEXT for word in (*WORDS, "customer", "quarterly"))
    rest = VALUE.sub("", TEXT.replace(WRAPPED, ""))
    assert set(re.findall(r"[a-z_]+(?=:)", rest)) <= KEYS | {
        "sealed",
        "version",
        "to",
        "outline",
        "key",
    }
    assert re.sub(r"[a-z_]+:|sealed|to|version|[\s\[\],:1-]", "", rest.replace(TO[0], "")) == ""


def test_values_keep_their_kind() -> None:
    tree, _ = opened(TEXT)
    assert tree is not None
    clear = written(tree, in_clear)
    assert card_of(clear) == card_of(written(TREE, in_clear)) and card_of(clear) is not None
    assert "birthday: 1985-04-12\n" in clear and "do_not_contact: no\n" in clear
    assert (
        "notes: |\n  甘いものが苦手で、いつも手みやげに困る。\n\n  おせんべいは食べる。\n" in clear
    )


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: b # c\n", [Mark(1, 6)]),
        ("# c\na: 'b # no'\nd: |\n  # no\n# c\n", [Mark(1, 1), Mark(5, 1)]),
        ("a: | # c\n  b\n", [Mark(1, 6)]),
        ("a: b#no\nl: [x, # c\n  y]\n", [Mark(2, 8)]),
        ('a: "b\\n # no"\nz: >-\n  # no\n\n  # no\n', []),
        ("a: b\u2028# no\nc: d # c\n", [Mark(2, 6)]),
        ("#\n# two\n", [Mark(1, 1), Mark(2, 1)]),
    ],
)
def test_comments_are_found_wherever_they_stand(text: str, places: list[Mark]) -> None:
    assert list(remarks_in(text)) == places


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"%YAML 1.1\n---\n{TEXT}", "sealed-form"),
        (TEXT.replace("version: 1", 'version: "1"'), "sealed-form"),
        (TEXT + "\n", "sealed-form"),
        (TEXT.replace("stage:", "stage:  "), "sealed-form"),
        (TEXT + "# remark\n", "sealed-comment"),
        (TEXT.replace("birthday", "birth-1985-04-12"), "sealed-key"),
        (TEXT.replace("  cadence", "  quarterly"), "sealed-key"),
        (re.sub("alliance: .*", "alliance: in clear", TEXT), "sealed-clear"),
        (re.sub("alliance: .*", "alliance:", TEXT), "sealed-clear"),
        (re.sub("alliance: .*", "alliance: sealed:short", TEXT), "sealed-clear"),
    ],
)
def test_nothing_in_clear_hides_in_a_sealed_record(text: str, code: str) -> None:
    node = parse_yaml(text, "p", Problems())
    assert isinstance(node, Mapping)
    assert [one.code for one in exposed_in(node, text, KEYS)] == [code]


@given(st.binary(max_size=99), st.text(st.sampled_from("AQZaz09-_=+/ \n"), max_size=9))
def test_bytes_have_one_spelling(data: bytes, other: str) -> None:
    assert decoded(encoded(data)) == data
    again = decoded(other)
    assert again is None or encoded(again) == other


def test_the_key_is_wrapped_as_any_age_can_open_it() -> None:
    """The record's key is an age file, which any age opens with an identity of its own format."""
    data = decoded(WRAPPED)
    assert data and data.startswith(b"age-encryption.org/v1\n")
    identity = pyrage.x25519.Identity.from_str(MINE.secret)
    assert pyrage.decrypt(data, [identity]) == KEY.packed
    foreign = pyrage.encrypt(KEY.packed, [pyrage.x25519.Recipient.from_str(MINE.recipient.text)])
    assert SealedPortal(Path(), Path()).cabinet().ring.unwrap(encoded(foreign)) == KEY


AWKWARD = st.lists(
    st.sampled_from(
        [*"ab縁🍚 \t\n\"'\\#:-?,[]{}&*!|>%@`~\x85\u2028\u2029\ufeff\xa0", ": ", " #", "- ", "\n\n",
         "\n  ", "no", "010", "...", "---", "：", "sealed:"]
    )
).map("".join)  # fmt: skip


@given(AWKWARD, st.sampled_from("pqb"), st.integers(0, 2))
@settings(max_examples=300, deadline=None)
def test_any_text_is_written_so_that_it_reads_as_it_was(text: str, style: str, depth: int) -> None:
    """As the editor gets it, and as it stands once it is opened for good."""
    leaf = Leaf(style, text)
    tree: Branch = {"notes": leaf, "touches": (Item("", {"note": leaf}), Item("", leaf))}
    for _ in range(depth):
        tree = {"care": tree, "emails": (Item("", leaf),)}
    assert sense_of(tree_in(written(tree, in_clear))) == sense_of(tree)


FORGED = {
    "no padding": b"p" * 32,
    "not UTF-8": b"p\xff\x80" + b"\0" * 29,
    "nothing": b"\x80" + b"\0" * 31,
    "zeros": b"\0" * 32,
    "an unknown style": b"zabc\x80" + b"\0" * 27,
    "a mapping that is none": b"mabc\x80" + b"\0" * 27,
    "a NUL": b"pa\0b\x80" + b"\0" * 27,
    "an escape": b"p\x1b[2J\x80" + b"\0" * 26,
}


@pytest.mark.parametrize("name", FORGED)
def test_what_somebody_else_sealed_cannot_do_harm(name: str) -> None:
    """Recipients' keys are public: whatever is sealed to them is looked at like any text."""
    nonce, place = b"n" * 12, (".notes",)
    cipher = KEY._aead.encrypt(nonce, FORGED[name], KEY._bound_to(place))
    text = re.sub("notes: .*", f"notes: sealed:{encoded(nonce + cipher)}", TEXT)
    found, problems = opened(text)
    assert found is None and [one.code for one in problems] == ["sealed-broken"]


@pytest.mark.parametrize("data", [b"", b"x" * 32, b"x" * 32 + "縁".encode(), b"x" * 33, b"x" * 999])
def test_a_wrapped_key_of_another_form_opens_nothing(data: bytes, tmp_path: Path) -> None:
    small = portal_in(tmp_path).seal()
    wrap = encoded(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(MINE.recipient.text)]))
    small.write({"private/ken.yml": re.sub("  key: .*", f"  key: {wrap}", small.text())})
    (said,) = small.said()
    assert said in ("private/ken.yml:2:3 sealed-other", "private/ken.yml:2:3 sealed-moved")


# --- in a portal


def test_the_desk_reads_sealed_records_as_if_they_were_not(tmp_path: Path) -> None:
    small = portal_in(tmp_path)
    before = small.cabinet().cards(ZONE, Problems())["ken"]
    small.seal()
    for identity in (MINE, SPARE):
        problems = Problems()
        after = small.cabinet(identity).cards(ZONE, problems)["ken"]
        assert not len(problems)
        for name in ("emails", "phones", "birthday", "stage", "care", "follow"):
            assert getattr(after, name) == getattr(before, name)
        assert [one.on for one in after.touches] == [one.on for one in before.touches]
    assert not any(word in small.text() for word in WORDS)


def test_whoever_it_is_not_sealed_to_cannot_open_it(tmp_path: Path) -> None:
    small = portal_in(tmp_path).seal()
    assert small.said(OTHER) == ["private/ken.yml:2:3 sealed-other"]


def test_the_record_of_another_person_is_refused(tmp_path: Path) -> None:
    small = portal_in(tmp_path).seal()
    small.write({"private/rie.yml": small.text()})
    assert small.said() == ["private/rie.yml:2:3 sealed-moved"]


def test_a_value_of_another_person_is_refused(tmp_path: Path) -> None:
    small = portal_in(tmp_path).write({"private/rie.yml": RECORD})
    assert isinstance(small, SealedPortal)
    small.seal()
    theirs = re.search(r"birthday: .*", small.text("rie.yml"))
    assert theirs
    small.write({"private/ken.yml": re.sub(r"birthday: .*", theirs[0], small.text())})
    (said,) = small.said()
    assert re.fullmatch(r"private/ken\.yml:\d+:11 sealed-broken", said)


@pytest.mark.parametrize(
    ("pattern", "instead", "code"),
    [
        (r"version: 1", "version: 2", "sealed-version"),
        (r"version: 1", "version: ", "sealed-head"),
        (r"  key: .*\n", "", "sealed-head"),
        (r"  key: (.*)\n", r"  key: \1\n  extra: x\n", "sealed-head"),
        (r"  key: (.{40}).*\n", r"  key: \1\n", "sealed-other"),
        (r"  to: .*\n", "  to: []\n", "sealed-outline"),
        (r"  to: .*\n", "  to: {a: b}\n", "sealed-head"),
        (r"(?s)sealed:\n.*?(?=emails)", "", "sealed-headless"),
        (r"(?s)sealed:\n.*?(?=emails)", "sealed: x\n", "sealed-head"),
        (r"(?s)sealed:\n.*?(?=emails)", "sealed: [a, b]\n", "sealed-head"),
        (r"birthday: .*", "birthday: 1985-04-12", "sealed-clear"),
        (r"birthday: (.{60}).*", r"birthday: \1", "sealed-broken"),
        (r"birthday: (.*)", r'birthday: "\1 "', "sealed-broken"),
        (r"birthday: (.*)", r"birthday: [\1]", "sealed-broken"),
        (r"birthday: (.*)\n", "", "sealed-outline"),
        (r"notes: (.*)\n", r"notes: \1\nfollow: []\n", "sealed-clear"),
        (r"notes: (.*)\n", r"notes: \1\nfollow:\n", "sealed-clear"),
    ],
)
def test_every_attack_is_told_with_its_place(
    tmp_path: Path, pattern: str, instead: str, code: str
) -> None:
    small = portal_in(tmp_path).seal()
    text = re.sub(pattern, instead, small.text(), count=1)
    assert text != small.text()
    small.write({"private/ken.yml": text})
    said = small.said()
    assert len(said) == 1 and re.fullmatch(rf"private/ken\.yml:\d+:\d+ {code}", said[0])


def test_a_recipient_is_known_by_a_digest() -> None:
    assert re.fullmatch("[0-9a-f]{16}", Recipient(MINE.recipient.text).sign)
    assert recipients(MINE).count("age1") == 1
