"""The bank holidays of England and Wales.

Source: GOV.UK, "UK bank holidays", https://www.gov.uk/bank-holidays, and for 2028 the Banking and Financial Dealings
Act 1971 with its substitute days. Checked on 25 November 2026. `heard health` says when the list runs out.
"""

from datetime import date

_BY_YEAR = {
    2026: ("01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"),
    2027: ("01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"),
    2028: ("01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"),
}

BANK_HOLIDAYS = frozenset(date.fromisoformat(f"{year}-{day}") for year, days in _BY_YEAR.items() for day in days)
LAST_KNOWN_DAY = date(max(_BY_YEAR), 12, 31)
