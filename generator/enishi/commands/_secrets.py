"""Passwords: from the environment or the system's keyring, never from a file or a command line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from enishi.problems import refusal
from enishi.settings import FILE

if TYPE_CHECKING:
    from enishi.desk.private import Private


def password_of(variable: str, host: str, user: str) -> Private[str] | None:
    """What the variable says, else what the keyring has for `user` at `host`; None for neither.

    Raises `Refused` where there is a keyring that does not open.
    """
    from enishi.desk.private import Private

    given = os.environ.get(variable) or _from_keyring(host, user)
    return Private(given) if given else None


def _from_keyring(host: str, user: str) -> str | None:
    try:
        import keyring
        import keyring.errors
    except ModuleNotFoundError:
        return None
    try:
        found: str | None = keyring.get_password(f"enishi:{host}", user)
    except keyring.errors.NoKeyringError:
        return None
    except keyring.errors.KeyringError:
        raise refusal(FILE, "keyring-shut", host=host, user=user) from None
    return found
