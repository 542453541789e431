"""A regulator's questions, after the Care Quality Commission's "Give feedback on care" (form schema 7.6.3, 2021).

Kept: its wordings and its order from the kind of experience to whom people have told. Better than it: who the care was
for, whether anyone is at risk (asked early), more than one piece, a choice of recipients, and partners from the
campaign's own records.
"""

from typing import Any

from django.utils.translation import gettext_noop as _

from heard.campaigns.questions.templates import equality, shared

_NOT_GOOD = {"question": "tone", "is_not": ["GOOD"]}
_HAS_PLACES_INSIDE = {"question": "service", "part": "kind", "is_not": ["AMBULANCE", "HOME_CARE", "URGENT"]}

PAGES: tuple[dict[str, Any], ...] = (
    {
        "slug": "kind-of-experience",
        "title": _("What kind of experience was it?"),
        "scope": "piece",
        "repeat": "another-service",
        "questions": [
            {
                "slug": "tone",
                "kind": "radios",
                "binding": "tone",
                "label": _("What kind of experience do you want to tell us about?"),
                "hint": _("You do not have to say who you are. You can stop at any time."),
                "short": _("Kind of experience"),
                "missing": _("Choose what kind of experience it was"),
                "options": [
                    {"value": "GOOD", "label": _("Good")},
                    {"value": "BAD", "label": _("Bad")},
                    {"value": "MIXED", "label": _("Both good and bad")},
                ],
            }
        ],
    },
    shared.ABOUT,
    {
        "slug": "if-you-work-there",
        "title": _("What protects you when you speak up"),
        "show_when": shared.IS_STAFF,
        "questions": [
            {
                "slug": "protection",
                "kind": "notice",
                "label": _("What protects you when you speak up"),
                "version": "2026-11",
                "sections": [
                    {
                        "paragraphs": [
                            _("You have not told us anything about your work yet. Read this first."),
                            _(
                                "The law can protect you if you tell a regulator about something wrong where you work,"
                                " or used to work. It is often called whistleblowing. The law is the Public Interest"
                                " Disclosure Act 1998."
                            ),
                        ],
                    },
                    {
                        "heading": _("You are likely to be protected if"),
                        "points": [
                            _("you are a worker: employed, agency, bank or in training"),
                            _("you believe that it is true, and that other people need it to be known"),
                            _("it is about danger to someone, a crime, a broken duty, or hiding any of these"),
                        ],
                    },
                    {
                        "heading": _("You may not be protected if"),
                        "points": [
                            _("you are a volunteer, or work for yourself"),
                            _("it is about your own pay, hours or contract: ask Acas or your union first"),
                        ],
                    },
                    {
                        "heading": _("What we do"),
                        "paragraphs": [
                            _("We do not tell your employer who told us. They may guess from what you write."),
                            _("You do not have to give your name. Leave out what only you could know."),
                        ],
                    },
                    {
                        "heading": _("People who can advise you, free and in confidence"),
                        "numbers": [
                            {
                                "name": "Speak Up Direct",
                                "phone": "08000 724 725",
                                "note": _("For health and care staff"),
                            },
                            {"name": "Protect", "phone": "020 3117 2520", "note": _("Legal advice on whistleblowing")},
                            {"name": "Acas", "phone": "0300 123 1100", "note": _("Advice on rights at work")},
                            {
                                "name": _("Your Freedom to Speak Up Guardian, or your union"),
                                "note": _("Ask at work, or look on your employer's website"),
                            },
                        ],
                    },
                ],
            }
        ],
    },
    shared.AGE,
    shared.UNDER_16,
    shared.RISK,
    shared.HELP_NOW,
    {
        "slug": "service",
        "title": _("Which service?"),
        "scope": "piece",
        "repeat": "another-service",
        "questions": [
            {
                "slug": "service",
                "kind": "service",
                "binding": "service",
                "label": _("Which service do you want to tell us about?"),
                "hint": _("Write its name, street, town or postcode."),
                "short": _("Service"),
            }
        ],
    },
    {
        "slug": "where",
        "title": _("Where in the service"),
        "scope": "piece",
        "show_when": {"all": [_NOT_GOOD, _HAS_PLACES_INSIDE]},
        "questions": [
            {
                "slug": "where",
                "kind": "text",
                "binding": "where",
                "required": False,
                "limit": 1000,
                "label": _("Which part of the service are you telling us about?"),
                "hint": _("For example the name of a ward, a unit or a floor. Leave it empty if you do not know."),
                "short": _("Where in the service"),
            }
        ],
    },
    {
        "slug": "when",
        "title": _("When it happened"),
        "scope": "piece",
        "repeat": "another-experience",
        "show_when": _NOT_GOOD,
        "questions": [
            {
                "slug": "when",
                "kind": "when",
                "binding": "when",
                "label": _("When did this happen?"),
                "hint": _("As near as you can. If it was more than once, choose the last time."),
                "short": _("When"),
            }
        ],
    },
    {
        "slug": "your-feedback",
        "title": _("Your feedback"),
        "scope": "piece",
        "repeat": "another-experience",
        "questions": [
            {
                "slug": "words",
                "kind": "long_text",
                "binding": "words",
                "limit": 20000,
                "label": _("Give us your feedback about the service"),
                "hint": _(
                    "Write as much or as little as you like. If you do not want the service to know who you are,"
                    " leave out names and anything else that could show it."
                ),
                "short": _("Your feedback"),
                "missing": _("Write your feedback. A few words are enough"),
                "variants": [
                    {
                        "when": shared.IS_UNDER_16,
                        "label": _("What happened?"),
                        "hint": _("Write it in your own words. It can be long or short. You can leave out names."),
                        "missing": _("Write what happened. A few words are enough"),
                    }
                ],
            }
        ],
    },
    {
        "slug": "what-should-happen",
        "title": _("What should happen"),
        "scope": "piece",
        "repeat": "another-experience",
        "questions": [
            {
                "slug": "wanted",
                "kind": "long_text",
                "binding": "wanted",
                "required": False,
                "limit": 5000,
                "label": _("What do you think should happen?"),
                "hint": _("For example, something to change, or something to keep. We cannot promise it."),
                "short": _("What should happen"),
            }
        ],
    },
    {
        "slug": "told-the-service",
        "title": _("Whether you told the service"),
        "scope": "piece",
        "show_when": _NOT_GOOD,
        "questions": [
            {
                "slug": "told-service",
                "kind": "radios",
                "binding": "told_service",
                "label": _("Have you told the service about this?"),
                "hint": _("It is fine if you have not."),
                "short": _("Told the service"),
                "missing": _("Choose whether you have told the service"),
                "options": [
                    {"value": "TOLD", "label": _("I told them, but made no formal complaint")},
                    {"value": "COMPLAINED", "label": _("I made a formal complaint")},
                    {"value": "NOT_TOLD", "label": _("I have not told them")},
                ],
            }
        ],
    },
    {
        "slug": "told-anyone-else",
        "title": _("Whether you told anyone else"),
        "scope": "piece",
        "show_when": _NOT_GOOD,
        "questions": [
            {
                "slug": "told-others",
                "kind": "radios",
                "binding": "told_others",
                "label": _("Have you told the police or the council's safeguarding team?"),
                "hint": _("It is fine if you have not."),
                "short": _("Told anyone else"),
                "missing": _("Choose whom you have told, or choose neither"),
                "options": [
                    {"value": "POLICE", "label": _("The police")},
                    {"value": "COUNCIL", "label": _("The council's safeguarding team")},
                    {"value": "BOTH", "label": _("Both")},
                    {"value": "NEITHER", "label": _("Neither")},
                ],
            }
        ],
    },
    *shared.FURTHER,
    shared.ANOTHER,
    shared.SHARING,
    {
        "slug": "may-we-contact-you",
        "title": _("May we contact you?"),
        "questions": [
            {
                "slug": "may-contact",
                "kind": "yes_no",
                "binding": "may_contact",
                "label": _("Can our inspectors contact you to find out more?"),
                "hint": _("It is more likely that we can use what you told us if we can ask you about it."),
                "short": _("May we contact you"),
                "missing": _("Choose yes if we may contact you"),
            }
        ],
    },
    shared.CONTACT_DETAILS,
    {
        "slug": "how-you-heard",
        "title": _("How you heard of us"),
        "questions": [
            {
                "slug": "how-you-heard",
                "kind": "radios",
                "required": False,
                "label": _("Did you hear about this form through a charity?"),
                "hint": _("You can leave this empty."),
                "short": _("Heard through"),
                "options_from": "partners",
            }
        ],
    },
    {
        "slug": "what-happens-next",
        "title": _("What happens next"),
        "scope": "sent",
        "questions": [
            {
                "slug": "what-happens-next",
                "kind": "notice",
                "label": _("What happens next"),
                "sections": [
                    {
                        "heading": _("What happens next"),
                        "paragraphs": [_("A person at {organisation} reads what you told us within 5 working days.")],
                    },
                    {
                        "show_when": {"question": "tone", "is_not": ["GOOD"]},
                        "paragraphs": [
                            _("It helps us decide which services to look at, when, and what to look for there."),
                            _(
                                "We cannot sort out a single case. A complaint to the service can,"
                                " and you can still make one."
                            ),
                        ],
                    },
                    {
                        "show_when": {"question": "tone", "is": ["GOOD"]},
                        "paragraphs": [
                            _("It helps us see what good care looks like, so that others can learn from it.")
                        ],
                    },
                    {
                        "show_when": {"question": "may-contact", "is": ["yes"]},
                        "paragraphs": [
                            _("If we need to know more, we contact you within 5 working days."),
                            _("If you do not hear from us, we have used what you told us and need nothing more."),
                        ],
                    },
                    {
                        "show_when": {"question": "may-contact", "is": ["no"]},
                        "paragraphs": [_("We will not contact you, as you asked.")],
                    },
                ],
            }
        ],
    },
    *equality.PAGES,
)
