"""The AWS API of this machine: ministack with our patches and an internal API, at a Unix socket.

usage: emulator.py --socket PATH --services NAME,NAME,... [--answered-elsewhere NAME,NAME,...] [--region REGION]
                   [--uid NUMBER --gid NUMBER]
"""

import argparse
import asyncio
import logging
import os
import socket

import confinement

FOLDER = os.path.dirname(os.path.abspath(__file__))


def _names(text):
    return text.split(",")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--socket", required=True, help="where to listen, in a folder of the owner's")
    parser.add_argument("--services", required=True, type=_names)
    parser.add_argument("--answered-elsewhere", default=[], type=_names, help="services whose requests are only checked")
    parser.add_argument("--region", default="sa-east-1")
    parser.add_argument("--uid", type=int, help="to be this user once everything is loaded; needs root")
    parser.add_argument("--gid", type=int)
    options = parser.parse_args()
    if (options.uid is None) != (options.gid is None):
        parser.error("--uid and --gid go together")
    return options


def configure(region):
    """ministack reads its settings from the environment while it is imported."""
    os.environ.update(MINISTACK_HOST="127.0.0.1", MINISTACK_REGION=region)
    os.environ.setdefault("LOG_LEVEL", "WARNING")


def listen(path):
    if os.path.exists(path):
        os.remove(path)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    umask = os.umask(0o177)
    listener.bind(path)
    os.umask(umask)
    return listener


def load(services, answered_elsewhere=()):
    from served_services import load_what_is_imported_later, serve_only

    application = serve_only(services)
    import hypercorn.asyncio  # noqa: F401
    import patches  # noqa: F401  applies them
    from internal_api import with_internal_api
    from request_check import with_request_check

    checked = with_request_check(application, services, answered_elsewhere)
    load_what_is_imported_later()
    return with_internal_api(checked)


async def serve(application, listener):
    """Serves until SIGINT or SIGTERM. Not `ministack.app.main`, which leaves a pid file when it is killed."""
    from hypercorn.asyncio import serve as serve_http
    from hypercorn.config import Config

    config = Config()
    config.bind = [f"fd://{listener.detach()}"]
    config.keep_alive_timeout = 75
    config.loglevel = os.environ["LOG_LEVEL"]
    await serve_http(application, config)


def main():
    options = parse_arguments()
    configure(options.region)
    logging.captureWarnings(True)
    listener = listen(options.socket)
    if not confinement.restrict(confinement.own_code(FOLDER)):
        logging.warning("this kernel has no Landlock: the emulator reads what its user may read")
    application = load(options.services, options.answered_elsewhere)
    if options.uid is not None:
        confinement.become(options.uid, options.gid)
    asyncio.run(serve(application, listener))


if __name__ == "__main__":
    main()
