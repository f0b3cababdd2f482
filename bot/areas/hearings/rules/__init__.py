"""Pure decisions and sums; no session, no await, no clock."""
