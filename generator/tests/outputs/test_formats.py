"""The contract of every format: found, documented, the same bytes twice, safe paths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import ModuleType

import factories
import pytest

from enishi.outputs import Format, format_of, formats
from enishi.views import SITE, Made, Output, Page, Press, Publication

FORMATS = formats()
ON_SITE = [form for form in FORMATS if form.render or form.render_over]
_PATH = re.compile(r"[^\s\x00-\x20\\/?#]+(?:/[^\s\x00-\x20\\/?#]+)*/?\Z")


def _named(form: Format) -> str:
    return form.name


def _results(form: Format, publication: Publication, press: Press) -> Iterator[Page | Output]:
    if form.render:
        yield from form.render(publication, press)
    elif form.render_over:
        made = [Made("news/x/", "題", "本文", "ことば", factories.TODAY, True)]
        yield from form.render_over(made, publication, press)


def test_formats_are_found_by_name() -> None:
    names = [form.name for form in FORMATS]
    assert names == sorted(names)
    assert {"rss", "atom", "jsonfeed", "calendar", "news", "alumni", "search"} <= set(names)
    assert not [name for name in names if name.startswith("_")]


def test_only_the_mail_is_made_on_demand() -> None:
    assert [form.name for form in FORMATS if form not in ON_SITE] == ["newsletter"]


def test_a_module_that_is_no_format_is_refused() -> None:
    with pytest.raises(TypeError, match="needs one of"):
        format_of(ModuleType("enishi.outputs.nothing", "It makes nothing."))


def test_a_format_without_a_docstring_is_refused() -> None:
    module = ModuleType("enishi.outputs.silent")
    module.render = lambda publication, press: iter(())  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match="docstring"):
        format_of(module)


@pytest.mark.parametrize("form", FORMATS, ids=_named)
def test_a_format_says_which_files_it_makes(form: Format) -> None:
    assert "`" in form.summary
    assert form.summary.endswith(".")


@pytest.mark.parametrize("form", ON_SITE, ids=_named)
def test_the_same_publication_gives_the_same_bytes(form: Format, press: Press) -> None:
    once = list(_results(form, factories.publication(), press))
    assert once
    assert once == list(_results(form, factories.publication(), press))


@pytest.mark.parametrize("form", ON_SITE, ids=_named)
def test_paths_stay_inside_the_site_and_are_used_once(form: Format, press: Press) -> None:
    paths = [result.path for result in _results(form, factories.publication(), press)]
    assert len(paths) == len(set(paths))
    for path in filter(None, paths):
        assert _PATH.match(path), path
        assert not {"..", "."} & set(path.split("/")), path


@pytest.mark.parametrize("form", ON_SITE, ids=_named)
def test_finished_files_hold_no_mark_of_the_site(form: Format, press: Press) -> None:
    for result in _results(form, factories.publication(), press):
        if isinstance(result, Output):
            assert SITE.encode() not in result.data, result.path


@pytest.mark.parametrize("form", ON_SITE, ids=_named)
def test_a_portal_without_an_address_names_none(form: Format, press: Press) -> None:
    bare = factories.publication(site=factories.site(url=""))
    for result in _results(form, bare, press):
        if isinstance(result, Page):
            assert not result.head
        else:
            assert b"alumni.example.com" not in result.data, result.path


@pytest.mark.parametrize("form", ON_SITE, ids=_named)
def test_an_empty_portal_renders(form: Format, press: Press) -> None:
    empty = factories.publication(
        people=(), news=(), tags=(), newsletters=(), events=(), openings=(), pages=(),
        timeline=factories.timeline(founded=None, changes=(), spans=()), joined=(), left=(),
        facets=(),
    )  # fmt: skip
    paths = [result.path for result in _results(form, empty, press)]
    assert "None" not in "".join(paths)
