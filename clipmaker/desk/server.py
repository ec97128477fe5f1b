"""Starts the desk and says where it is."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from types import FrameType

import uvicorn

from clipmaker.desk.app import make_app
from clipmaker.desk.broker import Broker
from clipmaker.desk.settings import DeskSettings
from clipmaker.errors import ClipmakerError, ExitCode


class PortError(ClipmakerError):
    """The desk cannot listen where it was told to."""

    exit_code = ExitCode.USAGE


def serve(settings: DeskSettings, on_ready: Callable[[str], None]) -> None:
    """Serve until it is interrupted.

    Args:
        settings: what is served, and to whom; port 0 takes a free one.
        on_ready: told the address once it listens.

    Raises:
        PortError: the address cannot be used.
    """
    with _listen(settings) as listening:
        settings = replace(settings, port=listening.getsockname()[1])
        app = make_app(settings)
        config = uvicorn.Config(
            app,
            # What it says goes where the program's own log goes, and not to the screen.
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
            timeout_keep_alive=30,
            h11_max_incomplete_event_size=32 * 1024,
        )
        on_ready(address(settings))
        server = _Server(config, app.state.desk.broker)
        # Ctrl-C is how a desk is closed in the evening.
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """A server that ends the streams of open pages when it is stopped."""

    def __init__(self, config: uvicorn.Config, broker: Broker) -> None:
        super().__init__(config)
        self._broker = broker

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop; on a thread of its own, since a signal may come anywhere."""
        threading.Thread(target=self._broker.close, daemon=True).start()
        super().handle_exit(sig, frame)


def address(settings: DeskSettings) -> str:
    """Return the address to open, with the token where one is asked for."""
    host = "localhost" if settings.loopback else settings.host
    if host in ("0.0.0.0", "::"):  # noqa: S104
        host = socket.gethostname()
    if ":" in host:
        host = f"[{host}]"
    token = f"?token={settings.token}" if settings.token else ""
    return f"http://{host}:{settings.port}/{token}"


def _listen(settings: DeskSettings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    found = socket.socket(family)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((settings.host, settings.port))
        found.listen(128)
    except OSError as error:
        found.close()
        raise PortError(
            f"the desk cannot listen on {settings.host} port {settings.port}: {error.strerror}",
            remedy="Choose another --port, 0 for any free one, or another --host.",
        ) from error
    return found
