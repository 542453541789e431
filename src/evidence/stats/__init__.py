"""Statistical methods: counts in, intervals and findings out. docs/methods describes each."""

from evidence.stats.agreement import Alpha, Match, Scale, alpha, match
from evidence.stats.conversion import Conversion, conversion, cost_each
from evidence.stats.days import Period, Window
from evidence.stats.dispersion import Dispersion, overdispersion
from evidence.stats.frequency import OnePoint
from evidence.stats.intervals import Interval, byar, count_interval, exact_ratio, poisson_exact, wilson
from evidence.stats.misclassification import Corrected, Counted, Stratum, corrected, joined
from evidence.stats.reach import Channel, Combined, Overlap, combined_reach, describe_reach
from evidence.stats.uplift import Uplift, Usual, describe, uplift

__all__ = [
    "Alpha",
    "Channel",
    "Combined",
    "Conversion",
    "Corrected",
    "Counted",
    "Dispersion",
    "Interval",
    "Match",
    "OnePoint",
    "Overlap",
    "Period",
    "Scale",
    "Stratum",
    "Uplift",
    "Usual",
    "Window",
    "alpha",
    "byar",
    "combined_reach",
    "conversion",
    "corrected",
    "cost_each",
    "count_interval",
    "describe",
    "describe_reach",
    "exact_ratio",
    "joined",
    "match",
    "overdispersion",
    "poisson_exact",
    "uplift",
    "wilson",
]
