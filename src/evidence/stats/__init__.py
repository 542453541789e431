"""Statistical methods: counts in, intervals and findings out. docs/methods describes each."""

from evidence.stats.agreement import Alpha, Match, Scale, alpha, match
from evidence.stats.awareness import AwarenessChange, SurveyWave, awareness_change, describe_awareness
from evidence.stats.conversion import Conversion, conversion, cost_each
from evidence.stats.days import Period, Window
from evidence.stats.dispersion import Dispersion, overdispersion
from evidence.stats.exposure import CannotBeAdded, Exposure, Kind, channels_of, describe_exposure
from evidence.stats.frequency import OnePoint
from evidence.stats.intervals import Interval, byar, count_interval, exact_ratio, poisson_exact, wilson
from evidence.stats.misclassification import Corrected, Counted, Stratum, corrected, joined
from evidence.stats.reach import Channel, Combined, Overlap, combined_reach, describe_reach
from evidence.stats.sequential import Compared, Look, describe_compared, sequential
from evidence.stats.uplift import Uplift, Usual, describe, uplift

__all__ = [
    "Alpha",
    "AwarenessChange",
    "CannotBeAdded",
    "Channel",
    "Combined",
    "Compared",
    "Conversion",
    "Corrected",
    "Counted",
    "Dispersion",
    "Exposure",
    "Interval",
    "Kind",
    "Look",
    "Match",
    "OnePoint",
    "Overlap",
    "Period",
    "Scale",
    "Stratum",
    "SurveyWave",
    "Uplift",
    "Usual",
    "Window",
    "alpha",
    "awareness_change",
    "byar",
    "channels_of",
    "combined_reach",
    "conversion",
    "corrected",
    "cost_each",
    "count_interval",
    "describe",
    "describe_awareness",
    "describe_compared",
    "describe_exposure",
    "describe_reach",
    "exact_ratio",
    "joined",
    "match",
    "overdispersion",
    "poisson_exact",
    "sequential",
    "uplift",
    "wilson",
]
