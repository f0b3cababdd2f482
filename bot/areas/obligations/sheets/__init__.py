"""The year as an Excel table that goes out, is filled, and comes back."""
