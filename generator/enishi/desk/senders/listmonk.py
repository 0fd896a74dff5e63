"""listmonk: Go templates (https://listmonk.app/docs/templating/).

The plain part is run through Go's `html/template` too, for which `<` begins a tag: like braces it
is printed as a string, by `Safe`. `@TrackLink` behind an address is a tag as well. HTML comments
would be dropped, and with them all that Outlook for Windows needs; `Safe` keeps them.
"""

from __future__ import annotations

import json
import re

from enishi.desk.target import Recipient, Target, in_languages

_COMMENT = re.compile(r"<!--[^`]*?-->")
_NAME = "{{ with .Subscriber.Attribs.FIELD }}%s{{ else }}ANYONE{{ end }}"


def row(one: Recipient, address: str, issue: str) -> tuple[str, ...]:
    known = {"issue": issue, "first_name": one.first, "last_name": one.last}
    data = json.dumps({key: value for key, value in known.items() if value}, ensure_ascii=False)
    return address, one.name, data


TARGET = Target(
    title="listmonk",
    source="https://listmonk.app/docs/templating/",
    columns=("email", "name", "attributes"),
    row=row,
    signs=("{{", "@TrackLink"),
    text_signs=("<",),
    literal='{{ Safe "%s" }}',
    stop="{{ UnsubscribeURL }}",
    web="{{ MessageURL }}",
    name=in_languages(_NAME % "{{ . }}", "last_name", "first_name"),
    text_name=in_languages(_NAME % "{{ Safe . }}", "last_name", "first_name"),
    finish=lambda html: _COMMENT.sub(lambda found: f"{{{{ Safe `{found[0]}` }}}}", html),
)
