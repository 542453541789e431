"""Questions that the staff pages of measurement ask."""

from heard.measurement.forms.counts import CountsForm
from heard.measurement.forms.filters import FilterForm

__all__ = ["CountsForm", "FilterForm"]
