"""How long a session lasts unused, by role. Whoever holds several roles has the shortest of their times."""

OTHERS = "OTHERS"
NAMES = frozenset(
    {
        "CAMPAIGN_MANAGER",
        "ANALYST",
        "CASEWORKER",
        "PARTNER",
        "RESPONDER",
        "ADMINISTRATOR",
        "PRIVACY_LEAD",
        OTHERS,
    }
)
DEFAULT = "ADMINISTRATOR=30,PRIVACY_LEAD=30,CASEWORKER=60,OTHERS=480"
"""Minutes. Who can open a contact or let people in leaves a screen alone for a short while only."""
