"""What people answer about offices, and what makes an answer wrong."""

from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms
from heard.places.models import Office


class OfficeForm(forms.Form):
    """How an office is called and reached."""

    name = fields.TextField(label=_("Name"), max_length=160)
    phone = fields.PhoneField(label=_("Phone"), required=False, max_length=30)
    text_relay = fields.PhoneField(
        label=_("Text relay"),
        hint=_("For people who cannot hear or speak on the phone. For example, 18001 01632 960001"),
        required=False,
        max_length=30,
    )
    email = fields.EmailField(label=_("Email address"), required=False, max_length=254)
    web = fields.TextField(
        label=_("Website"),
        hint=_("For example, https://www.example.org"),
        required=False,
        max_length=200,
        validators=[
            URLValidator(schemes=["https", "http"], message=_("Write the website like https://www.example.org"))
        ],
    )
    hours = fields.TextField(
        label=_("When it is open"), hint=_("For example, Monday to Friday, 9am to 5pm"), required=False, max_length=200
    )

    @classmethod
    def of(cls, office: Office) -> "OfficeForm":
        """Return the form with what stands there now."""
        return cls(initial={name: getattr(office, name) for name in cls.base_fields})
