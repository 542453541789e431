"""Reads for the public form: the draft that a cookie opens, and what its questions need."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from evidence.journey import Journey, Number, Page
from heard.campaigns.calling import urgent_numbers, with_numbers
from heard.campaigns.models import Form, QuestionSet
from heard.campaigns.queries import current_question_set
from heard.campaigns.questions.queries import pages_of
from heard.feedback.drafts import LIFETIME, Contents, Secret
from heard.feedback.models import Draft
from heard.feedback.sealing import CannotUnseal
from heard.places.models import Area, Service
from heard.places.queries import find_services, urgent_contacts

MOST_FOUND = 20


class NoDraft(LookupError):
    """The cookie opens no draft of this form: none was begun, it was cleared, or its day is over."""


@dataclass(frozen=True, kw_only=True)
class OpenDraft:
    """One person's form as it stands: the row, what it holds, and its pages in the version that it was begun under."""

    draft: Draft
    contents: Contents
    pages: tuple[Page, ...]

    @cached_property
    def journey(self) -> Journey:
        """The way through the form; once it was sent, the way through what is asked after."""
        return Journey(self.pages, self.contents.answers, is_sent=self.is_sent)

    @property
    def is_sent(self) -> bool:
        """Whether the form was sent."""
        return self.draft.submission_id is not None

    @property
    def has_answers(self) -> bool:
        """Whether anything was written yet."""
        return self.draft.revision > 0

    @property
    def is_test(self) -> bool:
        """Whether the form was begun in preview: it is kept apart and never counted."""
        return self.draft.is_test


def open_draft(*, form: Form, secret: Secret, now: datetime) -> OpenDraft:
    """Return the draft that the secret opens. Raises NoDraft."""
    draft = (
        Draft.objects.filter(pk=secret.draft_id, form=form, updated_at__gt=now - LIFETIME)
        .select_related("question_set", "placement__area", "submission")
        .first()
    )
    if draft is None:
        raise NoDraft
    draft.form = draft.question_set.form = form
    try:
        contents = secret.unseal(draft.sealed)
    except CannotUnseal as error:
        raise NoDraft from error
    areas = _areas_of(draft, contents)
    return OpenDraft(draft=draft, contents=contents, pages=_with_numbers(draft.question_set, areas=areas, now=now))


def first_pages(*, form: Form, now: datetime) -> tuple[Page, ...]:
    """Return the pages that a form begun now would have. Raises NotFound where it has no questions."""
    return _with_numbers(current_question_set(form), areas=(), now=now, site=settings.HEARD_BASE_URL)


def numbers_to_call(*, opened: OpenDraft, now: datetime) -> tuple[Number, ...]:
    """Return whom to call now when someone is in danger, in the areas that the form tells of."""
    areas = _areas_of(opened.draft, opened.contents)
    return urgent_numbers(urgent_contacts(areas=areas, today=localdate(now)), now=now)


def _with_numbers(
    question_set: QuestionSet, *, areas: Collection[Area], now: datetime, site: str = ""
) -> tuple[Page, ...]:
    """Return the pages of a version of the questions, with whom to call as it stands now; on paper a link is whole."""
    contact = site + reverse("campaigns:contact", args=[question_set.form.campaign.slug])
    contacts = urgent_contacts(areas=areas, today=localdate(now))
    return with_numbers(pages_of(question_set), contacts=contacts, now=now, find_council=contact)


def _areas_of(draft: Draft, contents: Contents) -> tuple[Area, ...]:
    """Return the areas of the services told of; where there are none, the one that the link was placed for.

    Once sent, only the submission still knows its services.
    """
    if draft.submission is not None:
        pieces = draft.submission.pieces.select_related("service__area__parent")
        told = {piece.service.area.pk: piece.service.area for piece in pieces if piece.service and piece.service.area}
        if told:
            return tuple(told.values())
    values = (value for piece in contents.answers.pieces for value in piece.values.values())
    codes = {value["code"] for value in values if isinstance(value, dict) and value.get("code")}
    areas = {service.area.pk: service.area for service in _services_with_areas(codes) if service.area}
    placed = draft.placement.area if draft.placement else None
    return tuple(areas.values()) or ((placed,) if placed else ())


def _services_with_areas(codes: Collection[str]) -> Sequence[Service]:
    return list(Service.objects.filter(code__in=codes).select_related("area__parent")) if codes else []


def service_value(service: Service) -> dict[str, str]:
    """Return a service as an answer keeps it; where no address is known, its area tells it from others of its name."""
    street = service.address or (service.area.name if service.area else "")
    place = ", ".join(part for part in (street, service.postcode) if part)
    return {"code": service.code, "name": service.name, "kind": service.kind, "place": place}


def services_matching(*, words: str) -> list[dict[str, str]]:
    """Return the open services that the words find, as answers keep them; one more than are shown tells of more."""
    return [service_value(service) for service in find_services(words=words, limit=MOST_FOUND + 1)] if words else []


def services_by_code(*, codes: Collection[str]) -> dict[str, dict[str, str]]:
    """Return the services with these codes, as answers keep them, closed ones too: people tell of those as well."""
    return {service.code: service_value(service) for service in _services(codes)}


def _services(codes: Collection[str]) -> Sequence[Service]:
    return list(Service.objects.filter(code__in=codes).select_related("area")) if codes else []
