"""`python -m dossier`: the curator's commands."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from dossier.commands import command_parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the return value is the exit status (0 clean, 1 problems, 2 unreadable)."""
    words = sys.argv[1:] if argv is None else argv
    arguments = command_parser(words).parse_args(words)
    return arguments.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
