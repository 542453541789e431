"""Models of measurement: counts and roll-ups by day and by hour, and how far machine and people agree."""

from heard.measurement.models.agreement import AgreementLine, AgreementNotice
from heard.measurement.models.counting import (
    VISIT_KINDS,
    AreaFigure,
    CountImport,
    DailyCount,
    DailyFigure,
    FigureKind,
    HourlyFigure,
    Outcome,
    Record,
    RolledBatch,
    RollUpMark,
    Standing,
    TotalFigure,
)

__all__ = [
    "VISIT_KINDS",
    "AgreementLine",
    "AgreementNotice",
    "AreaFigure",
    "CountImport",
    "DailyCount",
    "DailyFigure",
    "FigureKind",
    "HourlyFigure",
    "Outcome",
    "Record",
    "RollUpMark",
    "RolledBatch",
    "Standing",
    "TotalFigure",
]
