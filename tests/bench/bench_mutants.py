"""Ten thousand mutated packs through the check: none may crash it, lead it outside or keep it long."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.table import Row
from tests.mutants.launch import launch
from tests.mutants.run import MOST_MB, MOST_SECONDS

SEED, MUTANTS = 2, 10_000
PART = f"Checking {MUTANTS:,} mutated packs"

pytestmark = [pytest.mark.bench, pytest.mark.timeout(7200)]


def test_ten_thousand_mutants(tmp_path: Path, tell: Callable[..., None]) -> None:
    found = launch(tmp_path, SEED, MUTANTS)
    print(f"\n{found.summary}")
    tell(
        Row(PART, "failures", len(found.failures), "", most=0, note=f"seed {SEED}"),
        Row(PART, "longest", found.seconds, "s", most=MOST_SECONDS),
        Row(PART, "most work", found.work, "s", most=MOST_SECONDS),
        Row(PART, "most memory, with the decoders of pictures", found.mb, "MB", most=MOST_MB),
        Row(PART, "most memory of a film's decoder", found.ended_mb, "MB", most=MOST_MB),
    )
    assert found.failures == []
    assert found.mutants == MUTANTS
