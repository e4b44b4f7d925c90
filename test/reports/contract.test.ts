/** The contract that others build on, apart from the code that fulfils it: the golden files may be written anew, this may not. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';

const position = z.looseObject({ line: z.int().positive(), column: z.int().positive() });
const range = z.looseObject({ start: position, end: position });
const evidenceLine = z.looseObject({ file: z.string(), line: z.int().positive(), label: z.string() });

const launches = z.looseObject({
  version: z.literal(1),
  services: z
    .array(
      z.looseObject({
        name: z.string(),
        root: z.string(),
        language: z.nullable(z.string()),
        launches: z.array(
          z.looseObject({
            environment: z.enum(['production', 'staging', 'development', 'unknown']),
            launcher: z.string(),
            command: z.array(z.string()),
            directory: z.nullable(z.string()),
            entryPoint: z.nullable(z.looseObject({ file: z.string() })),
            evidence: z.array(evidenceLine).min(1),
            telemetry: z.looseObject({
              verdict: z.enum(['active', 'inactive', 'conditional', 'unknown']),
              signals: z.array(z.enum(['traces', 'metrics', 'logs', 'errors'])),
              vendor: z.nullable(z.string()),
              mechanism: z.enum([
                'in-code',
                'wrapper',
                'runtime-flag',
                'environment',
                'agent',
                'operator',
                'ebpf',
                'none',
              ]),
              evidence: z.array(evidenceLine),
            }),
          }),
        ),
        health: z.looseObject({ liveness: z.nullable(z.string()), readiness: z.nullable(z.string()) }),
        loggers: z.array(z.string()),
        flags: z.array(z.string()),
      }),
    )
    .min(1),
});

const check = z.looseObject({
  version: z.literal(1),
  findings: z
    .array(
      z.looseObject({
        rule: z.string(),
        severity: z.enum(['error', 'warning', 'information', 'hint']),
        message: z.string(),
        file: z.string(),
        range,
        service: z.nullable(z.string()),
        environment: z.nullable(z.string()),
        evidence: z.array(z.looseObject({ file: z.string(), range, label: z.string() })),
        fixes: z.array(
          z.looseObject({
            title: z.string(),
            safety: z.enum(['safe', 'review']),
            edits: z.array(z.looseObject({ file: z.string(), range, text: z.string() })).min(1),
          }),
        ),
        fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
      }),
    )
    .min(1),
  faults: z.array(z.unknown()),
  stats: z.looseObject({ files: z.int(), milliseconds: z.int() }),
});

describe('the JSON that others build on', () => {
  for (const [file, schema] of [
    ['launches.json', launches],
    ['check.json', check],
  ] as const) {
    it(`${file} has every key of the contract`, () => {
      schema.parse(JSON.parse(readFileSync(new URL(`../golden/${file}`, import.meta.url), 'utf8')));
    });
  }
});
