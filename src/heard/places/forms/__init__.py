"""What people answer about places, and what makes an answer wrong."""

from heard.places.forms.contacts import ContactForm
from heard.places.forms.offices import CheckedFileForm, CoverageForm, OfficeForm, OfficesFileForm
from heard.places.forms.services import ClosingForm, NameForm, ReopeningForm, ServiceSearchForm, SuccessorForm

__all__ = [
    "CheckedFileForm",
    "ClosingForm",
    "ContactForm",
    "CoverageForm",
    "NameForm",
    "OfficeForm",
    "OfficesFileForm",
    "ReopeningForm",
    "ServiceSearchForm",
    "SuccessorForm",
]
