"""Deciding that one organisation follows another, carrying it out when it is due, and calling it off."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from heard.accounts import actions, queries
from heard.accounts.models import AuditLine, Invitation, Membership, Organisation, Role, Succession, SuccessionKind
from heard.accounts.tasks import carry_out_successions
from tests.factories.accounts import A_DAY, MembershipFactory, OrganisationFactory, hand_over, member, split

pytestmark = pytest.mark.django_db

LATER = A_DAY + timedelta(days=30)


@pytest.fixture
def old() -> Organisation:
    return OrganisationFactory.create(name="Voices of Dunmere")


@pytest.fixture
def new() -> Organisation:
    return OrganisationFactory.create(name="Voices of the West")


def decide(old: Organisation, new: Organisation, **fields) -> Succession:
    fields = {"at": A_DAY, "now": A_DAY, "reason": "Reform", "by": None, **fields}
    return actions.hand_over(predecessor=old, successor=new, **fields)


def roles(user, organisation) -> set[str]:
    return set(Membership.objects.current().filter(user=user, organisation=organisation).values_list("role", flat=True))


class TestTakingAnothersPlace:
    def test_closes_the_predecessor_and_says_who_keeps_its_records(self, old, new):
        hand_over(old, new)

        old.refresh_from_db()
        assert old.closed_at == A_DAY
        assert old.kept_by == new

    def test_carries_every_role_over_and_ends_it_where_it_was(self, old, new):
        person = member(Role.CASEWORKER, old)
        MembershipFactory.create(user=person, organisation=old, role=Role.ANALYST)

        hand_over(old, new)

        assert roles(person, new) == {Role.CASEWORKER, Role.ANALYST}
        assert not Membership.objects.filter(organisation=old, ended_at=None).exists()

    def test_keeps_a_role_that_was_held_in_both_once(self, old, new):
        person = member(Role.CASEWORKER, old)
        MembershipFactory.create(user=person, organisation=new, role=Role.CASEWORKER)

        hand_over(old, new)

        assert Membership.objects.filter(user=person, organisation=new).count() == 1

    def test_leaves_behind_who_has_no_account_any_more(self, old, new):
        person = member(Role.CASEWORKER, old)
        person.is_active = False
        person.save()

        hand_over(old, new)

        assert not Membership.objects.filter(user=person, organisation=new).exists()

    def test_withdraws_what_invitations_still_wait(self, old, new):
        by = member(Role.ADMINISTRATOR, old)
        actions.invite(organisation=old, email="new@example.org", role=Role.ANALYST, by=by, now=A_DAY)

        hand_over(old, new)

        assert Invitation.objects.get().withdrawn_at == A_DAY

    def test_stands_in_the_audit_log_of_both(self, old, new):
        person = member(Role.CASEWORKER, old)

        hand_over(old, new)

        for organisation, code in ((old, "accounts.person.went_over"), (new, "accounts.person.came_over")):
            lines = AuditLine.objects.filter(organisation=organisation)
            assert {"accounts.succession.decided", "accounts.succession.took_effect", code} <= set(
                lines.values_list("code", flat=True)
            )
            assert lines.get(code=code).subject_id == str(person.pk)

    def test_twice_over_takes_all_before_it_along(self, old, new):
        last = OrganisationFactory.create()
        hand_over(old, new)
        hand_over(new, last, at=LATER)

        assert set(queries.lineage_ids(organisation=last)) == {old.pk, new.pk, last.pk}

    def test_goes_to_who_works_then_where_the_successor_was_itself_succeeded_first(self, old, new):
        last, person = OrganisationFactory.create(), member(Role.CASEWORKER, old)
        decide(old, new, at=LATER)
        hand_over(new, last)

        actions.carry_out(predecessor=old.pk, by=None, now=LATER)

        old.refresh_from_db()
        assert old.kept_by == last
        assert roles(person, last) == {Role.CASEWORKER}


class TestAMerge:
    def test_makes_one_of_several(self, old, new):
        other = OrganisationFactory.create()

        actions.merge(predecessors=[old, other], successor=new, at=A_DAY, reason="Reform", by=None, now=A_DAY)

        assert set(queries.lineage_ids(organisation=new)) == {old.pk, other.pk, new.pk}
        assert set(Succession.objects.values_list("kind", flat=True)) == {SuccessionKind.MERGE}

    def test_needs_another_than_its_predecessors(self, old):
        with pytest.raises(actions.NeedsTwo):
            actions.merge(predecessors=[old], successor=old, at=A_DAY, reason="Reform", by=None, now=A_DAY)


class TestASplit:
    def test_leaves_the_records_with_one_and_people_with_whoever_they_go_along(self, old, new):
        other = OrganisationFactory.create()
        stays, goes = member(Role.CASEWORKER, old), member(Role.ADMINISTRATOR, old)
        heirs = [actions.Heir(organisation=new, is_keeper=True), actions.Heir(organisation=other, people=(goes,))]

        actions.split(predecessor=old, heirs=heirs, at=A_DAY, reason="Reform", by=None, now=A_DAY)

        assert set(queries.lineage_ids(organisation=new)) == {old.pk, new.pk}
        assert set(queries.lineage_ids(organisation=other)) == {other.pk}
        assert roles(stays, new) == {Role.CASEWORKER}
        assert roles(goes, other) == {Role.ADMINISTRATOR}
        assert not roles(goes, new)

    @pytest.mark.parametrize("keepers", [0, 2])
    def test_has_exactly_one_keeper(self, old, new, keepers):
        both = [new, OrganisationFactory.create()]
        heirs = [actions.Heir(organisation=each, is_keeper=n < keepers) for n, each in enumerate(both)]

        with pytest.raises(actions.NotOneKeeper):
            actions.split(predecessor=old, heirs=heirs, at=A_DAY, reason="Reform", by=None, now=A_DAY)

    def test_needs_two(self, old, new):
        heirs = [actions.Heir(organisation=new, is_keeper=True)]
        with pytest.raises(actions.NeedsTwo):
            actions.split(predecessor=old, heirs=heirs, at=A_DAY, reason="Reform", by=None, now=A_DAY)

    def test_takes_only_its_own_people_along(self, old, new):
        stranger = member(Role.CASEWORKER)
        heirs = [
            actions.Heir(organisation=new, is_keeper=True),
            actions.Heir(organisation=OrganisationFactory.create(), people=(stranger,)),
        ]
        with pytest.raises(actions.NotTheirPeople):
            actions.split(predecessor=old, heirs=heirs, at=A_DAY, reason="Reform", by=None, now=A_DAY)


class TestARename:
    def rename(self, organisation, name, **fields):
        fields = {"at": A_DAY, "now": A_DAY, "short_name": "", "reason": "Reform", "by": None, **fields}
        return actions.rename(organisation=organisation, name=name, **fields)

    def test_leaves_the_old_name_to_history(self, old):
        self.rename(old, "Dunmere Speaks", at=LATER, now=LATER)

        old.refresh_from_db()
        assert old.name == "Dunmere Speaks"
        assert old.closed_at is None
        assert queries.name_at(organisation=old, moment=LATER - timedelta(seconds=1)) == "Voices of Dunmere"
        assert queries.name_at(organisation=old, moment=LATER) == "Dunmere Speaks"

    def test_keeps_the_name_from_others_until_its_day(self, old, new):
        self.rename(old, "Dunmere Speaks", at=LATER)

        with pytest.raises(actions.NameTaken):
            self.rename(new, "dunmere speaks")

    @pytest.mark.parametrize(
        ("name", "refusal"), [("Voices of Dunmere", actions.SameName), ("Voices of the West", actions.NameTaken)]
    )
    def test_is_refused_where_the_name_is_no_new_one(self, old, new, name, refusal):
        with pytest.raises(refusal):
            self.rename(old, name)

    def test_by_an_administrator_keeps_the_old_name_too(self, old):
        by = member(Role.ADMINISTRATOR, old)

        actions.edit_organisation(
            organisation=old,
            name="Dunmere Speaks",
            short_name="",
            accent_colour="#005eb8",
            mark=None,
            by=by,
            now=LATER,
        )

        assert queries.name_at(organisation=old, moment=A_DAY) == "Voices of Dunmere"


class TestALaterDay:
    def test_changes_nothing_before(self, old, new, monkeypatch):
        person = member(Role.CASEWORKER, old)
        decide(old, new, at=LATER)
        monkeypatch.setattr("heard.accounts.tasks.clock.now", lambda: LATER - timedelta(seconds=1))

        assert carry_out_successions(holder="worker", limit=10) == 0
        assert roles(person, old) == {Role.CASEWORKER}

    def test_is_found_by_the_worker_once_it_has_come(self, old, new, monkeypatch):
        decide(old, new, at=LATER)
        monkeypatch.setattr("heard.accounts.tasks.clock.now", lambda: LATER)

        assert carry_out_successions(holder="worker", limit=10) == 1
        assert carry_out_successions(holder="worker", limit=10) == 0
        old.refresh_from_db()
        assert old.kept_by == new

    def test_can_be_called_off_until_then(self, old, new):
        decided = decide(old, new, at=LATER)
        by = member(Role.ADMINISTRATOR)

        actions.call_off(succession=decided, by=by, now=A_DAY)

        assert actions.carry_out(predecessor=old.pk, by=None, now=LATER) == 0
        with pytest.raises(actions.CannotCallOff):
            actions.call_off(succession=decided, by=by, now=A_DAY)
        decide(old, new)

    def test_cannot_be_called_off_afterwards(self, old, new):
        with pytest.raises(actions.CannotCallOff):
            actions.call_off(succession=hand_over(old, new), by=member(Role.ADMINISTRATOR), now=LATER)

    def test_calling_off_a_split_calls_off_every_part(self, old, new):
        heirs = [
            actions.Heir(organisation=new, is_keeper=True),
            actions.Heir(organisation=OrganisationFactory.create()),
        ]
        decided = actions.split(predecessor=old, heirs=heirs, at=LATER, reason="Reform", by=None, now=A_DAY)

        actions.call_off(succession=decided[1], by=member(Role.ADMINISTRATOR), now=A_DAY)

        assert not Succession.objects.waiting().exists()


class TestRefusals:
    def test_nobody_is_succeeded_twice(self, old, new):
        decide(old, new, at=LATER)

        with pytest.raises(actions.AlreadySucceeded):
            decide(old, OrganisationFactory.create())

    def test_a_closed_organisation_takes_nobodys_place(self, old, new):
        hand_over(old, new)

        with pytest.raises(actions.SuccessorClosed):
            decide(OrganisationFactory.create(), old)

    def test_a_line_never_goes_round(self, old, new):
        decide(old, new, at=LATER)

        with pytest.raises(actions.WouldGoRound):
            decide(new, old, at=LATER)

    def test_nor_round_by_the_part_of_a_split_that_does_not_keep_the_records(self, old, new):
        """Else whoever goes with the other part would go to an organisation that ends: nowhere."""
        other = OrganisationFactory.create()
        heirs = [actions.Heir(organisation=new, is_keeper=True), actions.Heir(organisation=other)]
        actions.split(predecessor=old, heirs=heirs, at=LATER, reason="Reform", by=None, now=A_DAY)

        with pytest.raises(actions.WouldGoRound):
            decide(other, old)

    def test_nothing_takes_effect_in_the_past(self, old, new):
        with pytest.raises(actions.InThePast):
            decide(old, new, now=LATER)

    def test_the_database_holds_these_rules_too(self, old, new):
        other = OrganisationFactory.create()
        common = {"reason": "Reform", "at": A_DAY, "decided_at": A_DAY, "kind": SuccessionKind.SPLIT}
        Succession.objects.create(predecessor=old, successor=new, **common)

        with pytest.raises(IntegrityError), transaction.atomic():
            Succession.objects.create(predecessor=old, successor=other, **common)
        with pytest.raises(IntegrityError), transaction.atomic():
            Succession.objects.create(
                predecessor=other, successor=new, is_keeper=False, **{**common, "kind": SuccessionKind.MERGE}
            )
        with pytest.raises(IntegrityError), transaction.atomic():
            Organisation.objects.filter(pk=old.pk).update(kept_by=new)


def test_a_split_made_for_tests_shares_out(old, new):
    split(old, keeper=new, other=OrganisationFactory.create())

    assert Succession.objects.in_effect().count() == 2
