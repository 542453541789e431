"""The equality questions, asked after sending: the harmonised lists of the Government Statistical Service.

Sources: the GOV.UK Design System's equality information pattern, with Roma as the nineteenth ethnic group (GSS list of
March 2025); Census 2021 for unpaid care. Age is a band, never a date of birth. VERSION stands for the whole list: a
new list is a new version, and answers under an old one keep their categories.
"""

from typing import Any

from django.utils.translation import gettext_noop as _

VERSION = "GSS 2025-03"

_PREFER_NOT = {"value": "prefer-not-to-say", "label": _("Prefer not to say")}
_WANTS = {"question": "equality", "is": ["yes"]}


def _page(slug: str, label: str, options: list[tuple[str, str]], **more: Any) -> dict[str, Any]:
    """Return the page of one equality question; each ends with "Prefer not to say" and may be left empty."""
    conditions = [_WANTS, *([more["when"]] if "when" in more else [])]
    return {
        "slug": slug,
        "title": label,
        "caption": _("Equality questions"),
        "scope": "after",
        "show_when": {"all": conditions},
        "questions": [
            {
                "slug": slug,
                "kind": "radios",
                "binding": "equality",
                "required": False,
                "label": label,
                "hint": more.get("hint", ""),
                "version": VERSION,
                "options": [*({"value": value, "label": text} for value, text in options), _PREFER_NOT],
            }
        ],
    }


_ETHNIC_GROUPS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "white": (
        _("Which of these best describes your White background?"),
        [
            ("white-british", _("English, Welsh, Scottish, Northern Irish or British")),
            ("white-irish", _("Irish")),
            ("white-gypsy-traveller", _("Gypsy or Irish Traveller")),
            ("white-roma", _("Roma")),
            ("white-other", _("Any other White background")),
        ],
    ),
    "mixed": (
        _("Which of these best describes your mixed or multiple ethnic groups?"),
        [
            ("mixed-white-black-caribbean", _("White and Black Caribbean")),
            ("mixed-white-black-african", _("White and Black African")),
            ("mixed-white-asian", _("White and Asian")),
            ("mixed-other", _("Any other mixed or multiple ethnic background")),
        ],
    ),
    "asian": (
        _("Which of these best describes your Asian or Asian British background?"),
        [
            ("asian-indian", _("Indian")),
            ("asian-pakistani", _("Pakistani")),
            ("asian-bangladeshi", _("Bangladeshi")),
            ("asian-chinese", _("Chinese")),
            ("asian-other", _("Any other Asian background")),
        ],
    ),
    "black": (
        _("Which of these best describes your Black, African, Caribbean or Black British background?"),
        [
            ("black-african", _("African")),
            ("black-caribbean", _("Caribbean")),
            ("black-other", _("Any other Black, African or Caribbean background")),
        ],
    ),
    "other": (
        _("Which of these best describes your background?"),
        [("other-arab", _("Arab")), ("other-other", _("Any other ethnic group"))],
    ),
}

PAGES: tuple[dict[str, Any], ...] = (
    {
        "slug": "equality",
        "title": _("Equality questions"),
        "scope": "after",
        "questions": [
            {
                "slug": "equality-reason",
                "kind": "notice",
                "label": _("Why we ask"),
                "version": VERSION,
                "sections": [
                    {
                        "paragraphs": [
                            _("What you told us has been sent. These questions are about you, and are extra."),
                            _(
                                "Your answers show us whom we have not heard from, and whether some people get worse"
                                " care than others. We count them. They are never shown beside your words."
                            ),
                        ],
                        "points": [
                            _("There are about 10 short questions. They take 2 minutes."),
                            _("You can leave out any of them, and stop at any time."),
                        ],
                    }
                ],
            },
            {
                "slug": "equality",
                "kind": "yes_no",
                "label": _("Do you want to answer the equality questions?"),
                "missing": _("Choose yes if you want to answer the equality questions"),
                "options": [
                    {"value": "yes", "label": _("Yes, answer the equality questions")},
                    {"value": "no", "label": _("No, skip them")},
                ],
            },
        ],
    },
    _page(
        "age-band",
        _("How old are you?"),
        [
            ("16-24", _("16 to 24")),
            ("25-34", _("25 to 34")),
            ("35-44", _("35 to 44")),
            ("45-54", _("45 to 54")),
            ("55-64", _("55 to 64")),
            ("65-74", _("65 to 74")),
            ("75-84", _("75 to 84")),
            ("85-and-over", _("85 or over")),
        ],
        when={"question": "age", "is_not": ["no"]},
    ),
    _page("sex", _("What is your sex?"), [("female", _("Female")), ("male", _("Male"))]),
    _page(
        "gender-identity",
        _("Is the gender you identify with the same as your sex registered at birth?"),
        [("yes", _("Yes")), ("no", _("No"))],
        when={"question": "age", "is_not": ["no"]},
    ),
    _page(
        "sexual-orientation",
        _("Which of these best describes your sexual orientation?"),
        [
            ("heterosexual", _("Heterosexual or straight")),
            ("gay-or-lesbian", _("Gay or lesbian")),
            ("bisexual", _("Bisexual")),
            ("other", _("Other")),
        ],
        when={"question": "age", "is_not": ["no"]},
    ),
    _page(
        "marriage-or-partnership",
        _("What is your legal marital or registered civil partnership status?"),
        [
            ("never", _("Never married and never registered in a civil partnership")),
            ("married", _("Married")),
            ("civil-partnership", _("In a registered civil partnership")),
            ("separated-married", _("Separated, but still legally married")),
            ("separated-civil-partnership", _("Separated, but still legally in a civil partnership")),
            ("divorced", _("Divorced")),
            ("dissolved", _("Formerly in a civil partnership which is now legally dissolved")),
            ("widowed", _("Widowed")),
            ("surviving-partner", _("Surviving partner from a registered civil partnership")),
        ],
        when={"question": "age", "is_not": ["no"]},
    ),
    _page(
        "disability",
        _(
            "Do you have any physical or mental health conditions or illness lasting or expected to last"
            " 12 months or more?"
        ),
        [("yes", _("Yes")), ("no", _("No"))],
    ),
    _page(
        "disability-effect",
        _("Do any of your conditions or illnesses reduce your ability to carry out day to day activities?"),
        [("a-lot", _("Yes, a lot")), ("a-little", _("Yes, a little")), ("not-at-all", _("Not at all"))],
        when={"question": "disability", "is": ["yes"]},
    ),
    _page(
        "ethnic-group",
        _("What is your ethnic group?"),
        [
            ("white", _("White")),
            ("mixed", _("Mixed or multiple ethnic groups")),
            ("asian", _("Asian or Asian British")),
            ("black", _("Black, African, Caribbean or Black British")),
            ("other", _("Other ethnic group")),
        ],
    ),
    *(
        _page(f"ethnic-background-{group}", label, options, when={"question": "ethnic-group", "is": [group]})
        for group, (label, options) in _ETHNIC_GROUPS.items()
    ),
    _page(
        "religion",
        _("What is your religion?"),
        [
            ("none", _("No religion")),
            ("christian", _("Christian")),
            ("buddhist", _("Buddhist")),
            ("hindu", _("Hindu")),
            ("jewish", _("Jewish")),
            ("muslim", _("Muslim")),
            ("sikh", _("Sikh")),
            ("other", _("Any other religion")),
        ],
        hint=_("Christian includes Church of England, Catholic, Protestant and all other denominations."),
    ),
    _page(
        "carer",
        _(
            "Do you look after, or give any help or support to, anyone because they have long-term physical or mental"
            " health conditions or illnesses, or problems related to old age?"
        ),
        [
            ("no", _("No")),
            ("up-to-9", _("Yes, 9 hours a week or less")),
            ("10-to-19", _("Yes, 10 to 19 hours a week")),
            ("20-to-34", _("Yes, 20 to 34 hours a week")),
            ("35-to-49", _("Yes, 35 to 49 hours a week")),
            ("50-or-more", _("Yes, 50 hours a week or more")),
        ],
        hint=_("Do not count anything that you do as paid work."),
    ),
)
