"""What the tests share: a small portal to write into, the demonstration, and what they need."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from mailings import Mailing, everything, mailings_of
from playwright.sync_api import Browser, sync_playwright
from portals import MKDOCS, REPOSITORY, SHARED, TODAY, SmallPortal, demonstration

from enishi import build as build_module
from enishi.build import Report, build_site
from enishi.dates import Day
from enishi.engines import ENGINES
from enishi.theme import ShellInputs, Theme, build_theme

# A busy machine must not make a test fail.
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")


@pytest.fixture
def portal(tmp_path: Path) -> Callable[[dict[str, str | bytes]], SmallPortal]:
    """`portal({path: text})` writes a portal that is valid but for what the files say."""
    root = tmp_path / "portal"

    def make(files: dict[str, str | bytes]) -> SmallPortal:
        return SmallPortal(root).write({"mkdocs.yml": MKDOCS, **files})

    return make


@pytest.fixture(scope="session", autouse=True)
def kept_themes() -> Iterator[None]:
    """The engine runs once a worker for equal inputs, as `enishi build` runs it once a portal.

    A theme depends on its inputs alone: `test_engines.py` holds that, and asks the engine itself.
    """
    kept: dict[str, Theme] = {}

    def theme_of(inputs: ShellInputs, staging: Path) -> Theme:
        digest = inputs.digest()
        if digest not in kept:
            kept[digest] = build_theme(inputs, staging)
        return kept[digest]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build_module, "build_theme", theme_of)
        yield


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def demo_report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report of building the demonstration, once a session, outside the repository."""
    site = tmp_path_factory.mktemp("demo") / "site"
    return build_site(REPOSITORY, lambda settings: Day(TODAY), site=site)


@pytest.fixture(scope="session")
def demo_site(demo_report: Report) -> Path:
    """The demonstration as a finished site. Look, do not touch."""
    return demo_report.site


@pytest.fixture(scope="session")
def mailings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Mailing]:
    """Every letter of the demonstration as it is sent, and two that have everything in them."""
    more = everything(tmp_path_factory.mktemp("everything") / "portal")
    return {**mailings_of(REPOSITORY), **mailings_of(more.root)}


@pytest.fixture(scope="session")
def zensical_site(need: Need, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration with another engine. Look, do not touch."""
    need("zensical")
    small = demonstration(tmp_path_factory.mktemp("zensical") / "portal", "zensical")
    return small.build().site


@pytest.fixture(scope="session")
def engine_sites(request: pytest.FixtureRequest) -> Callable[[str], Path]:
    """The demonstration by the name of its engine, built when it is asked for."""
    fixtures = {"material": "demo_site", "zensical": "zensical_site"}
    return lambda engine: request.getfixturevalue(fixtures[engine])


Need = Callable[..., None]
_NPM = "cp .ci/tools/*.json .tools/ && npm ci --prefix .tools --ignore-scripts"
_ADVICE = {
    "browser": "a Chromium is needed: sudo apt install chromium-headless-shell, or chromium",
    "caniemail": f"caniemail is needed: {_NPM}",
    "html-validate": f"html-validate is needed: {_NPM}",
    "spamassassin": "SpamAssassin is needed: sudo apt install spamassassin",
    "java": "Java and the Nu HTML checker are needed: sudo apt install default-jre-headless, "
    f"and {_NPM}",
    "node": "Node.js is needed: sudo apt install nodejs",
    "shared": "the real input is needed: put it into ../shared/data",
    "properdocs": "ProperDocs is needed: pip install properdocs",
    "zensical": "Zensical is needed: pip install zensical",
    "seccomp": "libseccomp is needed, and leave to use it: sudo apt install libseccomp2",
}
_CHECKER = REPOSITORY / ".tools/node_modules/vnu-jar/build/dist/vnu.jar"
_CHECKING = ("--errors-only", "--stdout", "--format", "json", "--skip-non-html")
_QUICK = ("-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Java that compiles little and collects in one thread: it is over before more would pay."""
_CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first has no windows, and takes a quarter less of the processor for the same answers."""


def _is_here(thing: str) -> bool:
    if thing == "browser":
        return any(shutil.which(name) for name in _CHROMIUMS)
    if thing in ENGINES:
        return ENGINES[thing].installed
    return bool(shutil.which(thing)) if thing in ("java", "node") else SHARED.is_dir()


@pytest.fixture(scope="session")
def need() -> Need:
    """`need("browser")` skips where there is none, and fails where it must be there.

    `ENISHI_REQUIRE=browser,java,node,shared` says what must be. `need("java", path)` looks at
    `path` instead of searching; `None` and an empty string mean that it was not found.
    """
    required = os.environ.get("ENISHI_REQUIRE", "").split(",")

    def look(thing: str, *found: object) -> None:
        if not (all(found) if found else _is_here(thing)):
            (pytest.fail if thing in required else pytest.skip)(_ADVICE[thing])

    return look


@pytest.fixture(scope="session")
def shared(need: Need) -> Path:
    """The folder of real input."""
    need("shared")
    return SHARED


@pytest.fixture(scope="session")
def html_faults(need: Need) -> Callable[[Path], list[str]]:
    """`path:line: message` of every error that the Nu HTML checker finds in a folder."""
    jar = Path(os.environ.get("VNU_JAR") or _CHECKER)
    java = shutil.which("java")
    need("java", java, jar.is_file())

    def check(folder: Path) -> list[str]:
        run = subprocess.run(
            [str(java), *_QUICK, "-jar", jar, *_CHECKING, folder], capture_output=True
        )
        messages = json.loads(run.stdout)["messages"]
        return sorted({_said(message, folder) for message in messages})

    return check


def _said(message: dict[str, object], folder: Path) -> str:
    path = str(message.get("url", "")).partition(str(folder))[2]
    extract = str(message.get("extract", ""))
    return f"{path}:{message.get('lastLine')}: {message['message']} … {extract}"


@pytest.fixture(scope="session")
def browser(need: Need) -> Iterator[Browser]:
    """One Chromium for all tests (Playwright allows no second), that reaches this machine only."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _CHROMIUMS)), None)
    need("browser", found)
    nowhere = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[nowhere])
        yield browser
        browser.close()
