"""Whom to call everywhere in England: facts that come with Heard, each with its source.

111 option 2, Childline, the NSPCC and Hourglass were compared with stored copies of their own pages on the day they
name. The others are written down from general knowledge and were compared with nothing: they name no such day. No line
was called. What expires is shown to nobody until someone checks it; 999 and 111 are part of the country's numbering and
do not expire.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

ANY_TIME = "Every day at any time"
COMPARED_ON = date(2026, 11, 25)
EXPIRES_ON = date(2027, 11, 25)

_ENGLISH = ("en",)

NATIONAL_CONTACTS: tuple[dict[str, Any], ...] = (
    {
        "kind": "EMERGENCY",
        "name": _("Police, ambulance or fire"),
        "number": "999",
        "note": _("If someone is in danger now"),
        "hours": ANY_TIME,
        "source": "https://www.gov.uk/guidance/999-and-112-the-uks-national-emergency-numbers",
        "expires_on": None,
    },
    {
        "kind": "EMERGENCY",
        "name": _("999 in British Sign Language"),
        "link": "https://999bsl.co.uk/",
        "note": _("A video call to 999 in sign language"),
        "hours": ANY_TIME,
        "languages": ("bfi",),
        "source": "https://999bsl.co.uk/",
        "expires_on": None,
    },
    {
        "kind": "URGENT_HEALTH",
        "name": _("NHS 111"),
        "number": "111",
        "note": _("If you need medical help fast"),
        "hours": ANY_TIME,
        "source": "https://www.nhs.uk/nhs-services/urgent-and-emergency-care-services/when-to-use-111/",
        "expires_on": None,
    },
    {
        "kind": "MENTAL_HEALTH_CRISIS",
        "name": _("NHS 111 for mental health"),
        "number": "111",
        "note": _("Choose option 2 if you cannot cope, or may hurt yourself"),
        "hours": ANY_TIME,
        "source": (
            "https://www.nhs.uk/nhs-services/mental-health-services/where-to-get-urgent-help-for-mental-health/"
        ),
        "checked_on": COMPARED_ON,
    },
    {
        "kind": "CHILD_LISTENING",
        "name": _("Childline"),
        "number": "0800 1111",
        "note": _("Free, for anyone under 19"),
        "hours": ANY_TIME,
        "source": "https://www.childline.org.uk/get-support/contacting-childline/",
        "checked_on": COMPARED_ON,
    },
    {
        "kind": "CHILD_CONCERN",
        "name": _("NSPCC helpline"),
        "number": "0808 800 5000",
        "note": _("Free, if you are worried about a child"),
        "source": "https://www.nspcc.org.uk/keeping-children-safe/our-services/nspcc-helpline/",
        "checked_on": COMPARED_ON,
    },
    {
        "kind": "LISTENING",
        "name": _("Samaritans"),
        "number": "116 123",
        "note": _("Free, if you or someone else may not want to live"),
        "hours": ANY_TIME,
        "source": "https://www.samaritans.org/how-we-can-help/contact-samaritan/",
    },
    {
        "kind": "LISTENING",
        "name": _("Shout"),
        "text_number": "85258",
        "text_word": "SHOUT",
        "note": _("Free, if you would rather write than talk"),
        "hours": ANY_TIME,
        "source": "https://giveusashout.org/",
    },
    {
        "kind": "ABUSE",
        "name": _("National Domestic Abuse Helpline"),
        "number": "0808 2000 247",
        "note": _("Free, for women who are hurt or frightened at home"),
        "hours": ANY_TIME,
        "source": "https://www.nationaldahelpline.org.uk/",
    },
    {
        "kind": "OLDER_PEOPLE",
        "name": _("Hourglass"),
        "number": "0808 808 8141",
        "note": _("Free, if an older person is being harmed"),
        "source": "https://wearehourglass.org/",
        "checked_on": COMPARED_ON,
    },
)


def national_facts() -> tuple[dict[str, Any], ...]:
    """Return each contact with all that is kept of it."""
    always = {"languages": _ENGLISH, "checked_on": None, "expires_on": EXPIRES_ON}
    return tuple({**always, **fact} for fact in NATIONAL_CONTACTS)
