"""Packs in which anything may have happened, through the check: for seconds here, ten thousand in
``tests/bench/bench_mutants.py``."""

from pathlib import Path

import pytest

from tests.mutants.launch import launch

SEED, SECONDS = 1, 12


@pytest.mark.timeout(600)
def test_mutated_packs_end_in_problems_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No crash, no file opened outside of the pack, each within 2 s and 300 MB."""
    found = launch(tmp_path, SEED, seconds=SECONDS)
    with capsys.disabled():
        print(f"\n{found.summary}")  # noqa: T201
    assert found.failures == []
    assert found.mutants >= 10
    assert found.opened > found.mutants
    assert 0 < found.good < found.mutants
