"""`enishi preflight` looks at an issue before it is sent."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enishi.options import JSON, voiced
from enishi.problems import Problems, refusal
from enishi.references import nearest
from enishi.standing import scan
from enishi.surroundings import cabinet_of, now_in, root_here, settings_of
from enishi.voice import Voice
from enishi.writing import put

if TYPE_CHECKING:
    from enishi.preflight import Preflight
    from enishi.settings import Settings

_REASON = re.compile(r"\(([a-z-]+)\)")
"""Why somebody is not written to, as a code."""
_SIGNS = {"good": "✓", "bad": "✗", "note": "!", "unknown": "?"}
_COLOURS = {"good": "green", "bad": "red", "note": "yellow", "unknown": "red"}


@click.command(epilog="例 / Example:  enishi preflight 2026-11-autumn")
@click.argument("issue")
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), help="ページにする / as a page"
)
@click.option("--dns", is_flag=True, help="SPF と DMARC を問い合わせる / look up SPF and DMARC")
@JSON
@voiced
@click.pass_obj
def preflight(voice: Voice, issue: str, html: Path | None, dns: bool, as_json: bool) -> None:
    """送る前の点検。赤があれば送れません / green or red: whether an issue may be sent."""
    from enishi.nameservers import lookup_by_dns
    from enishi.preflight import preflight_of

    root = root_here()
    settings = settings_of(root, Problems())
    lookup = lookup_by_dns() if dns else None
    found = preflight_of(
        cabinet_of(root, settings),
        settings,
        _issue_of(root, issue),
        scan(root),
        now_in(settings.zone),
        lookup=lookup,
        tell=voice.progress,
    )
    voice.hush()
    if html:
        put(html, _page(voice, root, settings, found).encode(), 0o600)
    if as_json:
        told = {"green": found.is_green, **asdict(found)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _tell(voice, found)
    if not found.is_green:
        raise click.exceptions.Exit(1)


def _issue_of(root: Path, given: str) -> str:
    """The ID; that of a file of `content/newsletters/` as well. Raises `Refused` for no issue."""
    folder = root / "content" / "newsletters"
    known = {file.stem for file in folder.glob("*.md")}
    stem = Path(given).name.removesuffix(".md")
    if stem not in known:
        raise refusal("content/newsletters", "issue-missing", near=nearest(stem, known))
    return stem


def _tell(voice: Voice, found: Preflight) -> None:
    for group, checks in _told(voice, found).items():
        lines = [one for one in checks if one["state"] != "good" or not voice.quiet]
        if lines:
            click.secho(f"\n{group}", bold=True)
        for one in lines:
            click.secho(f"  {_SIGNS[one['state']]} ", fg=_COLOURS[one["state"]], nl=False)
            click.echo(one["said"])
            if one["cure"]:
                click.echo(f"      → {one['cure']}")
    click.echo(f"\n{_verdict(voice, found)}")


def _told(voice: Voice, found: Preflight) -> dict[str, list[dict[str, str]]]:
    """`{group: checks}`, each as it is said."""
    from enishi.preflight import GROUPS

    told: dict[str, list[dict[str, str]]] = {}
    for group in GROUPS:
        rows = []
        for one in found.in_group(group):
            key = (
                "preflight.unknown"
                if one.state == "unknown"
                else f"preflight.{one.code}.{one.state}"
            )
            what = _REASON.sub(lambda match: f"({voice.phrase(f'segment.{match[1]}')})", one.what)
            values = {"count": one.count, "what": what, "issue": found.issue}
            name = voice.phrase(f"preflight.{one.code}")
            said, _, cure = voice.phrase(key, name=name, **values).partition("\n")
            rows.append({"state": one.state, "said": said, "cure": cure})
        told[voice.phrase(f"preflight.group.{group}")] = rows
    return told


def _verdict(voice: Voice, found: Preflight) -> str:
    red = sum(one.state in ("bad", "unknown") for one in found.checks)
    key = "preflight.green" if found.is_green else "preflight.red"
    return voice.phrase(key, count=red, letters=found.letters, issue=found.issue)


def _page(voice: Voice, root: Path, settings: Settings, found: Preflight) -> str:
    from enishi.build import open_portal
    from enishi.surroundings import day_by

    portal = open_portal(root, Problems(), day_by(None, drafts=True))
    return portal.press.render(
        "desk/preflight.html",
        lang=voice.lang,
        groups=_told(voice, found),
        verdict=_verdict(voice, found),
        green=found.is_green,
        issue=found.issue,
        signs=_SIGNS,
    )
