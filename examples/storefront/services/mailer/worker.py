"""Sends what waits in the queue, one mail at a time."""

import argparse
import os
import signal

import redis
import structlog

from outbox import decode, send

log = structlog.get_logger()


class Worker:
    def __init__(self, queue: redis.Redis, name: str, smtp_host: str) -> None:
        self._queue = queue
        self._name = name
        self._smtp_host = smtp_host
        self._running = True

    def stop(self, *_: object) -> None:
        self._running = False

    def run(self) -> None:
        while self._running:
            item = self._queue.blpop([self._name], timeout=5)
            if item is not None:
                self._deliver(item[1])

    def _deliver(self, payload: bytes) -> None:
        try:
            send(decode(payload), self._smtp_host)
        except Exception:
            log.exception("mail not sent", queue=self._name)
            self._queue.rpush(f"{self._name}.failed", payload)
        else:
            log.info("mail sent", queue=self._name)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--queue", default="outbound")
    arguments = parser.parse_args()

    queue = redis.Redis.from_url(os.environ["QUEUE_URL"])
    worker = Worker(queue, arguments.queue, os.environ["SMTP_HOST"])
    signal.signal(signal.SIGTERM, worker.stop)
    log.info("mailer starts", queue=arguments.queue)
    worker.run()


if __name__ == "__main__":
    main()
