"""The policy of a page: by hand, against what browsers compute."""

from __future__ import annotations

import re

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
