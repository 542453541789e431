"""What methods suggest beside what people decided, and the themes to tick."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from heard.casework.forms.deciding import ThemesForm
from heard.casework.models import Case, RiskState
from heard.casework.pages.parts import Fact
from heard.casework.queries.dossiers import Dossier
from heard.feedback.models import Channel, Tone
from heard.insight.models import Aspect, Suggestion
from heard.insight.queries import Category


@dataclass(frozen=True, kw_only=True)
class RiskPanel:
    """What is known of a risk: who says so, whom the person was told to call, what was decided."""

    is_open: bool
    is_closed: bool
    declared: str
    numbers: tuple[Fact, ...]
    signs: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class ThemeBox:
    """One theme to tick: what it means, whether it is ticked, who suggests it, who decided it."""

    id: str
    value: str
    name: str
    description: str
    is_ticked: bool
    suggested: str
    decided: str
    is_unproven: bool


@dataclass(frozen=True, kw_only=True)
class ThemeGroup:
    """One category of themes; it stands open where something in it is ticked or suggested."""

    name: str
    is_open: bool
    ticked: int
    boxes: tuple[ThemeBox, ...]


@dataclass(frozen=True, kw_only=True)
class SuggestionLine:
    """What a method proposed, and what stands beside it."""

    what: str
    proposed: str
    method: str
    how_sure: str
    why: str
    decision: str


def risk_panel(dossier: Dossier) -> RiskPanel:
    """Return what is known of a risk on the case."""
    case, sent = dossier.case, dossier.case.piece.submission
    declared = ""
    if sent.channel == Channel.URGENT:
        declared = _("The person pressed “tell us now”: they say that someone is at risk of serious harm.")
    elif sent.risk_declared:
        declared = _("The person says that someone is at risk of serious harm.")
    return RiskPanel(
        is_open=case.risk == RiskState.OPEN,
        is_closed=case.risk == RiskState.CLOSED,
        declared=declared,
        numbers=tuple(
            Fact(key=number.phone or number.name, value=number.name if number.phone else number.note)
            for number in dossier.numbers
        ),
        signs=tuple(dict.fromkeys(_signs(dossier))) or (() if declared else _no_sign_today(case)),
        reason=case.risk_reason,
    )


def _signs(dossier: Dossier) -> Iterator[str]:
    risks = [one for one in dossier.suggestions if one.aspect == Aspect.RISK]
    for one in risks:
        yield _("%(why)s Found by %(method)s, score %(score)s.") % {
            "why": one.why,
            "method": _method(one),
            "score": _score(one) or "–",
        }
    if risks and not any(dossier.signs.values()):
        yield _("The words that told it are hidden in this copy.")


def _no_sign_today(case: Case) -> tuple[str, ...]:
    """A person raised it, a message told it, or a way of reading that has since been replaced."""
    if case.risk != RiskState.OPEN:
        return ()
    return (
        _(
            "No sign of harm stands in this piece today. “What was done” and the notes say who found one or raised the "
            "risk."
        ),
    )


def suggestion_lines(dossier: Dossier) -> Iterator[SuggestionLine]:
    """Yield each suggestion with the decision that stands beside it."""
    decided = {one.theme_id: _yes(is_yes=one.is_present, who=one.decided_by.full_name) for one in dossier.themes}
    tone = dossier.tone
    said_tone = (
        _("%(tone)s, says %(who)s") % {"tone": tone.get_tone_display(), "who": tone.decided_by.full_name}
        if tone
        else ""
    )
    for one in dossier.suggestions:
        if one.aspect == Aspect.TONE:
            proposed, decision = str(Tone(one.value).label), said_tone
        elif one.theme is not None:
            proposed, decision = one.theme.label, decided.get(one.theme.pk, "")
        elif one.aspect == Aspect.THEME:
            proposed, decision = one.value, _("A label of the source that no theme here means")
        else:
            proposed, decision = one.value, _risk_decision(dossier.case)
        yield SuggestionLine(
            what=str(Aspect(one.aspect).label),
            proposed=proposed,
            method=_method(one),
            how_sure=how_sure(one),
            why=one.why,
            decision=decision or _("Not decided"),
        )


def _risk_decision(case: Case) -> str:
    return str(RiskState(case.risk).label) if case.risk != RiskState.NONE else _("Too weak to call a person")


def theme_groups(categories: Iterable[Category], dossier: Dossier, form: ThemesForm) -> Iterator[ThemeGroup]:
    """Yield the framework to tick, with what is suggested and decided."""
    suggested: Mapping[int, str] = {
        one.theme_id: how_sure(one) or _("by the source") for one in dossier.suggestions if one.theme_id is not None
    }
    decided = {one.theme_id: _yes(is_yes=one.is_present, who=one.decided_by.full_name) for one in dossier.themes}
    for category in categories:
        boxes = tuple(
            ThemeBox(
                id=f"theme-{theme.code}",
                value=str(theme.pk),
                name=theme.name,
                description=theme.description,
                is_ticked=str(theme.pk) in form.ticked,
                suggested=suggested.get(theme.pk, ""),
                decided=decided.get(theme.pk, ""),
                is_unproven=theme.is_unproven,
            )
            for theme in category.themes
        )
        ticked = sum(box.is_ticked for box in boxes)
        is_open = any(box.is_ticked or box.suggested for box in boxes)
        yield ThemeGroup(name=category.name, is_open=is_open, ticked=ticked, boxes=boxes)


def themes_left_out(dossier: Dossier) -> str:
    """Return why no method has read themes and tone in the words; nothing where one has."""
    piece, reading, failure = dossier.case.piece, dossier.theme_reading, dossier.theme_failure
    if failure is not None:
        return _("Themes and tone could not be read from these words. %(why)s") % {"why": failure.failure}
    if piece.read_at is None or reading is None:
        return ""
    if not reading.method_version:
        return _("Themes and tone are not yet read from these words.")
    if reading.left_out:
        return _("Themes and tone were not read from these words. %(why)s") % {"why": reading.left_out}
    return ""


def how_sure(suggestion: Suggestion) -> str:
    """Return in words how probable a theme or tone is by its method; a sign of harm has a score of its own kind."""
    score = suggestion.score
    if score is None:
        return ""
    if suggestion.aspect == Aspect.RISK:
        return _("score %(score)s") % {"score": f"{score:.2f}"}
    steps = (
        (0.9, _("almost certain")),
        (0.7, _("likely")),
        (0.5, _("more likely than not")),
        (0.3, _("possible")),
        (0.0, _("unsure")),
    )
    words = next(text for least, text in steps if score >= least)
    return _("%(words)s, about %(n)s in 100") % {"words": words, "n": max(1, min(99, round(100 * score)))}


def _method(suggestion: Suggestion) -> str:
    return f"{suggestion.method} {suggestion.method_version}"


def _score(suggestion: Suggestion) -> str:
    return f"{suggestion.score:.2f}" if suggestion.score is not None else ""


def _yes(*, is_yes: bool, who: str) -> str:
    return (_("Yes, says %(who)s") if is_yes else _("No, says %(who)s")) % {"who": who}
