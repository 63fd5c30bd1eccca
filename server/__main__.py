"""`python -m server` is `nmkg`."""

from server.cli import main

main()
