"""The app served once for many tests (共用的服务), with a scenario that somebody saved."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.chromium import served
from forecast.fit_cache import prepare
from records.links.codec import encode, short_link
from records.links.pin import pin
from records.store.records import Store
from scenarios.assume.scenario import Assumption, Scenario
from scenarios.outcome.simulate import simulate
from views.session.baselines import REPORT, newest


class Site(NamedTuple):
    """Where the app answers, and links to what is saved there, of another scope.

    `link` holds all of it and its address is long; `old` is a short one, of the report's day.
    """

    address: str
    link: str
    old: str


@contextmanager
def site(folder: Path) -> Iterator[Site]:
    """Serve the app with a store in a folder; no test changes what another reads there."""
    item = Assumption(section="J", years=(2027,), value=0.02, reason="why", owner="who")
    sent = pin(simulate(prepare(newest()), Scenario(scope="D7", assumptions=(item,))))
    setting = str(folder / "store.db")
    store = Store(setting)
    store.save(sent, "前人所存", "a note", "张三", "why")
    old = pin(simulate(prepare(REPORT), Scenario(title_zh="旧方案", scope="D7")))
    store.save(old, "旧方案", "", "李某", "送审")
    store.close()
    with served(YUCE_STORE=setting) as address:
        yield Site(address, encode(sent), short_link(old.id))
