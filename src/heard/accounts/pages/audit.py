"""The audit log, as people read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self
from urllib.parse import urlencode

from django.apps import apps
from django.core.paginator import Page as Slice
from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.audit_sentences import sentence
from heard.accounts.models import AuditLine, Organisation, User
from heard.design.dates import said_moment
from heard.design.forms import Form
from heard.design.pages import Page

PERSON = User._meta.label_lower


@dataclass(frozen=True, kw_only=True)
class AuditRow:
    """One line: when, who, what, and about what."""

    at: str
    who: str
    what: str
    about: str


@dataclass(frozen=True, kw_only=True)
class AuditPage(Page):
    """What was done in one organisation, newest first."""

    template: ClassVar[str] = "accounts/audit.jinja"

    organisation: str
    form: Form
    rows: tuple[AuditRow, ...]
    found: str
    clear_href: str
    newer_href: str
    older_href: str

    @classmethod
    def of(
        cls,
        *,
        organisation: Organisation,
        form: Form,
        lines: Slice[AuditLine],
        names: Mapping[int, str],
        asked: Mapping[str, str],
    ) -> Self:
        """Return one slice of the log; `names` are people's by primary key, `asked` is what the address asks for."""
        here = reverse("accounts:audit_of", args=[organisation.slug])

        def turn(number: int) -> str:
            return f"{here}?{urlencode({**asked, 'page': number})}"

        return cls(
            title=_("Audit log"),
            organisation=organisation.name,
            form=form,
            has_errors=bool(form.errors),
            rows=tuple(_row(line, names=names) for line in lines),
            found=_("Page %(number)s of %(pages)s") % {"number": lines.number, "pages": lines.paginator.num_pages},
            clear_href=here,
            newer_href=turn(lines.previous_page_number()) if lines.has_previous() else "",
            older_href=turn(lines.next_page_number()) if lines.has_next() else "",
        )


def _row(line: AuditLine, *, names: Mapping[int, str]) -> AuditRow:
    return AuditRow(
        at=said_moment(line.at),
        who=line.actor.full_name if line.actor else _("Heard itself"),
        what=sentence(code=line.code, detail=line.detail),
        about=_about(line, names=names),
    )


def _about(line: AuditLine, *, names: Mapping[int, str]) -> str:
    if line.subject_kind == PERSON:
        return names.get(int(line.subject_id), "")
    try:
        kind = apps.get_model(line.subject_kind)._meta.verbose_name
    except LookupError:
        kind = line.subject_kind
    return f"{kind} {line.subject_id}".capitalize()
