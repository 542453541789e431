"""Writes about people and organisations, each with its audit line."""

from heard.accounts.actions.recording import record

__all__ = ["record"]
