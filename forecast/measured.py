"""Value added as shares count it, draw by draw (比重的计量).

A share rests on two things that published figures do not settle: how far levels at the origin
are out, section by section, and where between low and high a scope's coefficients lie. Both are
drawn once, with the baseline. Levels enter as factors. Coefficients enter as further planes: a
section's value added times how far the draw lies above its middle coefficient, and below. So a
share stays one product of weights and planes, whatever a scenario assumes, here and in a browser.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.scopes import Scope
from forecast.arrays import Array, Draws


@dataclass(frozen=True, eq=False)
class CountedPlanes:
    """Planes of value added (计量面), 亿元, shape (year, plane, draw).

    The first planes are the columns; each further one belongs to the column that `columns` names
    and holds what its coefficient adds (`up`) or takes away, where a scope states a range.
    """

    values: Draws
    columns: NDArray[np.intp]
    up: NDArray[np.bool_]

    @property
    def wide(self) -> int:
        """How many columns there are; the planes beyond them carry coefficients' ranges."""
        return len(self.columns) - len(self.up)

    def weights(self, scopes: Sequence[Scope], coefficients: Array) -> Array:
        """Give what every plane counts for by each scope (计量权重), shape (scope, plane).

        `coefficients` (scope, column). One that is stated otherwise than in the scope's own table
        is taken as it is stated, without a range.
        """
        mid = np.array([one.mid for one in scopes])
        beyond = self.columns[self.wide :]
        high = np.array([one.high for one in scopes])[:, beyond] - mid[:, beyond]
        low = mid[:, beyond] - np.array([one.low for one in scopes])[:, beyond]
        own = (coefficients == mid)[:, beyond]
        return np.hstack([coefficients, np.where(own, np.where(self.up, high, low), 0.0)])

    def counted(self, row: int, scope: Scope, coefficients: Array) -> Draws:
        """Give what each column adds to a scope's sum in a year (计入部分), (column, draw)."""
        weights = self.weights([scope], coefficients[None])[0].astype(np.float32)
        planes = self.values[row]
        found = weights[: self.wide, None] * planes[: self.wide]
        for plane in range(self.wide, len(planes)):
            if weights[plane]:
                found[self.columns[plane]] += weights[plane] * planes[plane]
        return np.asarray(found)


def measured(
    values: Array | Draws,
    scopes: Sequence[Scope],
    misstated: Array | None,
    position: Array | None,
) -> CountedPlanes:
    """Lay value added (year, column, draw) out as planes (计量).

    `misstated` (column, draw): factors of levels; `position` (column, draw): from −1, at the low
    coefficient, to 1, at the high one. Without them the planes are the columns as they are.
    """
    wide = values.shape[1]
    plain = values.astype(np.float32, copy=False)
    columns, up = list(range(wide)), []
    if misstated is not None:
        plain = plain * misstated.astype(np.float32)
    planes = [plain]
    if position is not None:
        for side in (True, False):
            for column in range(wide):
                if any((s.high if side else s.low)[column] != s.mid[column] for s in scopes):
                    part = np.clip(position[column] if side else -position[column], 0, None)
                    sign = 1 if side else -1
                    planes.append(plain[:, column : column + 1] * (sign * part).astype(np.float32))
                    columns.append(column)
                    up.append(side)
    whole = plain if len(planes) == 1 else np.concatenate(planes, axis=1)
    return CountedPlanes(whole, np.array(columns, dtype=np.intp), np.array(up, dtype=bool))
