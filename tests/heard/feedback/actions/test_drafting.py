from datetime import UTC, datetime, timedelta

import pytest

from heard.campaigns.models import Form
from heard.feedback.actions.drafting import (
    AlreadySent,
    DraftGone,
    begin_draft,
    erase_draft,
    erase_old_drafts,
    remove_piece,
    store_answers,
)
from heard.feedback.drafts import Secret, new_secret
from heard.feedback.models import Draft
from heard.feedback.queries.forms import NoDraft, open_draft
from tests.factories.feedback import SubmissionFactory
from tests.heard.feedback.walking import open_form

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 9, 14, 10, 0, tzinfo=UTC)
A_DAY = timedelta(days=1)


@pytest.fixture
def form() -> Form:
    return open_form()


@pytest.fixture
def secret(form: Form) -> Secret:
    given = new_secret()
    begin_draft(form=form, secret=given, placement=None, is_test=False, now=NOW)
    return given


class TestBeginDraft:
    def test_begins_one_form_for_one_secret(self, form: Form, secret: Secret) -> None:
        draft, is_new = begin_draft(form=form, secret=secret, placement=None, is_test=False, now=NOW)
        assert (draft.pk, is_new) == (secret.draft_id, False)
        assert Draft.objects.count() == 1


class TestStoreAnswers:
    def test_adds_to_what_is_there(self, form: Form, secret: Secret) -> None:
        store_answers(secret=secret, values={"tone": "BAD"}, piece="1", now=NOW)
        store_answers(secret=secret, values={"about": "OWN"}, piece="", now=NOW)
        kept = open_draft(form=form, secret=secret, now=NOW).contents.answers
        assert (kept.once, kept.pieces[0].values) == ({"about": "OWN"}, {"tone": "BAD"})

    def test_counts_each_change(self, secret: Secret) -> None:
        store_answers(secret=secret, values={"about": "OWN"}, piece="", now=NOW)
        store_answers(secret=secret, values={"about": "STAFF"}, piece="", now=NOW)
        assert Draft.objects.get().revision == 2

    def test_starts_the_day_again(self, form: Form, secret: Secret) -> None:
        later = NOW + timedelta(hours=20)
        store_answers(secret=secret, values={"about": "OWN"}, piece="", now=later)
        assert open_draft(form=form, secret=secret, now=NOW + timedelta(hours=40))

    def test_refuses_once_the_day_is_over(self, secret: Secret) -> None:
        with pytest.raises(DraftGone):
            store_answers(secret=secret, values={"about": "OWN"}, piece="", now=NOW + A_DAY)

    def test_refuses_once_the_form_was_sent(self, secret: Secret) -> None:
        Draft.objects.update(submission=SubmissionFactory.create())
        with pytest.raises(AlreadySent):
            store_answers(secret=secret, values={"about": "OWN"}, piece="", now=NOW)
        with pytest.raises(AlreadySent):
            remove_piece(secret=secret, piece="1", now=NOW)


class TestErasing:
    def test_one_form_leaves_the_others(self, form: Form, secret: Secret) -> None:
        begin_draft(form=form, secret=new_secret(), placement=None, is_test=False, now=NOW)
        erase_draft(secret=secret)
        assert Draft.objects.count() == 1

    def test_takes_what_a_day_has_passed_over_and_no_more(self, form: Form, secret: Secret) -> None:
        young = new_secret()
        begin_draft(form=form, secret=young, placement=None, is_test=False, now=NOW + timedelta(hours=1))
        assert erase_old_drafts(now=NOW + A_DAY) == 1
        assert Draft.objects.get().pk == young.draft_id
        assert erase_old_drafts(now=NOW + A_DAY) == 0


class TestOpenDraft:
    def test_opens_for_its_own_form_alone(self, secret: Secret) -> None:
        with pytest.raises(NoDraft):
            open_draft(form=open_form(slug="another"), secret=secret, now=NOW)

    def test_finds_nothing_after_a_day_even_before_it_is_erased(self, form: Form, secret: Secret) -> None:
        with pytest.raises(NoDraft):
            open_draft(form=form, secret=secret, now=NOW + A_DAY)

    def test_finds_nothing_where_the_seal_was_broken(self, form: Form, secret: Secret) -> None:
        Draft.objects.update(sealed=new_secret().seal(open_draft(form=form, secret=secret, now=NOW).contents))
        with pytest.raises(NoDraft):
            open_draft(form=form, secret=secret, now=NOW)
