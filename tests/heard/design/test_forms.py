from typing import Any

from django.core.exceptions import ValidationError

from heard.design import fields, forms
from tests.heard.design.drawing import drawn_from

_SUMMARY = '{% from "design/forms.jinja" import error_summary %}{{ error_summary(form) }}'
_BUTTONS = '{% from "design/forms.jinja" import buttons %}{{ buttons("Continue", also) }}'


class Reply(forms.Form):
    name = fields.TextField(label="Your name")
    words = fields.TextareaField(label="Your reply")
    token = fields.HiddenField()

    def clean(self) -> dict[str, Any]:
        if "name" not in self.errors:
            raise ValidationError("Someone else has answered already")
        return self.cleaned_data


def test_the_error_summary_is_silent_while_nothing_is_wrong() -> None:
    assert drawn_from(_SUMMARY, form=Reply()).get_text(strip=True) == ""


def test_the_error_summary_leads_to_each_place_in_the_order_of_the_page() -> None:
    summary = drawn_from(_SUMMARY, form=Reply({"token": "a"}))
    assert summary.find("h2").get_text(strip=True) == "There is a problem"
    assert [(link.get_text(strip=True), link["href"]) for link in summary.find_all("a")] == [
        ("Fill in “Your name”", "#id_name"),
        ("Fill in “Your reply”", "#id_words"),
    ]


def test_an_error_of_the_whole_form_comes_first_and_leads_nowhere() -> None:
    first = Reply({"name": "Ada", "token": "a"}).error_lines[0]
    assert (first.text, first.href) == ("Someone else has answered already", "")


def test_an_error_of_a_hidden_field_leads_nowhere() -> None:
    last = Reply({}).error_lines[-1]
    assert last.href == ""


def test_an_error_added_later_may_name_the_question() -> None:
    form = Reply({"name": "Ada", "words": "Thank you", "token": "a"})
    form.add_error("words", "50% of this was sent already")
    assert form.errors["words"] == ["50% of this was sent already"]
    form.add_error("name", "“%(label)s” is taken")
    assert form.errors["name"] == ["“Your name” is taken"]


def test_two_forms_on_a_page_keep_apart() -> None:
    form = Reply({"reply-name": "Ada"}, prefix="reply")
    assert form["name"].value() == "Ada"
    assert form["name"].auto_id == "id_reply-name"


def test_the_way_on_is_a_button_and_the_way_out_a_link() -> None:
    page = drawn_from(
        _BUTTONS, also=[{"text": "Cancel", "href": "/"}, {"text": "Later", "name": "later", "value": "1"}]
    )
    assert [button.get_text(strip=True) for button in page.find_all("button")] == ["Continue", "Later"]
    assert page.find("a")["href"] == "/"
    assert page.find("button", attrs={"name": "later"})["value"] == "1"
