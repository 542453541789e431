"""Themes and tone: looked for in the redacted copy once it is there, each suggestion with its method and reason."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from evidence.text import read
from evidence.text.reading import shipped
from evidence.text.reading.model import Model
from heard.design import clock
from heard.feedback.actions import TextIn
from heard.feedback.actions.leasing import LEASE, claim_fresh
from heard.feedback.actions.redacting import redact_further
from heard.feedback.models import Answer, Piece, PieceLease, Stage, Text, TextField
from heard.insight import tasks
from heard.insight.actions import forget_telling_words, read_themes, theming
from heard.insight.models import Aspect, Reading, Suggestion
from heard.insight.queries import suggested, theme_reading, themeless
from heard.insight.tasks import find_themes, read_some
from tests.factories.accounts import UserFactory
from tests.factories.feedback import ImportBatchFactory, PieceFactory, SubmissionFactory, piece_in
from tests.factories.insight import theme

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2020, 9, 14, 12, 0, tzinfo=UTC)
WORDS = "Staff were very rude to me. We waited four hours for the ambulance."
POLISH = "Pielęgniarka uderzyła moją mamę i nikt nie chciał nas wysłuchać."


@pytest.fixture(autouse=True)
def framework(monkeypatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    theme()


def find(holder: str = "one") -> int:
    read_some(holder=holder)
    return find_themes(holder=holder)


def piece_of(*texts: TextIn) -> Piece:
    return SubmissionFactory.create(pieces=[piece_in(texts=texts)]).pieces.get()


def themes_of(piece: Piece) -> dict[str, Suggestion]:
    found = Suggestion.objects.standing().filter(piece=piece, aspect=Aspect.THEME, theme__isnull=False)
    return {one.theme.code: one for one in found.select_related("theme")}


def test_themes_and_tone_are_suggested_with_method_version_probability_and_the_words_that_told() -> None:
    piece = PieceFactory.create(words=WORDS)
    assert find() == 1
    found = themes_of(piece)
    assert {"staff-manner", "timeliness"} <= set(found)
    rude = found["staff-manner"]
    assert (rude.method, rude.method_version, rude.suggested_at) == ("themes", "1", NOW)
    assert 0.5 < (rude.score or 0) <= 1
    assert "rude" in rude.why
    tone = Suggestion.objects.get(piece=piece, aspect=Aspect.TONE)
    assert tone.value in {"BAD", "VERY_BAD"}


def test_a_theme_that_no_model_has_learnt_is_suggested_by_rule_and_marked_unproven() -> None:
    piece = PieceFactory.create(words="We have waited nine months for a social care assessment from the council.")
    find()
    one = themes_of(piece)["social-care-access"]
    assert (one.method, one.method_version) == ("described", "1")
    assert one.theme is not None
    assert one.theme.label.endswith("(unproven)")
    assert "social care" in one.why


def test_the_words_that_told_come_from_the_redacted_copy_alone(monkeypatch) -> None:
    seen: list[str] = []

    def listen(texts, **more):
        seen.extend(texts)
        return read(texts, **more)

    monkeypatch.setattr(theming, "read", listen)
    PieceFactory.create(words="Mrs Wilhelmina Thackeray was rude. Ring me on 07700 900123 about the long wait.")
    find()
    assert len(seen) == 1
    assert not {"Wilhelmina", "Thackeray", "07700"} & set(seen[0].split())
    assert "[" not in seen[0]


def test_what_was_asked_changes_what_the_same_words_mean() -> None:
    good = piece_of(TextIn(field=TextField.WORDS, slug="what-was-good", words="Nothing"))
    better = piece_of(TextIn(field=TextField.WORDS, slug="what-could-be-better", words="Nothing"))
    find()
    tones = dict(Suggestion.objects.filter(aspect=Aspect.TONE).values_list("piece", "value"))
    assert tones[good.pk] in {"BAD", "VERY_BAD"}
    assert tones[better.pk] in {"GOOD", "VERY_GOOD"}


def test_a_theme_of_several_texts_is_suggested_once_as_the_surest_tells_it() -> None:
    piece = piece_of(
        TextIn(field=TextField.WORDS, slug="words", words="The food was cold and there was no choice of meals."),
        TextIn(field=TextField.WANTED, slug="wanted", words="Better food please."),
    )
    find()
    assert Suggestion.objects.filter(piece=piece, theme__code="food-drink").count() == 1


@pytest.mark.slow
def test_words_in_another_language_go_through_no_english_method_and_are_marked() -> None:
    piece = PieceFactory.create(words=POLISH + " He hit me. Staff rude.")
    find()
    piece.refresh_from_db()
    reading = theme_reading(piece=piece)
    assert piece.other_language == "pl"
    assert not Suggestion.objects.exists()
    assert reading is not None
    assert reading.left_out == "The words are in Polish."


def test_the_form_tells_the_language_of_a_few_words() -> None:
    thanks = PieceFactory.create(words="Dziękuję bardzo", language="pl")
    english = PieceFactory.create(words="Thank you", language="pl")
    find()
    assert dict(Piece.objects.values_list("pk", "other_language")) == {thanks.pk: "pl", english.pk: ""}


def test_english_beside_another_language_is_read() -> None:
    piece = piece_of(
        TextIn(field=TextField.WORDS, slug="words", words=POLISH),
        TextIn(field=TextField.OTHER, slug="more", words="She was left lying in urine all night. Staff were rude."),
    )
    find()
    piece.refresh_from_db()
    assert piece.other_language == "pl"
    assert set(Suggestion.objects.values_list("aspect", flat=True)) == {Aspect.RISK, Aspect.TONE, Aspect.THEME}


def test_why_nothing_was_read_is_written_down() -> None:
    silent = piece_of()
    number = PieceFactory.create(words="07700 900123")
    find()
    for piece, why in ((silent, "No words were written."), (number, "This text holds no words.")):
        reading = theme_reading(piece=piece)
        assert reading is not None
        assert reading.left_out == why


def test_what_people_at_a_source_labelled_stands_before_what_a_method_reads() -> None:
    piece = PieceFactory.create(words=WORDS)
    Answer.objects.create(
        submission=piece.submission, piece=piece, slug="source-themes", value=["Impact of treatment/ care"]
    )
    Answer.objects.create(submission=piece.submission, piece=piece, slug="source-themes", value=["Timeliness of care"])
    Answer.objects.create(submission=piece.submission, piece=piece, slug="source-tone", value="1")
    find()
    held = suggested(piece_ids=[piece.pk])[piece.pk]
    assert held.tone == "VERY_GOOD"
    assert held.themes == {theme("timeliness").pk}
    assert "staff-manner" in themes_of(piece)


def test_themes_stand_until_they_are_read_again() -> None:
    piece = PieceFactory.create(words=WORDS)
    find()
    before = set(themes_of(piece))
    Piece.objects.update(read_at=None)
    read_some(holder="one")
    assert set(themes_of(piece)) == before
    assert find_themes(holder="one") == 1
    assert set(themes_of(piece)) == before
    assert Suggestion.objects.filter(piece=piece, aspect=Aspect.TONE).count() == 2


def test_a_new_model_reads_again_from_the_copies_and_keeps_what_the_old_one_said(monkeypatch) -> None:
    piece = PieceFactory.create(words=WORDS)
    find()
    Text.objects.update(sealed=b"")
    newer = replace(shipped(), version="themes-2")
    monkeypatch.setattr(theming, "version_in_use", lambda: newer.version)
    monkeypatch.setattr(theming, "model_in_use", lambda: newer)
    assert find_themes(holder="one") == 1
    assert find_themes(holder="one") == 0
    assert {one.method_version for one in themes_of(piece).values()} == {"2"}
    assert Suggestion.objects.filter(piece=piece, method_version="1").exclude(replaced_at=None).exists()


def test_hidden_words_are_forgotten_as_a_reason_and_themes_are_looked_for_anew() -> None:
    piece = PieceFactory.create(words=WORDS)
    find()
    redact_further(
        texts=list(piece.texts.all()),
        about=piece,
        words="rude",
        kind="hidden",
        by=UserFactory.create(),
        organisation=piece.submission.organisation,
        now=NOW,
    )
    forget_telling_words(piece=piece, now=NOW)
    assert not Suggestion.objects.exclude(aspect=Aspect.RISK).exclude(why="").exists()
    assert find_themes(holder="one") == 1
    assert not Suggestion.objects.filter(why__contains="rude").exists()


def test_what_was_read_from_a_copy_that_has_changed_meanwhile_is_not_written() -> None:
    piece = PieceFactory.create(words=WORDS)
    read_some(holder="one")
    queue = themeless(version=theming.themes_version())[0]
    claim = claim_fresh(pieces=queue, stage=Stage.THEMES, holder="one", limit=10, now=NOW)
    Text.objects.update(copy_version=1)
    whole = theming._look

    def late(*args):
        outcome = whole(*args)
        Text.objects.update(copy_version=2)
        return outcome

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(theming, "_look", late)
        assert read_themes(claim=claim, piece_ids=[piece.pk], now=NOW) == 0
    assert not Suggestion.objects.exists()
    assert find_themes(holder="one") == 1


class Killed(BaseException):
    """What a signal does to a worker: no handler runs."""


def test_a_worker_killed_in_a_batch_loses_nothing_and_the_next_does_nothing_twice(monkeypatch) -> None:
    pieces = PieceFactory.create_batch(3, words=WORDS)
    read_some(holder="killed")

    def die(**_: object) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(theming, "release", die)
        with pytest.raises(Killed):
            find_themes(holder="killed")
    assert not Suggestion.objects.exists()
    assert find_themes(holder="other") == 0
    monkeypatch.setattr(clock, "now", lambda: NOW + LEASE)
    assert find_themes(holder="other") == 3
    assert Suggestion.objects.filter(aspect=Aspect.TONE).count() == len(pieces)
    assert not PieceLease.objects.exists()


def test_a_piece_whose_themes_cannot_be_looked_for_stands_in_nobodys_way_and_no_words_are_kept(monkeypatch) -> None:
    bad, good = PieceFactory.create_batch(2, words=WORDS)
    read_some(holder="one")
    whole = theming._look

    def fragile(piece_ids, now):
        if bad.pk in piece_ids:
            raise ValueError(WORDS)
        return whole(piece_ids, now)

    monkeypatch.setattr(theming, "_look", fragile)
    assert find_themes(holder="one") == 1
    assert themes_of(good)
    assert PieceLease.objects.get(piece=bad, stage=Stage.THEMES).failure == "The reading stopped: ValueError."


def test_what_was_read_last_has_its_themes_first(monkeypatch) -> None:
    PieceFactory.create_batch(2, batch=ImportBatchFactory.create(visible_at=NOW))
    read_some(holder="one")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=1))
    sent = PieceFactory.create(words=WORDS)
    read_some(holder="one")
    find_themes(holder="one", limit=1)
    assert Reading.objects.exclude(method_version="").filter(method="themes").get().piece == sent


def test_a_worker_that_reads_no_themes_yet_has_loaded_no_model(monkeypatch) -> None:
    monkeypatch.setattr(Model, "load", lambda *_args, **_more: pytest.fail("loaded"))
    shipped.cache_clear()
    assert find_themes(holder="one") == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite says how it seeks however little is stored")
def test_finding_what_waits_walks_no_table() -> None:
    for pieces in themeless(version=theming.themes_version()):
        plan = pieces.explain()
        assert "SCAN" not in plan
        assert "TEMP B-TREE" not in plan


def test_tasks_name_the_stage_in_which_a_piece_failed(monkeypatch, caplog) -> None:
    PieceFactory.create(words=WORDS)
    read_some(holder="one")
    monkeypatch.setattr(theming, "_look", lambda *_: 1 / 0)
    tasks.find_themes(holder="one")
    assert "THEMES" in caplog.text
    assert "rude" not in caplog.text


def test_the_slow_model_reads_few_at_a_time_so_that_what_arrives_meanwhile_waits_for_no_theme(
    settings, monkeypatch
) -> None:
    settings.HEARD_READING = "accurate"
    monkeypatch.setattr(tasks, "FEW", 2)
    monkeypatch.setattr(tasks, "read_themes", lambda *, claim, piece_ids, now: len(piece_ids))
    for _ in range(3):
        piece = PieceFactory.create()
        Reading.objects.create(piece=piece, method="themes", read_at=NOW)

    assert find_themes(holder="one", limit=200) == 2
