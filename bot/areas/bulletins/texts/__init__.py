"""What is said about bulletins."""
