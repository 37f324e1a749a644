"""`kiosk doctor` beside a running kiosk under cage, as a user other than root: what it tells, and that nobody
in front of the screen sees anything of it."""

import json
import os
import subprocess
from typing import Any

import pytest
from PIL import ImageChops

from tests.cage import PATIENCE_SECONDS, Cage, cage_of, glass, headless, other_user, until
from tests.session.conftest import Hall, Tell


def examined(cage: Cage, hall: Hall, *options: str) -> dict[str, dict[str, Any]]:
    said = json.loads(
        cage.inside(
            hall.program, "doctor", "--config", hall.config, "--format", "json", *options, check=False
        )
    )
    return {each["name"]: each for each in said["checks"]}


def words(check: dict[str, Any]) -> str:
    return " ".join(finding["said"] for finding in check["findings"])


def test_a_kiosk_that_runs(hall: Hall, tell: Tell) -> None:
    words_of_kiosk = [hall.program, "run", "--config", hall.config]
    with glass() as seen, cage_of(hall.folder, words_of_kiosk, environment=seen) as cage:
        cage.says("first frame")
        cage.says("watching")
        until(lambda: cage.picture().getbbox(), "the first frame on the screen")
        before = cage.picture()
        checks = examined(cage, hall)
        difference = ImageChops.difference(before, cage.picture()).getbbox()
        assert difference is None, "a window of the doctor's was seen"
        tell(", ".join(f"{name} {each['state']}" for name, each in checks.items()))
        assert "OpenGL" in words(checks["graphics"]), "a window was really opened"
        assert checks["kiosk"]["state"] == "ok", checks["kiosk"]
        assert "Running time" in words(checks["kiosk"])
        # Not the decoders: they start a Python that shuts everything of ours out, and this user's is another.
        for name in (
            "config",
            "fonts",
            "edition",
            "packs",
            "deliveries",
            "visits",
            "permissions",
            "versions",
        ):
            assert checks[name]["state"] == "ok", checks[name]


@pytest.mark.skipif(os.geteuid() != 0, reason="needs files of two users")
def test_what_this_user_may_not_do_is_broken(hall: Hall) -> None:
    """Somebody has built as root, and the inbox is root's: looked at without a session, as over SSH."""
    assert without_a_session(hall)["permissions"]["state"] == "ok"
    os.chown(hall.folder / "data/editions", 0, 0)
    (hall.folder / "in").mkdir()
    checks = without_a_session(hall)
    told = checks["permissions"]
    assert told["state"] == "broken"
    assert "editions` belongs to `root`." in words(told)
    assert "in` cannot be written by this user." in words(told)
    assert "no display in this session" in words(checks["graphics"])


def without_a_session(hall: Hall) -> dict[str, dict[str, Any]]:
    user, group = other_user()
    done = subprocess.run(
        [hall.program, "doctor", "--config", hall.config, "--format", "json"],
        env=headless(hall.folder),
        user=user,
        group=group,
        extra_groups=[],
        stdout=subprocess.PIPE,
        timeout=PATIENCE_SECONDS,
    )
    assert done.returncode in (1, 2)
    return {each["name"]: each for each in json.loads(done.stdout)["checks"]}
