"""What people have to set up."""

from bot.operations.doctor.findings import Finding, fail, ok, warn
from bot.operations.doctor.probes import Probes
from bot.settings import Settings

# Without the first nobody can let others in; without the second nothing can be approved.
NEEDED_ROLES = ("administrator", "head")


async def municipality(probes: Probes) -> Finding:
    name = await probes.municipality()
    if name is None:
        return fail("municipality", "not loaded", "Run `jarchy init FILE.yaml`.")
    return ok("municipality", name)


async def time_zone(settings: Settings, probes: Probes) -> Finding:
    """Periods are counted in the municipality's zone, quiet hours and reminders run on the process's."""
    theirs = await probes.time_zone()
    if theirs is not None and theirs != settings.timezone:
        return fail(
            "office's zone",
            f"the municipality's file says {theirs}, JARCHY_TIMEZONE {settings.timezone}",
            "Correct one of them; after a change of the file run `jarchy init FILE.yaml`.",
        )
    return ok("office's zone", theirs or "not told yet")


async def people(probes: Probes) -> Finding:
    held = await probes.roles()
    missing = [role for role in NEEDED_ROLES if role not in held]
    if missing:
        commands = " and ".join(f"`jarchy invite {role} NAME`" for role in missing)
        return warn("people", f"nobody is {' or '.join(missing)}", f"Run {commands}.")
    return ok("people", "there is an administrator and a head")
