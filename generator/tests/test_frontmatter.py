"""Markdown files: their head, their body, and where both begin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from portals import SmallPortal, said

from enishi.problems import Problems
from enishi.source.files import SourceFile, load_text
from enishi.source.frontmatter import MarkdownFile, split_front_matter


def split(text: str) -> tuple[MarkdownFile | None, list[str]]:
    problems = Problems()
    found = split_front_matter(SourceFile("f", text), problems)
    return found, [said(problem).removeprefix("f:") for problem in problems]


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("---\ntitle: 秋\n---\n本文", "本文", 4),
        ("---\ntitle: 秋\n...\n本文", "本文", 4),
        ("\n\n---\ntitle: 秋\n---\n本文", "本文", 6),
        ("---  \ntitle: 秋\n---\t\n\n本文\n---\n線", "\n本文\n---\n線", 4),
        ("---\ntitle: 秋\n---", "", 4),
    ],
)
def test_yaml_between_lines_of_hyphens_is_the_head(text: str, body: str, line: int) -> None:
    found, faults = split(text)
    assert found and not faults
    title = found.fields.get("title")
    assert title and title.mark.line == text[: text.index("title")].count("\n") + 1
    assert (found.body.text, found.body.first_line) == (body, line)


@pytest.mark.parametrize(
    "text", ["", "本文だけ", "# 見出し\n\n---\n\n線の下", "----\na: b\n----", "{{ x }}"]
)
def test_without_a_head_everything_is_body(text: str) -> None:
    found, faults = split(text)
    assert found and not faults
    assert (found.fields.entries, found.body.text, found.body.first_line) == ((), text, 1)


@pytest.mark.parametrize("head", ["", "\n", "# まだ何も\n", "   \n"])
def test_a_head_may_be_empty(head: str) -> None:
    found, faults = split(f"---\n{head}---\n本文")
    assert found and not faults
    assert (found.fields.entries, found.body.text) == ((), "本文")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("+++\ntitle = '秋'\n+++\n本文", "1:1 front-toml"),
        ("\n+++\ntitle = '秋'\n+++\n", "2:1 front-toml"),
        ('{\n  "title": "秋"\n}\n本文', "1:1 front-json"),
        ("---\ntitle: 秋\n\n本文", "1:1 front-unclosed"),
        ("---", "1:1 front-unclosed"),
        ("\n---", "2:1 front-unclosed"),
        ("\n\n---\n題", "3:1 front-unclosed"),
        ("---\n- 秋\n---\n", "2:1 mapping-expected"),
        ("---\n秋\n---\n", "2:1 mapping-expected"),
        ("\n---\ntitle: 秋\ntitle: 冬\n---\n", "4:1 yaml-duplicate"),
        ("---\ntitle: a: b\n---\n", "2:9 yaml-colon"),
    ],
)
def test_other_heads_are_refused_with_their_place(text: str, fault: str) -> None:
    assert split(text)[1] == [fault]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_byte_order_marks_and_line_ends_do_not_matter(tmp_path: Path, ends: str) -> None:
    text = "\ufeff---\ntitle: 秋\n---\n本文\n".replace("\n", ends)
    (tmp_path / "f").write_bytes(text.encode())
    problems = Problems()
    source = load_text(tmp_path, "f", problems)
    assert source
    found = split_front_matter(source, problems)
    assert found and not len(problems)
    assert found.body.text == "本文\n"


NEWS = "content/news/2026-11-05-a.md"


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ("---\ntitle: 秋\n---\n".encode("cp932"), f"{NEWS}:2:1 file-encoding"),
        (b"\xff\xfe-\x00-\x00-\x00", f"{NEWS}:1:1 file-encoding"),
        (b"---\ntitle: a\n---\nab\x08c", f"{NEWS}:4:3 text-control"),
        (b"---\ntitle: a\n---\n\x00", f"{NEWS}:4:1 text-control"),
        ('---\ntitle: "a\ufffe"\n---\n'.encode(), f"{NEWS}:2:10 text-control"),
        (b"---\ntitle: a\n---\n" + b"a" * 1_000_000, f"{NEWS}:1:1 file-large"),
        (b"", f"{NEWS}:1:1 key-missing"),
    ],
)
def test_a_file_that_is_no_plain_text_is_refused(
    portal: Callable[..., SmallPortal], data: bytes, fault: str
) -> None:
    assert portal({NEWS: data}).problems() == [fault]


def test_a_symbolic_link_is_not_followed(portal: Callable[..., SmallPortal]) -> None:
    small = portal({"secret.md": "---\ntitle: a\n---\n", "content/news/.keep": ""})
    (small.root / NEWS).symlink_to(small.root / "secret.md")
    assert small.problems() == [f"{NEWS}:1:1 file-symlink"]


def test_a_pipe_does_not_stop_the_build_for_ever(portal: Callable[..., SmallPortal]) -> None:
    import os

    small = portal({"content/news/.keep": ""})
    os.mkfifo(small.root / NEWS)
    assert small.problems() == [f"{NEWS}:1:1 file-special"]
