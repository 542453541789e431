"""What people answer about places, and what makes an answer wrong."""

from heard.places.forms.offices import OfficeForm
from heard.places.forms.services import ServiceSearchForm

__all__ = ["OfficeForm", "ServiceSearchForm"]
