"""Arrays of the forecast (数组): what is worked with, and what is kept of every draw."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""Double precision: the arithmetic of a fit."""

Draws = NDArray[np.float32]
"""Single precision: draws as a baseline keeps them."""
