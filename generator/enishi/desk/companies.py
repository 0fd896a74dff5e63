"""Names of companies: when two of them mean the same one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FORMS = re.compile(
    r"""
    (?:株式|有限|合同|合資|合名|相互)会社 | \((?:株|有|同|資|名|相|社|財|医|学|独|福)\)
    | (?:一般|公益|特例)?(?:社団|財団)法人
    | (?:特定非営利活動|npo|医療|学校|宗教|社会福祉|独立行政|国立大学)法人
    """,
    re.VERBOSE,
)
"""Legal forms of Japan, written out or in brackets (㈱ is (株) under NFKC)."""
_LATIN_FORMS = frozenset(
    """inc incorporated corp corporation co company ltd limited llc llp lp plc kk gk yk gmbh ag kg
    se sa sas sarl srl spa bv nv ab as oy aps pte pty pvt sdn bhd""".split()
)
_DOTTED = re.compile(r"\b((?:[a-z]\.){2,})")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SHORTEST = 3
"""Characters from which a name within another says something."""


@lru_cache(maxsize=65536)
def company_key(name: str) -> str:
    """What a company is known by: without legal form, punctuation, spaces, case and width.

    A name that is nothing but a form (`Company`) keeps it.
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    text = _FORMS.sub(" ", text)
    text = _DOTTED.sub(lambda match: match[1].replace(".", "") + " ", text)
    words = _WORD.findall(text)
    kept = list(words)
    while kept and kept[-1] in _LATIN_FORMS:
        kept.pop()
    return "".join(kept or words)


def is_near(one: str, other: str) -> bool:
    """Whether one key stands within the other: a branch, a subsidiary, or somebody else."""
    short, long = sorted((one, other), key=len)
    return len(short) >= SHORTEST and short != long and short in long
