"""Every word a resident reads here; a module for each part of the dialogs."""
