"""How samples were drawn, and what follows for weights and variances; a `Design` names the columns that say so."""

from civiscope.sampling.design import Design

__all__ = ["Design"]
