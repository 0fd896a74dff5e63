"""SendGrid Marketing Campaigns: Handlebars (https://www.twilio.com/docs/sendgrid/for-developers/sending-email/using-handlebars).

Beside Handlebars, older tags (`[%…%]`, `<%…%>`, `[unsubscribe]`) are broken as well. Handlebars
escapes by a backslash, which means something else behind another backslash, so in plain text a
space parts the braces instead.
"""

from __future__ import annotations

from enishi.desk.target import Target, in_languages

_NAME = "{{#if FIELD}}%s{{else}}ANYONE{{/if}}"

TARGET = Target(
    title="SendGrid",
    source="https://www.twilio.com/docs/sendgrid/for-developers/sending-email/using-handlebars",
    columns=("email", "first_name", "last_name"),
    signs=("{{", "[%", "<%", "[unsubscribe", "[weblink"),
    stop="{{{unsubscribe}}}",
    web="{{{weblink}}}",
    name=in_languages(_NAME % "{{FIELD}}", "last_name", "first_name"),
    text_name=in_languages(_NAME % "{{{FIELD}}}", "last_name", "first_name"),
)
