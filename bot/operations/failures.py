"""What can go wrong when an installation is looked after."""


class OperationFailed(Exception):  # noqa: N818 - an answer for the person at the keyboard
    """One or a few clear sentences: what is wrong and what to do; shown without a traceback."""
