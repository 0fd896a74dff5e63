"""What is private cannot be printed, kept, compared or handed on by mistake."""

from __future__ import annotations

import copy
import dataclasses
import json
import marshal
import pickle
import traceback
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path

import pytest
from factories import TODAY, site
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from enishi.desk.private import REFUSED, Closed, Private, reveal
from enishi.problems import Problems, Refused
from enishi.render import press_of, words_of
from enishi.report import render_problems

WAYS: dict[str, Callable[[Private[str]], object]] = {
    "str": str,
    "format": lambda it: f"{it}",
    "format with a width": lambda it: f"{it:>20}",
    "percent": lambda it: "%s" % it,  # noqa: UP031
    "bytes": bytes,
    "iter": list,
    "join": lambda it: "".join(it),
    "length": len,
    "truth": bool,
    "index": lambda it: it[0],  # type: ignore[index]
    "slice": lambda it: it[:3],  # type: ignore[index]
    "contains": lambda it: "a" in it,  # type: ignore[operator]
    "equal to a plain value": lambda it: it == "geheim",
    "a plain value equal to it": lambda it: "geheim" == it,  # noqa: SIM300
    "unequal to a plain value": lambda it: it != "geheim",
    "member of plain values": lambda it: it in ["geheim"],
    "less": lambda it: it < "x",  # type: ignore[operator]
    "sorted": lambda it: sorted([it, it]),  # type: ignore[type-var]
    "hash": hash,
    "set": lambda it: {it},
    "added": lambda it: it + "x",  # type: ignore[operator]
    "added behind": lambda it: "x" + it,  # type: ignore[operator]
    "html": lambda it: it.__html__(),  # type: ignore[attr-defined]
    "escape": escape,
    "markup": Markup,
    "markup format": lambda it: Markup("{}").format(it),
    "json": json.dumps,
    "json by str": lambda it: json.dumps(it, default=str),
    "pickle": pickle.dumps,
    "old pickle": lambda it: pickle.dumps(it, 0),
    "marshal": marshal.dumps,
    "copy": copy.copy,
    "deep copy": copy.deepcopy,
    "vars": vars,
    "dir": dir,
    "assignment": lambda it: setattr(it, "x", 1),
    "call": lambda it: it(),  # type: ignore[operator]
    "its inner name": lambda it: it._Private__value,  # type: ignore[attr-defined]
    "its inner name in a format": lambda it: f"{it._Private__value}",
    "its inner name by a getter": attrgetter("_Private__value"),
    "its slots": lambda it: [getattr(it, name) for name in type(it).__slots__],
    "encode": lambda it: it.encode(),  # type: ignore[attr-defined]
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_to_the_value(way: str) -> None:
    with pytest.raises((TypeError, AttributeError, ValueError)) as caught:
        WAYS[way](Private("geheim"))
    told = "".join(traceback.format_exception_only(caught.value))
    assert "geheim" not in told


@pytest.mark.parametrize("name", REFUSED)
def test_every_refusal_is_a_fault_of_the_program(name: str) -> None:
    with pytest.raises(Closed):
        getattr(Private, name)(Private("geheim"), "x")


@given(st.text(min_size=2) | st.integers(1000) | st.dates())
def test_a_programmer_sees_only_that_something_is_there(value: object) -> None:
    assert repr(Private(value)) == "Private(…)"
    assert f"{Private(value)!r}" == "Private(…)"
    assert repr({"a": [Private(value)]}) == "{'a': [Private(…)]}"


@given(st.text() | st.integers() | st.lists(st.text()))
def test_reveal_gives_back_what_was_put_in(value: object) -> None:
    assert reveal(Private(value)) == value
    assert Private(value) == Private(value)
    assert Private(value) != Private([value])


def test_a_record_that_holds_one_is_shown_without_it() -> None:
    @dataclasses.dataclass(frozen=True)
    class Card:
        id: str
        phone: Private[str]

    card = Card("ken", Private("geheim"))
    assert repr(card).endswith("Card(id='ken', phone=Private(…))")
    with pytest.raises(TypeError):
        dataclasses.asdict(card)


def test_nobody_can_make_a_kind_that_opens() -> None:
    with pytest.raises(Closed):
        type("Open", (Private,), {})


TEMPLATES = (
    "{{ it }}",
    "{{ it ~ '' }}",
    "{{ it|string }}",
    "{{ it|list }}",
    "{{ it|length }}",
    "{{ it|join }}",
    "{{ it|tojson }}",
    "{{ it|upper }}",
    "{{ it|safe }}",
    "{{ it|e }}",
    "{{ it|first }}",
    "{{ [it]|join }}",
    "{{ '%s'|format(it) }}",
    "{{ '{}'.format(it) }}",
    "{{ '{0._Private__value}'.format(it) }}",
    "{{ it._Private__value }}",
    "{{ it['_Private__value'] }}",
    "{{ it|attr('_Private__value') }}",
    "{{ it.__class__ }}",
    "{{ it.__slots__ }}",
    "{{ reveal(it) }}",
    "{{ it|reveal }}",
    "{% if it %}ja{% endif %}",
    "{% if it == 'geheim' %}ja{% endif %}",
    "{% if it in ['geheim'] %}ja{% endif %}",
    "{% for letter in it %}{{ letter }}{% endfor %}",
    "{% set x %}{{ it }}{% endset %}{{ x }}",
    "{{ [it]|map('string')|first }}",
    "{{ [it]|sort(attribute='_Private__value') }}",
    "{{ [it]|map(attribute='_Private__value')|join }}",
    "{{ [it, it]|unique|list }}",
    "{{ it|pprint }}",
)


@pytest.mark.parametrize("text", TEMPLATES)
def test_templates_cannot_open_it(text: str, tmp_path: Path) -> None:
    """On the very press that prints pages; what it says instead of failing has no value in it."""
    (tmp_path / "templates" / "pages").mkdir(parents=True)
    (tmp_path / "templates" / "pages" / "x.html").write_text(text, encoding="utf-8")
    press = press_of(tmp_path, site(), TODAY, words_of(tmp_path, Problems()))
    try:
        told = press.render("pages/x.html", it=Private("geheim"))
    except Refused as refused:
        told = render_problems(refused.problems, "en", "text")
        assert told
    except TypeError as fault:
        told = str(fault)
    assert "geheim" not in told
    assert told.strip() != "ja"


def test_the_press_shows_what_is_no_secret(tmp_path: Path) -> None:
    (tmp_path / "templates" / "pages").mkdir(parents=True)
    (tmp_path / "templates" / "pages" / "x.html").write_text("{{ it }}", encoding="utf-8")
    press = press_of(tmp_path, site(), TODAY, words_of(tmp_path, Problems()))
    assert press.render("pages/x.html", it="geheim") == "geheim"
