"""Surveys: asked in chat, on paper and at meetings, counted once, shown clearly (001 §3.1-3.3)."""
