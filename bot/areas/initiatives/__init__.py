"""Norm-making initiatives, local initiatives and self-government projects, from registration to result."""
