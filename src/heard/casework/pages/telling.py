"""The page on which a person asks to be told when there is news."""

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.casework.pages.returning import ReturnedPage
from heard.feedback.forms.news import NewsCodeForm, NewsForm
from heard.feedback.models import NewsBy
from heard.feedback.queries.news import Told


@dataclass(frozen=True, kw_only=True)
class TellPage(ReturnedPage):
    """How the person is told of news, a form to ask for it, and a box for the digits of a text."""

    template: ClassVar[str] = "casework/returning/tell.jinja"

    standing: tuple[str, ...]
    form: NewsForm
    code_form: NewsCodeForm | None
    can_stop: bool


def tell_page(*, told: tuple[Told, ...], form: NewsForm, code_form: NewsCodeForm, token: str) -> TellPage:
    """Return the page; the box for digits stands there while a number waits for them."""
    waits_for_code = any(one.by == NewsBy.TEXT and not one.is_confirmed for one in told)
    return TellPage(
        title=_("Tell me when there is news"),
        has_errors=bool(form.errors or (waits_for_code and code_form.errors)),
        back_href=reverse("casework:my_feedback"),
        token=token,
        done_href=reverse("casework:my_feedback_done"),
        standing=tuple(_standing(one) for one in told),
        form=form,
        code_form=code_form if waits_for_code else None,
        can_stop=bool(told),
    )


def asked_too_often() -> str:
    """Say that no more can be asked for today."""
    return _("You have asked for this too often today. Try again tomorrow")


def wrong_code() -> str:
    """Say that the digits are not those that were sent."""
    return _("These are not the digits that we sent. After five wrong tries, ask for new ones")


def _standing(told: Told) -> str:
    said = {
        (NewsBy.EMAIL, True): _("We write to your email address when there is news."),
        (NewsBy.EMAIL, False): _("We have sent you an email. Open the link in it within 2 days."),
        (NewsBy.TEXT, True): _("We send a text message to your number when there is news."),
        (NewsBy.TEXT, False): _("We have sent six digits to your number. Enter them here."),
    }
    return said[told.by, told.is_confirmed]
