"""What opens doors, by name and never by value: what to do about each when the desk changes hands.

Some must change, since whoever leaves knows them; some must not, or letters that were sent could
no longer be answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from enishi.desk.belongings import EXPORTS
from enishi.desk.bequest import Bequest
from enishi.desk.cabinet import Cabinet
from enishi.desk.exporters import export_named, export_names
from enishi.desk.fingerprint import FORGOTTEN
from enishi.desk.forgotten import KEY
from enishi.desk.git import git_of
from enishi.desk.tokens import SECRET
from enishi.problems import Problems
from enishi.settings import MailText, Settings

_SHOWN = 14
"""Characters by which a public key is told from others."""


def keys_of(cabinet: Cabinet, settings: Settings) -> list[Bequest]:
    """In the order in which they are best done."""
    mail = settings.ours.mail
    return [
        *_sealed(cabinet),
        *(_of_mail(mail) if mail else ()),
        *_secrets(cabinet),
        *_services(cabinet, mail),
        *_places(cabinet, settings),
        Bequest("host", settings.ours.host.name, command="enishi check"),
        Bequest("folder", cabinet.shown("").rstrip("/"), command="enishi doctor"),
    ]


def _sealed(cabinet: Cabinet) -> Iterator[Bequest]:
    recipients = cabinet.recipients(Problems()) if cabinet.is_there else ()
    for one in recipients:
        yield Bequest("recipient", f"{one.text[:_SHOWN]}…", command="enishi seal --rotate")
    if recipients:
        yield Bequest("recovery", command="enishi seal --new-recovery")


def _of_mail(mail: MailText) -> Iterator[Bequest]:
    if mail.smtp:
        key = f"enishi:{mail.smtp.host} {mail.smtp.user}".rstrip()
        account = _account(mail.smtp.user, mail.smtp.host)
        yield Bequest("smtp", account, command=f"keyring set {key}")
    if mail.imap:
        key = f"enishi:{mail.imap.host} {mail.imap.user}".rstrip()
        account = _account(mail.imap.user, mail.imap.host)
        yield Bequest("imap", account, command=f"keyring set {key}")
    yield Bequest("mailbox", mail.address)
    if mail.stop and mail.stop != mail.address:
        yield Bequest("mailbox", mail.stop)
    yield Bequest("dns", mail.address.rpartition("@")[2], command="enishi preflight ISSUE --dns")
    if mail.one_click:
        yield Bequest("one-click", urlsplit(mail.one_click).hostname or "")


def _account(user: str, host: str) -> str:
    return f"{user} ({host})" if user else host


def _secrets(cabinet: Cabinet) -> Iterator[Bequest]:
    if (cabinet.folder / SECRET).exists():
        yield Bequest("secret", cabinet.shown(SECRET))
    if (cabinet.folder / FORGOTTEN).exists():
        yield Bequest("forgotten", f"{cabinet.shown(FORGOTTEN)}, {cabinet.shown(KEY)}")


def _services(cabinet: Cabinet, mail: MailText | None) -> Iterator[Bequest]:
    """Those whose tags are told, and those for which a list still lies here."""
    if mail and mail.tags:
        yield Bequest("tags", "mkdocs.yml")
    folder = cabinet.folder / EXPORTS
    for name in export_names():
        left = sorted(folder.glob(f"*-{name}.csv")) if folder.is_dir() else []
        if left:
            title = export_named(name).title
            files = tuple(("file", cabinet.shown(f"{EXPORTS}/{one.name}")) for one in left)
            yield Bequest("service", title, lines=files)


def _places(cabinet: Cabinet, settings: Settings) -> Iterator[Bequest]:
    git = git_of(cabinet.root)
    if git is not None:
        remote = git.line("remote", "get-url", git.line("remote").split("\n")[0] or "origin")
        yield Bequest("repository", _without_login(remote) or Path(cabinet.root).name)
    if settings.url:
        yield Bequest("site", urlsplit(settings.url).hostname or settings.url)


def _without_login(address: str) -> str:
    """An address of a repository may have a token in it."""
    scheme, sign, rest = address.partition("://")
    if not sign:
        return address
    host, slash, path = rest.partition("/")
    return f"{scheme}{sign}{host.rpartition('@')[2]}{slash}{path}"
