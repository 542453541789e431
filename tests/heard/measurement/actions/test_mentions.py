"""Posts are counted once, deletions leave a number, and what is kept of a post goes when its time is over."""

from datetime import UTC, datetime, timedelta

import pytest

from heard.accounts.models import AuditLine, Role
from heard.measurement.actions import fetching
from heard.measurement.actions import mentions as actions
from heard.measurement.connectors.posts import Batch, Busy, Post, Unreachable
from heard.measurement.models import Engagement, Mention, Trouble, Watch
from heard.measurement.queries.mentions import mention_counts
from heard.measurement.retention import MENTIONS
from tests.factories.accounts import member
from tests.factories.campaigns import PlacementFactory
from tests.factories.measurement import MentionFactory, StakeholderHandleFactory, WatchFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 9, 12, 0, tzinfo=UTC)


def post(number: int = 1, **told) -> Post:
    return Post(
        **{
            "address": f"https://elsewhere.example/statuses/{number}",
            "native_id": str(number),
            "account": "https://elsewhere.example/@org",
            "handle": "Org@Elsewhere.example",
            "text": "Tell them #Heard",
            "language": "en",
            "at": NOW,
            **told,
        }
    )


def take(watch, *posts, gone=(), now=NOW):
    return actions.take_in(watch=watch, batch=Batch(posts=posts, gone=gone), now=now)


def test_the_same_posts_again_change_no_count():
    watch = WatchFactory.create()

    assert take(watch, post(1), post(2)).new == 2
    assert take(watch, post(1), post(2)).new == 0
    assert Mention.objects.count() == 2


def test_a_post_that_two_servers_tell_of_is_one():
    first = WatchFactory.create()
    second = WatchFactory.create(campaign=first.campaign, service="https://other.example")

    take(first, post(1))
    take(second, post(1, native_id="999"))

    assert Mention.objects.count() == 1


def test_no_name_and_no_long_text_is_kept():
    take(WatchFactory.create(), post(1, text="word " * 200))

    kept = Mention.objects.get()
    assert len(kept.excerpt) == 300
    written = " ".join(str(getattr(kept, field.name)) for field in Mention._meta.fields if field.name != "address")
    assert "org" not in written.casefold().replace("#heard", "")


def test_a_link_of_the_campaign_is_known_by_its_code():
    placement = PlacementFactory.create(code="carers-fb")
    take(
        WatchFactory.create(campaign=placement.campaign),
        post(1, links=("https://heard.example/l/carers-fb?x=1",)),
        post(2, links=("https://heard.example/l/somebody-elses",)),
    )

    assert list(Mention.objects.order_by("pk").values_list("placement", flat=True)) == [placement.pk, None]


def test_a_deleted_post_leaves_a_number_and_nothing_else():
    watch = WatchFactory.create()
    take(watch, post(1), post(2))

    assert take(watch, gone=("1",)).deleted == 1

    gone = Mention.objects.get(deleted_at=NOW)
    assert (gone.excerpt, gone.address, gone.native_id, gone.account_key, gone.handle_key) == ("",) * 5
    [counts] = mention_counts(campaign=watch.campaign)
    assert (counts.posts, counts.deleted, counts.accounts) == (2, 1, 1)


def test_a_deleted_post_is_never_taken_in_again():
    watch = WatchFactory.create()
    take(watch, post(1))
    take(watch, gone=("1",))

    take(watch, post(1))

    assert Mention.objects.get().excerpt == ""


def test_a_deletion_reaches_every_campaign_that_holds_the_post():
    first, second = WatchFactory.create(), WatchFactory.create()
    take(first, post(1))
    take(second, post(1))

    assert take(first, gone=("1",)).deleted == 2


def test_a_deletion_by_address_is_honoured_after_the_address_is_gone():
    watch = WatchFactory.create()
    take(watch, post(1))
    actions.empty_mentions(keys=[Mention.objects.get().pk], now=NOW)

    assert take(watch, gone=("https://elsewhere.example/statuses/1",)).deleted == 1
    assert Mention.objects.get().handle_key == ""


def test_an_edit_is_taken_over_and_what_a_stream_leaves_out_is_not_lost():
    watch = WatchFactory.create()
    take(watch, post(1, likes=5))

    take(watch, post(1, text="Better #Heard", handle="", likes=0))

    kept = Mention.objects.get()
    assert (kept.excerpt, kept.likes, kept.handle_key != "") == ("Better #Heard", 5, True)


def test_an_excerpt_goes_after_its_time_and_does_not_come_back():
    watch = WatchFactory.create()
    take(watch, post(1))
    due = MENTIONS.due(before=NOW + timedelta(days=1))
    MENTIONS.erase(keys=list(due.values_list("pk", flat=True)), now=NOW)

    take(watch, post(1))

    kept = Mention.objects.get()
    assert (kept.excerpt, kept.address, kept.native_id) == ("", "", "")
    assert not MENTIONS.due(before=NOW + timedelta(days=99)).exists()


def test_somebody_who_asks_is_forgotten_in_every_campaign_of_the_owner():
    mine = MentionFactory.create()
    other = MentionFactory.create()
    by = member(Role.CAMPAIGN_MANAGER, mine.campaign.owner)

    emptied = actions.forget_account(
        network="MASTODON", handle="@ORG@elsewhere.example", by=by, campaign=mine.campaign, now=NOW
    )

    assert emptied == 1
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.excerpt, other.excerpt) == ("", "Tell them #Heard")
    assert "org" not in str(AuditLine.objects.get(code="measurement.mentions.forgotten").detail)


class Told:
    """A service that tells what it is given, once, or raises it."""

    def __init__(self, batch=None, *, heard=None, gone=frozenset(), raises=None):
        self.batch, self.heard, self.missing, self.raises = batch or Batch(), heard or Batch(), gone, raises
        self.cursors = []

    def posts_since(self, *, tag, cursor, since):
        self.cursors.append(cursor)
        if self.raises:
            raise self.raises
        return self.batch

    def listen(self, *, tag, cursor, seconds):
        return self.heard

    def gone(self, *, native_ids):
        return frozenset(self.missing) & frozenset(native_ids)


def turn(service, now=NOW):
    return fetching.fetch_next(now=now, seconds=0, open_service=lambda watch: service)


def test_a_turn_keeps_the_cursor_and_rests():
    watch = WatchFactory.create()
    turn(Told(Batch(posts=(post(1),), cursor="1")))

    watch.refresh_from_db()
    assert (watch.cursor, watch.trouble, watch.leased_until, watch.next_at > NOW) == ("1", "", None, True)
    assert turn(Told()) is None


def test_a_turn_suggests_which_stakeholders_its_new_posts_show():
    watch = WatchFactory.create()
    StakeholderHandleFactory.create(stakeholder__register=watch.campaign.owner, handle=post(1).handle)

    turn(Told(Batch(posts=(post(1), post(2, handle="somebody@elsewhere.example")))))

    assert Engagement.objects.get().campaign == watch.campaign


def test_a_turn_with_more_behind_it_is_followed_by_the_next():
    WatchFactory.create()
    turn(Told(Batch(posts=(post(1),), cursor="1", has_more=True)))

    again = Told()
    assert turn(again) is not None
    assert again.cursors == ["1"]


def test_a_busy_service_is_left_alone_as_long_as_it_says():
    watch = WatchFactory.create(cursor="7")
    told = turn(Told(raises=Busy(seconds=42)))

    watch.refresh_from_db()
    assert told.trouble == Trouble.BUSY
    assert (watch.next_at - NOW, watch.cursor) == (timedelta(seconds=42), "7")


def test_a_service_that_is_down_is_asked_less_and_less_often_and_nothing_is_missed():
    watch = WatchFactory.create(cursor="7")
    waits, now = [], NOW
    for _time in range(12):
        turn(Told(raises=Unreachable()), now=now)
        watch.refresh_from_db()
        waits.append(watch.next_at - now)
        now = watch.next_at
    assert waits[:3] == [timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=8)]
    assert waits[-1] == timedelta(hours=6)

    back = Told(Batch(cursor="9"))
    turn(back, now=now)

    watch.refresh_from_db()
    assert (back.cursors, watch.trouble, watch.failures) == (["7"], "", 0)


def test_a_watch_in_hand_is_left_to_whoever_holds_it_until_the_lease_ends():
    WatchFactory.create()
    assert actions.claim_watch(now=NOW) is not None
    assert actions.claim_watch(now=NOW) is None
    assert actions.claim_watch(now=NOW + timedelta(minutes=11)) is not None


def test_a_service_that_is_no_longer_allowed_is_not_asked(settings):
    settings.HEARD_MENTION_SERVICES = ["mastodon=https://another.example"]
    watch = WatchFactory.create()

    assert fetching.fetch_next(now=NOW, seconds=0).trouble == Trouble.NOT_ALLOWED
    assert Watch.objects.get(pk=watch.pk).trouble == Trouble.NOT_ALLOWED


def test_posts_that_are_held_are_asked_after_and_emptied_where_they_are_gone():
    watch = WatchFactory.create()
    take(watch, post(1), post(2), now=NOW - timedelta(days=1))

    told = turn(Told(gone={"2"}))

    assert told.taken.deleted == 1
    assert turn(Told(gone={"1"})) is None


def test_following_twice_is_refused():
    watch = WatchFactory.create()
    with pytest.raises(actions.AlreadyFollowed):
        actions.follow(
            campaign=watch.campaign, network=watch.network, service=watch.service, tag=watch.tag, by=None, now=NOW
        )
