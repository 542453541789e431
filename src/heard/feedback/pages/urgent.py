"""Telling us at once that someone is at risk, and whom to call."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from evidence.journey import Page as FormPage
from heard.campaigns.pages.reaching import NumberShown
from heard.design.forms import Form as DesignForm
from heard.feedback.drafts import Sent
from heard.feedback.pages.asked import SectionShown, sections_shown
from heard.feedback.pages.codes import Slip, slip_of
from heard.feedback.pages.form import Around, PublicFormPage
from heard.feedback.warnings import Hint, hints


@dataclass(frozen=True, kw_only=True)
class TellUsNowPage(PublicFormPage):
    """One line about someone at risk, and a number."""

    template: ClassVar[str] = "feedback/tell_us_now.jinja"

    form: DesignForm
    sections: tuple[SectionShown, ...]
    hints: tuple[Hint, ...]


@dataclass(frozen=True, kw_only=True)
class ToldUsNowPage(PublicFormPage):
    """The line was sent; the form goes on."""

    template: ClassVar[str] = "feedback/told_us_now.jinja"

    sent: Slip
    sections: tuple[SectionShown, ...]
    go_on_href: str


def tell_us_now_page(*, form: DesignForm, around: Around, sections: tuple[SectionShown, ...]) -> TellUsNowPage:
    """Return the page of one line and a number."""
    return TellUsNowPage(
        title=_("Tell us now"),
        has_errors=bool(form.errors),
        back_href=around.addresses.start,
        around=around,
        form=form,
        sections=sections,
        hints=hints(),
    )


def told_us_now_page(
    *, sent: Sent, go_on_href: str, around: Around, sections: tuple[SectionShown, ...]
) -> ToldUsNowPage:
    """Return the page that says that the line has arrived."""
    return ToldUsNowPage(
        title=_("We have your message"),
        around=around,
        sent=slip_of(sent),
        sections=sections,
        go_on_href=go_on_href,
    )


def help_sections(pages: Iterable[FormPage]) -> tuple[SectionShown, ...]:
    """Return whom to call at once, as the form's own page says it."""
    return tuple(
        section
        for page in pages
        for question in page.questions
        if question.offers_urgent
        for section in sections_shown(question.sections)
        if section.is_urgent or section.numbers
    )


def help_numbers(pages: Iterable[FormPage]) -> tuple[NumberShown, ...]:
    """Return whom to call at once, each once, without what the form's own page says around it."""
    return tuple(dict.fromkeys(number for section in help_sections(pages) for number in section.numbers))
