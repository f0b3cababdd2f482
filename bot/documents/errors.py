"""What can go wrong between content and paper."""


class DocumentError(Exception):
    """No paper was made."""


class BrokenPictureError(DocumentError):
    """The bytes are no JPEG or PNG that can be printed."""


class QrTooLongError(DocumentError):
    """The content is more than a QR code on a wall can hold."""


class TypesettingError(DocumentError):
    """The typesetter complained: a fault of a template or of this machine's fonts, not of the content."""
