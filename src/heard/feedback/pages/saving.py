"""The pages of a form that is saved for later."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from heard.design.dates import said_day, said_time
from heard.feedback.forms.coming_back import ComeBackForm
from heard.feedback.pages.form import Around, PublicFormPage
from heard.feedback.receipts import digits_of


@dataclass(frozen=True, kw_only=True)
class SavedPage(PublicFormPage):
    """The form is saved: its code, where to enter it, and until when."""

    template: ClassVar[str] = "feedback/saved.jinja"

    until: str
    receipt: tuple[str, ...]
    digits: tuple[str, ...]
    href: str
    address: str
    go_on_href: str


@dataclass(frozen=True, kw_only=True)
class ComeBackPage(PublicFormPage):
    """Where the code of a saved form is entered."""

    template: ClassVar[str] = "feedback/come_back.jinja"

    form: ComeBackForm
    warns: bool
    go_on_href: str


def saved_page(*, around: Around, code: str, gone_at: datetime, go_on_href: str) -> SavedPage:
    """Return the page that shows the code of a saved form."""
    href = around.addresses.come_back
    return SavedPage(
        title=_("Your form is saved"),
        around=around,
        until=until(gone_at),
        receipt=tuple(code.split()),
        digits=tuple(digits_of(code).split()),
        href=href,
        address=f"{settings.HEARD_BASE_URL}{href}",
        go_on_href=go_on_href,
    )


def come_back_page(*, around: Around, form: ComeBackForm, warns: bool = False, go_on_href: str = "") -> ComeBackPage:
    """Return the page on which the code of a saved form is entered; it `warns` of a form that is open here."""
    return ComeBackPage(
        title=_("Go on with a form that you saved"),
        has_errors=bool(form.errors),
        back_href=around.addresses.landing,
        around=around,
        form=form,
        warns=warns,
        go_on_href=go_on_href,
    )


def until(gone_at: datetime) -> str:
    """Return the moment after which a form is gone, as people say it."""
    return _("%(time)s on %(day)s") % {"time": said_time(gone_at), "day": said_day(localtime(gone_at).date())}


def nothing_saved() -> str:
    """Say that no form waits under the code."""
    return _(
        "We found no saved form under this code. It may have been sent or cleared, or a day has passed. Check each word"
    )
