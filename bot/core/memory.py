"""What start-up made lives as long as the program."""

import gc


def settle() -> None:
    """Call once when everything is loaded: else each full collection walks it all again.

    That takes more than a tenth of a second in which nothing is sent and nobody is answered.
    """
    gc.collect()
    gc.freeze()
