"""Papers of the plan and its year."""
