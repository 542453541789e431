"""Official lists of care services, each in its own layout, read into the columns that Heard's own lists have."""

from heard.places.registers.sniffing import List, read_services

__all__ = ["List", "read_services"]
