"""What the world's name servers say of the domain that our mail comes from."""

from __future__ import annotations

from collections.abc import Callable

from enishi.problems import refusal

Lookup = Callable[[str], list[str]]
"""The TXT records of a name; none where there is no such name."""
_PLACES = {"spf": ("", "v=spf1"), "dmarc": ("_dmarc.", "v=DMARC1")}
"""Before the domain, and how the record begins (RFC 7208 §4.5, RFC 7489 §6.6.3)."""
_SECONDS = 5


def records_of(kind: str, domain: str, lookup: Lookup) -> list[str]:
    """The records of that kind, `spf` or `dmarc`.

    Where a domain has no DMARC record of its own, that of the one above it counts.
    """
    before, begins = _PLACES[kind]
    above = domain.partition(".")[2]
    names = [domain, above] if kind == "dmarc" and "." in above else [domain]
    for name in names:
        texts = lookup(f"{before}{name}")
        found = [one for one in texts if one.lower().startswith(begins.lower())]
        if found:
            return found
    return []


def lookup_by_dns() -> Lookup:
    """By the name servers of this machine. Raises `Refused` where the library is not installed,
    and the lookup where no server answers."""
    try:
        import dns.exception
        import dns.resolver
    except ModuleNotFoundError:
        raise refusal("--dns", "dns-library") from None

    def lookup(name: str) -> list[str]:
        try:
            answer = dns.resolver.resolve(name, "TXT", lifetime=_SECONDS)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except dns.exception.DNSException:
            raise refusal("--dns", "dns-silent") from None
        return [b"".join(one.strings).decode("utf-8", "replace") for one in answer]

    return lookup
