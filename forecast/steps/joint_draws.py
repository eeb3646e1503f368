"""Series drawn together: whole paths reordered to move as the past moved (联合抽样)."""

import numpy as np

from forecast.models.base import Array


def shrunk_correlation(residuals: Array) -> Array:
    """Estimate a correlation matrix from few years (收缩相关矩阵).

    `residuals` has shape (years, series). Off-diagonal correlations are shrunk towards zero
    by the weight that minimises expected squared error, so the matrix is always positive
    definite; of two years or fewer nothing is learnt. Reference: Schäfer, Strimmer (2005),
    doi:10.2202/1544-6115.1175.
    """
    years, series = residuals.shape
    if years < 3:
        return np.eye(series)
    centred = residuals - residuals.mean(axis=0)
    unit = centred / np.maximum(np.sqrt((centred**2).mean(axis=0)), 1e-12)
    products = unit[:, :, None] * unit[:, None, :]
    correlation = products.mean(axis=0)
    variance = ((products - correlation) ** 2).sum(axis=0) * years / (years - 1) ** 3
    apart = ~np.eye(series, dtype=bool)
    strength = float((correlation[apart] ** 2).sum())
    shrinkage = min(1.0, float(variance[apart].sum()) / max(strength, 1e-12))
    return np.where(apart, (1 - shrinkage) * correlation, 1.0)


def reorder(paths: Array, correlation: Array, rng: np.random.Generator) -> Array:
    """Reorder each series' draws so that paths of the same draw belong together (重排路径).

    `paths` has shape (series, horizon, draws), drawn independently. Each series keeps its own
    paths whole; only which path meets which changes: their heights (mean over the horizon)
    take the ranks of correlated normals. Reference: Clark et al. (2004), the Schaake shuffle,
    doi:10.1175/1525-7541(2004)005<0243:TSSAMF>2.0.CO;2.
    """
    series, _, draws = paths.shape
    factor = np.linalg.cholesky(correlation)
    normals = factor @ rng.standard_normal((series, draws))
    joined = np.empty_like(paths)
    for index in range(series):
        by_height = np.argsort(paths[index].mean(axis=0), kind="stable")
        rank = np.argsort(np.argsort(normals[index], kind="stable"), kind="stable")
        joined[index] = paths[index][:, by_height[rank]]
    return joined


def apart(paths: Array, rng: np.random.Generator) -> Array:
    """Pair paths by chance (独立抽样): (series, horizon, draws), what joint draws are judged by."""
    return np.stack([rng.permutation(one, axis=1) for one in paths])


def comonotone(paths: Array) -> Array:
    """Pair the highest paths with the highest (同调抽样), as one seed for all series would."""
    return np.stack([one[:, np.argsort(one.sum(axis=0), kind="stable")] for one in paths])
