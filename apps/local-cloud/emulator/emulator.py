"""The AWS API of this machine: ministack with our patches and an internal API, on loopback.

usage: emulator.py --port PORT [--region REGION]
"""

import argparse
import asyncio
import logging
import os


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--region", default="sa-east-1")
    return parser.parse_args()


def configure(arguments):
    """ministack reads its settings from the environment while it is imported."""
    os.environ.update(
        GATEWAY_PORT=str(arguments.port),
        BIND_HOST="127.0.0.1",
        MINISTACK_HOST="127.0.0.1",
        MINISTACK_REGION=arguments.region,
        IOT_MTLS_ENABLED="0",
        SFTP_ENABLED="0",
    )
    os.environ.setdefault("LOG_LEVEL", "WARNING")


async def serve(port):
    """Serves until SIGINT or SIGTERM. Not `ministack.app.main`, which leaves a pid file when it is killed."""
    from hypercorn.asyncio import serve as serve_http
    from hypercorn.config import Config
    from ministack.app import app as ministack

    import patches  # applies them
    from internal_api import with_internal_api

    config = Config()
    config.bind = [f"127.0.0.1:{port}"]
    config.keep_alive_timeout = 75
    config.loglevel = os.environ["LOG_LEVEL"]
    await serve_http(with_internal_api(ministack), config)


if __name__ == "__main__":
    options = parse_arguments()
    configure(options)
    logging.captureWarnings(True)
    asyncio.run(serve(options.port))
