import pytest


@pytest.fixture(autouse=True)
def _durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without it the library warns of the type that retry_after will have one day.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
