"""Where the frozen program begins."""

from advisor.cli import main

main()
