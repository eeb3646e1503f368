"""A change shared out over its causes, whatever their order (次序无关的分解)."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import comb

import numpy as np

from forecast.arrays import Array

Value = Callable[[frozenset[int]], Array]
"""What is seen when the causes of that number are in; shape (output,)."""


def shapley(value: Value, causes: int, orders: int = 4, seed: int = 1) -> tuple[Array, Array]:
    """Share the change from no cause to all of them (沙普利分解); (cause, output) twice.

    A cause gets its mean effect over all orders in which they could have come in, so that
    effects add up to the change exactly, one that changes nothing gets nothing, and two that
    do the same get the same. All sets of causes are tried where that is cheaper than `orders`
    orders; else that many are drawn, in pairs that run opposite ways. Second: the standard
    error of the drawing, 0 where all sets were tried. Reference: Shapley (1953); Mitchell,
    Cooper, Frank, Holmes (2022), arXiv:2104.12199.

    >>> shapley(lambda inside: np.array([3.0 * (inside == {0, 1})]), 2)[0].ravel().tolist()
    [1.5, 1.5]
    """
    known: dict[frozenset[int], Array] = {}

    def seen(inside: frozenset[int]) -> Array:
        if inside not in known:
            known[inside] = np.asarray(value(inside), dtype=float)
        return known[inside]

    if causes == 0:
        nothing = np.zeros((0, len(seen(frozenset()))))
        return nothing, nothing
    if 2**causes <= causes * orders:
        effects = _over_sets(seen, causes)
        return effects, np.zeros_like(effects)
    drawn = np.stack([_along(seen, order) for order in _orders(causes, orders, seed)])
    pairs = drawn.reshape(-1, 2, *drawn.shape[1:]).mean(axis=1)
    spread = pairs.std(axis=0, ddof=1) if len(pairs) > 1 else np.full(pairs.shape[1:], np.nan)
    return pairs.mean(axis=0), np.asarray(spread / np.sqrt(len(pairs)))


def evaluations(causes: int, orders: int = 4) -> int:
    """Give how many sets are tried at most (试算次数)."""
    sets: int = 2**causes
    return min(sets, 2 + orders * max(causes - 1, 0))


def _over_sets(seen: Value, causes: int) -> Array:
    """Weigh the effect of each cause on every set of the others."""
    everyone = range(causes)
    effects = []
    for cause in everyone:
        others = [one for one in everyone if one != cause]
        total = 0.0 * seen(frozenset())
        for size in range(causes):
            for inside in map(frozenset, combinations(others, size)):
                gained = seen(inside | {cause}) - seen(inside)
                total = total + gained / (causes * comb(causes - 1, size))
        effects.append(total)
    return np.stack(effects)


def _along(seen: Value, order: Sequence[int]) -> Array:
    """Bring the causes in one by one."""
    inside: frozenset[int] = frozenset()
    effects = np.empty((len(order), len(seen(inside))))
    for cause in order:
        effects[cause] = seen(inside | {cause}) - seen(inside)
        inside |= {cause}
    return effects


def _orders(causes: int, orders: int, seed: int) -> Iterator[list[int]]:
    """Draw orders in pairs, each followed by its reverse."""
    rng = np.random.default_rng(seed)
    for _ in range(max(orders // 2, 1)):
        order = rng.permutation(causes).tolist()
        yield order
        yield order[::-1]
