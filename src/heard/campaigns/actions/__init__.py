"""Writes about campaigns, each in one transaction with its audit line."""

from heard.campaigns.actions.salts import count_missed, rotate_salts, salt_of_today

__all__ = ["count_missed", "rotate_salts", "salt_of_today"]
