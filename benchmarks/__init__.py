"""How fast we send, beside plain peers measured in the same run. Only ratios mean anything."""
