"""A question as one Ibis expression over the tables of analysis: the same for every engine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from heard.campaigns.models import VisitKind
from heard.feedback.models import FORM_CHANNELS
from heard.measurement.analysis.asking import Dimension, Measure, Question
from heard.measurement.analysis.columns import Table
from heard.measurement.models import Standing


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The tables of analysis as an engine gives them, with the columns that `COLUMNS` names; None where not wanted."""

    links: Any
    visits: Any = None
    submissions: Any = None
    pieces: Any = None
    themes: Any = None


def answering(question: Question, tables: Tables) -> Any:
    """Return the expression of a question: columns `row`, `column` where there are any, `n` and, of a share, `of`.

    A conversion is forms (`n`) of clicks (`of`). Everything is a sum over days: a visitor is told apart within one.
    """
    if question.measure != Measure.CONVERSION:
        return _grouped(question, question.measure, tables, n=_number_of(question.measure))
    import ibis

    none = ibis.literal(0, type="int64")
    forms = _grouped(question, Measure.FORMS, tables, n=_rows).mutate(of=none)
    clicks = _grouped(question, Measure.CLICKS, tables, n=_rows)
    clicks = clicks.rename(of="n").mutate(n=none).select(*forms.columns)
    both = ibis.union(forms, clicks)
    keys = [name for name in ("row", "column") if name in forms.columns]
    return both.group_by(*keys).aggregate(n=both.n.sum(), of=both.of.sum())


def _grouped(question: Question, measure: Measure, tables: Tables, *, n: Callable[[Any], Any]) -> Any:
    chosen = _chosen(question, measure, tables)
    keys = {"row": DIMENSION_OF[question.rows](chosen)}
    if question.columns is not None:
        keys["column"] = DIMENSION_OF[question.columns](chosen)
    return chosen.group_by(**keys).aggregate(n=n(chosen))


def _chosen(question: Question, measure: Measure, tables: Tables) -> Any:
    """Return the rows that a measure counts, each beside its link, narrowed as asked."""
    table = _table_of(question, measure, tables)
    table = table.left_join(tables.links, table.placement == tables.links.link)
    wanted = [condition(table) for condition in _CONDITIONS.get(measure, ())]
    if "standing" in table.columns and Dimension.STANDING not in question.dimensions:
        wanted.append(table.standing == Standing.COUNTED.value)
    if question.since is not None:
        wanted.append(table.day >= question.since)
    if question.until is not None:
        wanted.append(table.day <= question.until)
    wanted += [DIMENSION_OF[dimension](table) == value for dimension, value in question.only]
    return table.filter(*wanted) if wanted else table


def _table_of(question: Question, measure: Measure, tables: Tables) -> Any:
    if measure in _KINDS:
        return tables.visits
    if measure in {Measure.FORMS, Measure.SUBMISSIONS}:
        return tables.submissions
    return tables.themes if Table.THEMES in question.tables else tables.pieces


def _number_of(measure: Measure) -> Callable[[Any], Any]:
    return _visitors if measure == Measure.VISITOR_DAYS else _rows


def _rows(table: Any) -> Any:
    return table.count()


def _visitors(table: Any) -> Any:
    return table.visitor.nunique()


_KINDS: Mapping[Measure, VisitKind] = {
    Measure.CLICKS: VisitKind.CLICK,
    Measure.VISITOR_DAYS: VisitKind.CLICK,
    Measure.LANDINGS: VisitKind.LANDING,
    Measure.STARTS: VisitKind.FORM_START,
    Measure.LOOKUPS: VisitKind.LOOKUP,
    Measure.NUMBERS_SHOWN: VisitKind.NUMBER_SHOWN,
    Measure.CALL_TAPS: VisitKind.CALL_TAP,
    Measure.EMAIL_TAPS: VisitKind.EMAIL_TAP,
    Measure.WEB_TAPS: VisitKind.WEB_TAP,
}


def _of_kind(kind: VisitKind) -> Callable[[Any], Any]:
    return lambda table: table.kind == kind.value


_CONDITIONS: Mapping[Measure, tuple[Callable[[Any], Any], ...]] = {
    **{measure: (_of_kind(kind),) for measure, kind in _KINDS.items()},
    Measure.VISITOR_DAYS: (_of_kind(VisitKind.CLICK), lambda table: table.visitor.notnull()),
    Measure.FORMS: (lambda table: table.came_by.isin([channel.value for channel in FORM_CHANNELS]),),
}

DIMENSION_OF: Mapping[Dimension, Callable[[Any], Any]] = {
    **{dimension: (lambda name: lambda table: table[name])(dimension.value) for dimension in Dimension},
    Dimension.WEEK: lambda table: table.day.truncate("W"),
    Dimension.MONTH: lambda table: table.day.truncate("M"),
    Dimension.WEEKDAY: lambda table: table.day.day_of_week.index(),
    Dimension.LINK: lambda table: table.placement,
    Dimension.LANGUAGE: lambda table: table.language if "language" in table.columns else table.link_language,
}
"""What each dimension is of a row that stands beside its link. Weekdays count from Monday, which is 0."""
