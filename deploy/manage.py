"""Install, upgrade and uninstall the kiosk. Called by ``install.sh``, ``upgrade.sh`` and ``uninstall.sh``.

Whatever is cut off at whatever moment, ``/opt/kiosk/current`` is a release that is complete, and the next run
goes on from there. Only the standard library.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import install
import uninstall
import upgrade
from house import House
from setup import SetupError

OFFLINE = "/run/kiosk-install"
"""What ``common.sh`` made for apt."""


def main() -> None:
    asked = arguments()
    try:
        house = House(asked.root.resolve())
        match asked.command:
            case "install":
                install.install(house, Path(__file__).resolve().parents[1], asked)
            case "upgrade":
                upgrade.upgrade(house, asked)
            case "uninstall":
                uninstall.uninstall(house, asked)
    except SetupError as error:
        sys.exit(f"\n{error}")
    except OSError as error:
        sys.exit(f"\nStopped. {error.filename or ''}: {error.strerror or error}")
    except KeyboardInterrupt:
        sys.exit("\nStopped. The same command goes on from here.")
    finally:
        if os.environ.get("APT_CONFIG", "").startswith(OFFLINE):
            shutil.rmtree(OFFLINE, ignore_errors=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py")
    commands = parser.add_subparsers(dest="command", required=True)
    every = argparse.ArgumentParser(add_help=False)
    every.add_argument("--dry-run", action="store_true", help="Say what would be done, and change nothing.")
    every.add_argument(
        "--root", type=Path, default=Path("/"), help="A folder that stands for the machine, for tests."
    )
    every.add_argument("--lock", type=int, help=argparse.SUPPRESS)
    starting = argparse.ArgumentParser(add_help=False)
    starting.add_argument("--no-start", action="store_true", help="Do not start the kiosk now.")
    commands.add_parser("install", prog="install.sh", parents=[every, starting], description=install.__doc__)
    up = commands.add_parser(
        "upgrade", prog="upgrade.sh", parents=[every, starting], description=upgrade.__doc__
    )
    which = up.add_mutually_exclusive_group(required=True)
    which.add_argument("source", type=Path, nargs="?", help="Release archive, or the folder of one.")
    which.add_argument("--back", action="store_true", help="The release before the one that runs.")
    which.add_argument("--to", metavar="NAME", help="A release that is still there.")
    which.add_argument("--list", action="store_true", help="Say which releases are there.")
    away = commands.add_parser(
        "uninstall", prog="uninstall.sh", parents=[every], description=uninstall.__doc__
    )
    away.add_argument("--purge", action="store_true", help="Configuration, packs and visits too.")
    return parser.parse_args()


if __name__ == "__main__":
    os.umask(0o022)
    main()
