"""What people look for in the list of services."""

from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms


class ServiceSearchForm(forms.Form):
    """Words to look for in the list of services."""

    marks_optional = False

    q = fields.SearchField(label=_("Name, postcode or code"), required=False, max_length=100)
