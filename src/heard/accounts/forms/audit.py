"""Which lines of the audit log to show."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, cast

from django.utils.translation import gettext_lazy as _

from heard.accounts.audit_sentences import PARTS
from heard.accounts.models import User
from heard.design import fields, forms


class AuditFilterForm(forms.Form):
    """Who did something, in which part of the site, between which days."""

    marks_optional: ClassVar[bool] = False

    person = fields.SelectField(label=_("Who"), required=False, blank=_("Anyone"), coerce=int, empty_value=None)
    part = fields.SelectField(label=_("About"), required=False, blank=_("Anything"), choices=tuple(PARTS.items()))
    since = fields.DateField(label=_("From"), required=False)
    until = fields.DateField(label=_("To"), required=False)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(fields.SelectField, self.fields["person"]).choices = [(user.pk, user.full_name) for user in people]

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        answers = super().clean() or self.cleaned_data
        since: date | None = answers.get("since")
        until: date | None = answers.get("until")
        if since and until and until < since:
            self.add_error("until", _("The second day must be the same as or later than the first"))
        return answers
