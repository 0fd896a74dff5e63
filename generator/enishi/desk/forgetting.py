"""The story of `enishi forget`: remove, write down that nobody is to come back, rebuild, look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from enishi.desk.absence import Looked
from enishi.desk.edition import SENDS
from enishi.desk.erasure import Ground, Plan, erase, finish, look, plan_of
from enishi.desk.git import git_of
from enishi.desk.mailing import LOCK
from enishi.desk.rewriting import Bygone, Rewrite, bygone_in, repositories, rewrite_of
from enishi.desk.turns import turn
from enishi.lock import PATIENCE, held, held_file
from enishi.problems import Problems, refusal
from enishi.standing import SITE_FOLDER

Rebuild = Callable[[], Problems]
"""Builds the site without the person; what stands in its way."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, and what is left."""

    plan: Plan
    problems: Problems
    """Of the build; with errors the old site still stands."""
    looked: Looked
    bygones: tuple[Bygone, ...]
    """One a repository, where the history was asked for."""
    rewrites: tuple[Rewrite, ...]
    """One for each history that still holds something."""
    beyond: tuple[str, ...]
    """Copies that nobody here can reach, by what they are."""

    @property
    def is_done(self) -> bool:
        """Whether nothing of the person is left that was looked for."""
        back = any(one.looked.places for one in self.bygones)
        return not (self.problems.errors or self.looked.places or back)


def forget(ground: Ground, person_id: str, rebuild: Rebuild, *, history: bool) -> Outcome:
    """Forget a person, as far as this machine reaches; can be done again at any time.

    Raises `Refused` where nobody knows of the person, or a build or a sending is at work.
    """
    with _alone(ground):
        plan = plan_of(ground, person_id)
        erase(ground, plan)
    problems = rebuild()
    looked = look(ground, plan)
    bygones, rewrites = _looked_back(ground, plan) if history else ((), ())
    outcome = Outcome(plan, problems, looked, bygones, rewrites, tuple(_beyond(ground, plan)))
    if outcome.is_done:
        finish(ground, plan)
    return outcome


@contextmanager
def _alone(ground: Ground) -> Iterator[None]:
    """Nobody builds, sends, or writes records meanwhile: what they add would be lost."""
    cabinet = ground.cabinet
    with ExitStack() as stack:
        stack.enter_context(held(ground.root / SITE_FOLDER))
        stack.enter_context(turn(cabinet))
        for lock in sorted((cabinet.folder / SENDS).glob(f"*/{LOCK}")):
            issue = lock.parent.name
            running = refusal(cabinet.shown(f"{SENDS}/{issue}/"), "send-running", issue=issue)
            stack.enter_context(held_file(lock, PATIENCE, running))
        yield


def _looked_back(ground: Ground, plan: Plan) -> tuple[tuple[Bygone, ...], tuple[Rewrite, ...]]:
    subject, cabinet = plan.dossier.subject, ground.cabinet
    found = [
        (git, bygone_in(git, ground.looker(subject), subject)) for git in repositories(cabinet)
    ]
    steps = (
        rewrite_of(bygone, git, subject, cabinet) for git, bygone in found if bygone.looked.places
    )
    return tuple(bygone for _, bygone in found), tuple(steps)


def _beyond(ground: Ground, plan: Plan) -> Iterator[str]:
    """Where copies may be that this machine knows nothing of; only what can be so is told."""
    git = git_of(ground.root)
    if plan.had_letters:
        yield from ("letters", "services")
    if plan.was_shown:
        yield from ("feeds", "searches")
    if git is not None:
        yield "clones"
    if git is not None and git.line("remote"):
        yield "host"
    if not ground.cabinet.folder.is_relative_to(ground.root.resolve()):
        yield "synced"
    yield "backups"
