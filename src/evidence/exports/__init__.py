"""What networks and listening services export, read as figures with their meaning. docs/methods/network-exports.md."""

from evidence.exports.grids import ExportRefused
from evidence.exports.measures import LEFT_OUT, Label, Meaning, Measure, meaning
from evidence.exports.reading import Export, ExportRow, Problem, read_export, source_of_export
from evidence.exports.sources import Source, sources

__all__ = [
    "LEFT_OUT",
    "Export",
    "ExportRefused",
    "ExportRow",
    "Label",
    "Meaning",
    "Measure",
    "Problem",
    "Source",
    "meaning",
    "read_export",
    "source_of_export",
    "sources",
]
