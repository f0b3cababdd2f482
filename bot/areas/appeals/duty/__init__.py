"""The duty group: new appeals are shown to all of the office at once, without anything personal."""
