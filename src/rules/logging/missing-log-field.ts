/** A line that lacks the field by which production's lines are found is not found. */
import { loggerRow } from '../../knowledge/loggers.ts';
import { wordsOf } from '../../knowledge/sensitive.ts';
import type { LogCallFact } from '../../model/facts.ts';
import type { Production } from '../../model/production.ts';
import type { Fix } from '../../model/finding.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { isReviewed } from './reviewed.ts';

export const missingLogField = defineRule({
  id: 'missing-log-field',
  area: 'logging',
  severity: 'information',
  scope: 'file',
  summary: 'A log line lacks a field that the profile asks of every line.',
  why:
    'Whoever looks for all that happened to one order or one tenant asks for a field. A line without it is not among the ' +
    'answers, and the one that matters is the one that is missing.\n\n' +
    'It is reported only where the profile has `logging.fields`, for lines at info and above of libraries that keep fields. ' +
    'A field counts as there when the line has it, when the logger is bound to it, and when anything that production runs puts it on ' +
    'all lines: context variables, middleware, a formatter, a mixin. Fields of the trace (`trace_id`, `span_id`) are put in by ' +
    'active telemetry, and are not asked for where it may be.',
  fixes: 'The field is added where a parameter or a variable of that name is at hand in the function. It wants a look.',
  examples: {
    python: {
      bad: {
        Procfile: 'web: python app.py\n',
        'prodaware.yaml': 'version: 1\nlogging:\n  fields: [tenant_id]\n',
        'app.py': `import structlog

log = structlog.get_logger()


def charge(tenant_id, order):
    [|log.info("charged", order=order.id)|]
`,
      },
      good: {
        Procfile: 'web: python app.py\n',
        'prodaware.yaml': 'version: 1\nlogging:\n  fields: [tenant_id]\n',
        'app.py': `import structlog

log = structlog.get_logger()


def charge(tenant_id, order):
    log.info("charged", order=order.id, tenant_id=tenant_id)
`,
      },
    },
    typescript: {
      bad: {
        Procfile: 'web: tsx server.ts\n',
        'package.json': '{ "name": "server", "type": "module" }\n',
        'prodaware.yaml': 'version: 1\nlogging:\n  fields: [tenantId]\n',
        'server.ts': `import pino from 'pino';

const log = pino();

export function charge(tenantId: string, order: Order): void {
  [|log.info({ order: order.id }, 'charged')|];
}
`,
      },
      good: {
        Procfile: 'web: tsx server.ts\n',
        'package.json': '{ "name": "server", "type": "module" }\n',
        'prodaware.yaml': 'version: 1\nlogging:\n  fields: [tenantId]\n',
        'server.ts': `import pino from 'pino';

const log = pino();

export function charge(tenantId: string, order: Order): void {
  log.child({ tenantId }).info({ order: order.id }, 'charged');
}
`,
      },
    },
    go: {
      bad: {
        Procfile: 'web: ./server\n',
        'go.mod': 'module example.com/shop\n\ngo 1.22\n',
        'prodaware.yaml': 'version: 1\nlogging:\n  fields: [tenant_id]\n',
        'main.go': `package main

import "log/slog"

func charge(tenantID string, order *Order) {
	[|slog.Info("charged", "order", order.ID)|]
}
`,
      },
      good: {
        Procfile: 'web: ./server\n',
        'go.mod': 'module example.com/shop\n\ngo 1.22\n',
        'prodaware.yaml': 'version: 1\nlogging:\n  fields: [tenant_id]\n',
        'main.go': `package main

import "log/slog"

func charge(tenantID string, order *Order) {
	slog.Info("charged", "order", order.ID, "tenant_id", tenantID)
}
`,
      },
    },
  },
  check(context) {
    const { facts, path, profile } = context;
    const fields = profile?.value.logging?.fields ?? [];
    if (fields.length === 0 || facts.logCalls.length === 0 || !isReviewed(context)) return [];
    const asked = fields.filter((field) => !isPutInElsewhere(context, field));
    if (asked.length === 0) return [];
    return facts.logCalls.flatMap((log): Draft[] => {
      const call = facts.calls[log.call];
      if (call === undefined || log.level === 'debug' || log.level === 'trace') return [];
      if (loggerRow(facts.ecosystem, log.library)?.messages !== 'fields') return [];
      const missing = asked.filter((field) => !hasField(context, log, field));
      if (missing.length === 0) return [];
      const fix = missing.length === 1 ? addFieldFix(context, log, missing[0] ?? '') : null;
      return [
        {
          file: path,
          range: call.range,
          message: `the line has no ${missing.join(' and no ')}: whoever looks for it by that field in production does not find it`,
          fixes: fix === null ? [] : [fix],
        },
      ];
    });
  },
});

function spelled(field: string): string {
  return wordsOf(field).join('');
}

/** In the call itself, whatever form it has there; or in what the logger of the file is made with. */
function hasField(context: FileContext, log: LogCallFact, field: string): boolean {
  const { facts, text } = context;
  const call = facts.calls[log.call];
  if (call === undefined) return true;
  // What is spread into the line may hold anything.
  if (call.arguments.some(({ kind }) => kind === 'spread')) return true;
  const written = text.slice(call.range.start, call.range.end);
  if (/\.\.\.|\*\*/.test(written)) return true;
  const wanted = spelled(field);
  return written.split(/[^\w$-]+/).some((word) => spelled(word) === wanted) || isFromElsewhere(context, log);
}

/** `log.info(fields, 'charged')`, `slog.Info("charged", fields(order))`: what is in it is not to be seen. */
function isFromElsewhere({ facts }: FileContext, log: LogCallFact): boolean {
  return (facts.calls[log.call]?.arguments ?? []).some(({ kind, keyword, value }, index) => {
    if (keyword !== null || index === log.messageArgument) return false;
    if (facts.ecosystem === 'go') return kind === 'call' && !/^(?:log\/slog|go\.uber\.org\/zap)\./.test(value ?? '');
    return facts.ecosystem === 'node' && (kind === 'name' || kind === 'call');
  });
}

const trace = /^(?:trace|span)(?:id|flags)$|^dd(?:trace|span)id$/;
const binding =
  /bind|child|\bwith|context|mdc|mixin|processor|formatter|defaultmeta|base\s*:|filter|middleware|enrich|addfields|patch|labels|set_?tag/i;

const boundIn = new WeakMap<Production, Map<string, boolean>>();

/** Somewhere in what production runs the field is put on all lines, or telemetry may do it. */
function isPutInElsewhere({ production, service, text }: FileContext, field: string): boolean {
  const wanted = spelled(field);
  if (trace.test(wanted)) {
    const launches = production.services.flatMap((one) => (service === null || one === service ? one.launches : []));
    if (launches.length === 0 || launches.some(({ telemetry }) => telemetry.state !== 'inactive')) return true;
  }
  let known = boundIn.get(production);
  if (known === undefined) boundIn.set(production, (known = new Map()));
  let isBound = known.get(wanted);
  if (isBound === undefined) {
    isBound = [...production.sources.values()].some((source) => source.facts !== null && binds(source.text, wanted));
    known.set(wanted, isBound);
  }
  return isBound || binds(text, wanted);
}

/** The field stands on a line, or right below one, that binds something to a logger or to the context. */
function binds(text: string, wanted: string): boolean {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.some(
    (line, index) =>
      line.length < 1000 &&
      line.split(/[^\w$-]+/).some((word) => spelled(word) === wanted) &&
      lines.slice(Math.max(0, index - 5), index + 1).some((one) => one.length < 1000 && binding.test(one)),
  );
}

/** A parameter of that name is the value. */
function addFieldFix({ facts, path, text }: FileContext, log: LogCallFact, field: string): Fix | null {
  const call = facts.calls[log.call];
  const parameters = facts.functions[log.function]?.parameters ?? [];
  const parameter = facts.ecosystem === 'go' ? parameters.find((one) => spelled(one) === spelled(field)) : undefined;
  if (call !== undefined && parameter !== undefined && log.library === 'slog') {
    const last = call.arguments.at(-1);
    const code = `, "${field}", ${parameter}`;
    return last === undefined
      ? null
      : {
          title: `Add ${field}`,
          safety: 'review',
          edits: [{ file: path, range: { start: last.range.end, end: last.range.end }, text: code }],
        };
  }
  if (call === undefined || !parameters.includes(field) || !/^[A-Za-z_]\w*$/.test(field)) return null;
  const last = call.arguments.at(-1);
  if (last === undefined) return null;
  const title = `Add ${field}`;
  if (facts.ecosystem === 'python') {
    return {
      title,
      safety: 'review',
      edits: [{ file: path, range: { start: last.range.end, end: last.range.end }, text: `, ${field}=${field}` }],
    };
  }
  const fields = call.arguments.find(({ kind }) => kind === 'object');
  if (facts.ecosystem !== 'node') return null;
  if (fields === undefined) {
    const first = call.arguments[0];
    const isFirst = /\(\{ /.test(loggerRow(facts.ecosystem, log.library)?.logError ?? '');
    if (first === undefined || call.arguments.length > 1) return null;
    const at = isFirst ? first.range.start : first.range.end;
    const code = isFirst ? `{ ${field} }, ` : `, { ${field} }`;
    return { title, safety: 'review', edits: [{ file: path, range: { start: at, end: at }, text: code }] };
  }
  const inside = text.slice(fields.range.start + 1, fields.range.end - 1);
  const at = fields.range.start + 1;
  const code = inside.trim() === '' ? ` ${field} ` : ` ${field},${/^\s/.test(inside) ? '' : ' '}`;
  return { title, safety: 'review', edits: [{ file: path, range: { start: at, end: at }, text: code }] };
}
