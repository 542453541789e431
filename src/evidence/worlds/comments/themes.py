"""Short names of themes, as the phrase files use them, and the codes of the shipped framework."""

THEMES = {
    "gratitude": "positive-experience",
    "organisation": "organisation-efficiency",
    "funding": "funding",
    "safe": "feeling-safe",
    "manner": "staff-manner",
    "competence": "competence-training",
    "staffing": "staffing-levels",
    "contacting": "contacting-services",
    "appointments": "appointment-arrangements",
    "method": "appointment-method",
    "timeliness": "timeliness",
    "communication": "unspecified-communication",
    "listening": "listening-involving",
    "information": "information-from-staff",
    "guidance": "information-guidance",
    "informed": "kept-informed",
    "family": "family-carers",
    "mha": "mental-health-act",
    "continuity": "continuity",
    "discharge": "discharge",
    "medication": "medication",
    "pain": "pain-management",
    "activities": "activities",
    "entertainment": "electronic-entertainment",
    "cleanliness": "cleanliness",
    "sensory": "sensory",
    "facilities": "environment-facilities",
    "food": "food-drink",
    "location": "service-location",
    "transport": "transport",
    "parking": "parking",
    "care": "care-home-quality",
    "assessment": "social-care-access",
    "charging": "cost-charging",
    "safeguarding": "safeguarding",
    "discrimination": "discrimination",
    "carers": "carers-support",
    "postponed": "postponed-cancelled",
    "remote": "remote-online",
}
"""Short name → code in the framework PXQDC with social care, version 7.1."""

COMMONNESS = {
    "gratitude": 3.0,
    "manner": 4.0,
    "timeliness": 4.0,
    "contacting": 2.5,
    "appointments": 2.5,
    "listening": 2.5,
    "informed": 2.0,
    "staffing": 2.0,
    "care": 5.0,
    "information": 1.5,
    "medication": 1.5,
    "continuity": 1.5,
    "family": 1.5,
    "carers": 1.5,
    "discharge": 1.2,
    "communication": 0.4,
    "entertainment": 0.15,
    "sensory": 0.4,
    "funding": 0.3,
    "discrimination": 0.4,
    "safeguarding": 0.25,
    "location": 0.4,
    "parking": 0.5,
    "mha": 1.5,
}
"""How often a theme is chosen beside others of weight 1."""


def theme_code(name: str, kind: str) -> str:
    """Return the framework's code for a short name; daily care is one theme at home and another in a care home."""
    if name == "care" and kind == "HOME_CARE":
        return "care-at-home-quality"
    return THEMES[name]
