"""Every page that the permission table lets somebody open, at a desk and on a phone, by each role that may."""

import time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.journeys.conftest import DESKTOP, PHONE
from tests.rules.permissions import (
    ADMINISTRATOR,
    ANALYST,
    CASEWORKER,
    MANAGER,
    OK,
    PARTNER,
    PRIVACY,
    RESPONDER,
    ROLES,
    TABLE,
    Row,
)

if TYPE_CHECKING:
    from tests.journeys.conftest import Site
    from tests.journeys.story import Story

SIGN_INS = {
    MANAGER: "manager@good-care",
    ANALYST: "analyst@good-care",
    CASEWORKER: "caseworker@good-care",
    PARTNER: "partner@carers-lantern",
    RESPONDER: "responder@larkmere",
    ADMINISTRATOR: "administrator@speak-up",  # who looks after offices
    PRIVACY: "privacy@good-care",
}
AHEAD = ("hot", "stream")
"""Namespaces of what is answered ahead of Django: no pages."""
LOOKED_AT_ELSEWHERE = {
    *("measurement:remove_counts", "feedback:enquiry"),
    *("feedback:entry_give_up", "feedback:entry_piece_page", "feedback:paper_ordinary", "feedback:paper_large"),
    *("casework:coding_set", "casework:code", "measurement:cut"),
    *("casework:opening", "casework:rights", "casework:rights_identity", "casework:rights_extend"),
    *("casework:rights_answer", "casework:hold_lift", "casework:group"),
}
"""Pages of records that the demonstration lacks, and files: the story that makes one looks at them."""
LOOKED_AT_BY_ALL = {"accounts:home", "accounts:account"}
"""Pages whose words differ by role; any other page that everyone may open is looked at once."""


class Records:
    """One record of each kind, by the names that the permission table uses."""

    def __init__(self, site: "Site", role: str) -> None:
        self._site = site
        who = f"{SIGN_INS[role]}.example.org"
        self.organisation = SimpleNamespace(
            slug=site.first(
                "SELECT o.slug FROM accounts_membership m JOIN accounts_organisation o ON o.id = m.organisation_id"
                " JOIN accounts_user u ON u.id = m.user_id WHERE u.email = ? LIMIT 1",
                who,
            )
        )
        self.campaign = SimpleNamespace(slug="tell-us-how-it-was")
        self.form = SimpleNamespace(slug="good-care")
        self.people = {CASEWORKER: self._row("accounts_user", "email = 'caseworker@speak-up.example.org'")}
        self.wave = self._row("campaigns_wave", "campaign_id = 1")
        self.placement = SimpleNamespace(
            code=site.first("SELECT code FROM campaigns_placement WHERE campaign_id = 1 ORDER BY id LIMIT 1")
        )
        self.case = self._row(
            "casework_case", f"risk = 'OPEN' AND organisation_id = {self._id_of_organisation('good-care')}"
        )
        self.office = self._row("places_office")
        self.coverage = self._row("places_officecoverage", f"office_id = {self.office.pk}")
        self.contact = self._row(
            "places_urgentcontact",
            f"area_id IN (SELECT area_id FROM places_officecoverage WHERE office_id = {self.office.pk})",
        )
        self.service = self._row("places_service", "status = 'ACTIVE'")
        self.closed_service = self._row("places_service", "status = 'CLOSED'")
        self.counts = SimpleNamespace(pk=0)
        self.batch = self._row("feedback_importbatch")
        self.invitation = SimpleNamespace(pk=0)
        self.group = self.entry = self.enquiry = self.opening = self.rights = self.hold = SimpleNamespace(pk=0)
        self.coding_set = self.quote = SimpleNamespace(pk=0)
        self.surge = self._row_to_come("feedback_surge")
        self.objective = self._row("campaigns_objective", "campaign_id = 1")
        self.amount = self._row("campaigns_amount", "campaign_id = 1")
        self.post = self._row("campaigns_post", "campaign_id = 1")
        self.network_import = self._row("measurement_networkimport", "campaign_id = 1")
        self.known_column = self._row("measurement_knowncolumn", "campaign_id = 1")
        self.survey = self._row("measurement_surveyimport", "campaign_id = 1")
        self.stakeholder = self._row("measurement_stakeholder")
        self.engagement = self._row("measurement_engagement", "campaign_id = 1")
        self.alert = self.watch = self.cut = SimpleNamespace(pk=0)
        self._hold_a_toolkit()

    def _hold_a_toolkit(self) -> None:
        """The partner whose toolkit opens without signing in."""
        link, partner, code = self._site.found(
            "SELECT l.id, o.slug, x.code FROM publication_toolkitlink l JOIN campaigns_partner p ON p.id = l.partner_id"
            " JOIN accounts_organisation o ON o.id = p.organisation_id"
            " JOIN campaigns_placement x ON x.partner_id = p.id WHERE p.campaign_id = 1 ORDER BY l.id DESC LIMIT 1"
        )[0]
        secret = (self._site.home / "demo-toolkit").read_text().strip()
        self.toolkit = SimpleNamespace(secret=secret, link=SimpleNamespace(pk=link))
        self.partner_organisation = SimpleNamespace(slug=partner)
        self.own_link = SimpleNamespace(code=code)

    def _id_of_organisation(self, slug: str) -> int:
        return int(self._site.first("SELECT id FROM accounts_organisation WHERE slug = ?", slug))

    def _row_to_come(self, table: str) -> SimpleNamespace:
        """The worker makes it once it has compared what the demonstration holds."""
        for _ in range(180):
            if (row := self._row(table)).pk:
                return row
            time.sleep(1)
        return self._row(table)

    def _row(self, table: str, which: str = "1 = 1") -> SimpleNamespace:
        found = self._site.found(f"SELECT id FROM {table} WHERE {which} ORDER BY id LIMIT 1")
        return SimpleNamespace(pk=found[0][0] if found else 0)


def pages_of(role: str) -> list[tuple[str, Row]]:
    """Return the pages that the role may open, less those that everybody may and somebody else looks at."""
    return [
        (name, row)
        for name, row in TABLE.items()
        if name.split(":")[0] not in AHEAD
        and name not in LOOKED_AT_ELSEWHERE
        and getattr(row, "method", "get") == "get"
        and row.roles[role] == OK
        and (role == CASEWORKER or name in LOOKED_AT_BY_ALL or row.roles != dict.fromkeys(ROLES, OK))
    ]


@pytest.mark.parametrize("role", ROLES)
def test_every_page_that_a_role_may_open_is_accessible(site: "Site", staff_story: "Story", role: str) -> None:
    staff_story.given_i_am_signed_in_as(SIGN_INS[role])
    records = Records(site, role)
    looked_at, problems = 0, []
    for name, row in pages_of(role):
        path = reverse(name, args=_arguments(row, records))
        answer = staff_story.context.request.get(path)
        if answer.status != OK:
            problems.append(f"{name}: {answer.status} at {path}")
        elif answer.headers.get("content-type", "").startswith("text/html"):
            problems += _looked_at(staff_story, name, path)
            looked_at += 1
    assert problems == []
    assert looked_at >= 2


def _arguments(row: Row, records: Records) -> list[Any]:
    return row.arguments(records)


def _looked_at(story: "Story", name: str, path: str) -> list[str]:
    """Look at one page wide and narrow; return what is wrong with it, and go on."""
    problems = []
    story.page.set_viewport_size(DESKTOP)
    story.when_i_go_to(path)
    for screen in (DESKTOP, PHONE):
        story.page.set_viewport_size(screen)
        try:
            story.then_the_page_is_accessible()
        except AssertionError as wrong:
            problems.append(f"{name} at {screen['width']} pixels: {str(wrong).splitlines()[0]}")
    return problems
