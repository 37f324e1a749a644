"""Which of two versions of a pack is the older one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.packs.versions import older


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1", "2"),
        ("1.9", "1.10"),
        ("1.0", "1.0.1"),
        ("1.0", "1.0b"),
        ("2025-12-31", "2026-01-01"),
        ("2026.5", "2026-06"),
        ("spring", "Summer"),
        ("draft", "1"),
        ("2.3", "10"),
        ("第９版", "第10版"),
    ],
)
def test_an_older_version_comes_first(one: str, other: str) -> None:
    assert older(one, other)
    assert not older(other, one)


@pytest.mark.parametrize(("one", "other"), [("1.0", "1,0"), ("2026-05", "2026.5"), ("V2", "v 2"), ("1", "1")])
def test_versions_that_are_the_same_are_no_step_back(one: str, other: str) -> None:
    assert not older(one, other)
    assert not older(other, one)


@given(st.text(max_size=30), st.text(max_size=30))
def test_of_two_versions_at_most_one_is_the_older(one: str, other: str) -> None:
    assert not (older(one, other) and older(other, one))
    assert not older(one, one)
