"""The same portal gives the same bytes and modes in every environment, each a process of its own."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from portals import REPOSITORY, SmallPortal
from test_images import drawn
from test_scaffold import starter

BACKWARDS = """\
import os
_scandir, _listdir = os.scandir, os.listdir

class Backwards:
    def __init__(self, entries):
        self._entries = iter(sorted(entries, key=lambda one: one.name, reverse=True))
    def __iter__(self): return self
    def __next__(self): return next(self._entries)
    def __enter__(self): return self
    def __exit__(self, *fault): pass
    def close(self): pass

os.scandir = lambda *path: Backwards(_scandir(*path))
os.listdir = lambda *path: sorted(_listdir(*path), reverse=True)
"""
"""As a `sitecustomize`: folders are read in the other order."""


@dataclass(frozen=True)
class Surroundings:
    """Where and how a build runs."""

    env: dict[str, str] = field(default_factory=dict)
    umask: int = 0o022
    folder: str = "portal"
    today: bool = True
    """Whether the day is given; else SOURCE_DATE_EPOCH says it."""
    words: tuple[str, ...] = ()
    reverse: bool = False
    """Files are written, and folders read, in the other order."""


NOON = "1795316400"
"""2026-11-22, noon in Tokyo."""
SURROUNDINGS = {
    "another time zone and locale, a wide umask": Surroundings(
        {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8"}, umask=0
    ),
    "no locale, a narrow umask, another folder": Surroundings(
        {"LC_ALL": "C"}, umask=0o077, folder="どこか ほかの/深い/場所"
    ),
    "the other order, another hash seed, an epoch that does not count": Surroundings(
        {"PYTHONHASHSEED": "4711", "SOURCE_DATE_EPOCH": "1"}, reverse=True
    ),
    "the day from outside": Surroundings({"SOURCE_DATE_EPOCH": NOON}, today=False),
    "more processes, a summer time, no home, no assertions": Surroundings(
        {
            "PYTHONHASHSEED": "99",
            "TZ": "America/New_York",
            "HOME": "/nonexistent",
            "PYTHONOPTIMIZE": "1",
        },
        folder="  a & [b] {c} %41 #?",
        words=("--processes", "3"),
    ),
    "one process and the slow lane": Surroundings(words=("--processes", "1", "--reference")),
}
"""What changes nothing alone changes nothing together, so a build may have several of them."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> SmallPortal:
    """A starter with a picture, and a file name that sorts differently by locale."""
    root = starter(tmp_path_factory.mktemp("source"), "ja")
    return SmallPortal(root).write(
        {
            "content/news/2026-11-05-Äbc.md": "---\ntitle: İstanbul\n---\n![海](sea.png)\n",
            "content/news/2026-11-05-zbc.md": "---\ntitle: ｉ\ntags: [Ä, z, I, ı]\n---\n本文\n",
            "content/news/sea.png": drawn(700, 300, "PNG"),
        }
    )


@pytest.fixture(scope="module")
def usual(source: SmallPortal, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    return built(source, tmp_path_factory.mktemp("usual"), Surroundings())


def built(source: SmallPortal, folder: Path, around: Surroundings) -> dict[str, object]:
    """`{path: (mode, bytes)}` of the site of a copy of the portal, made from nothing."""
    root = folder / around.folder
    files = sorted(path for path in source.root.rglob("*") if path.is_file())
    for path in reversed(files) if around.reverse else files:
        target = root / path.relative_to(source.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    custom = folder / "custom"
    custom.mkdir()
    (custom / "sitecustomize.py").write_text(BACKWARDS if around.reverse else "")
    day = ("--today", "2026-11-22") if around.today else ()
    done = subprocess.run(
        [sys.executable, "-m", "enishi", "build", *day, *around.words],
        cwd=root,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{custom}:{REPOSITORY / 'generator'}",
            "PYTHONHASHSEED": "1",
            **around.env,
        },
        umask=around.umask,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    site = root / "site"
    return {
        path.relative_to(site).as_posix(): (
            oct(stat.S_IMODE(path.stat().st_mode)),
            path.read_bytes() if path.is_file() else b"",
        )
        for path in (site, *site.rglob("*"))
    }


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_no_surroundings_change_a_byte_or_a_mode(
    source: SmallPortal, usual: dict[str, object], tmp_path: Path, name: str
) -> None:
    other = built(source, tmp_path, SURROUNDINGS[name])
    assert {path for path in usual | other if usual.get(path) != other.get(path)} == set()


def test_servers_may_read_every_file(usual: dict[str, object]) -> None:
    modes = {(path.endswith("/") or held[1] == b"", held[0]) for path, held in usual.items()}  # type: ignore[index]
    assert {mode for _, mode in modes} == {"0o644", "0o755"}
    assert len(usual) > 60


def test_the_other_order_is_another_order(source: SmallPortal, tmp_path: Path) -> None:
    """What the test above stands on."""
    (tmp_path / "sitecustomize.py").write_text(BACKWARDS)
    code = "import os, sys; print(os.listdir(sys.argv[1]), [one.name for one in os.scandir(sys.argv[1])])"
    found = [
        subprocess.run(
            [sys.executable, "-c", code, source.root / "content/news"],
            env={"PYTHONPATH": str(tmp_path)},
            capture_output=True,
            check=True,
        ).stdout
    ]
    names = sorted(os.listdir(source.root / "content/news"), reverse=True)  # noqa: PTH208
    assert found[0].decode().strip() == f"{names} {names}"
