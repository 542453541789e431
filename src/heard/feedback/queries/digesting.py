"""What privacy leads are told of: openings as the audit log holds them, which stand also where a record was erased."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from heard.accounts.audit_sentences import sentence
from heard.accounts.models import AuditLine, AuditLink, Membership, Organisation, Role
from heard.accounts.queries import lineage_ids
from heard.feedback.models import Opening, OpeningDigest, Submission

CONTACT = "feedback.contact.opened"
WORDS = "feedback.words.opened"
MESSAGE = "feedback.message.opened"
RULES = ("feedback.opening_rule.one_person", "feedback.opening_rule.two_people")


@dataclass(frozen=True, kw_only=True)
class ToldOpening:
    """One opening: when, who, what (the code of its audit line), why; reference and who agreed while they are known."""

    at: datetime
    who: str
    what: str
    why: str
    reference: str
    agreed_by: str
    is_erased: bool


@dataclass(frozen=True, kw_only=True)
class ToldRule:
    """A change of who decides that something is opened: when, by whom, and what holds since."""

    at: datetime
    who: str
    what: str


def told_rules(*, organisation: Organisation, after: int, through: int) -> tuple[ToldRule, ...]:
    """Return how the organisation's rule was changed, between two positions of the audit chain."""
    return tuple(
        ToldRule(
            at=line.at,
            who=line.actor.full_name if line.actor else "",
            what=sentence(code=line.code, detail=line.detail),
        )
        for line in _lines(RULES, organisation, after, through)
    )


def told_openings(*, organisation: Organisation, after: int, through: int) -> tuple[ToldOpening, ...]:
    """Return what was opened in the organisation and in those before it, between two positions of the audit chain."""
    lines = _lines((CONTACT, WORDS, MESSAGE), organisation, after, through)
    records = Opening.objects.select_related("decided_by").in_bulk([line.detail["opening"] for line in lines])
    sent = {line.subject_id for line in lines}
    references = {str(pk): name for pk, name in Submission.objects.filter(pk__in=sent).values_list("pk", "reference")}
    told = []
    for line in lines:
        record = records.get(line.detail["opening"])
        told.append(
            ToldOpening(
                at=line.at,
                who=line.actor.full_name if line.actor else "",
                what=line.code,
                why=str(line.detail.get("why", "")),
                reference=references.get(line.subject_id, ""),
                agreed_by=record.decided_by.full_name if record and record.decided_by else "",
                is_erased=record is None,
            )
        )
    return tuple(told)


def _lines(codes: Sequence[str], organisation: Organisation, after: int, through: int) -> list[AuditLine]:
    links = AuditLink.objects.filter(
        position__gt=after,
        position__lte=through,
        line__code__in=codes,
        line__organisation__in=lineage_ids(organisation=organisation),
    )
    return [link.line for link in links.select_related("line__actor").order_by("position")]


def last_digest(*, organisation: Organisation) -> OpeningDigest | None:
    """Return the last letter to the organisation's privacy leads; none where there was none yet."""
    return OpeningDigest.objects.filter(organisation=organisation).order_by("-day").first()


def leads_of(*, organisation: Organisation) -> tuple[Membership, ...]:
    """Return who is told of openings: the privacy leads, or where there are none the administrators."""
    working = Membership.objects.current().filter(organisation=organisation).select_related("user").order_by("pk")
    leads = tuple(working.filter(role=Role.PRIVACY_LEAD))
    return leads or tuple(working.filter(role=Role.ADMINISTRATOR))
