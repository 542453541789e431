"""Who entered a piece for someone stands on its case, for the organisation whose staff did it and no other."""

import pytest

from heard.accounts.models import Role
from heard.casework.actions import open_cases
from heard.casework.models import Case
from heard.casework.queries.dossiers import entry_of
from heard.feedback.actions import entering
from heard.feedback.models import Entry, Piece
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.feedback import ConsentFactory, EntryFactory
from tests.heard.feedback.actions.test_entering import NOW, fill
from tests.heard.feedback.walking import open_form


@pytest.mark.django_db
def test_the_enterers_note_is_for_their_own_organisation_alone() -> None:
    form, other = open_form(), OrganisationFactory.create()
    caseworker = member(Role.CASEWORKER, form.organisation)
    entry = fill(EntryFactory.create(form=form, entered_by=caseworker, begun_at=NOW))
    entering.send_entry(entry=entry, language="en-gb", note="Cried.", by=caseworker, now=NOW)
    piece = Piece.objects.get()
    ConsentFactory.create(piece=piece, organisation=other)
    Piece.objects.update(read_at=NOW)
    open_cases(piece_ids=[piece.pk], now=NOW)
    shown = {case.organisation: entry_of(case=case) for case in Case.objects.select_related("piece", "organisation")}
    assert shown == {form.organisation: Entry.objects.get(), other: None}
