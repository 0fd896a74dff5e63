"""`enishi prove` tells what is shown of a person and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from enishi.options import TODAY, voiced
from enishi.problems import Problems, Refused
from enishi.standing import CACHE, scan
from enishi.surroundings import cabinet_of, day_by, root_here, settings_of
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.dates import Day
    from enishi.proof import Proof
    from enishi.register import Register
    from enishi.source.consents import Consent


@click.command(epilog="例 / Example:  enishi prove kenichi-sato --json")
@click.argument("person")
@click.option("--json", "as_json", is_flag=True, help="JSON で / as JSON")
@TODAY
@voiced
@click.pass_obj
def prove(voice: Voice, person: str, as_json: bool, today: str | None) -> None:
    """何がどこに、どの同意で出ているか / what is shown where, and by which consent."""
    from enishi.build import uncollected
    from enishi.desk.testimony import testimony_of
    from enishi.proof import Proof, render_proof
    from enishi.register import Register

    root, day, problems = root_here(), day_by(today), Problems()
    settings = settings_of(root, Problems())
    register = Register(root, settings.zone, day(settings.zone).today, scan(root))
    told = testimony_of(cabinet_of(root, settings), register, person)
    if told.path and person not in register.paths:
        proof = Proof(person, told.path, register.today, False, (), ())
    else:
        with uncollected():
            proof = _proved(register, person, told.consents, day, problems)
    consents = (*proof.consents, *told.evidence)
    proof = replace(proof, consents=consents, is_locked=told.is_locked)
    if as_json:
        click.echo(json.dumps(asdict(proof), ensure_ascii=False, indent=2, default=str))
    else:
        click.echo("\n".join(render_proof(proof, voice.phrase)))
    if problems.errors:
        voice.problems(problems)
        raise click.exceptions.Exit(1)


def _proved(
    register: Register,
    person: str,
    beside: tuple[Consent, ...],
    day: Callable[[ZoneInfo], Day],
    problems: Problems,
) -> Proof:
    """As far as it can be told: somebody who withdrew is owed the rest, even while a text that
    names them keeps the site from being made."""
    from enishi import program, workshop
    from enishi.build import Means, open_portal
    from enishi.memory import Memory
    from enishi.proof import prove as proof_of
    from enishi.proof import prove_consents
    from enishi.recall import Recall

    memory = Memory(register.root / CACHE, program.version())
    memory.recall = Recall()
    try:
        portal = open_portal(register.root, Problems(), day, means=Means(memory=memory))
    except Refused as refused:
        problems.extend(refused.problems)
        return prove_consents(register, person, beside)
    return proof_of(portal, register, person, memory, beside, workshop.hands())
