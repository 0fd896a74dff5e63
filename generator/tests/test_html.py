"""The Nu HTML checker finds no error in any page, nor in any letter."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from mailings import Mailing
from portals import REPOSITORY

pytestmark = pytest.mark.java

CHECKER = REPOSITORY / ".tools/node_modules/vnu-jar/build/dist/vnu.jar"


@pytest.fixture(scope="module")
def faults(need: Callable[..., None]) -> Callable[[Path], list[str]]:
    """`path:line: message` of every error in the HTML files of a folder."""
    jar = Path(os.environ.get("VNU_JAR") or CHECKER)
    java = shutil.which("java")
    need("java", java, jar.is_file())

    def check(folder: Path) -> list[str]:
        options = ["--errors-only", "--stdout", "--format", "json", "--skip-non-html"]
        run = subprocess.run(
            [java, "-Xss4m", "-jar", jar, *options, folder], capture_output=True, check=False
        )
        messages = json.loads(run.stdout)["messages"]
        return sorted({said(message, folder) for message in messages})

    return check


def said(message: dict[str, object], folder: Path) -> str:
    path = str(message.get("url", "")).partition(str(folder))[2]
    extract = str(message.get("extract", ""))
    return f"{path}:{message.get('lastLine')}: {message['message']} … {extract}"


def test_every_page_of_the_portal_is_correct_html(
    demo_site: Path, faults: Callable[[Path], list[str]]
) -> None:
    assert faults(demo_site) == []


def test_pages_of_another_engine_are_correct_html(
    zensical_site: Path, tmp_path: Path, faults: Callable[[Path], list[str]]
) -> None:
    """A few: what an engine makes is the same on all."""
    for name in ("index.html", "404.html", "news/index.html", "alumni/kazuki-onishi/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(zensical_site / name, tmp_path / name)
    assert faults(tmp_path) == []


def test_every_letter_is_correct_html(
    tmp_path: Path, faults: Callable[[Path], list[str]], mailings: dict[str, Mailing]
) -> None:
    assert len(mailings) > 5
    for name, one in mailings.items():
        (tmp_path / f"{name}.html").write_text(one.html, encoding="utf-8")
    assert faults(tmp_path) == []


def test_the_checker_would_have_found_a_fault(
    tmp_path: Path, faults: Callable[[Path], list[str]]
) -> None:
    wrong = '<!doctype html><html lang="ja"><title>x</title><p><div id="a"></div><i id="a"></i>'
    (tmp_path / "wrong.html").write_text(wrong, encoding="utf-8")
    assert any("Duplicate ID" in fault for fault in faults(tmp_path))
