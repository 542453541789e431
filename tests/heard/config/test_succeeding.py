"""Renaming, merging, splitting and handing over from the command line."""

import pytest
from click.testing import CliRunner, Result

from heard.accounts.models import Organisation, Role, Succession
from heard.config.cli.succeeding import organisations
from tests.factories.accounts import OrganisationFactory, hand_over, member
from tests.factories.places import OfficeFactory

pytestmark = pytest.mark.django_db


def said(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(organisations, [*words, "--reason", "Reform"], input=typed)


@pytest.fixture
def two() -> list[Organisation]:
    return [OrganisationFactory.create(slug=slug, name=slug.title()) for slug in ("east", "west")]


def test_two_become_a_new_one(two):
    result = said("merge", "east", "west", "--into", "One office", "--yes")

    assert result.exit_code == 0, result.output
    new = Organisation.objects.get(name="One office")
    assert set(Organisation.objects.filter(kept_by=new)) == set(two)


@pytest.mark.parametrize("words", [["--dry-run"], []])
def test_nothing_is_decided_without_a_yes(two, words):
    result = said("hand-over", "east", "--to", "west", *words, typed="n\n")

    assert "Nothing was decided." in result.output
    assert not Succession.objects.exists()


def test_a_split_takes_along_what_is_named(two):
    person = member(Role.CASEWORKER, two[0])
    office = OfficeFactory.create(organisation=two[0], name="South office")

    result = said(
        *("split", "east", "--keeper", "North", "--other", "west"),
        *("--office", "south office", "--person", person.email, "--yes"),
    )

    assert result.exit_code == 0, result.output
    office.refresh_from_db()
    assert office.organisation == two[1]
    assert person.memberships.current().get().organisation == two[1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["rename", "nowhere", "Elsewhere"], "No organisation that works has the short name nowhere."),
        (["rename", "east", "West"], "Another organisation has this name"),
        (["rename", "east", "Estuary", "--on", "2020-01-01"], "now or on a day to come"),
        (["merge", "east", "--into", "east"], "Name different organisations."),
        (["split", "east", "--keeper", "a", "--other", "b", "--office", "North"], "East has no office North."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(two, words, sentence):
    result = said(*words, "--yes")

    assert result.exit_code == 3
    assert sentence in " ".join(result.output.split())
    assert not Succession.objects.exists()


def test_the_list_says_who_keeps_what_has_ended(two):
    hand_over(*two)

    lines = CliRunner().invoke(organisations, ["list"]).output.splitlines()

    assert lines[-1].split()[0] == "east"
    assert lines[-1].split()[-1] == "west"
