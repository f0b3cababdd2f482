"""What the rules oblige the office to: the year's list, the plan, its proofs, indicators and reports."""
