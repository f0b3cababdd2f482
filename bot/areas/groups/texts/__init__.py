"""What is said about village groups."""
