"""`python -m heard.config` is the `heard` command."""

from heard.config.cli import main

main()
