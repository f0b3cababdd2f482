"""Proposals, applications, complaints, mandates: told from a phone, answered in time, seen to their end."""
