"""Take the kiosk off this machine. Configuration, packs, editions and visits stay, unless all is to go."""

import argparse

import machine
from house import House, remove
from install import Work
from setup import say


def uninstall(house: House, asked: argparse.Namespace) -> None:
    """Raises SetupError."""
    work = Work(asked.dry_run)
    if work.dry:
        take_away(house, work, asked.purge)
        say("Nothing was changed.")
        return
    with house.alone(asked.lock) as _:
        take_away(house, work, asked.purge)
    if not work.done:
        say("There is no kiosk here.")
    elif not asked.purge and (house.config.exists() or house.data.exists()):
        say(f"{house.config.parent} and {house.data} were kept, and their user. To remove them as well:")
        say("deploy/uninstall.sh --purge, of a checkout or of an unpacked archive.")
    say("System packages stay: others may use them. deploy/packages.txt names them.")


def take_away(house: House, work: Work, purge: bool) -> None:
    ours = house.placed_files()
    units = [each.rpartition("/")[2] for each in ours if each.startswith("etc/systemd/system/")]
    started = [each for each in units if each.endswith((".service", ".timer", ".path", ".socket"))]
    if started and work.does(f"stop {', '.join(started)}"):
        machine.disable(house, started)
    for where in ours:
        if work.does(f"remove {house.root / where}"):
            house.take_away(where)
    if ours and not work.dry:
        machine.reload(house, [each for each in ours if "tmpfiles.d" not in each])
    for folder in (house.opt, house.cache):
        if folder.exists() and work.does(f"remove {folder}"):
            remove(folder)
    if ours and not work.dry:
        machine.screen_for_logins(house)
    if not purge:
        return
    for folder in (house.config.parent, house.data):
        if folder.exists() and work.does(f"remove {folder}"):
            remove(folder)
    if house.real and machine.user_is_there() and work.does(f"remove the user {machine.USER}"):
        machine.remove_user()
