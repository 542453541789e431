"""A log of emails shows which stakeholders wrote; who is nobody in the register leaves no trace."""

from datetime import UTC, date, datetime

import pytest
from openpyxl import Workbook

from heard.accounts.models import AuditLine, Role
from heard.feedback.imports.refusals import BadHeader
from heard.measurement.actions.mail_logs import import_mail_log
from heard.measurement.actions.stakeholders import decide
from heard.measurement.models import Engagement
from heard.measurement.queries import stakeholders as queries
from tests.factories.accounts import member
from tests.factories.campaigns import CampaignFactory
from tests.factories.measurement import StakeholderHandleFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 9, 12, 0, tzinfo=UTC)


@pytest.fixture
def campaign():
    return CampaignFactory.create()


@pytest.fixture
def manager(campaign):
    return member(Role.CAMPAIGN_MANAGER, campaign.owner)


@pytest.fixture
def bring(campaign, manager, tmp_path):
    def brought(text: str):
        path = tmp_path / "emails.csv"
        path.write_text(text)
        return import_mail_log(campaign=campaign, path=path, file_name=path.name, by=manager, now=NOW)

    return brought


def account(campaign, handle: str):
    return StakeholderHandleFactory.create(
        stakeholder__register=campaign.owner, network="EMAIL", handle=handle
    ).stakeholder


def test_an_address_is_known_before_its_domain(campaign, bring):
    office, director = account(campaign, "harbour.example"), account(campaign, "director@harbour.example")

    report = bring(
        "Date,Subject,From\n"
        "2020-07-07 09:15,Secret words,Press Office <Press@Harbour.Example>\n"
        '8 July 2020,Secret words,"Doe, J <director@harbour.example>"\n'
        "2020-07-08,Secret words,quokka@elsewhere.example\n"
        "2020-07-08,Secret words,quokka@mail.harbour.example\n"
    )

    assert (report.emails, report.known, report.new, report.strangers, report.faults) == (4, 2, 2, 2, ())
    found = {one.stakeholder: one for one in Engagement.objects.all()}
    assert found[office].on == date(2020, 7, 7)
    assert {one.source for one in found.values()} == {"EMAIL"}
    assert {one.suggested for one in found.values()} == {"ENGAGED"}
    assert found[director].note == "director@harbour.example"


def test_nothing_of_a_stranger_or_of_what_was_written_is_kept(campaign, bring):
    account(campaign, "harbour.example")

    bring("date,from,subject\n2020-07-08,quokka@harbour.example,Secret\n2020-07-08,quokka@elsewhere.example,Secret\n")

    kept = " ".join(str(one) for one in [*Engagement.objects.values_list(), *AuditLine.objects.values_list()])
    assert "quokka" not in kept
    assert "Secret" not in kept


def test_each_stakeholder_and_day_is_suggested_once_however_often(campaign, bring, manager):
    account(campaign, "harbour.example")
    rows = "2020-07-08,a@harbour.example\n2020-07-08,b@harbour.example\n2020-07-09,a@harbour.example\n"

    assert bring(f"date,from\n{rows}").new == 2
    decide(engagement=Engagement.objects.earliest("on"), level="ENGAGED", by=manager, now=NOW)
    again = bring(f"date,from\n{rows}")

    assert (again.known, again.new, Engagement.objects.count()) == (3, 0, 2)
    assert queries.reached(campaign=campaign).engaged == 1


def test_each_cell_that_cannot_be_used_is_named_and_nothing_is_taken(campaign, bring):
    account(campaign, "harbour.example")

    report = bring(
        "date,from\n2020-07-08,a@harbour.example\nsometime,a@harbour.example\n2020-07-10,a@harbour.example\n"
        "July 2020,\n2020-07-08,/O=EXCHANGE/CN=A\n2020-07-08,a@harbour.example; b@harbour.example\n"
    )

    assert [fault.partition(":")[0] for fault in report.faults] == [
        "Row 3, date",
        "Row 4, date",
        "Row 5, date",
        "Row 5, from",
        "Row 6, from",
        "Row 7, from",
    ]
    assert not Engagement.objects.exists()


def test_a_file_without_rows_or_columns_is_refused(bring):
    assert bring("date,from\n").faults == ("There are no rows below the header.",)
    with pytest.raises(BadHeader, match="from"):
        bring("date,sender\n2020-07-08,a@harbour.example\n")


def test_a_spreadsheet_is_read_too(campaign, manager, tmp_path):
    account(campaign, "press@harbour.example")
    book = Workbook()
    book.active.append(["From", "Date"])
    book.active.append(["press@harbour.example", datetime(2020, 7, 8, 17, 30)])
    path = tmp_path / "emails.xlsx"
    book.save(path)

    report = import_mail_log(campaign=campaign, path=path, file_name=path.name, by=manager, now=NOW)

    assert (report.known, Engagement.objects.get().on) == (1, date(2020, 7, 8))


def test_an_account_of_another_register_is_nobody_here(bring):
    StakeholderHandleFactory.create(network="EMAIL", handle="harbour.example")

    assert bring("date,from\n2020-07-08,a@harbour.example\n").strangers == 1
