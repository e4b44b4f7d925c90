/**
 * The deployment profile, `prodaware.yaml`: what a team knows of its production and a repository does not say.
 * The zod schema is the one home of its shape; the JSON Schema, the completion and the type come from it.
 * Every key is optional but `version`; unknown keys are errors.
 */
import * as z from 'zod/mini';
import type { Range } from './text.ts';

// `check` returns the same schema with metadata added; zod types it as the base class.
const described = <Type extends z.ZodMiniType>(type: Type, description: string): Type =>
  type.check(z.describe(description)) as Type;
const text = (description: string) => z.optional(described(z.string(), description));
const texts = (description: string) => z.optional(described(z.array(z.string()), description));

export const signalSchema = z.enum(['traces', 'metrics', 'logs', 'errors']);
export const severitySchema = z.enum(['off', 'error', 'warning', 'information', 'hint']);
const gateSchema = z.union([z.string(), z.record(z.string(), z.unknown())]);

const environmentSchema = z.strictObject({
  aliases: texts('Other names this environment goes by in paths, branches and manifests.'),
  branch: text('Branch whose commits reach this environment.'),
});

const launchSchema = z.strictObject({
  manager: text('Process manager that starts it: an entry of `managers`, or a launcher such as systemd.'),
  command: text('Command line that production runs, after every wrapper of the platform.'),
  directory: text('Working directory, relative to the repository root.'),
  declaredIn: text('File that says so: DEPLOYMENT.md, a unit file.'),
});

const serviceSchema = z.strictObject({
  name: described(z.string(), 'Name of the service, as dashboards and on-call know it.'),
  root: text('Directory of the service, relative to the repository root.'),
  entryPoints: texts('Source files that production executes first, relative to `root`.'),
  launch: z.optional(described(z.record(z.string(), launchSchema), 'How each environment starts it.')),
  health: z.optional(
    described(
      z.strictObject({
        liveness: text('Path that says the process is alive.'),
        readiness: text('Path that says it can take traffic.'),
      }),
      'Health endpoints.',
    ),
  ),
});

const managerSchema = z.strictObject({
  name: described(z.string(), 'Name of the process manager.'),
  files: described(
    z.union([z.string(), z.array(z.string())]),
    'Glob of the files it reads, relative to the repository root.',
  ),
  format: described(z.enum(['json', 'yaml', 'toml', 'ini', 'xml']), 'Format of those files.'),
  processes: text('Path to the processes: `$.processes[*]`; for ini, a pattern of section names such as `program:*`.'),
  environment: text('Environment these files are for; by default their path decides.'),
  fields: described(
    z.strictObject({
      name: text('Key of the process name.'),
      command: described(z.string(), 'Key of the command: a string, or a list of words.'),
      arguments: text('Key of the arguments, where they stand apart from the command.'),
      directory: text('Key of the working directory.'),
      environment: text('Key of the environment variables: a map, or a list of `NAME=value`.'),
    }),
    'Where each value stands in a process.',
  ),
  shell: z.optional(described(z.boolean(), 'The command goes through a shell.')),
});

export const profileSchema = described(
  z.strictObject({
    version: described(z.literal(1), 'Version of this format: 1.'),
    environments: z.optional(
      described(z.record(z.string(), environmentSchema), 'The environments code travels through.'),
    ),
    services: z.optional(described(z.array(serviceSchema), 'What production starts.')),
    managers: z.optional(described(z.array(managerSchema), 'Process managers that no reader knows.')),
    telemetry: z.optional(
      described(
        z.strictObject({
          vendor: text('Telemetry vendor: opentelemetry, datadog, newrelic, sentry.'),
          require: z.optional(described(z.array(signalSchema), 'Signals every service must emit in production.')),
          injectedBy: texts(
            'Mechanisms outside the repository that inject telemetry, such as an operator; verdicts then say external.',
          ),
        }),
        'What production expects to see.',
      ),
    ),
    logging: z.optional(
      described(
        z.strictObject({
          mustLog: texts('Kinds of operation that must leave a log line, or patterns of their names.'),
          fields: texts('Fields every log line carries.'),
          structured: z.optional(described(z.boolean(), 'Log lines carry fields, not interpolated text.')),
          library: text('Logging library for code that has none yet.'),
        }),
        'Logging rules.',
      ),
    ),
    flags: z.optional(
      described(
        z.strictObject({
          provider: text('Feature flag provider: openfeature, launchdarkly, unleash, …'),
          helpers: texts('Functions of this repository that ask for a flag.'),
          manifest: text('File that lists the flags.'),
          require: z.optional(
            described(
              z.array(z.strictObject({ paths: z.array(z.string()) })),
              'Paths whose new behaviour must be behind a flag.',
            ),
          ),
        }),
        'Feature flags.',
      ),
    ),
    rollout: z.optional(
      described(
        z.strictObject({
          strategy: text('How a release reaches users: canary, blue-green, rolling.'),
          order: texts('Order in which parts are deployed.'),
          killSwitches: z.optional(described(z.enum(['required', 'optional']), 'Whether risky paths need a switch.')),
        }),
        'Rollout rules.',
      ),
    ),
    pipeline: z.optional(
      described(
        z.strictObject({
          pullRequest: z.optional(
            described(z.strictObject({ gates: z.optional(z.array(gateSchema)) }), 'Before a merge.'),
          ),
          staging: z.optional(
            described(
              z.strictObject({
                trigger: text('What starts the deploy: merge, manual, tag.'),
                approval: z.optional(z.enum(['required', 'none'])),
                wait: z.optional(z.boolean()),
                smoke: texts('Paths probed after the deploy.'),
                rollback: text('How a bad release is taken back.'),
              }),
              'The staging deploy.',
            ),
          ),
          production: z.optional(
            described(
              z.strictObject({
                trigger: text('What starts the deploy: merge, manual, tag.'),
                approval: z.optional(z.enum(['required', 'none'])),
                wait: z.optional(z.boolean()),
                smoke: texts('Paths probed after the deploy.'),
                rollback: text('How a bad release is taken back.'),
              }),
              'The production deploy.',
            ),
          ),
        }),
        'Deployment policy.',
      ),
    ),
    compliance: z.optional(
      described(
        z.strictObject({
          sensitive: texts('Names of data that must not be logged.'),
          authorization: z.optional(z.record(z.string(), z.unknown())),
          regions: texts('Regions data may be in.'),
          approvals: z.optional(z.array(z.unknown())),
        }),
        'Compliance rules.',
      ),
    ),
    architecture: z.optional(
      described(
        z.strictObject({
          layers: z.optional(z.array(z.unknown())),
          forbid: z.optional(z.array(z.unknown())),
          notes: z.optional(z.array(z.strictObject({ paths: z.array(z.string()), note: z.string() }))),
        }),
        'Architecture rules and notes.',
      ),
    ),
    consumers: z.optional(
      described(
        z.array(z.strictObject({ contract: z.string(), usedBy: z.array(z.string()) })),
        'Who uses which contract.',
      ),
    ),
    checklist: z.optional(
      described(z.array(z.strictObject({ id: z.string(), text: z.string() })), 'Manual items of the checklist.'),
    ),
    rules: z.optional(
      described(
        z.record(
          z.string(),
          z.union([
            severitySchema,
            z.strictObject({
              severity: z.optional(severitySchema),
              paths: z.optional(z.array(z.string())),
            }),
          ]),
        ),
        'Severity of a rule, or `off`.',
      ),
    ),
    ignore: texts('Globs of files that are not reviewed.'),
  }),
  'How this repository really runs in production.',
);

export type Profile = z.infer<typeof profileSchema>;
export type ProfileService = NonNullable<Profile['services']>[number];
export type ProfileManager = NonNullable<Profile['managers']>[number];

/** A profile that was read from a file, with the place of each of its values. */
export interface LoadedProfile {
  readonly file: string;
  readonly text: string;
  readonly value: Profile;
  /** Range of the value at a path such as `['services', 0, 'launch', 'production', 'command']`; null where the file does not have it. */
  locate(path: readonly (string | number)[]): Range | null;
  /** Range of the key at a path; for list items, of the item. */
  locateKey(path: readonly (string | number)[]): Range | null;
}

/** Where a profile may stand, best first. */
export const profilePaths: readonly string[] = [
  'prodaware.yaml',
  'prodaware.yml',
  '.prodaware.yaml',
  '.github/prodaware.yaml',
];
