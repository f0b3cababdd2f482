"""Every word about roles and invitations."""
