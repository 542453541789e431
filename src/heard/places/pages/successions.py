"""The guided way to rename, merge, split or hand over: what happens, the plan, and what will follow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from heard.accounts.models import Organisation, SuccessionKind
from heard.accounts.queries import Following, formerly
from heard.design.clock import day_of
from heard.design.dates import said_day
from heard.design.pages import Page
from heard.design.tables import Column
from heard.places.actions.succeeding import SuccessionPlan
from heard.places.forms.successions import ConfirmForm, KindForm, PlanForm


@dataclass(frozen=True, kw_only=True)
class AskingPage(Page):
    """Asks what happens to an organisation, or what is planned for it."""

    template: ClassVar[str] = "places/succession.jinja"

    organisation: str
    form: KindForm | PlanForm
    button: str


@dataclass(frozen=True, kw_only=True)
class PreviewPage(Page):
    """What will follow, and the confirmation."""

    template: ClassVar[str] = "places/succession_preview.jinja"

    organisation: str
    when: str
    sentences: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    form: ConfirmForm
    button: str
    change_href: str


def kind_page(*, organisation: Organisation, form: KindForm) -> AskingPage:
    """Return the page that asks what happens."""
    return AskingPage(
        title=_("Rename, merge, split or hand over"),
        organisation=organisation.name,
        form=form,
        has_errors=bool(form.errors),
        button=_("Continue"),
        back_href=history_href(organisation),
    )


def plan_page(*, organisation: Organisation, form: PlanForm) -> AskingPage:
    """Return the page that asks who follows whom, and from when."""
    return AskingPage(
        title=_TITLES[form.kind](),
        organisation=organisation.name,
        form=form,
        has_errors=bool(form.errors),
        button=_("See what will follow"),
        back_href=reverse("places:succession", args=[organisation.slug]),
    )


def preview_page(
    *, plan: SuccessionPlan, follows: Iterable[Following], form: ConfirmForm, change_href: str
) -> PreviewPage:
    """Return the page that says what will follow and asks for the reason and the name."""
    ending = _ending(plan)
    return PreviewPage(
        title=_("What will follow"),
        organisation=plan.organisation.name,
        when=_("From %(day)s") % {"day": said_day(day_of(plan.at))} if plan.at else _("Now"),
        sentences=tuple(_SENTENCES[plan.kind](plan)),
        columns=_columns(ending),
        rows=tuple(_row(each, ending) for each in follows if any(each.counts.values())),
        form=form,
        has_errors=bool(form.errors),
        button=_BUTTONS[plan.kind](),
        change_href=change_href,
        back_href=reverse("places:succession_plan", args=[plan.organisation.slug, plan.kind.value.lower()]),
    )


def organisations_of(plan: SuccessionPlan) -> tuple[Organisation, ...]:
    """Return the organisations whose numbers the preview shows: all that work now and are part of the plan."""
    return _ending(plan)


def history_href(organisation: Organisation) -> str:
    """Return where the history of an organisation stands."""
    return reverse("accounts:organisation_history", args=[organisation.slug])


def _ending(plan: SuccessionPlan) -> tuple[Organisation, ...]:
    if plan.kind == SuccessionKind.RENAME:
        return ()
    joined = plan.kind in {SuccessionKind.MERGE, SuccessionKind.HANDOVER} and isinstance(plan.heir, Organisation)
    heirs = (plan.heir,) if joined and isinstance(plan.heir, Organisation) else ()
    return tuple(dict.fromkeys((plan.organisation, *plan.also, *heirs)))


def _columns(organisations: Sequence[Organisation]) -> tuple[Column, ...]:
    each = tuple(Column(text=one.short_name or one.name, is_number=True) for one in organisations)
    together = (Column(text=_("Together"), is_number=True),) if len(each) > 1 else ()
    return (Column(text=_("What")), *each, *together)


def _row(following: Following, organisations: Sequence[Organisation]) -> tuple[str, ...]:
    """Return one line; a number that nobody knows is a dash, and so is a sum with one in it."""
    counts = [following.counts.get(each.pk) for each in organisations]
    known = [number for number in counts if number is not None]
    together = [sum(known) if len(known) == len(counts) else None] if len(counts) > 1 else []
    return (following.what, *("–" if number is None else f"{number:,}" for number in (*counts, *together)))


def _name(named: Organisation | str) -> str:
    return named if isinstance(named, str) else named.name


def _renaming(plan: SuccessionPlan) -> Iterable[str]:
    yield _("%(before)s is called %(after)s.") % {"before": plan.organisation.name, "after": plan.name}
    yield _("What was recorded before goes on to be read under the old name.")
    yield _("People, records, links, addresses and figures stay as they are.")


def _succeeding(plan: SuccessionPlan) -> Iterable[str]:
    heir = _name(plan.heir)
    ending = [each.name for each in (plan.organisation, *plan.also) if each != plan.heir]
    names = {"before": get_text_list(ending, _("and")), "after": heir}
    yield (
        _("%(before)s ends; %(after)s takes its place.") % names
        if len(ending) == 1
        else _("%(before)s end; %(after)s takes their place.") % names
    )
    yield _("Their people work for %(after)s, in the same roles. Invitations that wait are withdrawn.") % names
    yield _("Records, cases and contact details stay as they are, and people of %(after)s reach them.") % names
    yield _("Links and forms go on. Pages say “%(name)s”, and %(after)s receives what is sent.") % {
        "name": formerly(name=heir, before=ending[0]) if ending else heir,
        "after": heir,
    }
    yield _("Offices go to %(after)s, with all that they cover.") % names
    yield _("Counts are added up in both periods of every year-on-year figure.")


def _splitting(plan: SuccessionPlan) -> Iterable[str]:
    names = {"before": plan.organisation.name, "keeper": _name(plan.heir), "other": _name(plan.other)}
    yield _("%(before)s ends. %(keeper)s keeps its records, and %(other)s takes over a part of its work.") % names
    yield _("%(people)d people and %(offices)d offices go to %(other)s; all others go to %(keeper)s.") % {
        **names,
        "people": len(plan.people),
        "offices": len(plan.offices),
    }
    yield _("Nobody at %(other)s can read the old records, cases or contact details.") % names
    yield _("Links and forms go on, and %(keeper)s receives what is sent.") % names
    yield _("Counts that were brought in by office go with the office. All others stay with %(keeper)s.") % names


_TITLES = {
    SuccessionKind.RENAME: lambda: _("Give it a new name"),
    SuccessionKind.MERGE: lambda: _("Make it one with others"),
    SuccessionKind.HANDOVER: lambda: _("Hand over all its work"),
    SuccessionKind.SPLIT: lambda: _("Share its work between two"),
}
_BUTTONS = {
    SuccessionKind.RENAME: lambda: _("Rename"),
    SuccessionKind.MERGE: lambda: _("Merge"),
    SuccessionKind.HANDOVER: lambda: _("Hand over"),
    SuccessionKind.SPLIT: lambda: _("Split"),
}
_SENTENCES = {
    SuccessionKind.RENAME: _renaming,
    SuccessionKind.MERGE: _succeeding,
    SuccessionKind.HANDOVER: _succeeding,
    SuccessionKind.SPLIT: _splitting,
}
