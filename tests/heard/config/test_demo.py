from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from evidence.worlds import TINY
from heard.accounts.models import AuditLine, Membership, Organisation, Role, User
from heard.campaigns import translating
from heard.campaigns.models import Campaign, CampaignState, Visit
from heard.campaigns.queries import front_page_campaign
from heard.casework.models import Case, CaseStatus, Note, RiskState
from heard.casework.queries.coding import whole_set
from heard.config import demo
from heard.design.languages import language_of
from heard.feedback.models import Consent, Contact, EqualityAnswer, Piece, Submission, Text
from heard.insight import actions as insight
from heard.insight.models import Aspect, CodingSet, DrawnPiece, Suggestion, ThemeDecision, ToneDecision
from heard.measurement.models import DailyCount
from heard.places import actions as places
from heard.places.models import Area, AreaKind, Office, Service
from heard.places.queries import offices_for_area
from heard.publication.queries import link_with_secret

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
SEED = 2020


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def done(django_db_setup: None, django_db_blocker, home: Path) -> Iterator[list[int]]:
    """One small demonstration, loaded once for all the tests here and taken out again after them."""
    done: list[int] = []
    with django_db_blocker.unblock(), override_settings(HEARD_DEMO=True, HEARD_HOME=home), transaction.atomic():
        insight.load_framework(now=NOW)
        places.load_missing_areas(now=NOW)
        assert demo.load(now=NOW, seed=SEED, size=TINY, progress=done.append)
        yield done
        transaction.set_rollback(True)


@pytest.fixture
def loaded(done: list[int]) -> Iterator[None]:
    """What a test changes is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def campaign(loaded: None) -> Campaign:
    return Campaign.objects.get()


def test_a_campaign_is_open_now_on_the_front_page_with_two_organisations_forms(campaign: Campaign) -> None:
    assert campaign.state == CampaignState.OPEN
    assert campaign.starts_on < NOW.date() < campaign.ends_on
    assert front_page_campaign() == campaign
    assert {form.organisation.kind for form in campaign.forms.all()} == {"REGULATOR", "NATIONAL_BODY"}
    assert all(question_set.frozen_at for form in campaign.forms.all() for question_set in form.question_sets.all())


@pytest.mark.parametrize("code", ["cy", "pl", "ur"])
def test_its_own_words_are_said_in_each_language(campaign: Campaign, code: str) -> None:
    words = translating.words_in(campaign, language=language_of(code))

    assert [one.english for one in words if not one.is_done] == []


def test_everything_says_that_it_is_made_up(loaded: None) -> None:
    assert not Service.objects.exclude(is_fictional=True, name__endswith="(fictional)").exists()
    assert not Office.objects.exclude(name__endswith="(fictional)").exists()
    assert not Organisation.objects.exclude(name__endswith="(fictional)").exists()
    assert not User.objects.exclude(email__endswith=".example.org").exists()


def test_every_real_authority_has_an_office_that_says_it_is_made_up(loaded: None) -> None:
    authorities = Area.objects.filter(kind=AreaKind.UPPER_TIER, code__startswith="E")
    offices = [office for area in authorities for office in offices_for_area(area, today=NOW.date())]

    assert len(authorities) == len({office.phone for office in offices}) == 153
    assert all(office.phone.startswith("01632 960") and "(fictional)" in office.name for office in offices)


def test_there_is_a_sign_in_for_every_role_and_its_password_works(loaded: None) -> None:
    rows = demo.sign_ins()
    printed = {part for role, *_ in rows for part in role.split(", ")}
    assert printed == {str(role.label) for role in Role}
    for role, organisation, email, password in rows:
        user = User.objects.get(email=email)
        assert user.check_password(password)
        held = Membership.objects.current().filter(user=user, organisation__name=organisation)
        assert {str(Role(each.role).label) for each in held} == set(role.split(", "))


def test_the_passphrase_is_kept_for_its_owner_alone(loaded: None, home: Path) -> None:
    kept = home / "demo-passphrase"
    assert kept.stat().st_mode & 0o077 == 0
    assert kept.read_text() == demo.sign_ins()[0][3]


def test_a_lost_passphrase_is_replaced_by_one_that_works(loaded: None, home: Path) -> None:
    kept = home / "demo-passphrase"
    before = kept.read_text()
    kept.unlink()
    try:
        assert demo.load(now=NOW, seed=SEED, size=TINY) is False
        _, _, email, password = demo.sign_ins()[0]
        assert password != before
        assert User.objects.get(email=email).check_password(password)
    finally:
        kept.write_text(before)


def test_a_partners_toolkit_opens_by_one_link_that_is_kept_for_its_owner_alone(loaded: None, home: Path) -> None:
    path = demo.toolkit_path(now=NOW)
    link = link_with_secret(path.split("/")[2])
    assert link.is_open(NOW)
    assert link.partner.placements.exists()
    assert demo.toolkit_path(now=NOW) == path
    assert (home / "demo-toolkit").stat().st_mode & 0o077 == 0


def test_people_have_spoken_and_every_piece_is_read_and_has_its_cases(loaded: None) -> None:
    assert Submission.objects.count() > 50
    assert Piece.objects.count() > 1.4 * Submission.objects.count()
    assert not Piece.objects.filter(read_at=None).exists()
    assert not Piece.objects.filter(cases=None).exists()
    assert Case.objects.count() == Consent.objects.filter(recipient="ORGANISATION").count()
    assert Contact.objects.exists()
    assert EqualityAnswer.objects.exists()


def test_nothing_happened_in_the_future_or_before_the_campaign(campaign: Campaign) -> None:
    first = datetime(campaign.starts_on.year, campaign.starts_on.month, campaign.starts_on.day, tzinfo=UTC)
    for moments in (
        Visit.objects.values_list("at", flat=True),
        Submission.objects.values_list("received_at", flat=True),
        ThemeDecision.objects.values_list("decided_at", flat=True),
        Case.objects.values_list("opened_at", flat=True),
    ):
        assert first - timedelta(hours=1) <= min(moments)
        assert max(moments) <= NOW + timedelta(minutes=1)


def test_staff_have_decided_noted_and_closed_some_and_left_the_others(loaded: None) -> None:
    standing = set(Case.objects.values_list("status", flat=True))
    assert {CaseStatus.NEW, CaseStatus.IN_PROGRESS, CaseStatus.CLOSED} <= standing
    assert ThemeDecision.objects.exists()
    assert Note.objects.exists()
    assert not Case.objects.filter(status=CaseStatus.CLOSED, risk=RiskState.OPEN).exists()
    assert not Case.objects.filter(closed_at__lt=first_opening()).exists()


def test_two_people_decided_on_pieces_drawn_at_random_after_the_machine_had_read_them(loaded: None) -> None:
    drawn = DrawnPiece.objects.all()
    assert drawn.exists()
    assert not drawn.filter(themes_decided_at=None).exists()
    toned = Suggestion.objects.filter(aspect=Aspect.TONE, piece__in=drawn.values("piece"))
    read = toned.values_list("piece", "suggested_at")
    decided = dict(ToneDecision.objects.filter(replaced_at=None).values_list("piece", "decided_at"))
    assert sum(at < decided[piece] for piece, at in read) > 10
    sets = [whole_set(coding_set=each) for each in CodingSet.objects.all()]
    assert all(len(each.coders) == 2 for each in sets)
    assert not any(each.to_settle(agreed=True) or each.to_settle(agreed=False) for each in sets)


def first_opening() -> datetime:
    """The moment at which the first case was opened."""
    return Case.objects.earliest("opened_at").opened_at


def test_words_stay_sealed_and_no_planted_number_stands_in_the_redacted_copy(loaded: None) -> None:
    redacted = "\n".join(Text.objects.values_list("redacted", flat=True))
    assert "example.org" not in redacted
    assert "07700 900" not in redacted


def test_the_year_before_is_there_and_marked_as_made_up(campaign: Campaign) -> None:
    counts = DailyCount.objects.all()
    assert counts.filter(day__range=(campaign.baseline_starts_on, campaign.baseline_ends_on)).exists()
    assert all("Made" in source for source in counts.values_list("source", flat=True).distinct())


def test_every_change_by_staff_has_its_audit_line(loaded: None) -> None:
    assert (
        AuditLine.objects.filter(code="casework.case.assigned").count()
        == Case.objects.exclude(assigned_to=None).count()
    )
    assert AuditLine.objects.filter(code="campaigns.campaign.opened").count() == 1


def test_loading_tells_how_far_it_is(done: list[int]) -> None:
    assert len(done) > TINY.elapsed
    assert sum(done) >= Visit.objects.count() + Submission.objects.count()


def test_loading_again_changes_nothing(loaded: None) -> None:
    before = Submission.objects.count(), AuditLine.objects.count()
    assert demo.load(now=NOW + timedelta(days=1), seed=1, size=TINY) is False
    assert (Submission.objects.count(), AuditLine.objects.count()) == before


@pytest.mark.django_db
def test_a_load_that_is_broken_off_leaves_nothing_behind(home: Path) -> None:
    insight.load_framework(now=NOW)

    def broken_off(_: int) -> None:
        if Submission.objects.exists():
            raise KeyboardInterrupt

    with override_settings(HEARD_DEMO=True, HEARD_HOME=home):
        with pytest.raises(KeyboardInterrupt):
            demo.load(now=NOW, seed=SEED, size=TINY, progress=broken_off)
        assert not Organisation.objects.exists()
        assert not Submission.objects.exists()


@pytest.mark.django_db
def test_nothing_made_up_enters_a_site_that_is_no_demonstration() -> None:
    with pytest.raises(demo.NotADemonstration):
        demo.load(now=NOW, seed=SEED, size=TINY)


@pytest.mark.django_db
def test_nothing_made_up_enters_a_site_with_organisations_of_its_own() -> None:
    Organisation.objects.create(name="Theirs", slug="theirs", kind="REGULATOR", created_at=NOW)
    with override_settings(HEARD_DEMO=True), pytest.raises(demo.NotEmpty):
        demo.load(now=NOW, seed=SEED, size=TINY)
