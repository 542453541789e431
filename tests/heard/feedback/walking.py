"""Walks the public form as a browser without script does: reads the page, fills in its fields, presses a button."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

from evidence.journey import FIRST_PIECE, Value
from heard.campaigns.models import Form
from heard.campaigns.questions.actions import add_question_set, freeze
from heard.campaigns.questions.templates.shared import NOTICE_VERSION
from heard.design import clock
from heard.feedback.actions import drafting
from heard.feedback.drafts import Secret, cookie_name, new_secret
from heard.feedback.queries.forms import services_by_code
from tests.factories.accounts import OrganisationFactory
from tests.factories.campaigns import MADE_AT, CampaignFactory, FormFactory

WORDS = "They left me waiting for nine hours."

Fields = Mapping[str, str | list[str]]


class _Reader(HTMLParser):
    """Collects the title, the first heading, every form with its fields, and the text of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self._texts: list[str] = []
        self._textarea: str | None = None
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.ids.add(named.get("id", ""))
        self._skipping += tag in {"script", "style"}
        if tag == "a":
            self.links.append(named.get("href", ""))
        if tag == "form":
            self.forms.append({"action": named.get("action", ""), "fields": {}, "choices": {}})
        if tag in {"input", "textarea"} and named.get("name") and self.forms:
            self._field(tag, named, "checked" in named)

    def _field(self, tag: str, named: dict[str, str], is_checked: bool) -> None:
        name, form = named["name"], self.forms[-1]
        if named.get("type") in {"radio", "checkbox"}:
            form["choices"].setdefault(name, []).append(named.get("value", ""))
            if is_checked:
                form["fields"].setdefault(name, []).append(named.get("value", ""))
        else:
            form["fields"][name] = [named.get("value", "")]
            self._textarea = name if tag == "textarea" else None

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._skipping -= 1
        if tag == "textarea":
            self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea and self.forms:
            self.forms[-1]["fields"][self._textarea][0] += data
        if not self._skipping:
            self._texts.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self._texts))


class Walker:
    """One person at one form, in one browser. `page` is what they see; `path` is where they are."""

    def __init__(self, home: str, client: Client | None = None) -> None:
        self.client = client or Client()
        self.home = home
        self.response: HttpResponse
        self.path = ""

    @property
    def cookie(self) -> str:
        """The name of the form's own cookie."""
        campaign, form = self.home.strip("/").split("/")[-2:]
        return cookie_name(campaign=campaign, form=form)

    def start(self, query: str = "") -> "Walker":
        return self.open(f"{self.home}start/{query}")

    def open(self, path: str) -> "Walker":
        return self._land(self.client.get(path, follow=True), path)

    def tab(self) -> "Walker":
        """Return another tab of the same browser, on the same page."""
        other = Walker(self.home, self.client)
        other.response, other.path = self.response, self.path
        return other

    def answer(self, form: int = 0, **fields: str | list[str]) -> "Walker":
        """Fill in fields (`_` in a name stands for `-`) and press the button of a form of the page."""
        return self.send({name.replace("_", "-"): value for name, value in fields.items()}, form=form)

    def send(self, fields: Fields, *, form: int = 0) -> "Walker":
        shown = self.read.forms[form]
        data = {**shown["fields"], **fields}
        target = shown["action"] or self.path
        return self._land(self.client.post(target, data, follow=True), target)

    def _land(self, response: Any, asked: str) -> "Walker":
        chain = getattr(response, "redirect_chain", [])
        self.response = response
        self.path = chain[-1][0] if chain else asked
        return self

    @property
    def read(self) -> _Reader:
        reader = _Reader()
        reader.feed(self.response.content.decode())
        return reader

    @property
    def text(self) -> str:
        return self.read.text

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def title(self) -> str:
        found = re.search(r"<title[^>]*>\s*(.*?)\s*</title>", self.response.content.decode(), re.DOTALL)
        return found[1] if found else ""

    @property
    def slug(self) -> str:
        """Where the person is: the page's own part of the path."""
        return self.path.partition("?")[0].removeprefix(self.home).strip("/")

    @property
    def fields(self) -> dict[str, list[str]]:
        """What stands in the first form's fields."""
        found: dict[str, list[str]] = self.read.forms[0]["fields"]
        return found


def open_form(*, template: str = "regulator", slug: str = "inspectorate", **campaign: Any) -> Form:
    """Return a form of an open campaign, its questions frozen; other fields are the campaign's."""
    campaign.setdefault("open", True)
    form: Form = FormFactory.create(
        campaign=CampaignFactory.create(**campaign),
        organisation=OrganisationFactory.create(name=f"The Inspectorate at {slug}", slug=f"{slug}-organisation"),
        slug=slug,
        title="Tell us about care",
    )
    give_questions(form, template)
    return form


def give_questions(form: Form, template: str) -> None:
    """Give a form a shipped question set, frozen."""
    questions = add_question_set(form=form, template=template, by=None, now=MADE_AT)
    freeze(question_set=questions, by=None, now=MADE_AT)


def walker(form: Form, client: Client | None = None, *, prefix: str = "") -> Walker:
    """Return someone who is about to begin the form; `prefix` is that of their language, such as `/ur`."""
    return Walker(f"{prefix}/c/{form.campaign.slug}/{form.slug}/", client)


def told(form: Form, client: Client | None = None, *, service: str = "", prefix: str = "", **given: str) -> Walker:
    """Return someone who has answered the regulator's form on one piece, and is asked for anything else.

    Their answers are put in place at once; that the pages lead there is what the whole walks prove.
    """
    tone, about = given.get("tone", "BAD"), given.get("about", "OWN")
    found = services_by_code(codes=[service] if service else [])
    once: dict[str, Value] = {"about": about, "risk": "no"}
    if about == "STAFF":
        once |= {"protection": "2026-11"}
    else:
        once |= {"age": given.get("age", "yes")}
    if once.get("age") == "no":
        once |= {"help-for-you": "2026-11"}
    piece: dict[str, Value] = {
        "tone": tone,
        "service": found.get(service) or {"not_listed": "The clinic by the station"},
        "words": given.get("words", WORDS),
        "wanted": "An apology would help.",
    }
    if tone != "GOOD":
        piece |= {"where": "Ward 7", "when": {"how": "ongoing"}, "told-service": "NOT_TOLD", "told-others": "NEITHER"}
    person = walker(form, client, prefix=prefix)
    _store(person, form, once=once, piece=piece)
    return person.open(f"{person.home}anything-else/")


def to_check(person: Walker, *, share_with: list[str] | None = None, contact: str = "") -> Walker:
    """Lead someone from the question for anything else to the check of answers."""
    once: dict[str, Value] = {
        "another": "no",
        "confidentiality": NOTICE_VERSION,
        "share-with": share_with or [],
        "may-contact": "yes" if contact else "no",
    }
    if contact:
        once |= {"contact": {"email": contact}}
    drafting.store_answers(secret=secret_of(person), values=once, piece="", now=clock.now())
    return person.open(f"{person.home}check-answers/")


def secret_of(person: Walker) -> Secret:
    """Return the secret that the person's cookie holds."""
    return Secret(person.client.cookies[person.cookie].value)


def _store(person: Walker, form: Form, *, once: dict[str, Value], piece: dict[str, Value]) -> None:
    secret, now = new_secret(), clock.now()
    person.client.cookies[person.cookie] = secret.value
    drafting.begin_draft(form=form, secret=secret, placement=None, is_test=False, now=now)
    drafting.store_answers(secret=secret, values=once, piece="", now=now)
    drafting.store_answers(secret=secret, values=piece, piece=FIRST_PIECE, now=now)
