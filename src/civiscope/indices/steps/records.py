"""What a step did: for whoever must be able to follow, and to repeat it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class StepRecord:
    """One step as it was done.

    ``step`` is the step in words, as `civiscope.indices.recipe.parse_step` reads it. ``removed`` are the units that
    left, ``changed`` (n, p) marks the values that it changed (None where it changes all of them), ``details`` holds
    arrays with one entry per indicator.
    """

    step: str
    removed: tuple[str, ...] = ()
    changed: NDArray[np.bool_] | None = None
    details: Mapping[str, NDArray[np.generic]] = field(default_factory=dict)

    def summary(self) -> str:
        """A line for a log: the step, and how much it changed."""
        parts = []
        if self.removed:
            parts.append(f"{len(self.removed)} units removed: {', '.join(self.removed)}")
        if self.changed is not None:
            parts.append(
                f"{int(self.changed.sum())} values in {int(self.changed.any(axis=0).sum())} indicators changed"
            )
        return f"{self.step}: {'; '.join(parts)}" if parts else self.step
