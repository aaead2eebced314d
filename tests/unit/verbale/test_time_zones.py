import pytest

from verbale.time_zones import time_zone_named


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        (" america/new  york ", "America/New_York"),
        ("utc", "UTC"),
        ("Berlin", None),
        ("Europe", None),
        ("", None),
        ("../etc/passwd", None),
        ("Europe/Berlin\x00", None),
    ],
)
def test_a_time_zone_is_known_by_its_name_however_it_is_written(written: str, expected: str | None) -> None:
    assert time_zone_named(written) == expected
