"""Writes about a form's questions. A frozen set never changes: new words make a next version."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max, ProtectedError

from evidence.journey import Binding, BrokenForm, Scope
from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.models import Form, FormPage, Question, QuestionSet
from heard.campaigns.questions import queries, wording
from heard.campaigns.questions.templates import TEMPLATES

Data = Mapping[str, Any]
NothingToReword = wording.NothingToReword


class UnknownTemplate(LookupError):
    """Heard ships no question set of this name."""


class QuestionsFrozen(Exception):
    """These questions are frozen: reword them, which makes a next version."""


class NotTheLatest(Exception):
    """A later version of these questions was made in the meantime."""


class AlreadyAnswered(Exception):
    """Someone who tried the form out has answered this question."""


@transaction.atomic
def add_question_set(*, form: Form, template: str, by: User | None, now: datetime) -> QuestionSet:
    """Give a form a version of its questions, copied from a shipped template. Raises UnknownTemplate."""
    if template not in TEMPLATES:
        raise UnknownTemplate(template)
    made = _make(form=form, template=template, pages=TEMPLATES[template].pages, now=now)
    _record("campaigns.questions.added", made, by=by, now=now)
    return made


@transaction.atomic
def add_question(
    *, question_set: QuestionSet, page: str, data: Data, by: User | None, now: datetime, scope: str = "once"
) -> Question:
    """Add a question at the end of a page; a page that the set does not have is made, after the last of its scope.

    A page made for each piece (`piece`) is asked of further pieces too, where the form has pages for them. `data` is as
    in the shipped templates: slug, kind, label, and what else the kind needs. Raises QuestionsFrozen, and
    evidence.journey.BrokenForm where the set would no longer make a form.
    """
    if _held(question_set).frozen_at:
        raise QuestionsFrozen
    if question_set.questions.filter(slug=data["slug"]).exists():
        raise BrokenForm(f"There is more than one question {data['slug']!r}.")
    home = question_set.pages.filter(slug=page).first() or _new_page(question_set, page, data["label"], Scope(scope))
    added = _questions(home, [data], start=home.questions.count())[0]
    added.save()
    queries.checked(queries.data_of(question_set))
    _record("campaigns.question.added", question_set, by=by, now=now, question=added.slug)
    return added


@transaction.atomic
def remove_question(*, question: Question, by: User | None, now: datetime) -> None:
    """Take out a question that was added to the template's, and its page where nothing else is on it.

    Raises QuestionsFrozen, AlreadyAnswered, and evidence.journey.BrokenForm where the form needs the question: it came
    with the template, what it gives is kept in a place of its own, or a condition depends on it.
    """
    held = _held(question.question_set)
    if held.frozen_at:
        raise QuestionsFrozen
    if question.binding != Binding.NONE or question.slug not in queries.added_slugs(held):
        raise BrokenForm(f"The form needs the question {question.slug!r}.")
    try:
        question.delete()
    except ProtectedError as error:
        raise AlreadyAnswered from error
    if not question.page.questions.exists():
        question.page.delete()
    queries.checked(queries.data_of(held))
    _record("campaigns.question.removed", held, by=by, now=now, question=question.slug)


@transaction.atomic
def freeze(*, question_set: QuestionSet, by: User | None, now: datetime) -> None:
    """Fix a set for good: from now on a change makes a next version. Raises QuestionsFrozen where it is fixed."""
    held = _held(question_set)
    if held.frozen_at:
        raise QuestionsFrozen
    _fix(held, now=now)
    question_set.frozen_at, question_set.digest = held.frozen_at, held.digest
    _record("campaigns.questions.frozen", held, by=by, now=now)


@transaction.atomic
def reword(
    *, question_set: QuestionSet, words: Mapping[str, Mapping[str, str]], by: User | None, now: datetime
) -> QuestionSet:
    """Change words of pages and questions, each named by its slug, and return the version that has them.

    A page whose slug a question has too is named `page:` and its slug.

    `words` names what to change by its place: `{"tone": {"label": …, "options.GOOD.label": …}}`, and for a notice
    `{"sections.0.paragraphs.1": …}`. While nothing is frozen the set itself changes. Once frozen, the next version is
    made and frozen at once; drafts begun under an older version finish under it. Raises NothingToReword and
    NotTheLatest, and evidence.journey.BrokenForm where a needed word is left empty.
    """
    held = _held(question_set)
    if held.form.question_sets.filter(version__gt=held.version).exclude(frozen_at=None).exists():
        raise NotTheLatest
    made = _next_version(held, now=now) if held.frozen_at else held
    rows = _rows_by_slug(made)
    if not words or words.keys() - rows.keys():
        raise NothingToReword(", ".join(sorted(words.keys() - rows.keys())))
    for slug, changes in words.items():
        row = rows[slug]
        for place, new in changes.items():
            row.data = wording.reworded(row.data, place=place, words=new)
        if "version" in row.data:
            row.data = {**row.data, "version": f"{str(row.data['version']).partition('/')[0]}/{made.version}"}
        row.save(update_fields=["data"])
    queries.checked(queries.data_of(made))
    if held.frozen_at:
        _fix(made, now=now)
    _record("campaigns.questions.reworded", made, by=by, now=now)
    return made


@transaction.atomic
def translate(
    *,
    question_set: QuestionSet,
    language: str,
    words: Mapping[str, Mapping[str, str]],
    by: User | None,
    now: datetime,
) -> QuestionSet:
    """Say words of pages and questions in another language, named as `reword` names them; empty words take one away.

    It goes the way of a rewording: once frozen, the next version is made and frozen at once. Raises NothingToReword and
    NotTheLatest.
    """
    held = _held(question_set)
    if held.form.question_sets.filter(version__gt=held.version).exclude(frozen_at=None).exists():
        raise NotTheLatest
    made = _next_version(held, now=now) if held.frozen_at else held
    rows = _rows_by_slug(made)
    if not words or words.keys() - rows.keys():
        raise NothingToReword(", ".join(sorted(words.keys() - rows.keys())))
    for slug, changes in words.items():
        row = rows[slug]
        row.data = wording.with_translations(row.data, language=language, words=changes)
        row.save(update_fields=["data"])
    if held.frozen_at:
        _fix(made, now=now)
    _record("campaigns.questions.translated", made, by=by, now=now, language=language)
    return made


def _rows_by_slug(question_set: QuestionSet) -> dict[str, FormPage | Question]:
    """Return pages and questions by slug; a slug that both have means the question."""
    pages = list(question_set.pages.all())
    named: dict[str, FormPage | Question] = {name: page for page in pages for name in (page.slug, f"page:{page.slug}")}
    return {**named, **queries.questions_by_slug(question_set)}


def _new_page(question_set: QuestionSet, slug: str, title: str, scope: Scope) -> FormPage:
    """Make a page after the last one of its scope, or at the end where there is none."""
    pages = list(question_set.pages.order_by("position"))
    alike = [page.position for page in pages if page.data.get("scope", Scope.ONCE) == scope]
    further = [page.slug for page in pages if page.data.get("scope") == Scope.FURTHER]
    position = (alike or [page.position for page in pages] or [0])[-1] + 1
    data = {"title": title, "scope": str(scope)}
    if scope is Scope.PIECE and further:
        data["repeat"] = further[-1]
    _make_room(question_set, position)
    return FormPage.objects.create(question_set=question_set, slug=slug, position=position, data=data)


_FAR = 100_000


def _make_room(question_set: QuestionSet, position: int) -> None:
    """Move the pages from a position on down by one, past all others first: no two may ever share a position."""
    question_set.pages.filter(position__gte=position).update(position=F("position") + _FAR)
    question_set.pages.filter(position__gte=_FAR).update(position=F("position") - (_FAR - 1))


def _next_version(question_set: QuestionSet, *, now: datetime) -> QuestionSet:
    return _make(
        form=question_set.form,
        template=question_set.template,
        pages=queries.data_of(question_set),
        now=now,
    )


def _held(question_set: QuestionSet) -> QuestionSet:
    """Return the set as it now stands, held until the transaction ends."""
    return QuestionSet.objects.select_for_update(of=("self",)).select_related("form").get(pk=question_set.pk)


def _fix(question_set: QuestionSet, *, now: datetime) -> None:
    question_set.frozen_at = now
    question_set.digest = queries.digest_of(queries.data_of(question_set))
    question_set.save(update_fields=["frozen_at", "digest"])


def _make(*, form: Form, template: str, pages: Iterable[Data], now: datetime) -> QuestionSet:
    last = form.question_sets.aggregate(last=Max("version"))["last"] or 0
    made = QuestionSet.objects.create(form=form, version=last + 1, template=template, created_at=now)
    _fill(made, pages)
    return made


def _fill(question_set: QuestionSet, pages: Iterable[Data]) -> None:
    data = list(pages)
    queries.checked(data)
    rows = FormPage.objects.bulk_create(
        FormPage(
            question_set=question_set,
            position=position,
            slug=page["slug"],
            data={key: value for key, value in page.items() if key not in {"slug", "questions"}},
        )
        for position, page in enumerate(data, 1)
    )
    Question.objects.bulk_create(
        question
        for row, page in zip(rows, data, strict=True)
        for question in _questions(row, page.get("questions", ()), start=0)
    )


def _questions(page: FormPage, several: Iterable[Data], *, start: int) -> list[Question]:
    return [
        Question(
            question_set_id=page.question_set_id,
            page=page,
            position=position,
            slug=one["slug"],
            kind=one["kind"],
            binding=one.get("binding", "none"),
            data={key: value for key, value in one.items() if key not in {"slug", "kind", "binding"}},
        )
        for position, one in enumerate(several, start + 1)
    ]


def _record(code: str, question_set: QuestionSet, *, by: User | None, now: datetime, **detail: str) -> None:
    record(
        code=code,
        subject=question_set,
        by=by,
        now=now,
        organisation=question_set.form.organisation,
        version=question_set.version,
        **detail,
    )
