"""What people are told of an organisation on its form: who decides, by which law, and whom they can turn to."""

from django.utils.translation import gettext as _

from heard.feedback.models import Controller, LawfulBasis, PrivacyParticulars, SpecialCondition


def told_of(particulars: PrivacyParticulars | None, *, organisation: str) -> tuple[str, ...]:
    """Return the sentences, in the reader's language; none where the organisation has said nothing of itself."""
    if particulars is None:
        return ()
    names = {"organisation": organisation, "others": particulars.joint_with}
    who = (
        _("%(organisation)s decides together with %(others)s how your information is used.")
        if particulars.controller == Controller.JOINT
        else _("%(organisation)s decides how your information is used.")
    )
    sentences = [
        who % names,
        _("The law lets us use it for %(basis)s, and what you say about health for %(condition)s.")
        % {"basis": _basis(particulars.lawful_basis), "condition": _condition(particulars.special_condition)},
        _("You can ask for a copy of what we hold, to have it put right or erased, or to be left out of figures."),
        _("Ask our data protection officer: %(officer)s.") % {"officer": particulars.officer},
        _("You can also complain to the Information Commissioner: ico.org.uk, 0303 123 1113."),
    ]
    if particulars.registration:
        sentences.append(_("Our registration number there: %(number)s.") % {"number": particulars.registration})
    return tuple(sentences)


def _basis(code: str) -> str:
    return {
        LawfulBasis.TASK: _("a task in the public interest"),
        LawfulBasis.OBLIGATION: _("a duty that the law gives us"),
        LawfulBasis.INTEREST: _("a good reason of our own that does you no harm"),
        LawfulBasis.CONSENT: _("what you agree to"),
    }[LawfulBasis(code)]


def _condition(code: str) -> str:
    return {
        SpecialCondition.CARE: _("running health and social care well"),
        SpecialCondition.PUBLIC_HEALTH: _("keeping the public healthy"),
        SpecialCondition.SUBSTANTIAL: _("an important public interest"),
        SpecialCondition.EXPLICIT: _("what you clearly agree to"),
    }[SpecialCondition(code)]
