"""What the owner of the machine does: migrate, run, back up, restore, look for what is wrong."""
