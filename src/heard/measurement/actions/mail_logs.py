"""Reading from the press office's log of emails which stakeholders wrote: days and addresses alone, all or nothing.

No address is kept from the file. What is kept is that a stakeholder wrote on a day, and by which address or domain of
the register it was known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.models import Campaign
from heard.feedback.imports.values import DAY, day_of
from heard.measurement.actions.sheets import Faults, cut, opened
from heard.measurement.actions.stakeholders import AT_ONCE, digest_of
from heard.measurement.handles import sender_keys, sender_of
from heard.measurement.models import Engagement, EngagementSource, Level, Network, StakeholderHandle

COLUMNS = ("date", "from")


@dataclass(frozen=True, kw_only=True)
class MailReport:
    """What became of a log: its emails, those of stakeholders, new suggestions, and senders that nobody knows.

    `faults` are the cells that cannot be used; where there are any, nothing was taken.
    """

    emails: int = 0
    known: int = 0
    new: int = 0
    strangers: int = 0
    faults: tuple[str, ...] = ()


def import_mail_log(*, campaign: Campaign, path: Path, file_name: str, by: User, now: datetime) -> MailReport:
    """Suggest from a CSV or XLSX file of emails that stakeholders engaged, once for each of them and day.

    An email is of the stakeholder that has its address, else of the one that has its domain. The same log again changes
    nothing. Raises a FileRefused of heard.feedback.imports.refusals where the file as a whole cannot be read.
    """
    faults, today = Faults(), localdate(now)
    emails: list[tuple[date, str]] = []
    for number, cells in opened(path=path, file_name=file_name, columns=COLUMNS).rows:
        email = _email(number, cells, today, faults)
        if email:
            emails.append(email)
    if not emails and not faults.sentences:
        faults.sentences.append(_("There are no rows below the header."))
    if faults.sentences:
        return MailReport(faults=faults.shown)
    return _keep(campaign, emails, by=by, now=now)


def _email(number: int, cells: Mapping[str, str], today: date, faults: Faults) -> tuple[date, str] | None:
    day = day_of(cells["date"])
    if day is None or day.precision != DAY:
        faults.add(number, "date", _("“%s” is not a day. Write it as 2020-07-08.") % cut(cells["date"]))
    elif day.on > today:
        faults.add(number, "date", _("“%s” is still to come.") % cut(cells["date"]))
    sender = sender_of(cells["from"])
    if not sender:
        faults.add(number, "from", _("“%s” is not one email address.") % cut(cells["from"]))
    return (day.on, sender) if day and sender else None


@transaction.atomic
def _keep(campaign: Campaign, emails: list[tuple[date, str]], *, by: User, now: datetime) -> MailReport:
    held = StakeholderHandle.objects.filter(register=campaign.owner_id, network=Network.EMAIL)
    owners = {one.handle_key: one for one in held}
    senders = {address: sender_keys(address) for _on, address in emails}
    known = {address: next((owners[key] for key in keys if key in owners), None) for address, keys in senders.items()}
    made = [
        Engagement(
            stakeholder_id=account.stakeholder_id,
            campaign=campaign,
            source=EngagementSource.EMAIL,
            suggested=Level.ENGAGED,
            on=on,
            note=account.handle,
            digest=digest_of("email", on.isoformat()),
            found_at=now,
        )
        for on, address in emails
        if (account := known[address])
    ]
    there = Engagement.objects.filter(campaign=campaign)
    before = there.count()
    Engagement.objects.bulk_create(made, ignore_conflicts=True, batch_size=AT_ONCE)
    report = MailReport(
        emails=len(emails),
        known=len(made),
        new=there.count() - before,
        strangers=sum(account is None for account in known.values()),
    )
    record(
        code="measurement.mail_log.imported",
        subject=campaign,
        by=by,
        now=now,
        organisation=campaign.owner,
        rows=report.emails,
        new=report.new,
    )
    return report
