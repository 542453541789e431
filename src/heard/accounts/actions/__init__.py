"""Writes about people and organisations, each with its audit line."""

from heard.accounts.actions.inviting import (
    AlreadyInvited,
    AlreadyThere,
    HasAccount,
    InvitationClosed,
    Invited,
    NotTheirs,
    accept_as,
    accept_as_new,
    erase_old_invitations,
    invite,
    resend,
    withdraw,
)
from heard.accounts.actions.organising import (
    AddressTaken,
    NameTaken,
    create_organisation,
    edit_organisation,
    found,
)
from heard.accounts.actions.recording import record
from heard.accounts.actions.staffing import (
    LastAdministrator,
    NoRole,
    NothingToRemove,
    OwnSecondFactor,
    change_roles,
    leave,
    remove_second_factor,
)

__all__ = [
    "AddressTaken",
    "AlreadyInvited",
    "AlreadyThere",
    "HasAccount",
    "InvitationClosed",
    "Invited",
    "LastAdministrator",
    "NameTaken",
    "NoRole",
    "NotTheirs",
    "NothingToRemove",
    "OwnSecondFactor",
    "accept_as",
    "accept_as_new",
    "change_roles",
    "create_organisation",
    "edit_organisation",
    "erase_old_invitations",
    "found",
    "invite",
    "leave",
    "record",
    "remove_second_factor",
    "resend",
    "withdraw",
]
