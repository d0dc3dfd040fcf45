"""Links between scores and outcome indicators (empty until the outcomes are built)."""
