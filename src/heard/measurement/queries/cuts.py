"""Questions and their answers: whose they are, what their rows are called, and the finding that they amount to."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evidence.findings import Column, Finding, Table
from evidence.stats import wilson
from heard.accounts.models import Organisation, User
from heard.accounts.queries import public_name
from heard.campaigns.models import Campaign, Channel, Placement
from heard.design.dates import said_month
from heard.design.errors import NotFound
from heard.design.languages import LANGUAGES
from heard.feedback.models import Channel as CameBy
from heard.feedback.models import Tone
from heard.insight.queries import current_themes
from heard.measurement.analysis.asking import PERIODS, Dimension, Measure, Question
from heard.measurement.analysis.counting import Cell, Key
from heard.measurement.models import Cut, Standing
from heard.measurement.queries.access import whole_view_for
from heard.places.models import Area

LATEST = 10
MOST_COLUMNS = 12
MOST_ROWS = 400


def cut_for(*, user: User, slug: str, cut: int) -> Cut:
    """Return a long question about a campaign to whoever may see it whole; raise NotFound to anybody else."""
    view = whole_view_for(user=user, slug=slug)
    found = Cut.objects.filter(campaign=view.campaign, pk=cut).select_related("campaign__owner").first()
    if found is None:
        raise NotFound
    return found


def latest_cuts(*, campaign: Campaign) -> list[Cut]:
    """Return the latest long questions about a campaign."""
    rows = Cut.objects.filter(campaign=campaign).select_related("campaign").defer("cells")
    return list(rows.order_by("-asked_at", "-pk")[:LATEST])


def as_json(cells: Iterable[Cell]) -> list[list[object]]:
    """Return cells as values that JSON can hold."""
    return [[_plain(cell.row), _plain(cell.column), cell.n, cell.of] for cell in cells]


def cells_of(cut: Cut) -> tuple[Cell, ...]:
    """Return the cells that a counted question holds."""
    question = Question.from_json(cut.question)
    return tuple(
        Cell(row=_typed(question.rows, row), column=_typed(question.columns, column), n=n, of=of)
        for row, column, n, of in cut.cells
    )


def _plain(key: Key) -> object:
    return key.isoformat() if isinstance(key, date) else key


def _typed(dimension: Dimension | None, key: Key) -> Key:
    dated = dimension in {Dimension.DAY, Dimension.WEEK, Dimension.MONTH}
    return date.fromisoformat(key) if dated and isinstance(key, str) else key


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of an answer: its key, its name, its number (None: not known) in all and in each column."""

    key: Key
    name: str
    whole: float | None
    interval: tuple[float, float] | None
    numbers: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class Answered:
    """An answer laid out: the names of columns (none where nothing breaks rows down), its lines, and the finding."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    finding: Finding
    total: float | None


def laid_out(*, question: Question, cells: Collection[Cell], campaign: Campaign) -> Answered:
    """Lay cells out as lines: periods as they follow, all else the largest first."""
    name_row = names_of(question.rows, {cell.row for cell in cells}, campaign)
    columns, numbers = _by_column(question, cells, campaign)
    sums: dict[Key, list[int]] = {}
    for cell in cells:
        held = sums.setdefault(cell.row, [0, 0])
        held[0] += cell.n
        held[1] += cell.of or 0
    lines = [
        Line(
            key=key,
            name=name_row(key),
            whole=_value(question, *held) if _adds_up(question, within_row=True) else None,
            interval=_interval(question, *held),
            numbers=tuple(numbers.get((key, column)) for column in columns),
        )
        for key, held in sums.items()
    ]
    if question.rows in PERIODS:
        lines.sort(key=lambda line: (line.key is None, line.key))
    else:
        lines.sort(key=lambda line: (-(line.whole or 0), line.name))
    whole = [sum(held[place] for held in sums.values()) for place in (0, 1)]
    total = _value(question, *whole) if _adds_up(question, within_row=False) else None
    finding = _finding(question, lines, tuple(columns.values()), total, campaign)
    return Answered(columns=tuple(columns.values()), lines=tuple(lines), finding=finding, total=total)


def _adds_up(question: Question, *, within_row: bool) -> bool:
    """Return whether the numbers may be added: one browser may stand in several hours and areas of its link and day."""
    if question.measure != Measure.VISITOR_DAYS:
        return True
    parts = {question.columns} if within_row else {question.rows, question.columns}
    return not parts & {Dimension.HOUR, Dimension.AREA}


def _by_column(
    question: Question, cells: Collection[Cell], campaign: Campaign
) -> tuple[dict[Key, str], dict[tuple[Key, Key], float | None]]:
    if question.columns is None:
        return {}, {}
    sums: dict[Key, int] = {}
    for cell in cells:
        sums[cell.column] = sums.get(cell.column, 0) + cell.n
    ordered = sorted(sums, key=lambda key: (-sums[key], str(key)))
    if question.columns in PERIODS:
        ordered = sorted(sums, key=lambda key: (key is None, key))
    named = names_of(question.columns, set(sums), campaign)
    numbers = {(cell.row, cell.column): _value(question, cell.n, cell.of or 0) for cell in cells}
    return {key: named(key) for key in ordered}, numbers


def _value(question: Question, n: int, of: int) -> float | None:
    if question.measure != Measure.CONVERSION:
        return n
    return round(100 * n / of, 2) if of else None


def _interval(question: Question, n: int, of: int) -> tuple[float, float] | None:
    """Return the interval of a share, where forms are no more than clicks: else they came without one."""
    if question.measure != Measure.CONVERSION or not of or n > of:
        return None
    found = wilson(events=n, of=of)
    return round(100 * found.low, 2), round(100 * found.high, 2)


def _finding(
    question: Question, lines: list[Line], columns: tuple[str, ...], total: float | None, campaign: Campaign
) -> Finding:
    unit = "%" if question.measure == Measure.CONVERSION else ""
    what, by = str(MEASURE_NAMES[question.measure]()), str(DIMENSION_NAMES[question.rows]())
    heads = [Column(by), Column(what, unit), *(Column(name, unit) for name in columns)]
    rows = [[line.name, line.whole, *line.numbers] for line in lines]
    return Finding(
        table=Table.of(_("%(what)s by %(by)s") % {"what": what, "by": by.lower()}, heads, rows),
        sentence=_sentence(question, what, lines, total),
        caveats=(str(DEFINITIONS[question.measure]()), *_caveats(question)),
    )


def _sentence(question: Question, what: str, lines: list[Line], total: float | None) -> str:
    if not lines:
        return _("Nothing was counted that fits.")
    best = max(lines, key=lambda line: line.whole or 0)
    shown = {"what": what, "total": written(question, total), "most": best.name, "n": written(question, best.whole)}
    if total is None:
        return _("%(what)s: most at %(most)s, with %(n)s.") % shown
    return _("%(what)s: %(total)s in all; most at %(most)s, with %(n)s.") % shown


def written(question: Question, number: float | None) -> str:
    """Return a number of an answer in words; a dash where it is not known."""
    if number is None:
        return "–"
    return f"{number:,.1f}%" if question.measure == Measure.CONVERSION else f"{number:,.0f}"


def _caveats(question: Question) -> list[str]:
    notes = []
    if not _adds_up(question, within_row=False):
        notes.append(_("One browser may stand in several rows: they are not added up."))
    if Dimension.LANGUAGE in question.dimensions and question.measure != Measure.FORMS:
        notes.append(_("The language of a visit is that of its link; the language of a form is the one it was in."))
    if question.dimensions & {Dimension.TONE, Dimension.THEME}:
        notes.append(_("What staff decided counts before what the writer said, and that before what a machine marked."))
    if Dimension.THEME in question.dimensions:
        notes.append(_("A piece that speaks of several themes stands in several rows."))
    if Dimension.HOUR in question.dimensions:
        notes.append(_("Hours are local. Visits of more than a year ago have no hour left and stand at midnight."))
    return notes


def names_of(dimension: Dimension, keys: Collection[Key], campaign: Campaign) -> Callable[[Key], str]:
    """Return what names the keys of a dimension."""
    found = _NAMES[dimension](keys, campaign) if dimension in _NAMES else {}

    def named(key: Key) -> str:
        if key == "":
            return _("A link without the name of a post")
        if key is None:
            return _("None or not known")
        if isinstance(key, date):
            return said_month(key) if dimension == Dimension.MONTH else key.isoformat()
        if dimension == Dimension.HOUR:
            return f"{key}:00"
        return str(found.get(key, key))

    return named


def _partners(_keys: Collection[Key], campaign: Campaign) -> Mapping[Key, str]:
    rows = campaign.partners.select_related("organisation__kept_by")
    return {partner.pk: public_name(organisation=partner.organisation) for partner in rows}


def _waves(_keys: Collection[Key], campaign: Campaign) -> Mapping[Key, str]:
    return dict(campaign.waves.values_list("pk", "name"))


def _links(_keys: Collection[Key], campaign: Campaign) -> Mapping[Key, str]:
    return {pk: f"/l/{code}" for pk, code in Placement.objects.filter(campaign=campaign).values_list("pk", "code")}


def _areas(keys: Collection[Key], _campaign: Campaign) -> Mapping[Key, str]:
    return dict(Area.objects.filter(pk__in=[key for key in keys if key]).values_list("pk", "name"))


def _organisations(keys: Collection[Key], _campaign: Campaign) -> Mapping[Key, str]:
    rows = Organisation.objects.filter(pk__in=[key for key in keys if key]).select_related("kept_by")
    return {one.pk: public_name(organisation=one) for one in rows}


def _themes(_keys: Collection[Key], _campaign: Campaign) -> Mapping[Key, str]:
    return {theme.code: theme.label for theme in current_themes()}


def _weekdays(_keys: Collection[Key], _campaign: Campaign) -> Mapping[Key, str]:
    return {number: date_format(date(2020, 6, 1 + number), "l") for number in range(7)}  # 1 June 2020 was a Monday


def _labels(choices: type) -> Callable[[Collection[Key], Campaign], Mapping[Key, str]]:
    return lambda _keys, _campaign: {value: str(label) for value, label in choices.choices}  # type: ignore[attr-defined]


def _whose(_keys: Collection[Key], _campaign: Campaign) -> Mapping[Key, str]:
    return {"STAFF": _("Staff"), "PERSON": _("The writer"), "MACHINE": _("A machine")}


def _languages(_keys: Collection[Key], _campaign: Campaign) -> Mapping[Key, str]:
    return {language.code: str(language.name) for language in LANGUAGES}


_NAMES: Mapping[Dimension, Callable[[Collection[Key], Campaign], Mapping[Key, str]]] = {
    Dimension.PARTNER: _partners,
    Dimension.WAVE: _waves,
    Dimension.LINK: _links,
    Dimension.AREA: _areas,
    Dimension.ORGANISATION: _organisations,
    Dimension.THEME: _themes,
    Dimension.WEEKDAY: _weekdays,
    Dimension.CHANNEL: _labels(Channel),
    Dimension.STANDING: _labels(Standing),
    Dimension.CAME_BY: _labels(CameBy),
    Dimension.TONE: _labels(Tone),
    Dimension.TONE_BY: _whose,
    Dimension.MARKED_BY: _whose,
    Dimension.LANGUAGE: _languages,
}

MEASURE_NAMES: Mapping[Measure, Callable[[], str]] = {
    Measure.CLICKS: lambda: _("Clicks"),
    Measure.VISITOR_DAYS: lambda: _("Visitor-days"),
    Measure.LANDINGS: lambda: _("Landings"),
    Measure.STARTS: lambda: _("Form starts"),
    Measure.LOOKUPS: lambda: _("Contact look-ups"),
    Measure.NUMBERS_SHOWN: lambda: _("Numbers shown"),
    Measure.CALL_TAPS: lambda: _("Call taps"),
    Measure.EMAIL_TAPS: lambda: _("Email taps"),
    Measure.WEB_TAPS: lambda: _("Website taps"),
    Measure.FORMS: lambda: _("Forms"),
    Measure.SUBMISSIONS: lambda: _("Forms, calls, letters and imports"),
    Measure.PIECES: lambda: _("Pieces of feedback"),
    Measure.CONVERSION: lambda: _("Forms of a hundred clicks"),
}

DIMENSION_NAMES: Mapping[Dimension, Callable[[], str]] = {
    Dimension.DAY: lambda: _("Day"),
    Dimension.WEEK: lambda: _("Week from Monday"),
    Dimension.MONTH: lambda: _("Month"),
    Dimension.WEEKDAY: lambda: _("Day of the week"),
    Dimension.HOUR: lambda: _("Hour"),
    Dimension.PARTNER: lambda: _("Partner"),
    Dimension.CHANNEL: lambda: _("Channel"),
    Dimension.WAVE: lambda: _("Wave"),
    Dimension.POST: lambda: _("Post"),
    Dimension.LINK: lambda: _("Link"),
    Dimension.LANGUAGE: lambda: _("Language"),
    Dimension.AREA: lambda: _("Area"),
    Dimension.STANDING: lambda: _("Counted or set aside"),
    Dimension.ORGANISATION: lambda: _("Who received it"),
    Dimension.CAME_BY: lambda: _("How it came"),
    Dimension.TONE: lambda: _("Tone"),
    Dimension.TONE_BY: lambda: _("Who said the tone"),
    Dimension.THEME: lambda: _("Theme"),
    Dimension.MARKED_BY: lambda: _("Who found the theme"),
}

DEFINITIONS: Mapping[Measure, Callable[[], str]] = {
    **dict.fromkeys(
        Measure, lambda: _("Counted are visits by people, as far as can be told; bots, previews and tests stand aside.")
    ),
    Measure.VISITOR_DAYS: lambda: _("A visitor-day is one browser on one link on one day, counted by people’s clicks."),
    Measure.FORMS: lambda: _(
        "A form is what came by a web, partner’s or paper form and was not withdrawn or set aside."
    ),
    Measure.SUBMISSIONS: lambda: _("Whatever was sent by any channel and was not withdrawn or set aside."),
    Measure.PIECES: lambda: _(
        "A form may hold several pieces: one for each service or point. All channels are counted."
    ),
    Measure.CONVERSION: lambda: _(
        "Forms of a hundred clicks by people, with the 95% interval (Wilson). Forms without a click are among them."
    ),
}
