"""Writes about what networks say: taking an export in and back, and remembering what was answered about it."""

from heard.measurement.actions.networks.answering import (
    MEANINGS,
    NOT_OURS,
    OURS,
    forget_column,
    remember_columns,
    remember_names,
)
from heard.measurement.actions.networks.reading import PLAIN, Told, level_name, source_in
from heard.measurement.actions.networks.taking import MeasureSaid, NetworkReport, import_network, take_back
from heard.measurement.actions.networks.waiting import (
    WAITS,
    NoLongerHere,
    forget_waiting,
    give_up,
    go_on,
    let_wait,
    told_of,
)

__all__ = [
    "MEANINGS",
    "NOT_OURS",
    "OURS",
    "PLAIN",
    "WAITS",
    "MeasureSaid",
    "NetworkReport",
    "NoLongerHere",
    "Told",
    "forget_column",
    "forget_waiting",
    "give_up",
    "go_on",
    "import_network",
    "let_wait",
    "level_name",
    "remember_columns",
    "remember_names",
    "source_in",
    "take_back",
    "told_of",
]
