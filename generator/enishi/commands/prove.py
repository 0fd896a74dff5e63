"""`enishi prove` tells what is shown of a person and why."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from enishi.options import TODAY, voiced
from enishi.problems import Problems
from enishi.standing import CACHE, scan
from enishi.surroundings import cabinet_of, day_by, root_here
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.desk.cabinet import Cabinet


@click.command(epilog="例 / Example:  enishi prove kenichi-sato --json")
@click.argument("person")
@click.option("--json", "as_json", is_flag=True, help="JSON で / as JSON")
@TODAY
@voiced
@click.pass_obj
def prove(voice: Voice, person: str, as_json: bool, today: str | None) -> None:
    """何がどこに、どの同意で出ているか / what is shown where, and by which consent."""
    from enishi import program
    from enishi.build import Means, open_portal, uncollected
    from enishi.memory import Memory
    from enishi.proof import Proof, render_proof
    from enishi.proof import prove as proof_of
    from enishi.recall import Recall
    from enishi.register import Register

    root, day = root_here(), day_by(today)
    memory = Memory(root / CACHE, program.version())
    memory.recall = Recall()
    with uncollected():
        portal = open_portal(root, Problems(), day, means=Means(memory=memory))
        zone = portal.settings.zone
        register = Register(root, zone, day(zone).today, scan(root))
        path = (
            "" if person in register.paths else _closed(cabinet_of(root, portal.settings), person)
        )
        nothing = Proof(person, path, register.today, False, (), ())
        proof = nothing if path else proof_of(portal, register, person, memory)
    if as_json:
        click.echo(json.dumps(asdict(proof), ensure_ascii=False, indent=2, default=str))
    else:
        click.echo("\n".join(render_proof(proof, voice.phrase)))


def _closed(cabinet: Cabinet, person: str) -> str:
    """The private record of somebody who has no other; empty where there is none. It is not read:
    nothing of it is shown."""
    names = (f"{person}.yml", f"{person}.yaml")
    found = next((one for one in cabinet.record_paths() if one in names), "")
    return found and cabinet.shown(found)
