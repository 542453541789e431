"""What people look for in the list of services, what they change of one, and what makes an answer wrong."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms
from heard.places.models import Service
from heard.places.queries import service_by_code


class ServiceSearchForm(forms.Form):
    """Words to look for in the list of services."""

    marks_optional = False

    q = fields.SearchField(label=_("Name, town, postcode or code"), required=False, max_length=100)


class NameForm(forms.Form):
    """Another name of a service."""

    name = fields.NameField(
        label=_("What else do people call it?"),
        hint=_("For example, its initials, its old name, or what people nearby say"),
        max_length=200,
    )


class SuccessorForm(forms.Form):
    """Which service took over."""

    is_required = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"] = fields.TextField(
            label=_("Code of the service that took over"),
            hint=_("You find it in the list of services. For example, A81001 or 1-123456789"),
            required=self.is_required,
            max_length=20,
        )

    def clean_successor(self) -> Service | None:
        """Return the service with the code that was typed."""
        code = self.cleaned_data["successor"]
        found = service_by_code(code=code) if code else None
        if code and found is None:
            raise ValidationError(_("There is no service with this code"))
        return found


class ClosingForm(SuccessorForm):
    """When a service closed, and which one took over, if any."""

    is_required = False

    def __init__(self, *args: Any, latest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closed_on"] = fields.DateField(
            label=_("When did it close?"), hint=_("For example, 31 3 2026"), latest=latest
        )
        self.order_fields(["closed_on", "successor"])


class ReopeningForm(forms.Form):
    """Nothing to answer: the button says it."""
