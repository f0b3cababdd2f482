"""Durable sending: what is in the outbox will be sent, once where that can be known."""
