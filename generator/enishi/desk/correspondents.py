"""Who wrote: by the token of a letter, by the letter that is answered, or by the address alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from enishi.desk.private import reveal
from enishi.desk.records import Card
from enishi.desk.tokens import Claim, board_token_of, claims_of, message_id_of


@dataclass(frozen=True)
class Correspondents:
    """Everybody who may have got a letter."""

    secret: bytes = field(repr=False)
    issues: tuple[str, ...]
    people: tuple[str, ...]
    """IDs."""
    cards: Mapping[str, Card]

    def by_token(self, token: str) -> Claim | None:
        """Whose letter had that token; nobody else can know it, but whom they showed it."""
        return self._claims.get(token)

    def by_letter(self, ids: Iterable[str]) -> Claim | None:
        """Whose letter has one of these Message-IDs, whatever host they name."""
        for one in ids:
            claim = self._letters.get(one.partition("@")[0].lower())
            if claim:
                return claim
        return None

    def board_of(self, token: str) -> str:
        """For whom the board with that token is; empty for none. Whoever was invited knows it."""
        return self._boards.get(token, "")

    def by_address(self, address: str) -> tuple[str, ...]:
        """Who has that address. Anybody can write it into From."""
        return tuple(self._addresses.get(address.casefold(), ())) if address else ()

    def addresses_in(self, text: str) -> tuple[tuple[str, str], ...]:
        """`(address, ID)` of those that somebody has and that stand in a text."""
        plain = text.casefold()
        return tuple(
            (address, person)
            for address, people in self._addresses.items()
            for person in people
            if address in plain
        )

    def has(self, person: str, address: str) -> bool:
        """Whether it is one of theirs."""
        return person in self.by_address(address)

    def first_of(self, person: str) -> str:
        """The address that they are written to; empty where there is none."""
        card = self.cards.get(person)
        return reveal(card.emails[0]) if card and card.emails else ""

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        return claims_of(self.secret, self.issues, self.people)

    @cached_property
    def _boards(self) -> dict[str, str]:
        return {board_token_of(self.secret, one): one for one in self.people}

    @cached_property
    def _letters(self) -> dict[str, Claim]:
        names = ((message_id_of(token, "x"), claim) for token, claim in self._claims.items())
        return {name.strip("<>").partition("@")[0]: claim for name, claim in names}

    @cached_property
    def _addresses(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for card in self.cards.values():
            for one in card.emails:
                found.setdefault(reveal(one).casefold(), []).append(card.id)
        return found
