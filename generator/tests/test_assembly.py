"""The site is replaced whole, or stays byte for byte as it was."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from enishi import assembly
from enishi.assembly import Assembly, Collision
from enishi.problems import Refused


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(params=["exchange", "two renames"])
def site(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An old site, replaced in either way."""
    if request.param == "two renames":
        monkeypatch.setattr(assembly, "_exchanged", lambda new, old: False)
    folder = tmp_path / "site"
    publish(folder, {"index.html": b"old", "gone/a.html": b"old", ".nojekyll": b""})
    return folder


def publish(site: Path, files: dict[str, bytes]) -> None:
    with Assembly(site) as new:
        for path, data in files.items():
            new.write(path, data)
        new.publish()


def test_the_new_site_takes_the_place_of_the_old(site: Path) -> None:
    publish(site, {"index.html": b"new", "a/b/c.html": b"x"})
    assert files_of(site) == {".nojekyll": b"", "a/b/c.html": b"x", "index.html": b"new"}
    assert [path.name for path in site.parent.iterdir()] == ["site"], "nothing is left beside it"
    assert site.stat().st_mode & 0o777 == 0o755


def broken() -> Iterator[tuple[str, bytes]]:
    yield "index.html", b"new"
    raise RuntimeError


def test_a_failure_on_the_way_leaves_the_old_site(site: Path) -> None:
    before = files_of(site)
    with pytest.raises(RuntimeError), Assembly(site) as new:
        for output in broken():
            new.write(*output)
    assert files_of(site) == before
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_full_disk_at_the_last_step_leaves_the_old_site(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(site)
    monkeypatch.setattr(assembly, "_exchanged", lambda new, old: False)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if target == site and files_of(self) != before:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="No space"):
        publish(site, {"index.html": b"new"})
    assert files_of(site) == before
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_leaving_without_publishing_changes_nothing(site: Path) -> None:
    before = files_of(site)
    with Assembly(site) as new:
        new.write("index.html", b"new")
    assert files_of(site) == before


def test_what_github_put_there_stays(site: Path) -> None:
    (site / "CNAME").write_text("alumni.example.com\n")
    publish(site, {"index.html": b"new"})
    assert files_of(site)["CNAME"] == b"alumni.example.com\n"
    publish(site, {"CNAME": b"other.example.com\n"})
    assert files_of(site)["CNAME"] == b"other.example.com\n"


def test_a_folder_that_something_else_made_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "thesis.tex").write_text("x")
    with pytest.raises(Refused) as refused:
        Assembly(folder)
    assert [problem.code for problem in refused.value.problems] == ["site-foreign"]
    assert files_of(folder) == {"thesis.tex": b"x"}


def test_a_link_in_place_of_the_site_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused):
        Assembly(tmp_path / "site")


def test_an_empty_folder_may_become_the_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    publish(tmp_path / "site", {"index.html": b"new"})
    assert set(files_of(tmp_path / "site")) == {"index.html", ".nojekyll"}


@pytest.mark.parametrize("path", ["a/index.html", "A/index.html", "a/INDEX.html"])
def test_two_outputs_cannot_want_one_file_in_any_case_of_letters(tmp_path: Path, path: str) -> None:
    with Assembly(tmp_path / "site") as new:
        new.write("a/index.html", b"x")
        with pytest.raises(Collision):
            new.write(path, b"y")


def test_a_spare_is_kept_when_asked_for_and_else_removed(site: Path) -> None:
    spare = site.with_name(".site.spare")
    with Assembly(site) as new:
        new.write("a/index.html", b"one")
        standing = new.publish(spare=True)
    assert files_of(spare) == files_of(site)
    with Assembly(site, standing) as new:
        new.write("a/index.html", b"two")
        standing = new.publish(spare=True)
    assert files_of(spare) == files_of(site) == {".nojekyll": b"", "a/index.html": b"two"}
    with Assembly(site, standing) as new:
        new.write("b/index.html", b"three")
        new.publish()
    assert files_of(site) == {".nojekyll": b"", "b/index.html": b"three"}
    assert not spare.exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no exchange")
def test_there_is_no_instant_without_a_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, {"index.html": b"0"})
    looks, missing, ended = 0, 0, threading.Event()

    def look() -> None:
        nonlocal looks, missing
        while not ended.is_set():
            looks += 1
            missing += not os.path.exists(f"{site}/index.html")  # noqa: PTH110

    watcher = threading.Thread(target=look)
    watcher.start()
    for number in range(150):
        publish(site, {"index.html": b"%d" % number})
    ended.set()
    watcher.join()
    assert missing == 0
    assert looks > 150


@pytest.mark.parametrize("umask", [0, 0o022, 0o077])
def test_everybody_may_read_the_site_whatever_the_umask(site: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        with Assembly(site) as new:
            new.write("a/b/index.html", b"one")
            new.publish(spare=True)
    finally:
        os.umask(before)
    for folder in (site, site.with_name(".site.spare")):
        found = {path.stat().st_mode & 0o777 for path in folder.rglob("*.html")}
        assert found == {0o644}
        assert {one.stat().st_mode & 0o777 for one in (folder, folder / "a/b")} == {0o755}
