"""Opens a private record in an editor, and puts it back: the story of `enishi edit`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from enishi.desk.cabinet import Held, card_in
from enishi.desk.comeback import check_new
from enishi.desk.contents import words_of
from enishi.desk.keys import Recipient, opened_text, sealed_bytes
from enishi.desk.records import CARD, Secret
from enishi.desk.sealed import Opened, is_sealed, remarks_in
from enishi.desk.sealing import Sealing
from enishi.desk.trees import branch_of, in_clear, written
from enishi.desk.workbench import workbench
from enishi.problems import Problems, Refused, refusal
from enishi.source.files import SourceFile, load_text
from enishi.source.nodes import parse_yaml
from enishi.source.schema import DEVICES, ID, Field, Kind, ListOf, Reading, RecordOf
from enishi.source.tree import Mapping, Node

_NOT_ASCII = re.compile(r"(?<=: )[^:]*[^\x00-\x7f][^:]*\Z")
Outcome = Literal["same", "saved", "sealed"]
Again = Callable[[Problems], bool]
"""Shows what is wrong with a text, and asks whether to go on with it."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A record as it was when somebody began to work on it."""

    path: str
    """In the private folder."""
    text: str
    """In clear."""
    stood: bytes | None
    """What stood in the file; None where there was none."""
    sealed: Opened | None
    to: tuple[Recipient, ...]
    """Whom a draft is sealed to; empty in a folder where nothing is sealed."""


@dataclass(frozen=True, slots=True)
class Editing:
    """One person's record, and what to edit it with."""

    sealing: Sealing
    shelves: tuple[Path, ...]
    """Where the text may lie meanwhile, folders in memory first."""
    editor: Callable[[Path], bool]
    """Lets the user edit a file; whether that went well."""
    again: Again
    template: str
    """What a new record begins with; its lines are taken out again."""

    def edit(self, person_id: str) -> Outcome:
        """Open, edit, check and put back. Raises `Refused`, and then the user's text is kept
        as a draft, sealed where records are sealed, from which the next edit begins."""
        begun = self._begin(person_id)
        with workbench(self.shelves) as folder:
            file = folder / f"{person_id}.yml"
            file.write_text(begun.text, encoding="utf-8", newline="\n")
            try:
                made = self._edited(begun, file)
                if made is not None and made.encode() == begun.stood:
                    made = None  # a blank line more or less
                if made is not None:
                    self._put_back(begun, made)
            except BaseException:
                self._keep(begun, file)
                raise
        self._draft(begun).unlink(missing_ok=True)
        if made is None:
            return "same"
        return "sealed" if begun.to or begun.sealed else "saved"

    def _begin(self, person_id: str) -> Begun:
        cabinet = self.sealing.cabinet
        if not ID.match(person_id) or person_id in DEVICES:
            raise refusal("ID", "id-bad")
        names = (f"{person_id}.yml", f"{person_id}.yaml")
        path = next((one for one in names if (cabinet.folder / one).exists()), names[0])
        problems = Problems()
        to = cabinet.recipients(problems)
        if problems.errors:
            raise Refused(problems)
        text, stood, sealed = self.template, None, None
        if (cabinet.folder / path).exists():
            text, sealed = self._standing(path)
            to = to or (tuple(cabinet.ring.recipients) if sealed else ())
            stood = (cabinet.folder / path).read_bytes()
        else:
            check_new(cabinet, person_id, cabinet.shown(path))
        begun = Begun(path, text, stood, sealed, to)
        draft = self._draft_text(begun)
        return begun if draft is None else replace(begun, text=draft)

    def _standing(self, path: str) -> tuple[str, Opened | None]:
        """A record in clear. One that is in clear and has faults may be mended here."""
        problems = Problems()
        source = self.sealing.cabinet.load(path, problems)
        if source is None:
            raise Refused(problems)
        node, sealed = self.sealing.opened(path, problems)
        if is_sealed(node) and problems.errors:
            raise Refused(problems)
        return (written(sealed.tree, in_clear), sealed) if sealed else (source.text, None)

    def _edited(self, begun: Begun, file: Path) -> str | None:
        """What is to be written; None where nothing was changed."""
        while True:
            if not self.editor(file):
                raise refusal(begun.path, "edit-editor")
            problems = Problems()
            made = self._made(begun, file, problems)
            if not problems.errors:
                return made
            if not self.again(problems):
                raise refusal(self.sealing.cabinet.shown(begun.path), "edit-kept")

    def _made(self, begun: Begun, file: Path, problems: Problems) -> str | None:
        shown = self.sealing.cabinet.shown(begun.path)
        found = Problems()
        source = load_text(file.parent, file.name, found)
        problems.extend(replace(one, path=shown) for one in found)
        if source is None or (source.text == begun.text and not self._has_draft(begun)):
            return None
        # Our own remarks become empty lines, so that all others stay where they are.
        bare = SourceFile(shown, self._without_template(source.text, "\n"))
        if not bare.text.strip():
            return None
        node = parse_yaml(bare.text, shown, problems)
        if node is None:
            return None
        at = Reading(shown, problems, self.sealing.zone)
        card_in(Held(bare, node), at)
        if not (begun.to or begun.sealed):
            return self._without_template(source.text, "") if begun.stood is None else source.text
        return self._sealed(begun, bare, node, at)

    def _sealed(self, begun: Begun, source: SourceFile, node: Node, at: Reading) -> str | None:
        for mark in remarks_in(source.text):
            at.error(mark, "sealed-comment", "")
        if at.problems.errors or not isinstance(node, Mapping):
            return None
        return self.sealing.text_of(source, branch_of(node), begun.to, begun.sealed)

    def _without_template(self, text: str, instead: str) -> str:
        ours = {f"{line}\n" for line in self.template.split("\n") if line.startswith("#")}
        lines = text.splitlines(keepends=True)
        return "".join(instead if line in ours else line for line in lines)

    def _put_back(self, begun: Begun, text: str) -> None:
        cabinet = self.sealing.cabinet
        file = cabinet.folder / begun.path
        now = file.read_bytes() if file.exists() else None
        if now != begun.stood:
            raise refusal(cabinet.shown(begun.path), "edit-changed")
        cabinet.write(begun.path, text)

    # --- drafts

    def _draft(self, begun: Begun) -> Path:
        stem = begun.path.rpartition(".")[0]
        return self.sealing.cabinet.folder / f".{stem}.draft{'.age' if begun.to else ''}"

    def _has_draft(self, begun: Begun) -> bool:
        return self._draft(begun).is_file()

    def _draft_text(self, begun: Begun) -> str | None:
        """What was kept last time. Raises `Refused` where it cannot be opened."""
        if not self._has_draft(begun):
            return None
        data = self._draft(begun).read_bytes()
        if not begun.to:
            return data.decode("utf-8", "replace")
        ring = self.sealing.cabinet.ring
        if ring.fault:
            raise refusal(self.sealing.cabinet.shown(begun.path), ring.fault)
        text = opened_text(data, ring)
        if text is None:
            raise refusal(self.sealing.cabinet.shown(begun.path), "edit-draft")
        return text

    def _keep(self, begun: Begun, file: Path) -> None:
        """Whatever ended the work, what the user wrote stays, and nobody else can read it."""
        data = file.read_bytes() if file.is_file() else b""
        text = words_of(file.name, data) or data.decode("utf-8", "replace")
        if not text.strip() or text == begun.text:
            return
        name = self._draft(begun).name
        cabinet = self.sealing.cabinet
        cabinet.write_bytes(name, sealed_bytes(text, begun.to) if begun.to else text.encode())


def template_of(lang: str) -> str:
    """A record with every field that there is, as remarks, in `ja` or `en`."""
    at = lang == "en"
    head = (
        "# この人について、会社だけが知っておくこと。要る行の # を外して書きます。",
        "# What only the company should know. Take the # off the lines that you need.",
    )
    rows = [head[at], *(row for key, one in CARD.fields.items() for row in _example(key, one, at))]
    return "\n".join(rows) + "\n"


def _example(key: str, field: Field, english: bool) -> Iterator[str]:
    """The schema's examples are Japanese where they are words; English readers get dots."""
    yield f"# -- {field.en if english else field.ja}"
    rows = (f"#{row}" for row in _rows(key, field.kind, field.example))
    yield from (_NOT_ASCII.sub("…", row) if english else row for row in rows)


def _rows(key: str, kind: Kind[Any], example: str) -> Iterator[str]:
    inner = kind.kind if isinstance(kind, ListOf | Secret) else kind
    inner = getattr(inner, "record", inner)  # as a whole it would be too long for a line
    if not isinstance(inner, RecordOf):
        yield f"{key}: {example}".rstrip()
        if example == "|":
            yield "  …"
        return
    yield f"{key}:"
    first = "  - " if isinstance(kind, ListOf) else "  "
    for number, (name, field) in enumerate(inner.fields.items()):
        pad = first if number == 0 else " " * len(first)
        shown = json.dumps("…", ensure_ascii=False) if field.example == "|" else field.example
        head, *others = _rows(name, field.kind, shown)
        yield f"{pad}{head}"
        yield from (f"{' ' * len(first)}{row}" for row in others)
