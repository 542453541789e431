"""An export as figures that could be kept: what a network's file says, with what a person told beside it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from hashlib import blake2b, sha256

from django.utils.translation import gettext as _

from evidence.exports import Export, ExportRow, Label, Meaning, Measure, Problem, meaning, read_export, source_of_export
from evidence.exports.sources import heading
from heard.campaigns.models import Campaign
from heard.measurement.models import KnownColumn, Span

PLAIN = "plain"
"""The source of a table that no known source writes."""
MENTION, POST, ACCOUNT = "mention", "post", "account"
_LEVELS = (
    (Label.AD, "ad"),
    (Label.POST, POST),
    (Label.LINK, POST),
    (Label.GROUP, "group"),
    (Label.CAMPAIGN, "campaign"),
)
_CODE = re.compile(r"/l/([a-z0-9-]{1,40})")
LONGEST_NAME = 300


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a person says of a file, where the file itself does not: whose account, which network, days, currency."""

    account: str = ""
    network: str = ""
    paid: str = ""
    currency: str = ""
    order: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One row as it would be kept, with its figures. `codes` are the campaign's short links that the row names."""

    row: int
    subject: str
    key: str
    name: str
    network: str
    account: str
    first_day: date
    last_day: date
    span: Span
    words: frozenset[str]
    codes: frozenset[str]
    figures: Mapping[Measure, int]

    @property
    def adds_up(self) -> bool:
        """Return whether any of its figures would count twice where its days overlap with those of another row."""
        return self.span is not Span.POST and any(measure.adds_up for measure in self.figures)


@dataclass(kw_only=True)
class Read:
    """A file that was read: the export, its rows that have figures, and what is wrong with it."""

    file_name: str
    digest: str
    told: Told
    export: Export
    source: str
    title: str
    network: str
    paid: str
    currency: str
    level: str
    columns: Mapping[str, str]
    rows: list[Planned] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def first_day(self) -> date | None:
        """Return the first day of any figure."""
        return min((row.first_day for row in self.rows), default=self.export.first_day)

    @property
    def last_day(self) -> date | None:
        """Return the last day of any figure."""
        return max((row.last_day for row in self.rows), default=self.export.last_day)

    @property
    def figure_count(self) -> int:
        """Return how many figures there are."""
        return sum(len(row.figures) for row in self.rows)

    def blame(self, row: int | None, sentence: str) -> None:
        """Say what is wrong in a row, or in the file."""
        self.problems.append(Problem(row=row, sentence=sentence))


def read(*, data: bytes, file_name: str, campaign: Campaign, told: Told, zone: str, today: date) -> Read:
    """Return what a file says, as figures of the campaign. Raises ExportRefused where it is no table."""
    known = _known(campaign, data, file_name)
    export = read_export(data, name=file_name, zone=zone, known=known, order=told.order)
    source = export.source.code if export.source else PLAIN
    found = Read(
        file_name=file_name[:200],
        digest=sha256(data).hexdigest(),
        told=told,
        export=export,
        source=source,
        title=export.source.title if export.source else _("A table that Heard does not know"),
        network=(export.source.network if export.source else "") or told.network,
        paid=(export.source.paid if export.source else "") or told.paid,
        currency=export.currency or told.currency,
        level=_level(export),
        columns=_columns(export, known),
        problems=list(export.problems),
        notices=list(export.notices),
    )
    if not export.unknown:
        _plan(found, told, today)
    return found


def level_name(level: str) -> str:
    """Return what each row of a file is about, in words."""
    return {
        "ad": _("advertisement"),
        POST: _("post"),
        "group": _("group of advertisements"),
        "campaign": _("campaign"),
        ACCOUNT: _("account"),
        MENTION: _("mention"),
    }[level]


def source_in(*, data: bytes, file_name: str) -> str:
    """Return of which source a file is. Raises ExportRefused where it is no table."""
    source = source_of_export(data, name=file_name)
    return source.code if source else PLAIN


def _known(campaign: Campaign, data: bytes, file_name: str) -> Mapping[str, Meaning]:
    """Return what was answered of columns of the file's source."""
    columns = KnownColumn.objects.filter(campaign=campaign)
    if not columns.exists():
        return {}
    source = source_in(data=data, file_name=file_name)
    return {column.name: meaning(column.meaning) for column in columns.filter(source=source)}


def value_of(measure: Measure, value: Decimal) -> int:
    """Return a figure as it is kept: whole things as they are, money and parts of things in hundredths."""
    return int(value) if measure.is_whole else int((value * 100).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def _level(export: Export) -> str:
    if export.source and export.source.each_row_is is Measure.MENTIONS:
        return MENTION
    held = {label for row in export.rows for label in row.labels}
    return next((level for label, level in _LEVELS if label in held), ACCOUNT)


def _columns(export: Export, told: Mapping[str, object]) -> dict[str, str]:
    """Return under which heading each measure stands: the first, where several do."""
    known = {**(export.source.columns if export.source else {}), **told}
    found: dict[str, str] = {}
    for written in export.headings:
        what = known.get(heading(written).name)
        if isinstance(what, Measure):
            found.setdefault(what.value, written)
    return found


def _plan(found: Read, told: Told, today: date) -> None:
    """Make figures of each row's numbers, and say what is missing."""
    repeats: Counter[str] = Counter()
    has_no_day = has_no_network = has_no_currency = False
    faulty = {problem.row for problem in found.problems}
    for row in found.export.rows:
        first, last = row.first_day or told.first_day, row.last_day or told.last_day
        network = row.labels.get(Label.NETWORK, "") or found.network
        has_no_day |= (first is None or last is None) and row.number not in faulty
        has_no_network |= not network
        has_no_currency |= Measure.SPEND in row.figures and not found.currency
        if first is None or last is None or not network:
            continue
        if last > today + timedelta(days=1):
            found.blame(row.number, _("%(day)s is in the future.") % {"day": last.isoformat()})
            continue
        planned = _planned(found, row, network=network, first=first, last=last, repeats=repeats)
        if planned.figures:
            found.rows.append(planned)
    for is_missing, sentence in (
        (
            has_no_day,
            _("This file does not say of which days its figures are. Write the first and the last day below."),
        ),
        (has_no_network, _("This file does not say of which network its figures are. Choose it below.")),
        (has_no_currency, _("This file has amounts and does not say in which currency. Choose it below.")),
    ):
        if is_missing:
            found.blame(None, sentence)
    if not found.problems:
        _require_apart(found)


def _planned(found: Read, row: ExportRow, *, network: str, first: date, last: date, repeats: Counter[str]) -> Planned:
    account = (row.labels.get(Label.PROFILE, "") or found.told.account)[:120] if found.level != MENTION else ""
    subject = _digest(found.source, network, account, row.subject)
    key = _digest(subject, first.isoformat(), last.isoformat())
    repeats[key] += 1
    if repeats[key] > 1:
        key = f"{key}#{repeats[key]}"
    return Planned(
        row=row.number,
        subject=subject,
        key=key,
        name="" if found.level == MENTION else _name(row, account, network),
        network=network[:40],
        account=account,
        first_day=first,
        last_day=last,
        span=_span(found.level, first, last),
        words=frozenset(text.casefold() for label, text in row.labels.items() if label is not Label.PROFILE),
        codes=frozenset(code for text in row.addresses for code in _CODE.findall(text)),
        figures={measure: value_of(measure, value) for measure, value in row.figures.items()},
    )


def _span(level: str, first: date, last: date) -> Span:
    if level == POST:
        return Span.POST
    return Span.DAY if first == last else Span.WINDOW


def _name(row: ExportRow, account: str, network: str) -> str:
    parts = [row.labels[label] for label in (Label.CAMPAIGN, Label.GROUP, Label.AD) if row.labels.get(label)]
    whole = " / ".join(parts) or row.labels.get(Label.LINK) or row.labels.get(Label.POST) or account or network
    return whole[:LONGEST_NAME]


def _digest(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def _require_apart(found: Read) -> None:
    """Blame rows of one file whose windows overlap: what is in both would count twice."""
    rows: dict[str, dict[str, Planned]] = {}
    for row in found.rows:
        if row.adds_up and found.level != MENTION:
            rows.setdefault(row.subject, {}).setdefault(row.key, row)
    for several in rows.values():
        _require_apart_in_time(found, sorted(several.values(), key=lambda each: (each.first_day, each.last_day)))


def _require_apart_in_time(found: Read, several: Sequence[Planned]) -> None:
    latest: Planned | None = None
    for row in several:
        if latest and row.first_day <= latest.last_day:
            sentence = _(
                "Its days overlap with those of row %(row)d, so what is in both would count twice. Export again by day."
            )
            found.blame(row.row, sentence % {"row": latest.row})
        if latest is None or row.last_day > latest.last_day:
            latest = row
