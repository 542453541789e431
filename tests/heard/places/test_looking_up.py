"""Who is near someone: every way in which a look-up ends."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.places.elsewhere import ALL
from heard.places.models import AreaKind
from heard.places.queries import Answer, look_up
from tests.factories.places import AreaFactory, OfficeFactory
from tests.heard.places.postcodes.listing import put

pytestmark = pytest.mark.django_db

TODAY = date(2026, 7, 8)
LEEDS, BRADFORD, SLOUGH, ASHFORD, KENT = "E08000035", "E08000032", "E06000039", "E07000105", "E10000016"
ROWS = (
    ("LS6 2AB", LEEDS),
    ("LS6 2AD", LEEDS),
    ("LS6 3AA", LEEDS),
    ("LS29 6AA", BRADFORD),
    ("LS29 6AB", BRADFORD),
    ("LS29 7AA", LEEDS),
    ("SL6 2AB", SLOUGH),
    ("TN24 0AA", ASHFORD),
    ("TN24 0ZZ", ""),
    ("CF10 1AA", "W06000015"),
    ("EH1 1AA", "S12000036"),
    ("BT1 1AA", "N09000003"),
    ("IM1 1AA", "M99999999"),
    ("JE2 3AB", "L99999999"),
    ("GY1 1AA", "L99999999"),
    ("CH5 1AA", "W06000005"),
    ("CH5 2AA", LEEDS),
)


@pytest.fixture(autouse=True)
def known(settings, tmp_path):
    """A country of four authorities and a table of some postcodes."""
    settings.HEARD_POSTCODES = tmp_path / "postcodes.table"
    put(settings.HEARD_POSTCODES, *ROWS)
    areas = {
        code: AreaFactory.create(code=code, name=name)
        for code, name in ((LEEDS, "Leeds"), (BRADFORD, "Bradford"), (SLOUGH, "Slough"), (KENT, "Kent"))
    }
    areas[ASHFORD] = AreaFactory.create(code=ASHFORD, name="Ashford", kind=AreaKind.LOWER_TIER, parent=areas[KENT])
    for code, name in ((LEEDS, "Speak Up Leeds"), (KENT, "Speak Up Kent"), (BRADFORD, "Speak Up Bradford")):
        OfficeFactory.create(name=name, areas=[areas[code]])
    return areas


def look(words="", code="", **said):
    return look_up(words=words, code=code, today=TODAY, **said)


def offered(offers):
    return [(offer.name, offer.authority.name if offer.authority else offer.elsewhere.code) for offer in offers]


class TestWholePostcodes:
    @pytest.mark.parametrize("typed", ["LS6 2AB", "ls62ab", "LS6-2AB", "2 High Street, Leeds, LS6 2AB"])
    def test_a_postcode_leads_to_the_office_of_its_authority(self, typed):
        found = look(typed)

        assert (found.answer, found.area.name, found.words) == (Answer.AREA, "Leeds", "LS6 2AB")
        assert [office.name for office in found.offices] == ["Speak Up Leeds"]
        assert found.shows_number
        assert found.is_new

    def test_a_district_leads_to_the_authority_around_it(self):
        found = look("TN24 0AA")

        assert (found.area.name, [office.name for office in found.offices]) == ("Kent", ["Speak Up Kent"])

    def test_a_change_of_a_districts_parent_needs_no_new_table(self, known):
        fresh = AreaFactory.create(name="East Kent")
        known[ASHFORD].parent = fresh
        known[ASHFORD].save()

        assert look("TN24 0AA").area == fresh

    def test_an_authority_that_has_ended_leads_to_the_one_that_took_its_place(self, known):
        fresh = AreaFactory.create(name="West Yorkshire")
        known[LEEDS].parent, known[LEEDS].valid_to = fresh, date(2026, 3, 31)
        known[LEEDS].save()

        assert look("LS6 2AB").area == fresh

    def test_the_office_of_a_district_comes_before_that_of_the_authority(self, known):
        OfficeFactory.create(name="Speak Up Ashford", areas=[known[ASHFORD]])

        assert [office.name for office in look("TN24 0AA").offices] == ["Speak Up Ashford"]
        assert [office.name for office in look("Kent").offices] == ["Speak Up Kent"]

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("CF10 1AA", "W92000004"),
            ("EH1 1AA", "S92000003"),
            ("BT1 1AA", "N92000002"),
            ("IM1 1AA", "M83000003"),
            ("JE2 3AB", "JE"),
            ("GY1 1AA", "GY"),
            ("CF10", "W92000004"),
            ("Wales", "W92000004"),
            ("the Isle of Man", "M83000003"),
        ],
    )
    def test_outside_england_someone_else_is_named(self, typed, code):
        found = look(typed)

        assert (found.answer, found.elsewhere.code, found.offices) == (Answer.ELSEWHERE, code, ())
        assert look(code=code).elsewhere == found.elsewhere

    def test_a_country_whose_areas_were_loaded_is_not_elsewhere(self):
        cardiff = AreaFactory.create(code="W06000015", name="Cardiff")

        assert look("CF10 1AA").area == cardiff

    def test_without_a_table_it_is_said_that_postcodes_cannot_be_looked_up(self, settings):
        settings.HEARD_POSTCODES.unlink()

        assert look("LS6 2AB").answer is Answer.NO_TABLE
        assert look("LS6").answer is Answer.NO_TABLE
        assert look("Leeds").area.name == "Leeds"


class TestMistypedPostcodes:
    @pytest.mark.parametrize("typed", ["L56 2AB", "LS6 ZAB", "LSS6 2AB", "LS6 2A8", "LSG 2AB", "LS6 2ABB"])
    def test_a_correction_is_asked_about_and_never_taken(self, typed):
        found = look(typed)

        assert ("LS6 2AB", "Leeds") in offered((*found.offers, *found.others))
        assert (found.area, found.offices) == (None, ())

    def test_an_unlisted_postcode_offers_the_area_of_its_neighbours(self):
        found = look("LS6 2QZ")

        assert found.answer is Answer.UNLISTED
        assert offered(found.offers) == [("", "Leeds")]
        assert (found.area, found.offices) == (None, ())

    def test_beside_its_neighbours_it_offers_what_a_slip_of_the_hand_may_have_meant(self):
        found = look("LS6 2BA")
        assert offered(found.others) == []

        put_more = look("SL6 2BA")
        assert put_more.answer is Answer.UNLISTED
        assert offered(put_more.offers) == [("", "Slough")]

    def test_a_postcode_without_a_district_offers_the_area_of_its_neighbours(self):
        assert offered(look("TN24 0ZZ").offers) == [("", "Kent")]

    @pytest.mark.parametrize("typed", ["XX9 9XX", "QQ1", "12345"])
    def test_what_is_no_postcode_is_said_so(self, typed):
        assert look(typed).answer is Answer.NO_SUCH_POSTCODE


class TestBeginnings:
    @pytest.mark.parametrize(
        ("typed", "read"), [("LS6", "LS6"), ("ls6 2", "LS6 2"), ("ls62", "LS6 2"), ("LS6 2a", "LS6 2A")]
    )
    def test_one_that_lies_in_one_area_leads_there(self, typed, read):
        found = look(typed)

        assert (found.answer, found.area.name, found.words, found.is_whole) == (Answer.AREA, "Leeds", read, False)

    def test_one_that_straddles_areas_offers_them_the_likeliest_first(self):
        found = look("LS29")

        assert found.answer is Answer.CHOICE
        assert [(offer.authority.name, round(offer.share, 2)) for offer in found.offers] == [
            ("Bradford", 0.67),
            ("Leeds", 0.33),
        ]
        assert (found.area, found.offices) == (None, ())

    def test_one_that_straddles_a_border_offers_both_sides(self):
        assert sorted(offered(look("CH5").offers)) == [("", "Leeds"), ("", "W92000004")]

    def test_a_mistyped_one_is_asked_about(self):
        found = look("LS26")

        assert (found.answer, found.area) == (Answer.NEAR_MISS, None)
        assert offered(found.offers) == [("LS6 2", "Leeds")]


class TestNames:
    @pytest.mark.parametrize("typed", ["Leeds", "leeds", " LEEDS ", "Otley", "Leeds 6"])
    def test_a_council_or_a_town_leads_to_its_authority(self, typed):
        assert look(typed).area.name == "Leeds"

    def test_a_district_leads_to_the_authority_around_it(self):
        found = look("ashford")

        assert (found.area.name, found.place) == ("Kent", "Ashford")

    def test_its_very_name_comes_before_longer_ones_and_those_are_offered(self):
        AreaFactory.create(name="Leeds Castle")

        found = look("Leeds")

        assert found.area.code == LEEDS
        assert offered(found.others) == [("Leeds Castle", "Leeds Castle")]

    def test_a_name_that_two_areas_share_is_a_choice(self):
        for code, name in (("E06000046", "Isle of Wight"), ("E06000020", "Telford and Wrekin")):
            AreaFactory.create(code=code, name=name)

        found = look("Newport")

        assert found.answer is Answer.CHOICE
        assert sorted(offered(found.offers)) == [("Newport", "Isle of Wight"), ("Newport", "Telford and Wrekin")]

    def test_a_region_offers_every_authority_in_it(self):
        region = AreaFactory.create(name="London", kind=AreaKind.REGION)
        for name in ("Barnet", "Camden"):
            AreaFactory.create(name=name, parent=region)
        AreaFactory.create(name="City of London", parent=region)

        assert [name for name, _ in offered(look("London").offers)] == ["Barnet", "Camden", "City of London"]

    def test_a_part_in_the_middle_of_a_name_is_asked_about(self):
        AreaFactory.create(name="West Moorshire")

        found = look("moorsh")

        assert (found.answer, offered(found.offers)) == (Answer.NEAR_MISS, [("West Moorshire", "West Moorshire")])

    @pytest.mark.parametrize("typed", ["Leds", "Leedes", "Bradfrod", "Sluogh"])
    def test_a_misspelt_name_is_asked_about(self, typed):
        found = look(typed)

        assert found.answer is Answer.NEAR_MISS
        assert (found.area, found.offices) == (None, ())

    def test_a_postcode_typed_all_in_letters_is_asked_about(self):
        assert ("LS6 2AB", "Leeds") in offered(look("LSG ZAB").offers)

    def test_a_place_that_nobody_knows_is_said_so(self):
        assert look("Xyzzy").answer is Answer.NO_SUCH_PLACE

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(max_size=120))
    def test_no_words_break_it_and_no_correction_is_taken(self, words):
        found = look(words)

        assert bool(found.area) == (found.answer is Answer.AREA)
        assert found.offices == () or found.area


class TestChosen:
    def test_a_code_leads_to_its_area_and_counts_as_a_look_up_unless_it_follows_one(self):
        assert look(code=LEEDS).is_new
        assert not look(code=LEEDS, follows_a_search=True).is_new
        assert look(code=ASHFORD).area.name == "Kent"

    @pytest.mark.parametrize("code", ["E99", "%00", "", "LS6 2AB"])
    def test_an_unknown_code_is_no_look_up(self, code):
        found = look(code=code)

        assert (found.answer, found.is_new) == (Answer.NOTHING, False)


def test_everyone_to_turn_to_elsewhere_has_a_source_and_the_day_it_was_checked():
    for place in ALL.values():
        for adviser in place.advisers:
            assert adviser.web.startswith("https://")
            assert adviser.source.startswith("https://")
            assert adviser.checked_on <= date(2027, 12, 31)
