/** What everybody else here logs, or what the profile says must be logged, leaves no line: the audit has a hole. */
import { operationKinds } from '../../knowledge/operations.ts';
import { operationGroup } from '../../model/conventions.ts';
import type { Evidence } from '../../model/finding.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { namesOf, resolved } from '../../survey/conventions.ts';
import { surveyOf, type OperationRow } from '../../survey/survey.ts';
import { isTestPath, isToolPath } from '../paths.ts';
import { asksFor, namePattern } from '../wantedOperations.ts';
import { isProcessCode, serviceName } from './services.ts';

/** A convention is one when this many are counted, and this share of them keeps to it. */
const enough = 8;
const mostKeep = 0.9;

export const unloggedOperation = defineRule({
  id: 'unlogged-operation',
  area: 'logging',
  severity: 'information',
  scope: 'file',
  summary: 'An operation that must be logged, or that all its like here log, leaves no log line.',
  why:
    'When somebody asks who was refunded, why an account was closed or whether the nightly job ran at all, the log is ' +
    'what answers. An operation that writes nothing is a gap that is found out on the day it is needed.\n\n' +
    'The profile says which operations must log (`logging.mustLog`: kinds such as `payment`, `authentication`, ' +
    '`state change`, `job`, `admin action`, or patterns of names and paths). Beside it the repository says so itself: ' +
    `where at least ${enough} operations of a kind are counted and nine in ten of them log, the others are the finding. ` +
    "The repository's own helpers that log count as log lines. Health checks are left alone.",
  fixes: 'There is none: what the line must say is for whoever knows the operation.',
  examples: {
    python: {
      bad: {
        'prodaware.yaml': 'version: 1\nlogging:\n  mustLog: [payment]\n',
        Procfile: 'web: python app.py\n',
        'app.py': `import logging

logger = logging.getLogger(__name__)


def [|refund_payment|](gateway, payment):
    gateway.refund(payment.id, payment.amount)
    payment.state = "refunded"
    return payment
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\nlogging:\n  mustLog: [payment]\n',
        Procfile: 'web: python app.py\n',
        'app.py': `import logging

logger = logging.getLogger(__name__)


def refund_payment(gateway, payment):
    gateway.refund(payment.id, payment.amount)
    payment.state = "refunded"
    logger.info("payment refunded", extra={"payment": payment.id})
    return payment
`,
      },
    },
    typescript: {
      bad: {
        'prodaware.yaml': 'version: 1\nlogging:\n  mustLog: [authentication]\n',
        Procfile: 'web: tsx server.ts\n',
        'server.ts': `import pino from 'pino';

const log = pino();

export async function [|verifyPassword|](store: Store, name: string, given: string): Promise<boolean> {
  const user = await store.find(name);
  return user !== null && (await user.accepts(given));
}
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\nlogging:\n  mustLog: [authentication]\n',
        Procfile: 'web: tsx server.ts\n',
        'server.ts': `import pino from 'pino';

const log = pino();

export async function verifyPassword(store: Store, name: string, given: string): Promise<boolean> {
  const user = await store.find(name);
  const accepted = user !== null && (await user.accepts(given));
  log.info({ user: user?.id, accepted }, 'password checked');
  return accepted;
}
`,
      },
    },
    go: {
      bad: {
        'prodaware.yaml': 'version: 1\nlogging:\n  mustLog: [payment]\n',
        Procfile: 'web: ./server\n',
        'main.go': `package main

import "context"

func (s *Server) [|RefundPayment|](ctx context.Context, id string) error {
	return s.gateway.Refund(ctx, id)
}
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\nlogging:\n  mustLog: [payment]\n',
        Procfile: 'web: ./server\n',
        'main.go': `package main

import (
	"context"
	"log/slog"
)

func (s *Server) RefundPayment(ctx context.Context, id string) error {
	if err := s.gateway.Refund(ctx, id); err != nil {
		return err
	}
	slog.InfoContext(ctx, "payment refunded", "payment", id)
	return nil
}
`,
      },
    },
    java: {
      bad: {
        'prodaware.yaml': 'version: 1\nlogging:\n  mustLog: [payment]\n',
        Procfile: 'web: java -jar shop.jar\n',
        'src/main/java/shop/Payments.java': `package shop;

public class Payments {
  private final Gateway gateway;

  Payments(Gateway gateway) {
    this.gateway = gateway;
  }

  void [|refundPayment|](String id) {
    gateway.refund(id);
  }
}
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\nlogging:\n  mustLog: [payment]\n',
        Procfile: 'web: java -jar shop.jar\n',
        'src/main/java/shop/Payments.java': `package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class Payments {
  private static final Logger log = LoggerFactory.getLogger(Payments.class);
  private final Gateway gateway;

  Payments(Gateway gateway) {
    this.gateway = gateway;
  }

  void refundPayment(String id) {
    gateway.refund(id);
    log.info("payment {} refunded", id);
  }
}
`,
      },
    },
  },
  check(context) {
    const { path, facts, conventions, production } = context;
    if (!isProcessCode(context)) return [];
    if (isTestPath(path) || (isToolPath(path) && !production.sources.has(path))) return [];
    const patterns = (context.profile?.value.logging?.mustLog ?? []).map(namePattern);
    const { operations } = surveyOf(facts, (name) => patterns.some((matches) => matches?.(name) === true));
    if (operations.length === 0) return [];
    const names = namesOf(conventions?.helpers ?? []);
    const reported = new Set<number>();
    return operations.flatMap((row): Draft[] => {
      const operation = facts.functions[row.function];
      if (operation === undefined || reported.has(row.function) || isProbe.test(row.name)) return [];
      if (resolved(row, facts.ecosystem, names).logged) return [];
      // Where helpers of other files are not known yet, one that sounds like a log line is taken for one.
      if (conventions === null && row.calls.some((name) => soundsLikeLog.test(name))) return [];
      const reason = demand(context, row) ?? convention(context, row);
      if (reason === null) return [];
      reported.add(row.function);
      return [
        {
          file: path,
          range: operation.nameRange ?? operation.body,
          message: reason.message,
          evidence: reason.evidence,
        },
      ];
    });
  },
});

const isProbe =
  /health|ready|readiness|liveness|alive|ping|metrics|favicon|robots|status|version|static|swagger|openapi|docs/i;
const soundsLikeLog = /log|audit|track|trail/i;

interface Reason {
  readonly message: string;
  readonly evidence: readonly Evidence[];
}

/** The profile asks for it: by kind, by a pattern of the function's name, or by one of the path. */
function demand(context: FileContext, row: OperationRow): Reason | null {
  const { profile, path } = context;
  const wanted = profile?.value.logging?.mustLog ?? [];
  const index = wanted.findIndex((one) => asksFor(one, row, path));
  if (profile === null || index === -1) return null;
  const range = profile.locate(['logging', 'mustLog', index]);
  const where = serviceName(context) ?? 'production';
  return {
    message: `${row.name} must leave a log line and leaves none: ${where} cannot tell later that it happened`,
    evidence: range === null ? [] : [{ file: profile.file, range, label: 'the profile asks for it' }],
  };
}

/** Nearly all of its kind in the service log. */
function convention({ conventions, service, facts }: FileContext, row: OperationRow): Reason | null {
  const count = conventions?.operations[operationGroup(service?.root ?? '.', facts.ecosystem, row.kind)];
  if (count === undefined || count.total < enough || count.logged / count.total < mostKeep) return null;
  const plural = operationKinds.find(({ kind }) => kind === row.kind)?.plural ?? `${row.kind}s`;
  return {
    message: `${count.logged} of ${count.total} ${plural} here log; ${row.name} does not, and leaves no trace of having run`,
    evidence: [],
  };
}
