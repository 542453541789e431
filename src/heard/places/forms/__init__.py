"""What people answer about places, and what makes an answer wrong."""

from heard.places.forms.offices import OfficeForm
from heard.places.forms.services import ClosingForm, NameForm, ReopeningForm, ServiceSearchForm, SuccessorForm

__all__ = ["ClosingForm", "NameForm", "OfficeForm", "ReopeningForm", "ServiceSearchForm", "SuccessorForm"]
