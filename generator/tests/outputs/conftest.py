"""A publication made by hand, and the house's own press."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import factories
import pytest
from asking import Ask, Host, asking_in
from playwright.sync_api import Browser, Error
from playwright.sync_api import Page as Window
from portals import done

from enishi.outputs import formats
from enishi.problems import Problems
from enishi.render import press_of, words_of
from enishi.views import Made, Output, Page, Press, Publication

REPOSITORY = Path(__file__).resolve().parents[3]
Files = dict[str, bytes]


@pytest.fixture(scope="session")
def press() -> Press:
    words = words_of(REPOSITORY, Problems())
    return press_of(REPOSITORY, factories.site(), factories.TODAY, words)


@pytest.fixture
def publication() -> Publication:
    return factories.publication()


@pytest.fixture
def results(press: Press) -> Callable[[str, Publication], list[Page | Output]]:
    """`results("feeds", publication)`: what one format makes of a publication."""
    known = {form.name: form for form in formats()}

    def make(name: str, publication: Publication) -> list[Page | Output]:
        plan = known[name].plan
        assert plan, f"{name} runs over all pages"
        mine = replace(press, site=publication.site)
        return [done(job, mine) for job in plan(publication, mine)]

    return make


@pytest.fixture
def files(results: Callable[[str, Publication], list[Page | Output]]) -> Callable[..., Files]:
    """`files("feeds", publication)`: `{path: bytes}` of what a format writes as it is."""

    def make(name: str, publication: Publication) -> Files:
        found = results(name, publication)
        return {output.path: output.data for output in found if isinstance(output, Output)}

    return make


@pytest.fixture
def pages(
    results: Callable[[str, Publication], list[Page | Output]],
) -> Callable[..., dict[str, Page]]:
    """`pages("news", publication)`: `{path: page}`."""

    def make(name: str, publication: Publication) -> dict[str, Page]:
        return {page.path: page for page in results(name, publication) if isinstance(page, Page)}

    return make


@pytest.fixture
def files_over(press: Press) -> Callable[..., Files]:
    """`files_over("search", made, publication)`: what a format writes after all pages."""
    known = {form.name: form for form in formats()}

    def make(name: str, made: list[Made], publication: Publication) -> Files:
        form, mine = known[name], replace(press, site=publication.site)
        if form.print_over:
            return dict(form.print_over(made, publication, mine, {}))
        assert form.plan_over, f"{name} does not run over pages"
        results = [done(job, mine) for job in form.plan_over(made, publication, mine)]
        return {output.path: output.data for output in results if isinstance(output, Output)}

    return make


@pytest.fixture
def hosts() -> list[Host]:
    """The sites that were asked, in turn."""
    return []


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Window]:
    """One window for all that ask: a new one for each would take longer than the asking."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def asking(window: Window, hosts: list[Host]) -> Iterator[Ask]:
    """`asking(made, *queries)`: what the search worker answers to each."""
    wrong: list[str] = []

    def hear(fault: Error) -> None:
        wrong.append(str(fault))

    window.on("pageerror", hear)
    yield asking_in(window, hosts)
    window.remove_listener("pageerror", hear)
    assert wrong == []
