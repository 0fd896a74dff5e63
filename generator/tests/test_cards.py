"""Cards: a problem, one line to forward, and who is told of it."""

from __future__ import annotations

from collections.abc import Callable

from portals import SmallPortal

Make = Callable[[dict[str, str | bytes]], SmallPortal]

CARD = "---\ntitle: 夜だけ温度が上がる\nline: いいのがあるよ。\n{more}---\nまずは一週間。\n"


def card(**more: str) -> str:
    return CARD.format(more="".join(f"{key}: {value}\n" for key, value in more.items()))


def test_cards_stand_in_the_order_of_their_writer(portal: Make) -> None:
    small = portal(
        {
            "content/cards/a.md": card(),
            "content/cards/b.md": card(order="10"),
            "content/cards/c.md": card(draft="yes"),
        }
    )
    assert [one.path for one in small.publication().cards] == ["cards/b/", "cards/a/"]


def test_a_letter_tells_the_cards_that_were_chosen(portal: Make) -> None:
    letter = "---\ntitle: 便り\ndate: 2026-11-01\nchosen: {cards: [b, a]}\n---\nお元気ですか。\n"
    small = portal(
        {
            "content/cards/a.md": card(),
            "content/cards/b.md": card(),
            "content/newsletters/one.md": letter,
        }
    )
    (found,) = small.publication().newsletters
    assert [one.id for one in found.cards] == ["b", "a"]


def test_faults_of_a_card_are_told_where_they_are(portal: Make) -> None:
    small = portal(
        {
            "content/cards/a.md": card(when="project = nowhere", about="{products: [none]}"),
            "content/newsletters/one.md": "---\ntitle: 便り\ndate: 2026-11-01\n"
            "chosen: {cards: [gone]}\n---\nあ\n",
        }
    )
    assert {(one.path, one.field, one.code) for one in small.faults()} >= {
        ("content/cards/a.md", "when", "cohort-name"),
        ("content/cards/a.md", "about.products", "ref-missing"),
        ("content/newsletters/one.md", "chosen.cards", "ref-missing"),
    }
