"""Writes about what networks say: taking an export in and back, and remembering what was answered about it."""

from heard.measurement.actions.networks.answering import (
    MEANINGS,
    NOT_OURS,
    OURS,
    forget_columns,
    remember_columns,
    remember_names,
)
from heard.measurement.actions.networks.reading import PLAIN, Told, level_name, source_in
from heard.measurement.actions.networks.taking import MeasureSaid, NetworkReport, import_network, take_back

__all__ = [
    "MEANINGS",
    "NOT_OURS",
    "OURS",
    "PLAIN",
    "MeasureSaid",
    "NetworkReport",
    "Told",
    "forget_columns",
    "import_network",
    "level_name",
    "remember_columns",
    "remember_names",
    "source_in",
    "take_back",
]
