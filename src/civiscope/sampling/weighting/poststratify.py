"""Post-stratification: weights that reach the population totals of one set of categories."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from civiscope.sampling.weighting.adjustment import Adjustment, PostStrata
from civiscope.sampling.weighting.base_weights import checked
from civiscope.sampling.weighting.margins import Margin, reachable


def poststratify(weights: ArrayLike, margin: Margin, *, partial: bool = False) -> Adjustment:
    """Multiply the weights (n,) of each category by its population total over their sum (Holt and Smith 1979).

    ``partial`` leaves out categories without rows, so that the adjusted weights fall short of the population by these.
    Raises UserError (weight-*, margin-value-missing, margin-category-empty, margin-total-invalid).
    """
    before = checked(weights)
    kept = reachable(before, margin, partial=partial)
    # Rows without a category have no weight; the factor 1 that they find at -1 changes nothing.
    factors = np.append(kept.totals / kept.sums(before), 1.0)
    after = before * factors[kept.levels]
    return Adjustment("post-stratification", before, after, PostStrata(kept.levels, before, after))
