"""Every module that has tables, in one list, so that the metadata is whole."""

from sqlalchemy import MetaData

from bot.areas.admin import models as admin
from bot.areas.appeals import models as appeals
from bot.areas.broadcasts import models as broadcasts
from bot.areas.bulletins import models as bulletins
from bot.areas.groups import models as groups
from bot.areas.hearings import models as hearings
from bot.areas.initiatives import models as initiatives
from bot.areas.library import models as library
from bot.areas.municipality import models as municipality
from bot.areas.obligations import models as obligations
from bot.areas.people import models as people
from bot.areas.receptions import models as receptions
from bot.areas.residents import models as residents
from bot.areas.surveys import models as surveys
from bot.core import audit, contacts, files, inbox, places
from bot.core.db import Base
from bot.core.dialogs import store
from bot.outbox import models as outbox

MODULES = (
    contacts,
    files,
    audit,
    inbox,
    places,
    store,
    outbox,
    municipality,
    residents,
    people,
    broadcasts,
    groups,
    bulletins,
    hearings,
    surveys,
    appeals,
    initiatives,
    receptions,
    library,
    obligations,
    admin,
)


def all_tables() -> MetaData:
    """What a migrated database looks like."""
    return Base.metadata
