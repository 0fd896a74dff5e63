"""The policy of a page: by hand, against what browsers compute."""

from __future__ import annotations

import re

from portals import REPOSITORY

from enishi.policy import policy_for

EMPTY = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
"""Of nothing, as the specification's own examples have it."""


def rules_of(*parts: str) -> dict[str, list[str]]:
    policy = re.findall(r'content="([^"]*)"', policy_for(parts))[0]
    rules = (rule.split(" ") for rule in policy.split("; "))
    return {name: values for name, *values in rules}


def test_without_inline_parts_everything_is_from_here() -> None:
    rules = rules_of("<p>text</p>")
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == ["'self'"]
    assert rules["style-src"] == ["'self'"]


def test_inline_scripts_and_styles_are_known_by_their_hashes() -> None:
    rules = rules_of("<script></script>", "<style media=print></style>")
    assert rules["script-src"] == ["'self'", EMPTY]
    assert rules["style-src"] == ["'self'", EMPTY]


def test_data_and_scripts_with_an_address_have_no_hash() -> None:
    rules = rules_of(
        '<script type="application/json">{}</script><script type=application/ld+json>{}</script>'
        '<script src="a.js" defer></script>'
    )
    assert rules["script-src"] == ["'self'"]


def test_line_ends_count_as_the_parser_reads_them() -> None:
    assert rules_of("<script>a\r\nb\rc</script>") == rules_of("<script>a\nb\nc</script>")


def test_the_same_script_twice_is_named_once() -> None:
    assert len(rules_of("<script>a</script>", "<script>a</script>")["script-src"]) == 2


BY_HEADER = {"desk/desk/frame.html", "desk/feed.html"}
"""Pages that are served with a policy: `desk/desktop.py`, `lighttable.py`."""
ELSEWHERE = {"desk/index.html", "desk/sheet.html", "newsletter/issue.html"}
"""The preview's own two, into which MkDocs puts what follows every edit; and mail, which has none."""


def test_every_page_that_a_template_begins_has_a_policy() -> None:
    """Those of the portal are stamped into shells, and have theirs from here."""
    folder = REPOSITORY / "templates"
    texts = {one.relative_to(folder).as_posix(): one.read_text() for one in folder.rglob("*.html")}
    has = {name for name, text in texts.items() if "Content-Security-Policy" in text}
    pages = {name for name, text in texts.items() if "<!doctype html" in text.lower()}
    without = {
        name
        for name in pages - has - BY_HEADER - ELSEWHERE
        if not has & set(re.findall(r'{% from "([^"]+)" import head\b', texts[name]))
    }
    assert without == set()
    assert pages >= BY_HEADER | ELSEWHERE and len(pages) > 10
