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


@pytest.fixture
def stranger(browser: Browser, either_demo: str) -> Iterator[Visit]:
    """As `newcomer`, to the demonstration of each engine."""
    with visiting(browser, either_demo) as visit:
        yield visit
        assert visit.wrong == []
        assert visit.abroad == []


@pytest.fixture
def newcomer(browser: Browser, demo: str) -> Iterator[Visit]:
    """A visit with a browser of one's own: for what a browser remembers."""
    with visiting(browser, demo) as visit:
        yield visit
        assert visit.wrong == []
        assert visit.abroad == []
