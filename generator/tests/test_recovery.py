"""What builds leave that died, and that two never work on one site."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from portals import REPOSITORY, SmallPortal
from test_build import HEAD, run
from test_privacy import tree_of

from enishi import assembly, preview
from enishi.lock import held
from enishi.problems import Refused
from enishi.recovery import old_of, put_right

Make = Callable[[dict[str, str | bytes]], SmallPortal]


@pytest.fixture
def small(portal: Make) -> SmallPortal:
    made = portal({"content/news/2026-11-05-a.md": HEAD})
    made.build()
    return made


def beside(small: SmallPortal) -> set[str]:
    return {path.name for path in small.root.iterdir() if path.name.startswith(".site")}


@contextmanager
def another_process(code: str, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A Python that runs the code; it has said its first line when this begins."""
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *words],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "generator")},
    )
    try:
        assert child.stdout and child.stdout.readline()
        yield child
    finally:
        child.kill()
        child.communicate()


HOLDER = """
    import sys, time
    from pathlib import Path
    from enishi.lock import held
    with held(Path(sys.argv[1])):
        print("held", flush=True)
        time.sleep(60)
"""


def test_a_second_build_is_refused_in_a_sentence_and_changes_nothing(
    small: SmallPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.write({"content/news/2026-11-06-b.md": HEAD})
    monkeypatch.setattr("enishi.lock.PATIENCE", 0.2)
    before = tree_of(small.root)
    with another_process(HOLDER, str(small.site)):
        result = run(small, "build", "--today", "2026-11-22")
        assert result.exit_code == 1
        assert "This site is being built by another command right now." in result.stderr
        told = run(small, "--lang", "ja", "build", "--today", "2026-11-22").stderr
        assert "いま別のところで作っている最中です" in told
        assert tree_of(small.root) == before


def test_a_crash_frees_the_lock(small: SmallPortal) -> None:
    small.write({"content/news/2026-11-06-b.md": HEAD})
    with another_process(HOLDER, str(small.site)) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        assert run(small, "build", "--today", "2026-11-22").exit_code == 0


def test_two_builds_begun_at_once_give_the_site_of_one(small: SmallPortal, tmp_path: Path) -> None:
    for number in range(10, 19):
        small.write({f"content/news/2026-11-{number}-c.md": f"{HEAD}本文{number}\n"})
    words = [sys.executable, "-m", "enishi", "--lang", "en", "build", "--today", "2026-11-22"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "generator")}
    both = [
        subprocess.Popen(
            words,
            cwd=small.root,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    ends = [(one.communicate()[1].decode(), one.returncode) for one in both]
    assert {code for _, code in ends} <= {0, 1}
    assert 0 in {code for _, code in ends}
    assert all("being built" in said for said, code in ends if code)
    small.build(site=tmp_path / "clean")
    assert tree_of(small.site) == tree_of(tmp_path / "clean")


WORKERS = """
    import os, sys, time
    from pathlib import Path
    from enishi import workshop
    from enishi.lock import held
    workshop.FEW = 2

    def work(number):
        os.write(1, b"%d\\n" % os.getpid())
        time.sleep(0.1)

    with held(Path(sys.argv[1])):
        list(workshop.done(work, range(100_000), 2))
"""


def test_workers_end_with_a_build_that_is_killed_and_free_its_lock(tmp_path: Path) -> None:
    with another_process(WORKERS, str(tmp_path / "site")) as master:
        assert master.stdout
        workers = {int(master.stdout.readline()) for _ in range(8)} - {master.pid}
        assert workers
        master.send_signal(signal.SIGKILL)
        master.wait()
        with held(tmp_path / "site"):
            pass
        until = time.monotonic() + 5
        while any(map(is_running, workers)) and time.monotonic() < until:
            time.sleep(0.05)
        assert not any(map(is_running, workers))


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{process}/stat")
    return not (stat.exists() and ") Z" in stat.read_text())


def put_aside(small: SmallPortal) -> dict[str, str]:
    """As a build leaves it that dies between two renames."""
    before = tree_of(small.site)
    small.site.rename(old_of(small.site))
    (small.root / ".site.new-abc").mkdir()
    (small.root / ".site.new-abc/index.html").write_text("half")
    return before


def test_a_site_that_stood_aside_is_put_back_first(small: SmallPortal) -> None:
    before = put_aside(small)
    result = run(small, "build", "--today", "2026-11-22")
    assert result.exit_code == 0
    assert "Nothing has changed" in result.output
    assert tree_of(small.site) == before
    assert beside(small) == {".site.spare"}


@pytest.mark.parametrize(("lang", "says"), [("ja", "もとに戻しました"), ("en", "was put back")])
@pytest.mark.parametrize("lost", ["site", "site/news", "site/index.html"])
def test_a_site_that_somebody_took_away_is_put_back_and_that_is_said(
    small: SmallPortal, lost: str, lang: str, says: str
) -> None:
    before = tree_of(small.site)
    gone = small.root / lost
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    result = run(small, "--lang", lang, "build", "--today", "2026-11-22")
    assert result.exit_code == 0
    assert says in result.output
    assert tree_of(small.site) == before
    assert says not in run(small, "--lang", lang, "build", "--today", "2026-11-22").output


def test_it_is_put_back_even_when_the_next_build_is_refused(small: SmallPortal) -> None:
    before = put_aside(small)
    small.write({"content/news/2026-11-06-b.md": "---\ntitel: x\n---\n"})
    assert run(small, "build", "--today", "2026-11-22").exit_code == 1
    assert tree_of(small.site) == before
    assert beside(small) == {".site.spare"}


def test_a_preview_puts_it_back_too(small: SmallPortal, monkeypatch: pytest.MonkeyPatch) -> None:
    before = put_aside(small)
    monkeypatch.setattr(preview, "_serve", lambda *_: None)
    assert run(small, "serve", "--today", "2026-11-22").exit_code == 0
    assert tree_of(small.site) == before


def test_what_a_running_build_uses_is_left_alone(small: SmallPortal) -> None:
    put_aside(small)
    left = beside(small)
    with another_process(HOLDER, str(small.site)):
        put_right(small.site)
        assert run(small, "build", "--today", "2026-11-22").exit_code == 1
    assert beside(small) == left == {".site.spare", ".site.old", ".site.new-abc"}


def test_a_new_site_beside_an_old_one_stays(small: SmallPortal) -> None:
    """The build died after both renames: the old folder is rubbish."""
    before = tree_of(small.site)
    old_of(small.site).mkdir()
    (small.root / ".enishi/build.cache.new-xyz").write_bytes(b"half")
    put_right(small.site)
    assert tree_of(small.site) == before
    assert beside(small) == {".site.spare"}
    assert {path.name for path in (small.root / ".enishi").iterdir()} == {
        ".gitignore", "build.cache", "site.lock",
    }  # fmt: skip


def test_where_nothing_is_left_nothing_is_locked_nor_written(tmp_path: Path) -> None:
    put_right(tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_is_held_here_is_not_given_twice(tmp_path: Path) -> None:
    with held(tmp_path / "site"):
        with pytest.raises(Refused), held(tmp_path / "site", patience=0.1):
            pass
        with held(tmp_path / "other"):
            pass
    with held(tmp_path / "site", patience=0):
        pass


def test_a_lock_that_is_a_link_makes_nothing_elsewhere(small: SmallPortal, tmp_path: Path) -> None:
    small.write({"content/news/2026-11-06-b.md": HEAD})
    lock = small.root / ".enishi/site.lock"
    lock.unlink()
    lock.symlink_to(tmp_path / "victim")
    result = run(small, "build", "--today", "2026-11-22")
    assert result.exit_code == 1
    assert "Writing failed" in result.stderr
    assert "Nothing was written" not in result.stderr
    assert not (tmp_path / "victim").exists()


def test_a_portal_that_cannot_be_written_to_is_said_so(
    small: SmallPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> int:
        raise OSError(30, "Read-only file system", str(small.root / ".enishi/site.lock"))

    small.write({"content/news/2026-11-06-b.md": HEAD})
    before = tree_of(small.root)
    monkeypatch.setattr("enishi.lock.os.open", failing)
    result = run(small, "build", "--today", "2026-11-22")
    assert result.exit_code == 1
    assert "Writing failed. No file is half-written" in result.stderr
    assert tree_of(small.root) == before


LIKE_OTHERS = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
"""Without the right of root to write wherever he likes."""


def test_who_may_not_write_changes_nothing(small: SmallPortal) -> None:
    small.write({"content/news/2026-11-06-b.md": HEAD})
    root = small.root
    subprocess.run(["chmod", "-R", "a-w", str(root)], check=True)
    before = tree_of(root)
    try:
        done = subprocess.run(
            [*LIKE_OTHERS, sys.executable, "-m", "enishi", "--lang", "en", "build"],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY / "generator")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert "Writing failed. No file is half-written" in done.stderr
        assert "Traceback" not in done.stderr
        assert tree_of(root) == before
    finally:
        subprocess.run(["chmod", "-R", "u+w", str(root)], check=True)


FULL = """
    import resource, signal, sys
    from enishi.cli import main
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
    sys.argv = ["enishi", "--lang", "en", "build", "--today", "2026-11-22"]
    main()
"""


@pytest.mark.parametrize("room", [1, 1000, 10_000, 50_000])
def test_a_file_that_finds_room_for_a_part_of_it_is_not_published(
    small: SmallPortal, room: int
) -> None:
    """The system takes what it has room for, and says so only at the next write."""
    long = "長い本文です。\n\n" * 5_000
    small.write({f"content/news/2026-11-{n:02}-b.md": f"{HEAD}{long}" for n in range(6, 9)})
    before = tree_of(small.site)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FULL), str(room)],
        cwd=small.root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "generator")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Writing failed" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree_of(small.site) == before
    assert run(small, "build", "--today", "2026-11-22").exit_code == 0


def test_the_next_build_succeeds_though_its_notes_could_not_be_kept(
    small: SmallPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.write({"content/news/2026-11-06-b.md": HEAD})
    with monkeypatch.context() as patch:

        def failing(*_: object) -> None:
            raise OSError(28, "No space left on device", "/somewhere")

        patch.setattr(assembly, "_link_anew", failing)
        result = run(small, "build", "--today", "2026-11-22")
        assert result.exit_code == 1
        assert "The new site/ is in place" in result.stderr
        assert "Nothing was written" not in result.stderr
    assert (small.site / "news/2026-11-06-b/index.html").exists()
    assert run(small, "build", "--today", "2026-11-22").exit_code == 0
