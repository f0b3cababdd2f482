"""What every area needs and nothing civic; imports nothing of ours."""
