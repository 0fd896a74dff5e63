"""`enishi audit` proves that nothing private has a part in the site."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from enishi.options import JSON, TODAY, voiced
from enishi.problems import Problems
from enishi.surroundings import day_by, ring_here, root_here, settings_of, shelves
from enishi.voice import Voice


@click.command(epilog="例 / Example:  enishi audit")
@click.option("--each", is_flag=True, help="項目をひとつずつ / every field by itself too")
@JSON
@TODAY
@voiced
@click.pass_obj
def audit(voice: Voice, each: bool, as_json: bool, today: str | None) -> None:
    """非公開の情報がサイトに影響しないことを、写しで確かめる / prove it on a copy."""
    from enishi.desk.audit import audit_portal

    root, problems = root_here(), Problems()
    place = settings_of(root, problems).ours.private
    ring, day = ring_here(), day_by(today)
    found = audit_portal(root, place, day, voice.progress, each=each, ring=ring, shelves=shelves())
    voice.hush()
    if as_json:
        click.echo(json.dumps({"clean": found.is_clean, **asdict(found)}, ensure_ascii=False))
    elif found.is_clean:
        key = "audit.done" if found.records else "audit.empty"
        counts = {"records": found.records, "fields": len(found.fields), "builds": found.builds}
        voice.say(key, place=place, files=f"{found.files:,}", **counts)
    else:
        click.echo(voice.phrase("audit.bad"))
        for one in found.differences[:15]:
            way = voice.phrase(f"way.{one.way}")
            told = {"count": len(one.files), "file": one.files[0]}
            click.echo(voice.phrase("audit.difference", field=one.field, way=way, **told))
    if not found.is_clean:
        raise click.exceptions.Exit(1)
