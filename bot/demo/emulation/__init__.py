"""What every emulated platform is made of, whichever it is."""
