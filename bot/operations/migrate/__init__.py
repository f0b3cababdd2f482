"""Brings a database's tables to the shape that this program needs."""

from bot.operations.migrate.revisions import check_models, write_revision
from bot.operations.migrate.upgrading import current_revisions, pending, upgrade

__all__ = ["check_models", "current_revisions", "pending", "upgrade", "write_revision"]
