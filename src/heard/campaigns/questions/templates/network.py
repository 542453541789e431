"""A network's questions, for local offices and the body that joins them up.

After the form of local Healthwatch offices (as published in the dtw/hw-feedback plugin): a rating in five steps with
its reason, and when it happened. Better than it: no rating is chosen beforehand, nothing is public without asking, and
the equality questions belong to the same form, so that they can be counted with it.
"""

from typing import Any

from django.utils.translation import gettext_noop as _

from heard.campaigns.questions.templates import equality, shared

PAGES: tuple[dict[str, Any], ...] = (
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
                "label": _("Which service did you or someone you know use?"),
                "hint": _("Write its name, street, town or postcode. You do not have to say who you are."),
                "short": _("Service"),
            }
        ],
    },
    {
        "slug": "rating",
        "title": _("Your rating"),
        "scope": "piece",
        "repeat": "another-service",
        "questions": [
            {
                "slug": "tone",
                "kind": "radios",
                "binding": "tone",
                "label": _("How would you rate this service overall?"),
                "short": _("Rating"),
                "missing": _("Choose a rating"),
                "options": [
                    {"value": "VERY_GOOD", "label": _("Excellent")},
                    {"value": "GOOD", "label": _("Good")},
                    {"value": "MIXED", "label": _("Average")},
                    {"value": "BAD", "label": _("Poor")},
                    {"value": "VERY_BAD", "label": _("Terrible")},
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
                            _("You have not told us what happened yet. Read this first."),
                            _(
                                "The law can protect workers who speak up about something wrong where they work, or"
                                " used to work. It is often called whistleblowing. The law is the Public Interest"
                                " Disclosure Act 1998. It protects you most if you tell your employer or a body that"
                                " the law names, such as the care regulator. Ask one of those below first."
                            ),
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
        "slug": "your-reasons",
        "title": _("Why you gave this rating"),
        "scope": "piece",
        "repeat": "another-experience",
        "questions": [
            {
                "slug": "words",
                "kind": "long_text",
                "binding": "words",
                "limit": 20000,
                "label": _("Why have you given this rating?"),
                "hint": _(
                    "Write as much or as little as you like. If you leave out names, dates and rare details, it is"
                    " harder to guess who you are."
                ),
                "short": _("Your reasons"),
                "missing": _("Write why you gave this rating. A few words are enough"),
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
        "slug": "when",
        "title": _("When it happened"),
        "scope": "piece",
        "repeat": "another-experience",
        "questions": [
            {
                "slug": "when",
                "kind": "when",
                "binding": "when",
                "label": _("When did it happen?"),
                "hint": _("As near as you can. If it was more than once, choose the last time."),
                "short": _("When"),
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
                "label": _("What would make it better, or keep it good?"),
                "hint": _("You can leave this empty."),
                "short": _("What would make it better"),
            }
        ],
    },
    {
        "slug": "told-the-service",
        "title": _("Whether you told the service"),
        "scope": "piece",
        "show_when": {"question": "tone", "is": ["MIXED", "BAD", "VERY_BAD"]},
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
                    {"value": "TOLD", "label": _("Yes, I talked or wrote to them")},
                    {"value": "COMPLAINED", "label": _("Yes, I made a formal complaint")},
                    {"value": "NOT_TOLD", "label": _("No")},
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
                "label": _("May your local office contact you about this?"),
                "hint": _("They may want to ask you more, or tell you what changed."),
                "short": _("May we contact you"),
                "missing": _("Choose yes if we may contact you"),
            }
        ],
    },
    shared.CONTACT_DETAILS,
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
                        "paragraphs": [
                            _("A person reads what you told us within 5 working days."),
                            _("We put it together with what others say, and take it to those who can change things."),
                        ],
                    },
                    {
                        "show_when": {"question": "may-contact", "is": ["yes"]},
                        "paragraphs": [_("If we want to ask you something, we contact you within 10 working days.")],
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
