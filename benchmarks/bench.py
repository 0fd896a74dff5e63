"""A portal of one size, every peer's project of it, and the runs that were made."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import stages
from edits import Edit, build_again, edits_of, follow, served
from make_portal import make_portal
from peers.contents import Contents
from peers.peer import SITE, TOOLS, Peer
from running import Run, run

Edited = dict[str, Run]
"""A run by what was edited: `nothing`, `person` or `news`."""


class Runs:
    """Runs by name, each written to the file as soon as it is made."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._runs: dict[str, Run] = json.loads(file.read_bytes()) if file.exists() else {}

    def get(self, name: str, make: Callable[[], Run]) -> Run:
        """The run of that name, made now if there is none."""
        if name not in self._runs:
            print(f"{time.strftime('%H:%M:%S')}  {name}", end="  ", flush=True)
            made = self._runs[name] = make()
            print("  ".join(f"{what} {value:,.1f}" for what, value in made.items()), flush=True)
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(self._runs, indent=1), encoding="utf-8")
        return self._runs[name]

    def have(self, names: Iterable[str]) -> bool:
        return all(name in self._runs for name in names)

    def forget(self, peer: str) -> None:
        """Take away the runs of a peer: their names begin with its."""
        self._runs = {name: it for name, it in self._runs.items() if name.split("/")[0] != peer}

    @property
    def raw(self) -> dict[str, Run]:
        return dict(self._runs)


@dataclass(frozen=True)
class Bench:
    """A portal of one size, and the peers' projects made of it."""

    people: int
    news: int
    runs: Runs
    pictured: bool = True
    """Whether there are photographs in it."""

    @property
    def size(self) -> str:
        return f"{self.people}-{self.news}{'' if self.pictured else '-plain'}"

    @property
    def folder(self) -> Path:
        return TOOLS / "inputs" / self.size

    @cached_property
    def contents(self) -> Contents:
        portal = self.folder / "portal"
        if not (portal / "mkdocs.yml").exists():
            make_portal(portal, self.people, self.news, pictured=self.pictured)
        return Contents(portal)

    def _listed(self, peer: Peer) -> Path:
        """Names the files of the project; without it the project is made anew."""
        return self.folder / f"{peer.name}.json"

    @contextmanager
    def _editing(self, peer: Peer) -> Iterator[None]:
        """Whoever is stopped amid an edit leaves a project that is made anew."""
        listed = self._listed(peer)
        names = listed.read_bytes()
        listed.unlink()
        yield
        listed.write_bytes(names)

    def project(self, peer: Peer) -> Path:
        """The peer's project as it was prepared, without anything that a build left there."""
        folder, listed = self.folder / peer.name, self._listed(peer)
        if not listed.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            peer.prepare(self.contents, folder)
            listed.write_text(json.dumps(sorted(_files(folder))), encoding="utf-8")
        shutil.rmtree(folder / SITE, ignore_errors=True)
        for left in _files(folder).difference(json.loads(listed.read_bytes())):
            (folder / left).unlink()
        return folder

    def forget(self, peer: Peer) -> None:
        """Prepare and run the peer anew."""
        self._listed(peer).unlink(missing_ok=True)
        self.runs.forget(peer.name)

    def clean(self, peer: Peer, turn: int) -> Run:
        """One build from nothing."""
        return self.runs.get(f"{peer.name}/{self.size}/clean/{turn}", lambda: self._clean(peer))

    def _clean(self, peer: Peer) -> Run:
        project, command = self.project(peer), peer.build()
        cost = run(command.words, project, command.environment)
        files = [file for file in (project / SITE).rglob("*") if file.is_file()]
        pages = sum(file.suffix == ".html" for file in files)
        size = sum(file.stat().st_size for file in files)
        return {**cost, "files": len(files), "pages": pages, "bytes": size}

    def again(self, peer: Peer, turn: int) -> Edited:
        """Built once, and then again: with nothing changed, and after each edit."""
        edits = edits_of(self.contents, peer)
        name = f"{peer.name}/{self.size}/again/{turn}"
        names = {kind: f"{name}/{kind}" for kind in ("nothing", *(it.kind for it in edits))}
        if not self.runs.have(names.values()):
            project, first, again = self.project(peer), peer.build(), (peer.rebuild or peer.build)()
            run(first.words, project, first.environment)
            self.runs.get(names["nothing"], lambda: run(again.words, project, again.environment))
            with self._editing(peer):
                for edit in edits:
                    self.runs.get(names[edit.kind], _again(peer, project, edit))
        return {kind: self.runs.raw[name] for kind, name in names.items()}

    def served(self, peer: Peer, rounds: int) -> list[Edited]:
        """Each edit while the peer's own server runs."""
        if peer.serve is None:
            return []
        edits = edits_of(self.contents, peer)
        name = f"{peer.name}/{self.size}/served"
        turns = [{it.kind: f"{name}/{turn}/{it.kind}" for it in edits} for turn in range(rounds)]
        if not self.runs.have(one for names in turns for one in names.values()):
            project = self.project(peer)
            first = edits[0].shown[0]
            with self._editing(peer), served(peer.serve, project, first) as address:
                for names in turns:
                    for edit in edits:
                        self.runs.get(names[edit.kind], _followed(address, project, edit))
        raw = self.runs.raw
        return [{kind: raw[one] for kind, one in names.items()} for names in turns]

    def stages(self, peer: Peer) -> Run:
        """Seconds by stage of one build from nothing, as the build itself counts them."""
        return self.runs.get(f"{peer.name}/{self.size}/stages", lambda: self._stages(peer))

    def _stages(self, peer: Peer) -> Run:
        project, script = self.project(peer), Path(stages.__file__)
        with tempfile.TemporaryDirectory() as shelf:
            words = [sys.executable, str(script), str(project), f"{shelf}/{SITE}"]
            done = subprocess.run(words, stdout=subprocess.PIPE, check=True)
        made: Run = json.loads(done.stdout)
        return made


def _again(peer: Peer, project: Path, edit: Edit) -> Callable[[], Run]:
    return lambda: build_again(peer, project, edit)


def _followed(address: str, project: Path, edit: Edit) -> Callable[[], Run]:
    return lambda: follow(address, project, edit)


def _files(folder: Path) -> set[str]:
    """Files and links, by their place in the folder."""
    found = (file for file in folder.rglob("*") if file.is_symlink() or file.is_file())
    return {file.relative_to(folder).as_posix() for file in found}
