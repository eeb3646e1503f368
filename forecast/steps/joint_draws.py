"""Series paired otherwise: what joint draws are judged by (对照抽样)."""

import numpy as np

from forecast.arrays import Array


def apart(paths: Array, rng: np.random.Generator) -> Array:
    """Pair paths by chance (独立抽样): (series, horizon, draws), what joint draws are judged by."""
    return np.stack([rng.permutation(one, axis=1) for one in paths])


def comonotone(paths: Array) -> Array:
    """Pair the highest paths with the highest (同调抽样), as one seed for all series would."""
    return np.stack([one[:, np.argsort(one.sum(axis=0), kind="stable")] for one in paths])
