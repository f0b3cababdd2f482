"""The duty group: chosen in one's own chat, worked with in the group."""

from bot.areas.appeals.dialogs.duty import choosing, in_group
from bot.areas.appeals.texts import duty as texts
from bot.core.routes import Routes

routes = Routes(
    commands={"dutygroup": choosing.show},
    actions={"dg": choosing.act},
    place_commands={"dutygroup": in_group.show},
    place_actions={"dc": in_group.act},
    place_news=(in_group.heard,),
    refusals=texts.REFUSALS,
)
