"""Every word of the staff's menu and of the record."""
