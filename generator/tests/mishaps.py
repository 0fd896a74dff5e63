"""Stops commands other than `build` at system calls that change something, and looks at what is
left: every file whole, nobody told that nothing happened where something did, and a next time
that puts all of it right.

`python generator/tests/mishaps.py` stops every command at every call, in each way; `--every 9` at
every ninth of each kind; with names, only those commands. It goes by the words of `faults.py`, and
like that needs Linux.
"""

from __future__ import annotations

import argparse
import os
import pkgutil
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import faults
from desk.keyrings import MINE, SPARE
from faults import Ended, Point, Saboteur
from interception import KILL, Judge
from portals import MKDOCS, SmallPortal

import enishi
from enishi.cli import main
from enishi.desk.cabinet import Cabinet
from enishi.desk.keys import Ring, write_identity
from enishi.desk.sealing import Sealing

DAY = ("--today", "2026-12-20")
CLOCK = "1797724800"
ISSUE = "2026-12-winter"
AGREED = ", ".join(
    f"{{purpose: {one}, status: given, on: 2026-11-01}}"
    for one in ("portal", "graduation", "newsletter")
)
PORTAL: dict[str, str | bytes] = {
    "mkdocs.yml": f"{MKDOCS}    repository: private\n    mail: {{address: letters@example.com}}\n",
    "alumni/ken.yml": "name: {family: 佐藤, given: 健}\ntenures: [{joined: 2010, left: 2020}]\n"
    f"consents: [{AGREED}]\n",
    "private/ken.yml": "emails: [ken@example.com]\noffboarding:\n  last_day: 2026-12-20\n",
    "private/mio.yml": "emails: [mio@example.com]\n"
    "person: {name: 田中 澪, tenures: [{joined: 2012, left: 2024}]}\n"
    "consents: [{purpose: newsletter, status: given, on: 2025-01-01, evidence: 書面}]\n",
    "private/rie.yml": "emails: [rie@example.com]\n",
    f"content/newsletters/{ISSUE}.md": "---\ntitle: 冬\ndate: 2026-12-01\n---\nこんにちは。\n",
    "../in/people.csv": "氏名,ふりがな,メール,会社名\n田中 澪,,mio@example.com,株式会社みなと\n"
    + "".join(f"佐藤 {n}子,さとう {n}こ,p{n}@example.com,株式会社{n}\n" for n in "一二三"),
    "../in/connections.csv": "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "健,佐藤,,ken@example.com,,,27 Nov 2024\n澪,田中,,mio@example.com,,,27 Nov 2024\n",
    "../in/leads.csv": "Email,First Name,Last Name\nnobody@example.com,No,Body\n",
    "../in/mails/1.eml": "From: ken@example.com\nSubject: Re: 冬\nMessage-ID: <1@x>\n"
    "Content-Type: text/plain; charset=utf-8\n\n会社名: 株式会社みなと\n",
}
HOOKS: dict[str, str | bytes] = {
    ".git/HEAD": "ref: refs/heads/main\n",
    ".git/objects/x": "",
    ".git/refs/x": "",
}
TOLD, NOTHING = "No file is half-written", "Nothing was written"


@dataclass(frozen=True)
class Errand:
    """A command that writes, and where."""

    words: tuple[str, ...]
    typed: str = ""
    is_sealed: bool = False
    again: int = 0
    """How it ends when it is asked for again, and all is done."""
    files: dict[str, str | bytes] = field(default_factory=dict)
    stays: frozenset[str] = frozenset()
    """What may stay as it was when it was killed: it says nothing wrong, and nothing is lost."""
    waits: frozenset[str] = frozenset()
    """What another run goes on with."""


ERRANDS = {
    "consent": Errand(("consent", "ken", "--given", "birthday", "--how", "書面", *DAY)),
    "consent that admits": Errand(
        ("consent", "mio", "--given", "portal", "--how", "書面", *DAY),
        stays=frozenset({"portal/private/mio.yml", "portal/private/.mio.yml.enishi-part"}),
    ),
    "touch": Errand(("touch", "ken", "電話した", "--channel", "phone", *DAY)),
    "touch, sealed": Errand(("touch", "ken", "電話した", *DAY), is_sealed=True),
    "import": Errand(("import", "../in/people.csv", "--apply", *DAY)),
    "import, sealed": Errand(("import", "../in/people.csv", "--apply", *DAY), is_sealed=True),
    "graduate": Errand(("graduate", "rie", "--last-day", "2027-03-31", *DAY), again=1),
    "graduate --papers": Errand(("graduate", "ken", "--papers", *DAY)),
    "graduate --page": Errand(("graduate", "ken", "--page", *DAY)),
    "outcome": Errand(("outcome", "ken", "deal", "--value", "100", *DAY)),
    "seal": Errand(("seal",), files={"private/recipients.txt": f"{MINE.recipient.text}\n"}),
    "seal --rotate": Errand(("seal", "--rotate"), is_sealed=True),
    "seal --open": Errand(("seal", "--open"), is_sealed=True),
    "seal --new-identity": Errand(
        ("seal", "--new-identity"), again=1, waits=frozenset({".identity.txt.new"})
    ),
    "follow": Errand(("follow", "ken", "--network", "x")),
    "follow --from": Errand(("follow", "--from", "../in/connections.csv")),
    "newsletter": Errand(("newsletter", ISSUE, "--out", "private/letters", "--for", "csv", *DAY)),
    "edition": Errand(("edition", ISSUE, *DAY)),
    "export": Errand(("export", "--for", "vcard", *DAY)),
    "export --into": Errand(("export", "--for", "hubspot", "--into", "../in/leads.csv", *DAY)),
    "export of a person": Errand(("export", "ken", *DAY), again=1),
    "handover": Errand(("handover", *DAY)),
    "init": Errand(("init", "../new"), again=1),
    "init in a folder": Errand(("init", "../there"), again=1, files={"../there/.git/x": ""}),
    "new": Errand(("new", "news", "An office", "--date", "2026-12-20"), again=1),
    "inbox": Errand(("inbox", "../in/mails", "--apply", *DAY), typed="y\n" * 9),
    "report": Errand(("report", *DAY)),
    "doctor --hook": Errand(("doctor", "--hook"), files=HOOKS),
    "doctor --declare": Errand(("doctor", "--declare", "public")),
}
CHIEF = (
    "consent that admits",
    "import",
    "seal --rotate",
    "seal --new-identity",
    "init in a folder",
    "new",
    "inbox",
)
"""Those that the tests break: they write several files, or what no second run may write over."""


def go(errand: Errand) -> None:
    """Do it, in a child of this process."""
    os.dup2(os.open("../typed", os.O_RDONLY), 0)
    identity = str(Path.cwd().parent / "identity.txt")
    os.environ.update(SOURCE_DATE_EPOCH=CLOCK, ENISHI_IDENTITY=identity)
    sys.argv = ["enishi", "--lang", "en", *errand.words]
    main()


def files_in(place: Path) -> dict[str, bytes]:
    """Every file below it, but for what only makes the next run quicker."""
    names = ((one.relative_to(place).as_posix(), one) for one in place.rglob("*") if one.is_file())
    return {
        name: path.read_bytes()
        for name, path in names
        if not re.search(r"/\.(?:enishi|index)/|\Asaid\Z", name)
    }


@dataclass
class Scene:
    """A place before a command, and its files before and after."""

    errand: Errand
    prepared: Path
    old: dict[str, bytes] = field(default_factory=dict)
    new: dict[str, bytes] = field(default_factory=dict)
    loose: set[str] = field(default_factory=set)
    """Files that are others each time, or grow with each."""
    calls: list[Point] = field(default_factory=list)

    def lay_out(self) -> Path:
        """The portal as it was before."""
        work = self.prepared.with_name("work")
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(self.prepared, work, symlinks=True)
        return work / "portal"

    def run(self, root: Path, judge: Judge = lambda call: 0) -> Ended:
        return faults.built(root, partial(go, self.errand), judge)

    def is_whole(self, name: str, data: bytes | None) -> bool:
        """Whether a file is as it was before, or as it is afterwards."""
        if data in (self.old.get(name), self.new.get(name)) or name in self.loose:
            return True
        # To these files lines are added, and a line that breaks off is passed over.
        return name.endswith(".jsonl") and self.new.get(name, b"").startswith(data or b"")


def scene_on(ground: Path, name: str) -> Scene:
    """A place for one of the errands, with the calls that it makes."""
    scene = Scene(ERRANDS[name], ground / "prepared")
    small = SmallPortal(scene.prepared / "portal").write({**PORTAL, **scene.errand.files})
    small.write({"../typed": scene.errand.typed})
    (small.root / "private").chmod(0o700)
    if "--new-identity" not in scene.errand.words:
        write_identity(scene.prepared / "identity.txt", MINE)
    if scene.errand.is_sealed:
        small.write({"private/recipients.txt": f"{MINE.recipient.text}\n{SPARE.recipient.text}\n"})
        cabinet = Cabinet(small.root, "private", Ring(identities=(MINE,)))
        Sealing(cabinet, ZoneInfo("Asia/Tokyo")).seal((), rotate=False, accept=False)
    root = scene.lay_out()
    scene.old = files_in(root.parent)
    ended = scene.run(root)
    assert ended.status == 0, (name, ended.said)
    scene.new = files_in(root.parent)
    ended = scene.run(root)
    assert ended.status == scene.errand.again, (name, ended.said)
    others = [files_in(root.parent)]
    witness = Saboteur()
    ended = scene.run(scene.lay_out(), witness)  # what is compiled once is compiled now
    assert ended.status == 0, (name, ended.said)
    others.append(files_in(root.parent))
    scene.calls = witness.seen
    scene.loose = {
        one
        for other in others
        for one in {*scene.new, *other}
        if other.get(one) != scene.new.get(one)
    }
    assert scene.old != scene.new
    return scene


def break_at(scene: Scene, point: Point, mode: str) -> list[str]:
    """Break one command: what is not as promised."""
    root = scene.lay_out()
    saboteur = Saboteur(point, mode)
    ended = scene.run(root, saboteur)
    found = [*_faults_of(scene, ended, files_in(root.parent), mode), *_unmended(scene, root, mode)]
    return [f"{point.call} {point.number}, {mode}: {one}" for one in found]


def _faults_of(scene: Scene, ended: Ended, left: dict[str, bytes], mode: str) -> Iterator[str]:
    changed = {one for one in {*left, *scene.old} if left.get(one) != scene.old.get(one)}
    parts = changed - scene.new.keys() - scene.loose - scene.errand.waits
    halves = {
        one
        for one in changed - parts - scene.errand.waits
        if not scene.is_whole(one, left.get(one))
    }
    if halves:
        yield f"neither old nor new: {sorted(halves)}"
    if mode == "kill":
        if ended.status != KILL:
            yield f"was not killed: {ended.status}"
        return
    if parts:
        yield f"left by a command that failed: {sorted(parts)}"
    if ended.status not in (0, 1) or "Traceback" in ended.said:
        yield f"status {ended.status}: {ended.said}"
    is_told = TOLD in ended.said or (NOTHING in ended.said and not changed - scene.loose)
    if ended.status == 1 and mode == "error" and not is_told:
        yield f"failed without a word: {ended.said}"
    late = {one for one in scene.new if not scene.is_whole(one, left.get(one))} - scene.loose
    if ended.status == 0 and late:
        yield f"success, without {sorted(late)}"


def _unmended(scene: Scene, root: Path, mode: str) -> Iterator[str]:
    """What another run does not put right."""
    again = scene.run(root)
    if again.status not in (0, scene.errand.again):
        yield f"the next run fails: {again.said}"
    left, stays = files_in(root.parent), scene.errand.stays if mode == "kill" else frozenset()
    rest = left.keys() - scene.new.keys() - scene.loose - stays
    if rest:
        yield f"left over: {sorted(rest)}"
    wrong = {one for one, data in scene.new.items() if left.get(one) != data} - scene.loose - stays
    if wrong or not scene.loose - stays <= left.keys():
        yield f"not done by the next run: {sorted(wrong)}: {again.said}"


def chosen(calls: list[Point], every: int) -> Iterator[tuple[Point, str]]:
    """Each call in each way, or every so manyth of its kind in one way and then the other."""
    for kind in sorted({one.call for one in calls}):
        for number, one in enumerate([one for one in calls if one.call == kind][::every]):
            ways = ("kill", "error") if every == 1 else (("kill", "error")[number % 2],)
            yield from ((one, way) for way in ways)
            if kind in faults.FILLING and (every == 1 or number % 2):
                yield one, "full"


def explore(name: str, every: int = 1) -> faults.Explored:
    """Break one of the errands."""
    with tempfile.TemporaryDirectory(prefix="enishi-mishaps-") as folder:
        start, tempfile.tempdir = time.monotonic(), folder
        try:
            scene = scene_on(Path(folder), name)
            points = list(chosen(scene.calls, every))
            wrong = [one for point, mode in points for one in break_at(scene, point, mode)]
        finally:
            tempfile.tempdir = None
    told = (
        f"{name}: {len(scene.calls)} calls that change something; {len(points)} commands broken, "
        f"in {time.monotonic() - start:.0f} s"
    )
    return faults.Explored(wrong, len(points), told)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("names", nargs="*", default=list(ERRANDS))
    given = parser.parse_args()
    for module in pkgutil.walk_packages(enishi.__path__, "enishi."):
        if not module.name.endswith(("__main__", ".plugin")):
            import_module(module.name)  # what the copies of this process need not load again
    failed = False
    for name in given.names:
        explored = explore(name, given.every)
        sys.stdout.write("\n".join([explored.told, *(f"  {one}" for one in explored.wrong)]) + "\n")
        sys.stdout.flush()
        failed = failed or bool(explored.wrong)
    sys.exit(failed)
