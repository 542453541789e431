"""Who may open what: every address × kind of visitor, and a failure for any address the table does not know."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParser
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from heard.accounts.models import Invitation, Organisation, OrganisationKind, Role, User
from heard.campaigns.hot import ROUTES as LINK_ROUTES
from heard.campaigns.questions.actions import add_question_set, freeze
from heard.casework.models import Case
from heard.design import clock, fonts
from heard.design.languages import OTHERS, Language
from heard.design.uploads import most_taken
from heard.feedback.actions.holding import HoldIn, place_hold
from heard.feedback.actions.opening import Asked, ask_to_open
from heard.feedback.actions.rights import RequestIn, log_request
from heard.feedback.models import (
    Flag,
    FlagKind,
    HoldGround,
    ImportBatch,
    Message,
    Right,
    Sender,
    Surge,
    SurgeKind,
)
from heard.feedback.paper import printing
from heard.measurement.models import AgreementNotice, Alert, AlertKind, CountImport, Cut, KnownColumn, SurveyImport
from heard.measurement.stream import ROUTES as STREAM_ROUTES
from heard.places.models import UrgentContact
from heard.publication import pictures
from heard.publication.actions import Made, make_toolkit_link
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory, give_second_factor, member
from tests.factories.campaigns import (
    AmountFactory,
    CampaignFactory,
    FormFactory,
    ObjectiveFactory,
    PartnerFactory,
    PlacementFactory,
    PostFactory,
    WaveFactory,
)
from tests.factories.casework import CaseFactory, PieceGroupFactory, QuoteFactory
from tests.factories.feedback import EnquiryFactory, EntryFactory, ImportBatchFactory
from tests.factories.insight import CodingSetFactory
from tests.factories.measurement import EngagementFactory, NetworkImportFactory, StakeholderHandleFactory, WatchFactory
from tests.factories.places import AreaFactory, OfficeFactory, ServiceFactory
from tests.heard.config.sided import Serve, serve
from tests.rules.permissions import ANALYST, ANSWERED, CASEWORKER, GONE, ROLES, SIGN_IN, TABLE, Row

__all__ = ["serve"]

AHEAD_OF_DJANGO = {*LINK_ROUTES, *STREAM_ROUTES}


def names_of(patterns: list[Any], prefix: str = "") -> list[str]:
    names: list[str] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            names += names_of(pattern.url_patterns, space)
        elif isinstance(pattern, URLPattern):
            names.append(f"{prefix}{pattern.name or re.sub(r'[^a-z]+', '-', str(pattern.pattern))}")
    return names


def _all_names() -> set[str]:
    return {*names_of(get_resolver().url_patterns), *AHEAD_OF_DJANGO}


def test_every_address_is_in_the_table() -> None:
    assert _all_names() - set(TABLE) == set()


def test_the_table_names_no_address_that_is_gone() -> None:
    assert set(TABLE) - _all_names() == set()


def test_an_address_that_the_table_does_not_know_would_be_found() -> None:
    from django.urls import path

    assert names_of([path("new/", lambda request: HttpResponse(), name="brand-new")]) == ["brand-new"]


@dataclass(frozen=True, kw_only=True)
class World:
    """One organisation with a person in each role, a record of each kind, and a stranger with every role elsewhere."""

    organisation: Organisation
    people: dict[str, User]
    stranger: User
    invitation: Invitation
    campaign: Any
    wave: Any
    objective: Any
    amount: Any
    post: Any
    placement: Any
    own_link: Any
    partner_organisation: Any
    toolkit: Made
    form: Any
    batch: ImportBatch
    case: Case
    group: Any
    coding_set: Any
    message: Any
    quote: Any
    opening: Any
    flag: Flag
    surge: Surge
    office: Any
    coverage: Any
    contact: Any
    entry: Any
    enquiry: Any
    service: Any
    closed_service: Any
    alert: Any
    agreement_notice: Any
    watch: Any
    engagement: Any
    stakeholder: Any
    cut: Any
    counts: CountImport
    network_import: Any
    known_column: Any
    survey: Any
    rights: Any
    hold: Any


@pytest.fixture(autouse=True)
def _print_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may print a form hangs neither on typefaces nor on setting it, which other tests do."""
    monkeypatch.setattr(fonts, "folder", Path)
    monkeypatch.setattr(printing, "_compiled", lambda *_: b"%PDF-")
    monkeypatch.setattr(pictures, "_compiled", lambda *_: b"%PDF-")


@pytest.fixture
def world(db: None) -> World:
    now = clock.now()
    organisation = OrganisationFactory.create(kind=OrganisationKind.REGULATOR)
    people = {role: member(Role(role), organisation) for role in ROLES}
    for person in people.values():
        person.set_password("a long enough passphrase")
        person.save()
    elsewhere = OrganisationFactory.create(kind=OrganisationKind.LOCAL_OFFICE)
    stranger = UserFactory.create(password="a long enough passphrase")
    give_second_factor(stranger)
    for role in ROLES:
        MembershipFactory.create(user=stranger, organisation=elsewhere, role=role)
    campaign = CampaignFactory.create(owner=organisation, open=True, is_front_page=True)
    partner = PartnerFactory.create(campaign=campaign, organisation=organisation)
    form = FormFactory.create(campaign=campaign)
    freeze(question_set=add_question_set(form=form, template="regulator", by=None, now=now), by=None, now=now)
    office = OfficeFactory.create(organisation=organisation, areas=[AreaFactory.create()])
    case = CaseFactory.create(organisation=organisation, contact={"email": "quokka@example.org"})
    asked = Asked(submission=case.piece.submission, organisation=organisation, reason="reply", words="They asked us.")
    return World(
        organisation=organisation,
        people=people,
        stranger=stranger,
        invitation=Invitation.objects.create(
            email="somebody@example.org",
            organisation=organisation,
            role=Role.ANALYST,
            token_hash="0" * 64,
            invited_by=people["ADMINISTRATOR"],
            invited_at=now,
            expires_at=now,
        ),
        campaign=campaign,
        wave=WaveFactory.create(campaign=campaign),
        objective=ObjectiveFactory.create(campaign=campaign),
        amount=AmountFactory.create(campaign=campaign),
        post=PostFactory.create(campaign=campaign),
        placement=PlacementFactory.create(campaign=campaign),
        own_link=PlacementFactory.create(campaign=campaign, partner=partner),
        partner_organisation=organisation,
        toolkit=make_toolkit_link(partner=partner, days=7, by=people["CAMPAIGN_MANAGER"], now=now),
        form=form,
        batch=ImportBatchFactory.create(organisation=organisation),
        case=case,
        group=PieceGroupFactory.create(search__organisation=organisation, cases=[case]),
        coding_set=CodingSetFactory.create(cases=[case], coders=[people[CASEWORKER], people[ANALYST]]),
        message=Message.objects.create(
            submission=case.piece.submission,
            organisation=organisation,
            sender=Sender.PERSON,
            sealed=b"",
            key_for_person=b"",
            written_at=now,
        ),
        quote=QuoteFactory.create(case=case),
        opening=ask_to_open(asked=asked, by=people["CASEWORKER"], now=now),
        surge=Surge.objects.create(kind=SurgeKind.FLOOD, campaign=campaign, began_at=now, last_at=now),
        flag=Flag.objects.create(submission=case.piece.submission, kind=FlagKind.TRAP, raised_at=now),
        office=office,
        coverage=office.coverage.get(),
        contact=UrgentContact.objects.create(
            kind="LISTENING", name="Ears", number="01632 960001", source="x", checked_on=now.date()
        ),
        entry=EntryFactory.create(form=form, entered_by=people["CASEWORKER"], begun_at=now),
        enquiry=EnquiryFactory.create(organisation=organisation),
        service=ServiceFactory.create(other_names=["The Harbour"]),
        closed_service=ServiceFactory.create(status="CLOSED"),
        alert=Alert.objects.create(campaign=campaign, kind=AlertKind.BOTS, observed=900, expected=3, raised_at=now),
        engagement=EngagementFactory.create(campaign=campaign, stakeholder__register=campaign.owner),
        stakeholder=StakeholderHandleFactory.create(stakeholder__register=campaign.owner).stakeholder,
        watch=WatchFactory.create(campaign=campaign),
        agreement_notice=AgreementNotice.objects.create(
            organisation=organisation, alpha=0.1, high=0.3, line=0.4, pieces=60, raised_at=now
        ),
        survey=SurveyImport.objects.create(campaign=campaign, digest="0" * 64, row_count=0, imported_at=now),
        network_import=NetworkImportFactory.create(campaign=campaign),
        known_column=KnownColumn.objects.create(
            campaign=campaign, source="meta-ads", name="leads", meaning="conversions", said_at=now
        ),
        cut=Cut.objects.create(
            campaign=form.campaign,
            question={"measure": "clicks", "rows": "day", "columns": None, "since": None, "until": None, "only": []},
            asked_by=people["ANALYST"],
            asked_at=now,
        ),
        counts=CountImport.objects.create(
            organisation=organisation,
            file_name="counts.csv",
            digest="0" * 64,
            row_count=0,
            imported_at=now,
            imported_by=people["ANALYST"],
        ),
        rights=log_request(
            request=RequestIn(
                organisation=organisation,
                right=Right.ACCESS,
                received_on=now.date(),
                submission=case.piece.submission,
            ),
            by=people["PRIVACY_LEAD"],
            now=now,
        ),
        hold=place_hold(
            hold=HoldIn(
                organisation=organisation,
                ground=HoldGround.COURT,
                reason="An order",
                review_on=now.date(),
                campaign=campaign,
            ),
            by=people["PRIVACY_LEAD"],
            now=now,
        ),
    )


def _status(name: str, row: Row, world: World, user: User | None) -> int:
    client = Client()
    if user:
        client.force_login(user)
    status: int = getattr(client, row.method)(reverse(name, args=row.arguments(world))).status_code
    return status


def _is_as_expected(status: int, expected: int) -> bool:
    return status in {200, 302, 303, 422} if expected == ANSWERED else status == expected


PUBLIC, STRANGER = "the public", "a stranger"


def _expected(row: Row, visitor: str) -> int:
    return {PUBLIC: row.public, STRANGER: row.stranger, **row.roles}[visitor]


@pytest.mark.parametrize("visitor", [PUBLIC, STRANGER, *ROLES])
def test_each_visitor_gets_what_the_table_says(world: World, visitor: str) -> None:
    user = {PUBLIC: None, STRANGER: world.stranger, **world.people}[visitor]
    wrong: list[str] = []
    for name, row in TABLE.items():
        if name in AHEAD_OF_DJANGO:
            continue
        status, expected = _status(name, row, world, user), _expected(row, visitor)
        if not _is_as_expected(status, expected):
            wrong.append(f"{name}: {status}, not {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("side", ["public", "staff"])
def test_each_side_answers_its_own_addresses_as_ever_and_none_of_the_others(
    world: World, serve: Serve, side: str
) -> None:
    both_know = {"accounts:mark", "campaigns:film_file"}
    serve(side)
    wrong: list[str] = []
    for name, row in TABLE.items():
        if name in AHEAD_OF_DJANGO:
            continue
        is_staffs = reverse(name, args=row.arguments(world)).startswith(("/staff/", "/accounts/"))
        is_here = name in both_know or is_staffs == (side == "staff")
        status, expected = _status(name, row, world, None), row.public if is_here else GONE
        if not _is_as_expected(status, expected):
            wrong.append(f"{name}: {status}, not {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_the_public_gets_the_same_in_each_language_and_staff_pages_have_none(world: World, language: Language) -> None:
    wrong: list[str] = []
    with override(language.code):
        spoken = {
            name: (row, path)
            for name, row in TABLE.items()
            if name not in AHEAD_OF_DJANGO
            and (path := reverse(name, args=row.arguments(world))).startswith(language.home)
        }
    for row, path in spoken.values():
        status: int = getattr(Client(), row.method)(path).status_code
        if not _is_as_expected(status, row.public):
            wrong.append(f"{path}: {status}, not {row.public}")
    assert not wrong, "\n".join(wrong)
    assert {"campaigns:front", "campaigns:landing", "feedback:start", "feedback:page"} <= set(spoken)
    assert {name.split(":")[0] for name in spoken} <= {"campaigns", "casework", "feedback", "places", "publication"}
    assert Client().get(f"{language.home}staff/").status_code == GONE


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_no_method_opens_a_staff_page_to_a_stranger_or_the_public(world: World, method: str) -> None:
    stranger, visitor = Client(), Client()
    stranger.force_login(world.stranger)
    wrong: list[str] = []
    for name, row in TABLE.items():
        path = "" if name in AHEAD_OF_DJANGO else reverse(name, args=row.arguments(world))
        if not path.startswith("/staff/") or row.public != SIGN_IN or row.stranger != GONE:
            continue
        for who, client, fine in (("a stranger", stranger, {302, 404, 405}), ("the public", visitor, {302, 404, 405})):
            status = client.generic(method, path).status_code
            if status not in fine:
                wrong.append(f"{method} {name} by {who}: {status}")
    assert not wrong, "\n".join(wrong)


TAKES_FILES = {
    "accounts:organisation",
    "accounts:organisation_new",
    "campaigns:add_post",
    "campaigns:choose_film",
    "campaigns:edit_post",
    "feedback:import_new",
    "measurement:awareness",
    "measurement:counts",
    "measurement:networks",
    "measurement:mail_log",
    "measurement:stakeholders_import",
    "places:load_offices",
    "design:patterns",
}


@pytest.mark.parametrize("visitor", [PUBLIC, STRANGER, *ROLES])
def test_no_address_reads_a_file_unless_it_says_so(world: World, visitor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(_: MultiPartParser) -> tuple[QueryDict, MultiValueDict[str, Any]]:
        read.append("")
        return QueryDict(), MultiValueDict()

    read: list[str] = []
    monkeypatch.setattr(MultiPartParser, "parse", parse)
    user = {PUBLIC: None, STRANGER: world.stranger, **world.people}[visitor]
    client = Client()
    if user:
        client.force_login(user)
    wrong: list[str] = []
    for name, row in TABLE.items():
        if name in AHEAD_OF_DJANGO or name in TAKES_FILES:
            continue
        path = reverse(name, args=row.arguments(world))
        answer = client.post(path, b"--x--", content_type="multipart/form-data; boundary=x")
        if not 400 <= answer.status_code < 500:
            wrong.append(f"{name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
    assert not read


def test_the_addresses_that_take_files_say_so() -> None:
    views = views_of(get_resolver().url_patterns)
    assert {name for name, view in views.items() if most_taken(view)} == TAKES_FILES


def views_of(patterns: list[Any], prefix: str = "") -> dict[str, Any]:
    views: dict[str, Any] = {}
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            views |= views_of(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            views[f"{prefix}{pattern.name}"] = pattern.callback
    return views


def test_no_answer_is_ever_forbidden() -> None:
    assert {status for row in TABLE.values() for status in (row.public, row.stranger, *row.roles.values())} & {
        401,
        403,
    } == set()
