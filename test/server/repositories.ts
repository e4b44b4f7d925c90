/** Small repositories for the tests of the server. */

/** A service that is documented to run with its telemetry, and that supervisord starts without it. */
export const mailer: Readonly<Record<string, string>> = {
  'README.md': '# mailer\n\n```sh\nopentelemetry-instrument python worker.py\n```\n',
  'requirements.txt': 'opentelemetry-distro[otlp]==0.59b0\nredis==6.4.0\n',
  'worker.py': `import logging
import signal
import sys

logger = logging.getLogger(__name__)


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    logger.info("mailer starts")


if __name__ == "__main__":
    main()
`,
  'deploy/production/supervisord.conf': `[program:mailer]
command=python worker.py
directory=/srv/mailer
autorestart=true
`,
};

export const quietPython = `import logging

logger = logging.getLogger(__name__)


def charge(card, cents):
    try:
        return card.charge(cents)
    except Exception:
        raise
`;

/** What an edit of \`quietPython\` makes of it: an error is dropped. */
export const swallowing = { before: '        raise\n', after: '        pass\n' };
