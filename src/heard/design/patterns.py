"""The pattern page: every part of the house on one page, with made-up words, for those who build with them."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from heard.design import charts, fields, forms
from heard.design.fields import Choice
from heard.design.pages import Page
from heard.design.paging import Pager


class PatternForm(forms.Form):
    """One question of every kind."""

    name = fields.TextField(label="Your name", hint="As you like to be called", autocomplete="name", max_length=80)
    email = fields.EmailField(label="Email address")
    phone = fields.PhoneField(label="Phone number", required=False)
    visits = fields.IntegerField(label="How many visits", min_value=1, max_value=99)
    when = fields.DateField(label="When did it happen", hint="For example, 8 7 2020")
    words = fields.TextareaField(label="What happened", max_length=2000)
    kind = fields.RadiosField(
        label="What would you like to tell us about",
        choices=[
            Choice(value="good", label="Something good", hint="We pass thanks on to the people who cared for you"),
            Choice(value="bad", label="Something that could be better"),
            Choice(value="other", label="Something else", divider="or", reveals="other"),
        ],
    )
    other = fields.TextField(label="What is it about")
    places = fields.CheckboxesField(
        label="Where were you",
        choices=[
            ("home", "At home"),
            ("ward", "On a ward"),
            Choice(value="none", label="None of these", divider="or", is_exclusive=True),
        ],
    )
    service = fields.SelectField(label="Kind of service", choices=[("gp", "GP surgery"), ("home", "Care home")])
    file = fields.FileField(label="A file", hint="CSV or XLSX, up to 50 MB", accept=(".csv", ".xlsx"))
    accent = fields.ColourField(label="Accent colour", initial="#005eb8")
    password = fields.PasswordField(label="Password")
    agree = fields.CheckboxField(label="I have read how my words are used")
    token = fields.HiddenField(required=False, initial="unseen")


class PatternFilters(forms.Form):
    """A few filters."""

    marks_optional = False

    words = fields.SearchField(label="Words", required=False)
    status = fields.SelectField(
        label="Status", blank="Any", choices=[("new", "New"), ("open", "Being looked at")], required=False
    )
    area = fields.SelectField(label="Area", blank="Any", choices=[("e1", "Fairwater")], required=False)


class Words(NamedTuple):
    """Words at their place in a macro: a column, a cell, an action or a message."""

    text: str
    is_number: bool = False
    href: str = ""


class State(NamedTuple):
    """A cell that holds a tag."""

    text: str
    tone: str
    href: str = ""


class Stat(NamedTuple):
    """A figure with its meaning."""

    label: str
    figure: str
    note: str = ""


class Fact(NamedTuple):
    """A key with its value."""

    key: str
    value: str
    href: str = ""
    action: str = ""
    about: str = ""


class Event(NamedTuple):
    """Something that happened."""

    title: str
    when: str
    text: str = ""
    datetime: str = ""


@dataclass(frozen=True, kw_only=True)
class PatternsPage(Page):
    """Everything that the pattern page shows."""

    template: ClassVar[str] = "design/patterns.jinja"

    form: PatternForm
    filters: PatternFilters
    pager: Pager
    bars: charts.BarChart
    line: charts.LineChart
    spark: charts.Sparkline
    stats: tuple[Stat, ...] = (
        Stat("Forms this week", "1,248", "23% more than the week before"),
        Stat("Pieces of feedback", "2,113", "1.7 for each form"),
        Stat("Waiting longer than two days", "6", "Oldest: 3 days"),
        Stat("Someone may be at risk", "0"),
    )
    columns: tuple[Words, ...] = (Words("Service"), Words("State"), Words("Area"), Words("Pieces", is_number=True))
    rows: tuple[tuple[Words | State | str, ...], ...] = (
        (Words("Fairwater Surgery", href="#table"), State("New", "info"), "Fairwater", "212"),
        (Words("Larkrise House", href="#table"), State("Being looked at", "warn"), "Northmoor", "64"),
        (Words("Riverbank Hospital", href="#table"), State("Changed", "good"), "Fairwater", "1,020"),
    )
    facts: tuple[Fact, ...] = (
        Fact("Service", "Fairwater Surgery", href="#facts", about="the service"),
        Fact("When", "July 2020", href="#facts"),
        Fact("Your words", "The receptionist took her time with me.\nI wish every visit were like that."),
    )
    events: tuple[Event, ...] = (
        Event("Arrived", "8 July 2020, 9:14am", datetime="2020-07-08T09:14"),
        Event("Given to Maya Okafor", "8 July 2020, 11:02am", "Asked the surgery for a reply by 22 July."),
        Event("The surgery changed its opening hours", "3 August 2020"),
    )


def patterns_page(*, form: PatternForm, number: int) -> PatternsPage:
    """Return the pattern page around a form that is blank or wrong."""
    days = [(f"{day} July", float(40 + 25 * (day % 7) + 4 * day)) for day in range(8, 29)]
    return PatternsPage(
        title="Patterns",
        has_errors=bool(form.is_bound and form.errors),
        back_href="/",
        form=form,
        filters=PatternFilters(prefix="filter"),
        pager=Pager(number=number, per_page=25, total=612, query=(("status", "new"),)),
        bars=charts.bar_chart(
            title="Forms by place",
            label_head="Place",
            value_head="Forms",
            values=[("Local newspaper", 64), ("Poster in a surgery, with a code to scan", 220), ("Social media", 412)],
        ),
        line=charts.line_chart(
            id="days", title="Forms each day", values=days, description="From 90 a day to 190 over three weeks."
        ),
        spark=charts.sparkline(title="Rising", values=[value for _, value in days]),
    )
