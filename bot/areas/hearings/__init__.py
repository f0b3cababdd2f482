"""Hearings and meetings: lawfully called, taken part in, recorded, and answered for a month later."""
