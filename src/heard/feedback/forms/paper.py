"""What staff are asked when a form is printed."""

from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms
from heard.feedback.actions.papering import MOST_COPIES


class AddressForm(forms.Form):
    """Where the paper form is posted to."""

    return_address = fields.TextareaField(
        label=_("Freepost address"),
        hint=_("As it stands on an envelope, one line each. Leave it empty to take the form off the landing page."),
        required=False,
        max_length=300,
        rows=5,
    )


class NumbersForm(forms.Form):
    """How many copies get a number."""

    count = fields.IntegerField(
        label=_("Copies"), min_value=1, max_value=MOST_COPIES, initial=10, width=3, hint=_("Up to 50 in one file.")
    )
