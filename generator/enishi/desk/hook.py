"""The hook that git runs before each commit."""

from __future__ import annotations

import shlex
from pathlib import Path

from enishi.desk.git import git_of, has_git
from enishi.problems import refusal
from enishi.standing import SETTINGS
from enishi.writing import put

_SIGN = "# Written by Enishi"
_TEXT = """\
#!/bin/sh
{sign}: what belongs into private/ is not committed to a repository that anybody may read.
if [ -n "${{GIT_DIR-}}" ]; then # git says so in a linked working tree
  GIT_DIR=$(cd "$GIT_DIR" && pwd) GIT_WORK_TREE=$(pwd)
  export GIT_DIR GIT_WORK_TREE
fi
cd {folder} || exit 1
if command -v enishi >/dev/null 2>&1; then
  exec enishi check --staged
fi
exec {python} -m enishi check --staged
"""


def is_installed(hook: Path) -> bool:
    """Whether the hook is ours, or another that calls us."""
    try:
        return "enishi check --staged" in hook.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def install_hook(root: Path, python: str) -> Path:
    """Write the hook of the repository that the portal lies in.

    Raises `Refused` where there is no repository, a hook that somebody else wrote, or one folder
    of hooks for several repositories.
    """
    git = git_of(root)
    if git is None:
        raise refusal(SETTINGS, "git-missing" if not has_git() else "git-none")
    hook = git.hook()
    if hook.exists() and _SIGN not in hook.read_text(encoding="utf-8", errors="replace"):
        if is_installed(hook):
            return hook
        raise refusal(hook.name, "hook-taken")
    if not any(hook.resolve().is_relative_to(one) for one in (git.store(), git.top().resolve())):
        raise refusal(hook.name, "hook-shared")
    within = root.resolve().relative_to(git.top().resolve()).as_posix()
    text = _TEXT.format(sign=_SIGN, folder=shlex.quote(within), python=shlex.quote(python))
    hook.parent.mkdir(parents=True, exist_ok=True)
    put(hook, text.encode(), 0o755)
    return hook
