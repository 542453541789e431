"""What the tables refuse, whoever writes to them."""

import pytest
from django.db import IntegrityError, transaction

from heard.feedback.models import Recipient
from tests.factories.accounts import OrganisationFactory
from tests.factories.feedback import ConsentFactory, PieceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("recipient", [Recipient.PROVIDER, Recipient.PUBLICATION])
def test_a_consent_that_names_no_organisation_stands_once(recipient):
    piece = PieceFactory.create()
    ConsentFactory.create(piece=piece, recipient=recipient, organisation=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentFactory.create(piece=piece, recipient=recipient, organisation=None)
    ConsentFactory.create(piece=PieceFactory.create(), recipient=recipient, organisation=None)


def test_a_consent_to_one_organisation_stands_once():
    piece, organisation = PieceFactory.create(), OrganisationFactory.create()
    ConsentFactory.create(piece=piece, organisation=organisation)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentFactory.create(piece=piece, organisation=organisation)
