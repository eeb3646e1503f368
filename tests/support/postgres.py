"""A PostgreSQL server of the tests' own: started once, thrown away at the end.

`.ci/run` installs Debian's package; where there is none, the tests say so and are skipped.
"""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from deploy.local import binaries, database
from deploy.local import postgres as server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Give a function that makes an empty database and returns its address."""
    if binaries() is None:
        pytest.skip("no PostgreSQL here: apt-get install postgresql")
    numbers = itertools.count()
    with TemporaryDirectory(prefix="yuce-pg-") as home:
        Path(home).chmod(0o755)
        with server(Path(home) / "server") as port:
            yield lambda: database(port, f"yuce{next(numbers)}")
