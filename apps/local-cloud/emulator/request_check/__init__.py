"""Every request is held against AWS's own service models, which botocore ships, before the emulator sees it."""

from .asgi import with_request_check

__all__ = ["with_request_check"]
