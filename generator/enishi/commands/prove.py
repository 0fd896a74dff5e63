"""`enishi prove` tells what is shown of a person and why."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import click

from enishi.options import TODAY, voiced
from enishi.problems import Problems
from enishi.standing import CACHE, scan
from enishi.surroundings import cabinet_of, day_by, root_here
from enishi.voice import Voice


@click.command(epilog="例 / Example:  enishi prove kenichi-sato --json")
@click.argument("person")
@click.option("--json", "as_json", is_flag=True, help="JSON で / as JSON")
@TODAY
@voiced
@click.pass_obj
def prove(voice: Voice, person: str, as_json: bool, today: str | None) -> None:
    """何がどこに、どの同意で出ているか / what is shown where, and by which consent."""
    from enishi import program, workshop
    from enishi.build import Means, open_portal, uncollected
    from enishi.desk.testimony import testimony_of
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
        told = testimony_of(cabinet_of(root, portal.settings), register, person)
        if told.path and person not in register.paths:
            proof = Proof(person, told.path, register.today, False, (), ())
        else:
            hands = workshop.hands()
            proof = proof_of(portal, register, person, memory, told.consents, hands)
        consents = (*proof.consents, *told.evidence)
        proof = replace(proof, consents=consents, is_locked=told.is_locked)
    if as_json:
        click.echo(json.dumps(asdict(proof), ensure_ascii=False, indent=2, default=str))
    else:
        click.echo("\n".join(render_proof(proof, voice.phrase)))
