"""`enishi build` makes the site."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click

from enishi.desk.fingerprint import fingerprint_of
from enishi.options import TODAY, voiced
from enishi.recovery import put_right
from enishi.report import FORMATS
from enishi.standing import SITE_FOLDER, Counts, scan, unchanged
from enishi.surroundings import day_by, guard_of, identity_file, root_here
from enishi.voice import Voice


@click.command(epilog="例 / Example:  enishi build")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="形 / output")
@click.option("--processes", type=click.IntRange(1, 64), help="同時に働く数 / processes at work")
@click.option("--reference", is_flag=True, help="速い道を使わない / read all Markdown the slow way")
@click.option("--profile", is_flag=True, help="段階ごとの時間 / tell the time of each stage")
@click.option(
    "--allow-shrink", is_flag=True, help="ページが大きく減ってもよい / even if many pages are gone"
)
@TODAY
@voiced
@click.pass_obj
def build(
    voice: Voice,
    form: str,
    processes: int | None,
    reference: bool,
    profile: bool,
    allow_shrink: bool,
    today: str | None,
) -> None:
    """site/ を作る / build the portal into site/."""
    voice.form = form
    root, day, start = root_here(), day_by(today), time.perf_counter()
    put_right(root / SITE_FOLDER)
    seen, site = scan(root), root / SITE_FOLDER
    known = partial(fingerprint_of, root, identity=identity_file())
    found = unchanged(root, site, seen, day, reference=reference, fingerprint=known)
    made, restored = 0, False
    if found:
        counts, problems = found
        stages = {"scan": time.perf_counter() - start}
    else:
        from enishi.build import Means, build_site

        means = Means(
            processes or 0,
            reference=reference,
            seen=seen,
            may_shrink=allow_shrink,
            guard=guard_of(root),
        )
        report = build_site(root, day, voice.progress, means=means)
        counts, stages, made = report.counts, report.stages, report.made
        restored = report.restored
        problems = report.problems
    voice.problems(problems)
    if form == "text":
        key = "build.done" if made else "build.restored" if restored else "build.same"
        _say_built(voice, key, site, counts, made, sum(stages.values()))
    if profile:
        _say_stages(voice, stages)


def _say_built(
    voice: Voice, key: str, site: Path, counts: Counts, made: int, seconds: float
) -> None:
    voice.say(
        key,
        site=site,
        pages=f"{counts.pages:,}",
        people=f"{counts.people:,}",
        hidden=f"{counts.hidden:,}",
        news=f"{counts.news:,}",
        letters=f"{counts.letters:,}",
        size=f"{counts.bytes / 1_000_000:.1f}",
        made=f"{made:,}",
        seconds=f"{seconds:.1f}",
    )
    voice.say("build.open", index=site / "index.html", folder=SITE_FOLDER)


def _say_stages(voice: Voice, stages: Mapping[str, float]) -> None:
    """Seconds of each stage, in the order of the story."""
    for name, seconds in stages.items():
        told = voice.phrase(f"profile.{name}")
        voice.say("build.stage", name=f"{told:<16}", seconds=f"{seconds:7.2f}")
