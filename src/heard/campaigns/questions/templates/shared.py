"""Pages that both shipped question sets ask in the same words."""

from typing import Any

from django.utils.translation import gettext_noop as _

NOTICE_VERSION = "2026-11"
"""The version of the notice on confidentiality below. Change it whenever a word of the notice changes."""

IS_STAFF = {"question": "about", "is": ["STAFF"]}
IS_UNDER_16 = {"question": "age", "is": ["no"]}
IS_AT_RISK = {"question": "risk", "is": ["yes"]}

ABOUT: dict[str, Any] = {
    "slug": "about",
    "title": _("Who is it about?"),
    "questions": [
        {
            "slug": "about",
            "kind": "radios",
            "binding": "about",
            "label": _("Whose care do you want to tell us about?"),
            "short": _("Whose care"),
            "missing": _("Choose whose care it is about"),
            "options": [
                {"value": "OWN", "label": _("My own care")},
                {
                    "value": "CARED_FOR",
                    "label": _("Someone I care for"),
                    "hint": _("You help them and are not paid for it, such as a partner, a parent or a child"),
                },
                {"value": "RELATIVE", "label": _("A relative or friend")},
                {
                    "value": "STAFF",
                    "label": _("I work there, or used to"),
                    "hint": _("We show you what protects you before you write anything"),
                },
            ],
        }
    ],
}

AGE: dict[str, Any] = {
    "slug": "age",
    "title": _("Your age"),
    "show_when": {"question": "about", "is": ["OWN", "CARED_FOR", "RELATIVE"]},
    "questions": [
        {
            "slug": "age",
            "kind": "yes_no",
            "binding": "age",
            "label": _("Are you 16 or over?"),
            "hint": _("If you are under 16 we use shorter words, and we tell you who can help you."),
            "short": _("16 or over"),
            "missing": _("Choose yes if you are 16 or over"),
        }
    ],
}

UNDER_16: dict[str, Any] = {
    "slug": "help-for-you",
    "title": _("It is good that you are telling someone"),
    "show_when": IS_UNDER_16,
    "questions": [
        {
            "slug": "help-for-you",
            "kind": "notice",
            "label": _("It is good that you are telling someone"),
            "version": "2026-11",
            "sections": [
                {
                    "heading": _("If you are not safe"),
                    "is_urgent": True,
                    "paragraphs": [_("You can talk to these people now. You do not have to say your name.")],
                    "numbers_from": "child",
                },
                {
                    "heading": _("What we do with your words"),
                    "points": [
                        _("We read what you write."),
                        _("We do not put it on the internet."),
                        _("If we think that you are in danger, we may tell people whose job is to keep children safe."),
                    ],
                },
            ],
        }
    ],
}

RISK: dict[str, Any] = {
    "slug": "risk",
    "title": _("Is anyone in danger?"),
    "questions": [
        {
            "slug": "risk",
            "kind": "yes_no",
            "binding": "risk",
            "label": _("Is anyone at risk of serious harm now?"),
            "hint": _(
                "For example, someone is being hurt, is not getting care they need to live, or may hurt themselves."
            ),
            "short": _("Someone at risk now"),
            "missing": _("Choose yes if anyone is at risk of serious harm now"),
            "options": [{"value": "yes", "label": _("Yes, or I think so")}, {"value": "no", "label": _("No")}],
            "variants": [
                {
                    "when": IS_UNDER_16,
                    "label": _("Is someone in danger now?"),
                    "hint": _("You, or someone else."),
                    "missing": _("Choose yes if someone is in danger now"),
                }
            ],
        }
    ],
}

HELP_NOW: dict[str, Any] = {
    "slug": "help-now",
    "title": _("Get help now"),
    "show_when": IS_AT_RISK,
    "questions": [
        {
            "slug": "help-now",
            "kind": "notice",
            "label": _("Get help now"),
            "version": "2026-11",
            "offers_urgent": True,
            "sections": [
                {"paragraphs": [_("Nothing that you have told us has been sent yet.")]},
                {
                    "is_urgent": True,
                    "heading": _("Call someone who can come or act today"),
                    "paragraphs": [_("We cannot send help ourselves. These people can.")],
                    "numbers_from": "risk",
                },
                {
                    "heading": _("Someone to talk to"),
                    "paragraphs": [_("You do not have to say your name.")],
                    "numbers_from": "listening",
                },
            ],
        }
    ],
}
ANOTHER: dict[str, Any] = {
    "slug": "anything-else",
    "title": _("Anything else?"),
    "questions": [
        {
            "slug": "another",
            "kind": "yes_no",
            "binding": "another",
            "label": _("Do you want to tell us about anything else?"),
            "hint": _("It can be about another service, or another thing about the same one. It takes two more pages."),
            "short": _("Anything else"),
            "missing": _("Choose yes if there is anything else you want to tell us about"),
        }
    ],
}

FURTHER: tuple[dict[str, Any], ...] = (
    {"slug": "another-service", "scope": "further", "title": _("What else do you want to tell us about?")},
    {"slug": "another-experience", "scope": "further", "title": _("Tell us what happened")},
)

SHARING: dict[str, Any] = {
    "slug": "sharing",
    "title": _("Who may read what you told us"),
    "per_piece": True,
    "questions": [
        {
            "slug": "confidentiality",
            "kind": "notice",
            "label": _("How we keep what you tell us"),
            "short": _("Notice shown"),
            "version": NOTICE_VERSION,
            "sections": [
                {
                    "heading": _("We keep it in confidence"),
                    "paragraphs": [
                        _("Your name and how to reach you are locked away from your words."),
                        _("Before our staff read your words, a computer hides what looks like a name or a number."),
                    ],
                },
                {
                    "heading": _("We may have to tell someone"),
                    "points": [
                        _("if someone may come to serious harm, or there was a serious crime"),
                        _("if a court orders us to"),
                    ],
                },
                {
                    "heading": _("What we cannot promise"),
                    "points": [
                        _("The computer may miss something that shows who you are."),
                        _("The service may guess who you are from what happened."),
                    ],
                },
            ],
        },
        {
            "slug": "share-with",
            "kind": "checkboxes",
            "binding": "consent",
            "required": False,
            "label": _("Who else may read it?"),
            "hint": _("{organisation} reads it. You choose who else may. You can leave all of these empty."),
            "short": _("Who else may read it"),
            "options_from": "recipients",
            "variants": [
                {
                    "when": IS_STAFF,
                    "hint": _(
                        "{organisation} reads it. You choose who else may. You can leave all of these empty."
                        " If you choose the service, your employer may guess that it was you."
                    ),
                }
            ],
        },
    ],
}

PROVIDER_OPTION = {
    "value": "provider",
    "label": _("The service"),
    "hint": _("They see your words without your name, so that they can answer and put things right"),
}
PUBLICATION_OPTION = {
    "value": "publication",
    "label": _("Everyone"),
    "hint": _("We may publish your words without names, after a person has checked that they do not show who you are"),
    "show_when": {"question": "age", "is_not": ["no"]},
}
ANOTHER_PARTNER = _("Another charity or group")
NO_PARTNER = _("No")
ORGANISATION_HINT = _("They take part in this campaign, and see your words without your name")

CONTACT_DETAILS: dict[str, Any] = {
    "slug": "contact-details",
    "title": _("How to reach you"),
    "show_when": {"question": "may-contact", "is": ["yes"]},
    "questions": [
        {
            "slug": "contact",
            "kind": "contact",
            "binding": "contact",
            "label": _("How can we reach you?"),
            "hint": _("Give only what is safe for you. Someone else may see a message or answer the phone."),
            "short": _("How to reach you"),
            "missing": _("Write an e-mail address or a phone number, so that we can reach you"),
        }
    ],
}
