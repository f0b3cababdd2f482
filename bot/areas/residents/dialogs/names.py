"""Names by which the residents' forms know of each other."""

WELCOME = "welcome"
HOME = "home"
LINK = "link"
LINK_SURE = "link_sure"
