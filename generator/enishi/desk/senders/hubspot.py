"""HubSpot: HubL (https://developers.hubspot.com/docs/cms/reference/hubl/variables).

A coded e-mail is refused without the office's address out of HubSpot's own settings, so that
stands where ours does. A brace in plain text is printed as a string.
"""

from __future__ import annotations

from enishi.desk.target import Target, in_languages

TARGET = Target(
    title="HubSpot",
    source="https://developers.hubspot.com/docs/cms/reference/hubl/variables",
    columns=("Email", "First Name", "Last Name"),
    signs=("{{", "{%", "{#"),
    literal="{{ '%s' }}",
    stop="{{ unsubscribe_link }}",
    web="{{ view_as_page_url }}",
    address=(
        "{{ site_settings.company_name }}, {{ site_settings.company_street_address_1 }}, "
        "{{ site_settings.company_city }}, {{ site_settings.company_state }}"
    ),
    name=in_languages(
        "{{ personalization_token('contact.FIELD', 'ANYONE') }}", "lastname", "firstname"
    ),
)
