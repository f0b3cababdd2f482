"""The platforms: what a person sends becomes core's messages, and core's messages reach a phone."""
