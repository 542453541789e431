"""Every page about campaigns as a frozen value."""
