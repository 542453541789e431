import pytest

from heard.design import fields, forms
from heard.design.fields import Choice
from tests.heard.design.drawing import drawn


class Visit(forms.Form):
    kind = fields.RadiosField(
        label="What is it about",
        choices=[
            Choice(value="good", label="Something good", hint="Thanks are passed on"),
            Choice(value="other", label="Something else", divider="or", reveals="other"),
        ],
    )
    other = fields.TextField(label="What else")
    places = fields.CheckboxesField(
        label="Where were you",
        choices=[
            ("home", "At home"),
            ("ward", "On a ward"),
            Choice(value="none", label="None of these", is_exclusive=True),
        ],
        required=False,
    )
    service = fields.SelectField(label="Kind of service", choices=[("gp", "GP surgery")], required=False)
    agree = fields.CheckboxField(label="I agree", required=False)


def test_choices_stand_in_a_group_named_by_the_question() -> None:
    group = drawn(Visit()["kind"]).find("fieldset")
    assert group.find("legend").get_text(strip=True) == "What is it about"
    assert [control["value"] for control in group.find_all("input", type="radio")] == ["good", "other"]


def test_every_choice_is_tied_to_its_label_and_hint() -> None:
    page = drawn(Visit()["kind"])
    control = page.find("input", value="good")
    assert page.find("label", attrs={"for": control["id"]}).get_text(strip=True) == "Something good"
    assert page.find(id=control["aria-describedby"]).get_text(strip=True) == "Thanks are passed on"


def test_a_divider_stands_between_choices() -> None:
    assert drawn(Visit()["kind"]).find(class_="nhsuk-radios__divider").get_text(strip=True) == "or"


def test_nothing_is_chosen_at_first() -> None:
    assert drawn(Visit()["kind"]).find("input", checked=True) is None


def test_what_was_chosen_stays_chosen() -> None:
    form = Visit({"kind": "good", "places": ["home", "ward"], "service": "gp"})
    assert drawn(form["kind"]).find("input", checked=True)["value"] == "good"
    assert [each["value"] for each in drawn(form["places"]).find_all("input", checked=True)] == ["home", "ward"]
    assert drawn(form["service"]).find("option", selected=True)["value"] == "gp"


def test_an_initial_choice_is_chosen() -> None:
    assert drawn(Visit(initial={"service": "gp"})["service"]).find("option", selected=True)["value"] == "gp"


def test_a_select_drawn_again_shows_the_choice_and_the_error_of_now() -> None:
    drawn(Visit({"service": "gp"})["service"])
    assert drawn(Visit({"service": ""})["service"]).find("option", selected=True) is None
    assert drawn(Visit({"service": "shop"})["service"]).find(class_="nhsuk-error-message")
    assert drawn(Visit({"service": "gp"})["service"]).find("option", selected=True)["value"] == "gp"


def test_a_revealed_field_stands_inside_its_choice() -> None:
    revealed = drawn(Visit()["kind"]).find(class_="nhsuk-radios__conditional")
    assert revealed.find("input", attrs={"name": "other"}) is not None


def test_a_revealed_field_is_not_drawn_a_second_time() -> None:
    assert [bound.name for bound in Visit().asked] == ["kind", "places", "service", "agree"]


def test_a_revealed_field_is_required_only_with_its_choice() -> None:
    assert Visit({"kind": "other"}).errors["other"] == ["Fill in “What else”"]
    form = Visit({"kind": "good", "other": "left over"})
    assert form.is_valid()
    assert form.cleaned_data["other"] is None


def test_a_choice_that_was_not_offered_is_refused() -> None:
    assert Visit({"kind": "bad"}).errors["kind"] == ["Choose one of the answers to “What is it about”"]


def test_a_missing_choice_is_named() -> None:
    assert Visit({}).errors["kind"] == ["Choose an answer to “What is it about”"]


@pytest.mark.parametrize(
    ("places", "is_valid"), [(["none"], True), (["home", "ward"], True), (["home", "none"], False)]
)
def test_none_of_these_cannot_stand_beside_others(places: list[str], is_valid: bool) -> None:
    assert Visit({"kind": "good", "places": places}).is_valid() is is_valid


def test_a_list_of_many_begins_with_an_invitation() -> None:
    first = drawn(Visit()["service"]).find("option")
    assert (first["value"], first.get_text(strip=True)) == ("", "Choose one")


def test_choices_can_be_put_in_when_the_form_is_made() -> None:
    form = Visit()
    form.fields["service"].choices = [("home", "Care home")]  # type: ignore[attr-defined]
    assert [each["value"] for each in drawn(form["service"]).find_all("option")] == ["", "home"]
    assert [each["value"] for each in drawn(Visit()["service"]).find_all("option")] == ["", "gp"]


def test_an_answer_can_be_made_into_a_number() -> None:
    class Office(forms.Form):
        office = fields.SelectField(label="Office", choices=[(7, "Fairwater")], coerce=int)

    form = Office({"office": "7"})
    assert form.is_valid()
    assert form.cleaned_data["office"] == 7


def test_a_single_box_is_ticked_or_not() -> None:
    assert Visit({"kind": "good", "agree": "true"})["agree"].field.clean("true") is True
    form = Visit({"kind": "good"})
    assert form.is_valid()
    assert form.cleaned_data["agree"] is False
    assert drawn(Visit({"agree": "true"})["agree"]).find("input").has_attr("checked")
