"""What visitors answer outside the form itself."""

from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms


class AreaSearchForm(forms.Form):
    """The name of the place where someone lives or gets care."""

    marks_optional = False

    q = fields.SearchField(
        label=_("Town, city or county"),
        hint=_("For example, Leeds or Kent. You do not need to write all of it."),
        required=True,
        max_length=80,
        autocomplete="address-level2",
        error_messages={"required": _("Write the name of a place")},
    )
