"""The app served once for many tests (共用的服务), with a scenario that somebody saved."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.chromium import served
from forecast.fit_cache import prepare
from records.links.codec import encode
from records.links.pin import pin
from records.store.records import Store
from scenarios.assume.scenario import Assumption, Scenario
from scenarios.outcome.simulate import simulate
from views.session.baselines import newest


class Site(NamedTuple):
    """Where the app answers, and a link to what is saved there, of another scope."""

    address: str
    link: str


@contextmanager
def site(folder: Path) -> Iterator[Site]:
    """Serve the app with a store in a folder; no test changes what another reads there."""
    item = Assumption(section="J", years=(2027,), value=0.02, reason="why", owner="who")
    sent = pin(simulate(prepare(newest()), Scenario(scope="D7", assumptions=(item,))))
    setting = str(folder / "store.db")
    store = Store(setting)
    store.save(sent, "前人所存", "a note", "张三", "why")
    store.close()
    with served(YUCE_STORE=setting) as address:
        yield Site(address, encode(sent))
