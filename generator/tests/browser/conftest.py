"""A Chromium that looks at the finished demonstration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import Visit, serving, visiting
from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def demo(browser: Browser, demo_site: Path) -> Iterator[str]:
    """The address of the demonstration."""
    with serving(demo_site) as address:
        yield address


@pytest.fixture(scope="session")
def regular(browser: Browser, demo: str) -> Iterator[Visit]:
    """One window for all tests: a new one for each would take longer than the tests."""
    with visiting(browser, demo) as visit:
        yield visit


@pytest.fixture
def visit(regular: Visit) -> Iterator[Visit]:
    """A visit to the demonstration, at a desk. Nothing may go wrong, nothing abroad."""
    regular.begin()
    yield regular
    assert regular.wrong == []
    assert regular.abroad == []


@pytest.fixture(scope="session", params=["material", "zensical"])
def either_demo(
    request: pytest.FixtureRequest, browser: Browser, engine_sites: Callable[[str], Path]
) -> Iterator[str]:
    """The address of the demonstration as each engine made it."""
    with serving(engine_sites(request.param)) as address:
        yield address


@pytest.fixture(scope="session")
def either_regular(browser: Browser, either_demo: str) -> Iterator[Visit]:
    with visiting(browser, either_demo) as visit:
        yield visit


@pytest.fixture
def either(either_regular: Visit) -> Iterator[Visit]:
    """As `visit`, to the demonstration of each engine."""
    either_regular.begin()
    yield either_regular
    assert either_regular.wrong == []
    assert either_regular.abroad == []


@pytest.fixture(scope="session")
def lent_either(browser: Browser, either_demo: str) -> Iterator[Visit]:
    with visiting(browser, either_demo) as visit:
        yield visit


@pytest.fixture
def stranger(lent_either: Visit) -> Iterator[Visit]:
    """As `newcomer`, to the demonstration of each engine."""
    lent_either.forget()
    yield lent_either
    assert lent_either.wrong == []
    assert lent_either.abroad == []


@pytest.fixture(scope="session")
def lent(browser: Browser, demo: str) -> Iterator[Visit]:
    """The browser that each newcomer gets in turn."""
    with visiting(browser, demo) as visit:
        yield visit


@pytest.fixture
def newcomer(lent: Visit) -> Iterator[Visit]:
    """A visit by somebody who was never here: for what a browser remembers."""
    lent.forget()
    yield lent
    assert lent.wrong == []
    assert lent.abroad == []
