"""Makes keys, and lets their owners in: the beginning of sealing, and the way back after a loss."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from enishi.desk.cabinet import Cabinet
from enishi.desk.cipher import is_installed
from enishi.desk.keys import RECIPIENTS, Identity, Recipient, Ring, fault_of_file, write_identity
from enishi.desk.sealing import Sealing
from enishi.problems import Problems, Refused, refusal


def new_keys(cabinet: Cabinet, file: Path) -> Identity:
    """Make an identity in `file`, and one for recovery that nothing keeps: it is handed back.

    Raises `Refused` where there is an identity already.
    """
    _need_libraries(file)
    _recipients(cabinet)
    identity = Identity.fresh()
    write_identity(file, identity)
    recovery = Identity.fresh()
    _admit(cabinet, {"everyday key": identity, "recovery key (paper)": recovery})
    return recovery


def new_recovery(cabinet: Cabinet, name: str) -> Identity:
    """Make an identity for recovery alone. Raises `Refused` where `recipients.txt` has faults."""
    _need_libraries(Path(name))
    _recipients(cabinet)
    recovery = Identity.fresh()
    _admit(cabinet, {"recovery key (paper)": recovery})
    return recovery


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
    identity = Identity.fresh()
    write_identity(file, identity)
    _admit(cabinet, {"everyday key": identity})
    return Sealing(opening, zone).seal((), rotate=True, accept=False)


def _admit(cabinet: Cabinet, made: dict[str, Identity]) -> None:
    """Add recipients to the file, and keep git from what must stay here."""
    path = cabinet.folder / RECIPIENTS
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    text = before + ("\n" if before and not before.endswith("\n") else "")
    text += "".join(f"# {label}\n{one.recipient.text}\n" for label, one in made.items())
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
