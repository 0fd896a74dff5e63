"""Makes keys, and lets their owners in: the beginning of sealing, and the way back after a loss."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from enishi.desk.cabinet import Cabinet
from enishi.desk.cipher import is_installed
from enishi.desk.keys import (
    RECIPIENTS,
    Identity,
    Recipient,
    Ring,
    fault_of_file,
    identity_in,
    load_recipients,
    write_identity,
)
from enishi.desk.sealing import Sealing
from enishi.problems import Problems, Refused, refusal

Tell = Callable[[Identity], None]
"""Shows a recovery key to its owner, who writes it down."""


def new_keys(cabinet: Cabinet, file: Path, tell: Tell) -> None:
    """Make an identity in `file`, and one for recovery that nothing keeps: only `tell` gets it.

    Nothing is sealed to a key that was not told. Where an earlier run was killed, this one goes
    on with its identity. Raises `Refused` where there is an identity already.
    """
    _need_libraries(file)
    _recipients(cabinet)
    with _identity_for(file) as identity:
        recovery = Identity.fresh()
        tell(recovery)
        _admit(cabinet, {"everyday key": identity, "recovery key (paper)": recovery})


def new_recovery(cabinet: Cabinet, name: str, tell: Tell) -> None:
    """Make an identity for recovery alone, as `new_keys` does. Raises `Refused` where
    `recipients.txt` has faults."""
    _need_libraries(Path(name))
    _recipients(cabinet)
    recovery = Identity.fresh()
    tell(recovery)
    _admit(cabinet, {"recovery key (paper)": recovery})


def recovered(cabinet: Cabinet, file: Path, typed: str, zone: ZoneInfo) -> list[str]:
    """With a recovery key as typed, make a new identity and seal everything to it as well.

    The files that were written. Raises `Refused` for a key that opens nothing here.
    """
    _need_libraries(file)
    key = Identity.typed(typed)
    recipients = _recipients(cabinet)
    if key is None or key.recipient not in recipients:
        raise refusal(file.name, "recovery-bad")
    if fault_of_file(file) != "sealed-locked":
        raise refusal(file.name, "identity-there")
    opening = Cabinet(cabinet.root, cabinet.place, Ring(identities=(key,)))
    Sealing(opening, zone).prove_all()
    with _identity_for(file) as identity:
        _admit(cabinet, {"everyday key": identity})
        return Sealing(opening, zone).seal((), rotate=True, accept=False)


@contextmanager
def _identity_for(file: Path) -> Iterator[Identity]:
    """An identity that is in its place once all is done that it is for.

    Until then it waits beside it, so that another run can go on with it. Raises `Refused` as
    `write_identity` does.
    """
    if os.path.lexists(file):
        raise refusal(file.name, "identity-there")
    waiting = file.with_name(f".{file.name}.new")
    identity = identity_in(waiting)
    if identity is None:
        identity = Identity.fresh()
        write_identity(waiting, identity)
    yield identity
    waiting.rename(file)


def _admit(cabinet: Cabinet, made: dict[str, Identity]) -> None:
    """Add recipients to the file, and keep git from what must stay here."""
    path = cabinet.folder / RECIPIENTS
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    text = before + ("\n" if before and not before.endswith("\n") else "")
    known = load_recipients(cabinet.folder, path.name, Problems())
    text += "".join(
        f"# {label}\n{one.recipient.text}\n"
        for label, one in made.items()
        if one.recipient not in known
    )
    cabinet.write(RECIPIENTS, text)
    cabinet.keep_from_git()


def _recipients(cabinet: Cabinet) -> tuple[Recipient, ...]:
    """Those of the file. Raises `Refused` where it has faults, before anything is made."""
    problems = Problems()
    found = cabinet.recipients(problems)
    if problems.errors:
        raise Refused(problems)
    return found


def _need_libraries(file: Path) -> None:
    if not is_installed():
        raise refusal(file.name, "sealed-library")
