"""What is said about messages to many."""
