"""What is told of the messages that came in: for people, and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from enishi.desk.answers import clean
from enishi.desk.board import lines_of
from enishi.desk.contributions import Contribution
from enishi.desk.inbox import SORTS, Item
from enishi.desk.settling import Proposal

Phrase = Callable[..., str]
_SUBJECT = 60


def values_of(items: Iterable[Item], settled: int) -> dict[str, object]:
    """For programs: no addresses, and nothing that was written but the subject."""
    return {
        "settled": settled,
        "messages": [
            {
                "origin": item.mail.origin,
                "sort": item.sort,
                "people": list(item.people),
                "by": item.by,
                "issue": item.issue,
                "subject": "" if item.sort == "stop" else item.mail.subject[:_SUBJECT],
                "bounces": [{"how": one.how, "status": one.status} for one in item.bounces],
                "fault": item.mail.fault,
            }
            for item in items
        ],
    }


def render_item(item: Item, phrase: Phrase) -> str:
    """One message on one line. A name with a question mark is a guess by the address."""
    doubt = "?" if item.by == "address" and item.sort != "bounce" else ""
    who = ", ".join(f"{one}{doubt}" for one in item.people) or "—"
    bounces = sorted({(one.how, one.status) for one in item.bounces})
    how = ", ".join(f"{phrase(f'inbox.{how}')} {status}".strip() for how, status in bounces)
    subject = item.issue if item.sort == "stop" else clean(item.mail.subject)[:_SUBJECT]
    said = how or subject  # never a token: whoever has it can stop the letters
    note = phrase(f"inbox.fault.{item.mail.fault}") if item.mail.fault else ""
    note += phrase("inbox.strange") if item.is_strange else ""
    return phrase("inbox.item", origin=clean(item.mail.origin), who=who, said=f"{said}{note}")


def render_contribution(
    found: Contribution, person: str, leave: str, phrase: Phrase
) -> Iterator[str]:
    """The lines that would be added to a board, and why to make sure of who wrote them."""
    if found.greeting.words:
        lines = lines_of(found.greeting, leave).splitlines()
        yield from (
            f"    + {clean(line) if not n else '  ' + clean(line)}" for n, line in enumerate(lines)
        )
    else:
        yield phrase("inbox.board.empty")
    yield phrase("inbox.board.from", address=clean(found.address) or "—", person=person)
    yield from (phrase(f"inbox.board.{doubt}") for doubt in found.doubts)


def render_proposal(found: Proposal, shown: str, phrase: Phrase) -> Iterator[str]:
    """The diffs of both records; `shown` is the private one as it is named."""
    revision = found.revision
    if revision.public:
        yield from (f"    {line}" for line in revision.public.diff(revision.public.path))
    yield from (f"    {line}" for line in revision.private.diff(shown))
    for key, labels in (("kept", revision.kept), ("by-hand", revision.by_hand)):
        if labels:
            yield phrase(f"inbox.{key}", labels=", ".join(labels))


def render_sum(items: Sequence[Item], settled: int, phrase: Phrase) -> str:
    """How many messages were read, and that each was something."""
    counts = Counter(item.sort for item in items)
    parts = [phrase(f"inbox.{sort}.short", count=counts[sort]) for sort in SORTS]
    return phrase("inbox.sum", whole=len(items) + settled, parts=" + ".join(parts), settled=settled)
