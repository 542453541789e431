"""Models of measurement: counts and roll-ups, what networks and surveys say, and how far machine and people agree."""

from heard.measurement.models.agreement import AgreementLine, AgreementNotice
from heard.measurement.models.alerts import Alert, AlertKind, AlertLines
from heard.measurement.models.awareness import ChannelOverlap, ReachPopulation, SurveyFigure, SurveyImport
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
from heard.measurement.models.networks import (
    KnownColumn,
    KnownName,
    NetworkFigure,
    NetworkFigureQuerySet,
    NetworkImport,
    Paid,
    Span,
)

__all__ = [
    "VISIT_KINDS",
    "AgreementLine",
    "AgreementNotice",
    "Alert",
    "AlertKind",
    "AlertLines",
    "AreaFigure",
    "ChannelOverlap",
    "CountImport",
    "DailyCount",
    "DailyFigure",
    "FigureKind",
    "HourlyFigure",
    "KnownColumn",
    "KnownName",
    "NetworkFigure",
    "NetworkFigureQuerySet",
    "NetworkImport",
    "Outcome",
    "Paid",
    "ReachPopulation",
    "Record",
    "RollUpMark",
    "RolledBatch",
    "Span",
    "Standing",
    "SurveyFigure",
    "SurveyImport",
    "TotalFigure",
]
