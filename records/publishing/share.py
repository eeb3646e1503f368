"""Share and export an outcome (分享与导出): the one place where links are made for somebody.

Sharing is pinning, sealing, and marking the baseline as needed, so that tidying up never takes
away what a printed QR code needs. Every caller passes here: the dialog, `yuce link`, Python;
every export through `HandedOn`, which says what there is to write.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from base import settings
from base.notebook_display import Brief
from base.problems import Problem, Problems, not_written
from base.settings import Home
from forecast.artefacts import shelf
from records.links.codec import encode, write
from records.links.pin import Pin
from records.links.pin import pin as pinned
from records.links.seal import UNSIGNED, Attested, Seal, attest, sign
from records.store.records import Store
from scenarios.outcome.simulate import Outcome


@dataclass(frozen=True, repr=False)
class Shared(Brief):
    """A link that was handed out (发出的链接).

    `worth` says what its seal is worth here. `left_out` names the texts it had no room for.
    `unsealed` says why it has no seal: empty when it has one; `unmarked` why its baseline is
    not marked as needed: whoever tidies up might take it away.
    """

    pin: Pin
    link: str
    seal: Seal | None
    worth: Attested
    left_out: tuple[str, ...]
    unsealed: tuple[Problem, ...]
    unmarked: tuple[Problem, ...] = ()

    def _brief(self) -> Mapping[str, object]:
        return {"id": self.pin.id, "sealed": not self.unsealed, "link": self.link}


@dataclass(frozen=True)
class HandedOn:
    """What an export holds of an outcome (交付内容), which `views.export` then writes.

    `made` is its day, `by` who signed in. The link is sealed and its baseline marked when it is
    first asked for: what is only shown hands out none.
    """

    outcome: Outcome
    made: date
    by: str = UNSIGNED

    @cached_property
    def pin(self) -> Pin:
        """The scenario with all that it stood on (固定的情景)."""
        return pinned(self.outcome, made=self.made)

    @cached_property
    def shared(self) -> Shared:
        """Its self-contained link (发出的链接)."""
        return share(self.pin, self.by)


def share(
    sent: Outcome | Pin,
    by: str = UNSIGNED,
    store: Callable[[], Store] | None = None,
    home: Home = None,
) -> Shared:
    """Make a self-contained link to an outcome or its pin, sealed for who signed in (分享).

    `store` gives the store that holds the key; without one it is opened as set. Where the store
    is out of reach the link has no seal, and where baselines lie in a read-only place its own is
    not marked as needed: both are said, and the link is made. Raises Problems when it has no room.
    """
    pin = _pin(sent)
    lacking: tuple[Problem, ...] = ()
    seal = None
    try:
        seal = partial(sign, _key(store), by=by)
    except Problems as problems:
        lacking = problems.problems
    made = write(pin, seal)
    unmarked = _marked(pin.baseline.id, home)
    worth = attest(made.seal, made.text, "own")
    return Shared(pin, made.link, made.seal, worth, made.left_out, lacking, unmarked)


def unsealed(sent: Outcome | Pin, home: Home = None) -> str:
    """Write a link without a seal (无签章链接), for programs that keep no key."""
    pin = _pin(sent)
    link = encode(pin)
    _marked(pin.baseline.id, home)
    return link


def _pin(sent: Outcome | Pin) -> Pin:
    return pinned(sent) if isinstance(sent, Outcome) else sent


def _marked(name: str, home: Home) -> tuple[Problem, ...]:
    """Mark a baseline as needed, whether it is here or may yet come; gives why it could not be."""
    try:
        shelf(home).mark(name)
    except Problems as problems:
        return problems.problems
    except OSError as error:
        words = (
            f"链接已生成，但所依基准 {name} 未能标记为需保留，清理时可能被移除",
            f"the link is made, but its baseline {name} could not be marked as needed: tidying up "
            "may take it away",
        )
        return (not_written(str(settings.home(home) / "baselines"), *words, error),)
    return ()


def _key(store: Callable[[], Store] | None) -> Ed25519PrivateKey:
    if store is not None:
        return store().keys.private()
    opened = Store()
    try:
        return opened.keys.private()
    finally:
        opened.close()
