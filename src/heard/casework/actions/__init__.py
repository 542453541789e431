"""Writes of casework: cases open, people work on them, and each change is recorded."""

from heard.casework.actions.consent import OpenRiskNeedsUs, narrow_case_consent
from heard.casework.actions.deciding import decide_case, decide_case_themes, decide_case_tone
from heard.casework.actions.exporting import record_export
from heard.casework.actions.grouping import ask_for_groups, find_groups, name_group
from heard.casework.actions.hiding import hide_words
from heard.casework.actions.messaging import mark_case_read, take_in_message, write_from_case
from heard.casework.actions.opening import mark_unreadable, open_cases
from heard.casework.actions.quoting import NoSuchPassage, choose_quote, drop_quote
from heard.casework.actions.revising import CaseChanged
from heard.casework.actions.risk import RiskNotOpen, close_risk, raise_risk
from heard.casework.actions.working import NotAColleague, RiskStillOpen, add_note, assign_case, set_status

__all__ = [
    "CaseChanged",
    "NoSuchPassage",
    "NotAColleague",
    "OpenRiskNeedsUs",
    "RiskNotOpen",
    "RiskStillOpen",
    "add_note",
    "ask_for_groups",
    "assign_case",
    "choose_quote",
    "close_risk",
    "decide_case",
    "decide_case_themes",
    "decide_case_tone",
    "drop_quote",
    "find_groups",
    "hide_words",
    "mark_case_read",
    "mark_unreadable",
    "name_group",
    "narrow_case_consent",
    "open_cases",
    "raise_risk",
    "record_export",
    "set_status",
    "take_in_message",
    "write_from_case",
]
