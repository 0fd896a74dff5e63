"""`python -m enishi`."""

from enishi.cli import main

main()
