"""Cells of a file that a spreadsheet will open: shown as they are, and never run."""

_COMMANDS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(cell: str) -> str:
    """Return the cell so that a spreadsheet shows it and never runs it as a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_COMMANDS) else cell
