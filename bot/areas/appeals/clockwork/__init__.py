"""What the clock does around appeals; each thing once, and looked at anew before."""
