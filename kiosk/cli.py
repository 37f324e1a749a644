"""The command line: ``kiosk <command>``.

``kiosk run`` with nothing wrong in it goes straight to the kiosk. All else is Typer's
(``kiosk.commands.app``), which takes a tenth of a second to import.
"""

import os
import sys

from kiosk import start
from kiosk.errors import KioskError
from kiosk.languages import of_environment


def main() -> None:
    """The program. Ends with 2 for an error that is ours to explain, in one sentence, without a traceback."""
    try:
        options = start.plain_options(sys.argv[1:])
        if options is not None:
            start.show(options)
        else:
            from kiosk.commands.app import app

            app()
    except KioskError as error:
        sys.stderr.write(f"{error.told(of_environment(os.environ))}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
