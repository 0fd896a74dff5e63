"""What points to a person is cut out of texts, and every other character stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.desk.erasure import rewritten
from enishi.desk.excision import Trail, cuts_in, edited
from enishi.desk.mentions import Mentions
from enishi.desk.needles import Needle, page_of
from enishi.desk.rewriting import _pattern
from enishi.desk.sightings import Sightings
from enishi.desk.subject import subject_of
from enishi.problems import Problems
from enishi.source.nodes import parse_yaml

ID = "suinosuke-onitsuka"
PERSON = """\
name: {family: 鬼束, given: 翠之介, kana: おにつか すいのすけ, latin: Suinosuke Onitsuka, preferred: みーさん}
"""


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("卒業生のSuinosuke Onitsukaさん", "name"),
        ("連絡はsui@mail.example.comまで", "emails"),
        ("日記https://sui.example.com/日記を読む", "follow"),
        ("日記はsui.example.com/%E6%97%A5%E8%A8%98", "follow"),
        ("IDはsuinosuke-onitsukaです", "ID"),
        ("Suinosuke Onitsukaé", ""),
        ("isui@mail.example.com", ""),
    ],
)
def test_words_of_japanese_beside_a_value_do_not_hide_it(text: str, field: str) -> None:
    found = [
        Needle("mail", "sui@mail.example.com", "p", "emails"),
        Needle("page", page_of("https://sui.example.com/%E6%97%A5%E8%A8%98/"), "p", "follow"),
        Needle("id", ID, "p", "ID"),
    ]
    seen = Sightings(found, ["suinosuke onitsuka"]).places_in("a.md", text.encode())
    assert list(seen) == ([(1, field)] if field else [])


def test_the_steps_take_an_address_out_however_it_is_coded() -> None:
    pattern = re.compile(_pattern(Needle("page", "sui.example.com/日記 a", "p", "f")).encode())
    for told in ("sui.example.com/日記 a", "Sui.example.com/%E6%97%A5%e8%a8%98%20a"):
        assert pattern.fullmatch(told.encode())


WORDS = st.sampled_from(["a", "b-1", "健 一", '"q: x"', "'it''s'", "x#y", "ID", "2026-01-01"])
REMARK = st.sampled_from(["", "  # 覚え", " # ID"])


@st.composite
def yaml_texts(draw: st.DrawFn) -> str:
    """Rows, lists in brackets, records and blocks, with remarks between."""
    lines = []
    for number in range(draw(st.integers(1, 5))):
        key, kind = f"key{number}", draw(st.integers(0, 4))
        if draw(st.booleans()):
            lines.append("# a remark")
        words = draw(st.lists(WORDS, min_size=1, max_size=4))
        if kind == 0:
            lines.append(f"{key}: {words[0]}{draw(REMARK)}")
        elif kind == 1:
            lines.append(f"{key}: [{', '.join(words)}]{draw(REMARK)}")
        elif kind == 2:
            lines += [f"{key}:", *(f"  - {word}{draw(REMARK)}" for word in words)]
            lines += ["  # beneath"] * draw(st.integers(0, 1))
        elif kind == 3:
            lines.append(f"{key}:")
            for word in words:
                lines += [f"  - who: {word}{draw(REMARK)}", f"    note: {draw(WORDS)}"]
        else:
            lines += [f"{key}: |", *(f"  {word}" for word in words)]
    return "\n".join(lines) + draw(st.sampled_from(["", "\n"]))


@settings(max_examples=150)
@given(yaml_texts(), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_cutting_leaves_every_other_character(text: str, rows: bool, end: str) -> None:
    def wanted(trail: Trail, value: str) -> bool:
        return value == "ID"

    cuts = cuts_in(text, wanted, rows=rows)
    after = edited(text, cuts.edits)
    if cuts.edits:
        assert not cuts.by_hand
        assert "text='ID'" not in repr(parse_yaml(after, "", Problems()))
        assert cuts_in(after, wanted, rows=rows).lines == ()
    kept, at = "", 0
    for one in sorted(cuts.edits):
        kept, at = kept + text[at : one.start] + one.new, one.end
    assert after == kept + text[at:]
    gone = [text[one.start : one.end] for one in cuts.edits]
    assert not any(line.lstrip().startswith("#") for piece in gone for line in piece.split("\n"))
    raw = b"\xef\xbb\xbf" + text.replace("\n", end).encode()
    new = rewritten(raw, cuts.edits)
    assert new.removeprefix(b"\xef\xbb\xbf").decode().replace("\r\n", "\n") == after
    assert new.count(b"\r\n") == (after.count("\n") if end == "\r\n" else 0)


def mentions_of() -> Mentions:
    node = parse_yaml(PERSON, "", Problems())
    assert node
    subject = subject_of(ID, [node], [])
    return Mentions(
        subject, "https://alumni.example.com/", {"ja": "卒業生", "en": "one of us"}, "ja"
    )


@pytest.mark.parametrize(
    ("written", "left"),
    [
        (f"[鬼束 翠之介](../../alumni/{ID}.yml)は", "卒業生は"),
        (f"[**鬼束翠之介**さん](/alumni/{ID}/)は", "卒業生は"),
        (f"[みーさん](https://alumni.example.com/alumni/{ID}/#bio)", "卒業生"),
        (f'[Suinosuke Onitsuka](../../alumni/{ID}.yml "title")', "卒業生"),
        (f"[灯台のあの人](../../alumni/{ID}.yml)", "灯台のあの人"),
        (f'<a class="x" href="/alumni/{ID}/">翠之介</a>', "卒業生"),
        (f"[鬼束さん][x]\n\n[x]: ../../alumni/{ID}.yml 'x'\n", "卒業生\n\n"),
        (f"[健](../../alumni/kenichi-sato.yml)と[鬼束](../../alumni/{ID}-2.yml)", None),
        (f"[x](https://other.example.com/alumni/{ID}/)", None),
        (f"[x](../../content/{ID}.md) 鬼束 翠之介", None),
    ],
)
def test_of_a_link_only_its_words_stay_and_no_name(written: str, left: str | None) -> None:
    text = f"---\ntitle: 題\n---\n前 {written} 後\n"
    cuts = mentions_of().in_file("content/news/a.md", text, private=False)
    expected = text if left is None else text.replace(written, left)
    assert edited(text, cuts.edits) == expected
