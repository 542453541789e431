"""One piece of a coding set: as a coder reads it, and as it is settled where coders differ."""

from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.queries import name_at
from heard.casework.forms.sitting import CodeForm, DecideForm
from heard.casework.pages import record, words
from heard.casework.pages.choosing import Beside, box_groups, tone_boxes
from heard.casework.pages.headings import described_in, service_heading
from heard.casework.pages.sitting import DecidePage, service_facts
from heard.casework.queries.coding import Item, WholeSet
from heard.casework.queries.dossiers import Dossier
from heard.feedback.models import Tone
from heard.insight.models import CodingSet
from heard.insight.queries import Category


def code_page(
    *, whole: WholeSet, item: Item, dossier: Dossier, form: CodeForm, categories: Iterable[Category], coder: int
) -> DecidePage:
    """Return the page on which a coder reads one piece, without what the machine, others or the writer say of it."""
    coding_set = whole.coding_set
    at = whole.items.index(item)
    beside = (whole.items[at - 1 : at] if at else (), whole.items[at + 1 : at + 2])
    before, after = (code_href(coding_set, one[0]) if one else "" for one in beside)
    done = sum(coder in one.said for one in whole.items)
    page = _choose_page(whole, item, dossier, form, categories, Beside())
    return replace(
        page,
        action=code_href(coding_set, item),
        before_href=before,
        after_href=after,
        done=done,
        progress=_("You have coded %(done)s of %(of)s")
        % {"done": words.count(done), "of": words.count(len(whole.items))},
        go_on=_("Save and go on"),
        lead=_("Say what you find in the words. What the machine and the others say is not shown."),
    )


def settle_page(
    *, whole: WholeSet, item: Item, dossier: Dossier, form: DecideForm, categories: Iterable[Category]
) -> DecidePage:
    """Return the page on which a piece is settled about which coders differ, with what each of them said."""
    chosen = {theme for said in item.said.values() for theme in said.themes}
    beside = Beside(
        decided={theme: _who(whole, item, theme) for theme in chosen},
        first=frozenset(chosen),
        heading=_("Found by a coder"),
    )
    left = len(whole.to_settle(agreed=False))
    page = _choose_page(whole, item, dossier, form, categories, beside)
    return replace(
        page,
        action=settle_href(whole.coding_set, item),
        tone_decided=_tones(whole, item),
        progress=ngettext(
            "%(n)s piece about which coders differ is left", "%(n)s pieces about which coders differ are left", left
        )
        % {"n": words.count(left)},
        of=0,
        go_on=_("Settle and go on"),
        lead=_("What you save becomes your organisation's decision. What each coder said stays as it is."),
    )


def code_href(coding_set: CodingSet, item: Item) -> str:
    """Return where a piece is coded."""
    return reverse("casework:code", args=[coding_set.pk, item.item.position])


def settle_href(coding_set: CodingSet, item: Item) -> str:
    """Return where a piece is settled."""
    return reverse("casework:settle", args=[coding_set.pk, item.item.position])


def _choose_page(
    whole: WholeSet,
    item: Item,
    dossier: Dossier,
    form: CodeForm | DecideForm,
    categories: Iterable[Category],
    beside: Beside,
) -> DecidePage:
    case = dossier.case
    groups = box_groups(categories, ticked=form.ticked, beside=beside)
    return DecidePage(
        title=service_heading(piece=case.piece, described=described_in(dossier.texts, piece=case.piece)),
        has_errors=bool(form.errors),
        back_href=reverse("casework:coding_set", args=[whole.coding_set.pk]),
        organisation=name_at(organisation=case.organisation, moment=case.received_at),
        reference=case.piece.submission.reference,
        tags=(),
        said=tuple(record.said(dossier, may_open=False)),
        facts=tuple(service_facts(case)),
        tones=tuple(tone_boxes(chosen=form.tone_shown)),
        groups=groups,
        letters=tuple(group for group in groups if group.letter),
        sent=form,
        errors=tuple(replace(line, href=line.href or "#form-decide") for line in form.error_lines),
        changes=(),
        tone_decided="",
        place=_("Piece %(at)s of %(of)s")
        % {"at": words.count(item.item.position), "of": words.count(len(whole.items) + whole.lost)},
        progress="",
        done=0,
        of=len(whole.items),
        action="",
        case_href="",
        before_href="",
        after_href="",
        may_work=True,
        go_on="",
    )


def _who(whole: WholeSet, item: Item, theme: int) -> str:
    yes = [one.user.full_name for one in whole.coders if one.pk in item.said and theme in item.said[one.pk].themes]
    no = [one.user.full_name for one in whole.coders if one.pk in item.said and theme not in item.said[one.pk].themes]
    if not no:
        return _("All coders say yes")
    return _("Yes, say %(yes)s; no, say %(no)s") % {"yes": ", ".join(yes), "no": ", ".join(no)}


def _tones(whole: WholeSet, item: Item) -> str:
    return ". ".join(
        f"{one.user.full_name}: {Tone(item.said[one.pk].tone).label}" for one in whole.coders if one.pk in item.said
    )
