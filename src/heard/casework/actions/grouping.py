"""Groups of similar pieces: asked for by a person, found by the worker, named by people."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from evidence.text.groups import Group, group, is_rising
from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign
from heard.casework.models import GroupMember, GroupSearch, PieceGroup
from heard.casework.queries.grouping import Spoken, spoken

RECENT = timedelta(days=7)

log = logging.getLogger(__name__)


@transaction.atomic
def ask_for_groups(*, organisation: Organisation, campaign: Campaign | None, by: User, now: datetime) -> GroupSearch:
    """Ask the worker to look for groups; where that is asked for already, nothing more is."""
    waiting = GroupSearch.objects.filter(organisation=organisation, campaign=campaign, done_at=None).first()
    if waiting is not None:
        return waiting
    search = GroupSearch.objects.create(organisation=organisation, campaign=campaign, asked_by=by, asked_at=now)
    record(code="casework.groups.asked", subject=search, by=by, now=now, organisation=organisation)
    return search


def find_groups(*, search_id: int, now: datetime) -> bool:
    """Find the groups of one search, and return whether it was still to be done.

    Finding stands outside the transaction, so that nobody waits for it. A search that cannot be done says so and is
    not tried again: asking anew is a click.
    """
    search = GroupSearch.objects.filter(pk=search_id, done_at=None).first()
    if search is None:
        return False
    said = spoken(organisation=search.organisation, campaign=search.campaign)
    found: Sequence[Group] = ()
    try:
        found, _unprocessed = group([each.words for each in said], people=[each.person for each in said])
    except Exception as error:  # noqa: BLE001  whatever is wrong with some words, the page must not wait for ever
        log.warning("Groups could not be found: %s", type(error).__name__)
        return _done(search_id, looked_at=len(said), has_failed=True, now=now)
    return _kept(search_id, found, said, now)


@transaction.atomic
def name_group(*, group: PieceGroup, name: str, by: User, now: datetime) -> PieceGroup:
    """Give a group a name, by which it stays; an empty name lets it go with the next search."""
    named = PieceGroup.objects.select_for_update(of=("self",)).select_related("search__organisation").get(pk=group.pk)
    named.name, named.named_by, named.named_at = name, by if name else None, now if name else None
    named.save(update_fields=["name", "named_by", "named_at"])
    record(code="casework.group.named", subject=named, by=by, now=now, organisation=named.search.organisation)
    return named


@transaction.atomic
def _done(search_id: int, *, looked_at: int, has_failed: bool, now: datetime) -> bool:
    waiting = GroupSearch.objects.filter(pk=search_id, done_at=None)
    return bool(waiting.update(done_at=now, looked_at=looked_at, has_failed=has_failed))


@transaction.atomic
def _kept(search_id: int, found: Sequence[Group], said: Sequence[Spoken], now: datetime) -> bool:
    """Write the groups down, and let go of what earlier searches found and nobody named."""
    if not _done(search_id, looked_at=len(said), has_failed=False, now=now):
        return False
    search = GroupSearch.objects.get(pk=search_id)
    since = search.asked_at - RECENT
    of_now = sum(each.received_at >= since for each in said)
    for ordinal, one in enumerate(found, start=1):
        recent = sum(said[place].received_at >= since for place in one.members)
        held = PieceGroup.objects.create(
            search=search,
            ordinal=ordinal,
            words=[[word.words, word.people] for word in one.words],
            people=one.people,
            recent=recent,
            is_rising=is_rising(
                now=recent,
                before=len(one.members) - recent,
                of_now=of_now,
                of_before=len(said) - of_now,
                tests=len(found),
            ),
        )
        GroupMember.objects.bulk_create(
            GroupMember(group=held, case_id=said[place].case_id, rank=rank)
            for rank, place in enumerate(one.members, start=1)
        )
    earlier = GroupSearch.objects.filter(
        organisation=search.organisation, campaign=search.campaign, done_at__isnull=False
    ).exclude(pk=search.pk)
    PieceGroup.objects.filter(search__in=earlier, name="").delete()
    earlier.filter(groups=None).delete()
    return True
