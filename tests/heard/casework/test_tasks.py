"""The finder that opens cases: at once for a declared risk, once for each organisation, never twice."""

from datetime import UTC, datetime, timedelta

import pytest

from evidence.text import find_risk
from heard.accounts.models import AuditLine
from heard.casework.models import Case, CaseStatus, RiskState
from heard.casework.tasks import TURNS_OF_A_PIECE, open_some
from heard.design import clock
from heard.feedback.actions.adding import add_words
from heard.feedback.models import Addition, Answer, Channel, Consent, Piece, PieceLease, Stage, TextField
from heard.feedback.tasks import take_in_added_words
from heard.insight import tasks as insight
from heard.insight.actions import decide_themes, reading
from heard.insight.actions.reading import READER
from heard.insight.frameworks import CURRENT
from heard.insight.models import Aspect, Reading
from heard.insight.tasks import read_some
from tests.factories.accounts import OrganisationFactory
from tests.factories.casework import CaseFactory, caseworker
from tests.factories.feedback import ImportBatchFactory, PieceFactory, SubmissionFactory, consents_to, piece_in
from tests.factories.insight import SuggestionFactory, theme

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 9, 14, 12, 0, tzinfo=UTC)
HARM = "She was left lying in urine all night."


def open_cases() -> int:
    return open_some(holder="one")


def read_again(piece: Piece) -> None:
    """Let the reader find a piece that an earlier version of it has read."""
    Reading.objects.create(piece=piece, method=READER, method_version="earlier", read_at=NOW)
    assert read_some(holder="one") == 1


def test_a_piece_that_was_read_gets_a_case_in_each_organisation_that_may_see_it() -> None:
    ours, theirs = OrganisationFactory.create_batch(2)
    piece = PieceFactory.create(organisation=ours, consents=consents_to(theirs, provider=True), read_at=NOW)
    open_cases()
    assert set(Case.objects.filter(piece=piece).values_list("organisation", flat=True)) == {ours.pk, theirs.pk}


def test_no_case_opens_for_an_organisation_whose_consent_was_taken_back() -> None:
    ours, theirs = OrganisationFactory.create_batch(2)
    piece = PieceFactory.create(organisation=ours, consents=consents_to(theirs), read_at=NOW)
    Consent.objects.filter(piece=piece, organisation=theirs).update(narrowed_at=NOW)
    open_cases()
    assert Case.objects.get(piece=piece).organisation == ours


def test_opening_again_opens_nothing() -> None:
    PieceFactory.create(read_at=NOW)
    assert open_cases() == 1
    assert open_cases() == 0
    assert Case.objects.count() == 1


def test_a_piece_that_nobody_read_waits() -> None:
    PieceFactory.create()
    assert open_cases() == 0


def test_a_declared_risk_opens_its_case_before_anything_is_read() -> None:
    PieceFactory.create(risk_declared=True)
    open_cases()
    case = Case.objects.get()
    assert case.risk == RiskState.OPEN
    assert case.read_at is None


def test_tell_us_now_opens_its_case_before_anything_is_read() -> None:
    PieceFactory.create(channel=Channel.URGENT)
    open_cases()
    assert Case.objects.get().risk == RiskState.OPEN


def test_a_risk_is_declared_for_every_piece_of_the_submission() -> None:
    SubmissionFactory.create(pieces=[piece_in("One."), piece_in("Two.")], risk_declared=True)
    open_cases()
    assert Case.objects.filter(risk=RiskState.OPEN).count() == 2


def test_what_an_import_has_staged_gets_no_case_even_where_it_declares_a_risk() -> None:
    PieceFactory.create(batch=ImportBatchFactory.create(), risk_declared=True)
    assert open_cases() == 0


def test_a_case_takes_in_what_was_read_after_it_opened() -> None:
    suggested = theme("timeliness")
    piece = PieceFactory.create(risk_declared=True)
    open_cases()
    SuggestionFactory.create(piece=piece, aspect=Aspect.THEME, theme=suggested, value="")
    read_some(holder="one")
    SuggestionFactory.create(piece=piece, aspect=Aspect.THEME, theme=suggested, value="")
    open_cases()
    case = Case.objects.get()
    assert case.read_at is not None
    assert [one.theme for one in case.case_themes.all()] == [suggested]


def test_a_sign_of_harm_that_the_reader_found_opens_a_risk() -> None:
    PieceFactory.create(words=HARM)
    read_some(holder="one")
    open_cases()
    assert Case.objects.get().risk == RiskState.OPEN
    assert AuditLine.objects.filter(code="casework.risk.opened").count() == 1


def test_a_weak_sign_stands_beside_the_piece_and_opens_no_risk() -> None:
    piece = PieceFactory.create(words="No abuse of any kind was seen.", read_at=NOW)
    SuggestionFactory.create(piece=piece, score=0.2)
    open_cases()
    assert Case.objects.get().risk == RiskState.NONE


def test_a_later_reading_opens_the_risk_and_the_case_again() -> None:
    case = CaseFactory.create(words=HARM, status=CaseStatus.CLOSED, closed_at=NOW)
    read_again(case.piece)
    open_cases()
    case.refresh_from_db()
    assert (case.risk, case.status, case.closed_at) == (RiskState.OPEN, CaseStatus.NEW, None)
    assert open_cases() == 0


def test_a_later_reading_brings_its_themes_and_tone_to_the_case() -> None:
    case = CaseFactory.create()
    SuggestionFactory.create(piece=case.piece, aspect=Aspect.THEME, theme=theme("parking"), value="")
    SuggestionFactory.create(piece=case.piece, aspect=Aspect.TONE, value="GOOD")
    for slug, value in (("source-themes", ["Timeliness of care"]), ("source-tone", "4")):
        Answer.objects.create(submission=case.piece.submission, piece=case.piece, slug=slug, value=value)
    read_again(case.piece)
    open_cases()
    case.refresh_from_db()
    assert case.tone == "BAD"
    assert [one.theme.code for one in case.case_themes.all()] == ["timeliness"]
    assert open_cases() == 0


def test_another_framework_is_read_anew() -> None:
    assert CURRENT in reading.READER_VERSION


def test_a_risk_that_a_killed_worker_held_is_in_its_queue_within_a_minute(monkeypatch) -> None:
    PieceFactory.create(words=HARM)

    def die(**_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(clock, "now", lambda: NOW)
        dying.setattr(insight, "read_claim", die)
        with pytest.raises(KeyboardInterrupt):
            read_some(holder="killed")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(seconds=55))
    read_some(holder="other")
    open_cases()
    assert Case.objects.get().risk == RiskState.OPEN


def test_a_risk_that_a_person_closed_stays_closed() -> None:
    case = CaseFactory.create(words=HARM, risk=RiskState.CLOSED, risk_reason="A joke.")
    read_again(case.piece)
    open_cases()
    case.refresh_from_db()
    assert case.risk == RiskState.CLOSED


def test_a_piece_that_cannot_be_read_is_shown_to_staff_after_three_tries() -> None:
    piece = PieceFactory.create()
    lease = PieceLease.objects.create(
        piece=piece, stage=Stage.READING, holder="one", leased_until=NOW, attempts=2, failure="It does not open."
    )
    assert open_cases() == 0
    lease.attempts = 3
    lease.save()
    open_cases()
    case = Case.objects.get()
    assert case.could_not_be_read
    assert open_cases() == 0


def test_a_piece_that_is_read_at_last_says_so() -> None:
    case = CaseFactory.create(could_not_be_read=True)
    Case.objects.filter(pk=case.pk).update(read_at=None)
    Piece.objects.update(routed_at=None)
    open_cases()
    case.refresh_from_db()
    assert not case.could_not_be_read
    assert case.read_at is not None


def test_what_a_person_decided_stands_before_what_a_method_says() -> None:
    suggested, chosen = theme("timeliness"), theme("parking")
    organisation = OrganisationFactory.create()
    piece = PieceFactory.create(organisation=organisation, read_at=NOW)
    SuggestionFactory.create(piece=piece, aspect=Aspect.THEME, theme=suggested, value="")
    decide_themes(piece=piece, organisation=organisation, present=[chosen.pk], by=caseworker(organisation), now=NOW)
    open_cases()
    assert [one.theme for one in Case.objects.get().case_themes.all()] == [chosen]


def test_what_the_writer_said_stands_before_what_a_method_says_of_the_tone() -> None:
    said = PieceFactory.create(tone="GOOD", read_at=NOW)
    silent = PieceFactory.create(read_at=NOW)
    for piece in (said, silent):
        SuggestionFactory.create(piece=piece, aspect=Aspect.TONE, value="BAD")
    open_cases()
    assert Case.objects.get(piece=said).tone == "GOOD"
    assert Case.objects.get(piece=silent).tone == "BAD"


def test_opening_stops_at_its_limit() -> None:
    PieceFactory.create_batch(4, read_at=NOW)
    assert open_some(holder="one", limit=1) == TURNS_OF_A_PIECE == 3
    assert Case.objects.count() == 3


def test_what_is_sent_here_is_opened_before_what_an_import_brought() -> None:
    PieceFactory.create_batch(4, batch=ImportBatchFactory.create(visible_at=NOW), read_at=NOW)
    sent = PieceFactory.create(read_at=NOW)
    open_some(holder="one", limit=1)
    assert Case.objects.filter(piece=sent).exists()
    assert Case.objects.count() == 3


def test_a_finder_with_nothing_to_do_writes_nothing(django_assert_max_num_queries) -> None:
    CaseFactory.create_batch(3)
    PieceFactory.create_batch(2, batch=ImportBatchFactory.create(visible_at=NOW))
    open_cases()
    with django_assert_max_num_queries(4) as asked:
        assert open_cases() == 0
    assert not [one for one in asked.captured_queries if not one["sql"].startswith("SELECT")]


def test_a_case_remembers_when_its_piece_came_in() -> None:
    piece = PieceFactory.create(read_at=NOW, received_at=NOW - timedelta(days=3))
    open_cases()
    assert Case.objects.get(piece=piece).received_at == NOW - timedelta(days=3)


class TestWordsAddedLater:
    """The person adds words with their code: they are read, and staff are called back."""

    def added_to(self, case: Case, words: str = "It went on for a week.") -> Case:
        add_words(piece=case.piece, words=words, mark="m", now=clock.now())
        take_in_added_words(holder="one", limit=10)
        read_some(holder="one")
        open_cases()
        case.refresh_from_db()
        return case

    def test_a_closed_case_is_open_again_and_says_why(self) -> None:
        case = CaseFactory.create(status=CaseStatus.CLOSED, closed_at=NOW)
        assert self.added_to(case).status == CaseStatus.IN_PROGRESS
        assert case.closed_at is None
        assert case.news_since is not None
        assert AuditLine.objects.filter(code="casework.case.heard_again", subject_id=str(case.pk)).count() == 1

    def test_the_copy_of_what_was_added_stands_beside_the_first_words(self) -> None:
        case = self.added_to(CaseFactory.create())
        redacted = case.piece.texts.get(field=TextField.ADDED).redacted
        assert redacted == "It went on for a week."

    def test_a_sign_of_harm_in_them_opens_the_risk(self) -> None:
        assert self.added_to(CaseFactory.create(), words=HARM).risk == RiskState.OPEN

    def test_reading_again_calls_nobody_back_twice(self) -> None:
        case = self.added_to(CaseFactory.create())
        Case.objects.update(news_since=None)
        Reading.objects.update(method_version="earlier")
        assert read_some(holder="one") == 1
        open_cases()
        case.refresh_from_db()
        assert case.news_since is None

    def test_words_that_come_while_the_piece_is_read_are_read_next(self, monkeypatch: pytest.MonkeyPatch) -> None:
        case = CaseFactory.create()
        Piece.objects.update(read_at=None)

        def meanwhile(texts: list[str]) -> object:
            if not Addition.objects.exists():
                add_words(piece=case.piece, words="One thing more.", mark="m", now=clock.now())
                take_in_added_words(holder="one", limit=10)
            return find_risk(texts)

        monkeypatch.setattr(reading, "find_risk", meanwhile)
        read_some(holder="one", limit=1)
        case.piece.refresh_from_db()
        assert case.piece.read_at is None
        read_some(holder="one")
        assert case.piece.texts.get(field=TextField.ADDED).redacted == "One thing more."
