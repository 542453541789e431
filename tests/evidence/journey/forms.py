"""A small form with every turn that a form can take, as plain data."""

from typing import Any

PAGES: list[dict[str, Any]] = [
    {
        "slug": "experience",
        "title": "The experience",
        "scope": "piece",
        "repeat": "more-about",
        "questions": [
            {
                "slug": "tone",
                "kind": "radios",
                "binding": "tone",
                "label": "How was it?",
                "options": [{"value": "GOOD", "label": "Good"}, {"value": "BAD", "label": "Bad"}],
            }
        ],
    },
    {
        "slug": "about",
        "title": "About whom",
        "questions": [
            {
                "slug": "about",
                "kind": "radios",
                "binding": "about",
                "label": "Whose care?",
                "options": [{"value": "OWN", "label": "Mine"}, {"value": "STAFF", "label": "I work there"}],
            }
        ],
    },
    {
        "slug": "protection",
        "title": "Protection",
        "show_when": {"question": "about", "is": ["STAFF"]},
        "questions": [{"slug": "protection", "kind": "notice", "label": "What protects you"}],
    },
    {
        "slug": "age",
        "title": "Age",
        "show_when": {"question": "about", "is_not": ["STAFF"]},
        "questions": [{"slug": "age", "kind": "yes_no", "binding": "age", "label": "Are you 16 or over?"}],
    },
    {
        "slug": "service",
        "title": "Service",
        "scope": "piece",
        "repeat": "more-about",
        "questions": [{"slug": "service", "kind": "service", "binding": "service", "label": "Which service?"}],
    },
    {
        "slug": "where",
        "title": "Where",
        "scope": "piece",
        "show_when": {
            "all": [
                {"question": "tone", "is": ["BAD"]},
                {"question": "service", "part": "kind", "is_not": ["AMBULANCE"]},
            ]
        },
        "questions": [{"slug": "where", "kind": "text", "binding": "where", "label": "Which part?", "required": False}],
    },
    {
        "slug": "when",
        "title": "When",
        "scope": "piece",
        "repeat": "more-words",
        "show_when": {"question": "tone", "is": ["BAD"]},
        "questions": [{"slug": "when", "kind": "when", "binding": "when", "label": "When?"}],
    },
    {
        "slug": "words",
        "title": "Words",
        "scope": "piece",
        "repeat": "more-words",
        "questions": [
            {
                "slug": "words",
                "kind": "long_text",
                "binding": "words",
                "label": "What happened at the service?",
                "variants": [{"when": {"question": "age", "is": ["no"]}, "label": "What happened?"}],
            }
        ],
    },
    {"slug": "more-about", "title": "What else?", "scope": "further"},
    {"slug": "more-words", "title": "What else happened?", "scope": "further"},
    {
        "slug": "another",
        "title": "Anything else",
        "questions": [{"slug": "another", "kind": "yes_no", "binding": "another", "label": "Anything else?"}],
    },
    {
        "slug": "sharing",
        "title": "Sharing",
        "per_piece": True,
        "questions": [
            {"slug": "notice", "kind": "notice", "label": "How we keep it", "version": "7"},
            {
                "slug": "share-with",
                "kind": "checkboxes",
                "binding": "consent",
                "label": "Who else?",
                "required": False,
                "options": [
                    {"value": "provider", "label": "The service"},
                    {
                        "value": "publication",
                        "label": "Everyone",
                        "show_when": {"question": "age", "is_not": ["no"]},
                    },
                ],
            },
        ],
    },
    {
        "slug": "may-contact",
        "title": "Contact",
        "questions": [{"slug": "may-contact", "kind": "yes_no", "binding": "may_contact", "label": "May we?"}],
    },
    {
        "slug": "details",
        "title": "Details",
        "show_when": {"question": "may-contact", "is": ["yes"]},
        "questions": [{"slug": "contact", "kind": "contact", "binding": "contact", "label": "How?"}],
    },
    {
        "slug": "equality",
        "title": "Equality",
        "scope": "after",
        "questions": [{"slug": "equality", "kind": "yes_no", "label": "Do you want to answer?"}],
    },
    {
        "slug": "sex",
        "title": "Sex",
        "scope": "after",
        "show_when": {"question": "equality", "is": ["yes"]},
        "questions": [
            {
                "slug": "sex",
                "kind": "radios",
                "binding": "equality",
                "label": "What is your sex?",
                "required": False,
                "options": [{"value": "female", "label": "Female"}, {"value": "male", "label": "Male"}],
            }
        ],
    },
    {
        "slug": "last",
        "title": "What happens next",
        "scope": "sent",
        "questions": [{"slug": "last", "kind": "notice", "label": "Next"}],
    },
]

SURGERY = {"code": "A1", "name": "Hill Surgery", "kind": "GP", "place": "1 Hill Street"}
AMBULANCE = {"code": "A2", "name": "Ambulance", "kind": "AMBULANCE", "place": ""}


def page(slug: str) -> dict[str, Any]:
    """Return one page's data, to change and put to the test."""
    return next(one for one in PAGES if one["slug"] == slug)


def with_page(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the form's data with one page put in place of that of the same slug, or at the end."""
    if any(one["slug"] == data["slug"] for one in PAGES):
        return [data if one["slug"] == data["slug"] else one for one in PAGES]
    return [*PAGES, data]
