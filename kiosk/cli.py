"""The command line: ``kiosk <command>``.

``kiosk run`` with nothing wrong in it goes straight to the kiosk. All else is Typer's
(``kiosk.commands.app``), which takes a tenth of a second to import.
"""

import sys

from kiosk import start
from kiosk.errors import ConfigError, KioskError


def main() -> None:
    """The program. Ends with 2 for an error that is ours to explain, in one sentence, without a traceback."""
    try:
        options = start.plain_options(sys.argv[1:])
        if options is not None:
            start.show(options)
        else:
            from kiosk.commands.app import app

            app()
    except ConfigError as error:
        _explain(*error.problems)
    except KioskError as error:
        _explain(error)


def _explain(*reasons: object) -> None:
    sys.stderr.write("".join(f"{reason}\n" for reason in reasons))
    sys.exit(2)


if __name__ == "__main__":
    main()
