"""The contract of every format: found, documented, the same bytes twice, safe paths."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from types import ModuleType

import factories
import pytest
from portals import done

from enishi.digests import digest_of
from enishi.outputs import Format, format_of, formats
from enishi.views import SITE, Job, Made, Output, Page, Press, Publication

FORMATS = formats()
ON_SITE = [form for form in FORMATS if form.plan or form.plan_over or form.print_over]
_PATH = re.compile(r"[^\s\x00-\x20\\/?#]+(?:/[^\s\x00-\x20\\/?#]+)*/?\Z")


def _named(form: Format) -> str:
    return form.name


def _jobs(form: Format, publication: Publication, press: Press) -> list[Job]:
    if form.plan:
        return list(form.plan(publication, press))
    if form.print_over:
        return []
    assert form.plan_over
    made = [Made("news/x/", "題", "本文", "ことば", factories.TODAY, True)]
    return list(form.plan_over(made, publication, press))


def _results(form: Format, publication: Publication, press: Press) -> list[Page | Output]:
    mine = replace(press, site=publication.site)
    if form.print_over:
        made = [Made("news/x/", "題", "本文", "ことば", factories.TODAY, True)]
        files = form.print_over(made, publication, mine, {})
        return [Output(path, data) for path, data in files.items()]
    return [done(job, mine) for job in _jobs(form, publication, mine)]


def test_formats_are_found_by_name() -> None:
    names = [form.name for form in FORMATS]
    assert names == sorted(names)
    assert {"feeds", "calendar", "news", "alumni", "search"} <= set(names)
    assert not [name for name in names if name.startswith("_")]


def test_only_the_mail_is_made_on_demand() -> None:
    assert [form.name for form in FORMATS if form not in ON_SITE] == ["newsletter"]


def test_a_module_that_is_no_format_is_refused() -> None:
    with pytest.raises(TypeError, match="needs one of"):
        format_of(ModuleType("enishi.outputs.nothing", "It makes nothing."))


def test_a_format_without_a_docstring_is_refused() -> None:
    module = ModuleType("enishi.outputs.silent")
    module.plan = lambda publication, press: iter(())  # type: ignore[attr-defined]
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
def test_the_same_publication_gives_the_same_keys(form: Format, press: Press) -> None:
    once, again = (
        [(job.path, digest_of(job.inputs)) for job in _jobs(form, factories.publication(), press)]
        for _ in range(2)
    )
    assert once == again


@pytest.mark.parametrize("form", ON_SITE, ids=_named)
def test_a_job_can_be_handed_to_another_process(form: Format, press: Press) -> None:
    for job in _jobs(form, factories.publication(), press):
        again = pickle.loads(pickle.dumps(job))  # noqa: S301
        assert again.make is job.make, "a function of a module"
        assert digest_of(again.inputs) == digest_of(job.inputs)


@pytest.mark.parametrize("form", ON_SITE, ids=_named)
def test_a_job_prints_with_the_template_that_it_names(form: Format, press: Press) -> None:
    for job in _jobs(form, factories.publication(), press):
        used: list[str] = []

        def render(name: str, *given: object, used: list[str] = used, **values: object) -> str:
            used.append(name)
            return press.render(name, *given, **values)

        done(job, replace(press, render=render))
        assert used == ([job.template] if job.template else []), job.path


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
        if isinstance(result, Output) and not result.path.startswith("images/"):
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
