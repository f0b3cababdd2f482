"""Messages to many: written by one, approved by another, sent, watched and stopped."""
