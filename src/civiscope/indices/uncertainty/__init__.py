"""How far an index depends on the choices made in building it: many runs, the ranks they give, and what moves them.

``factorial`` takes variances apart exactly where every combination of alternatives has been run, ``sobol`` estimates
the same from a sample of runs, ``ranks`` says what the runs do to the order of the units. These three know the outputs
of runs only; ``alternatives``, ``runs`` and ``analysis`` know how an index is built.
"""
