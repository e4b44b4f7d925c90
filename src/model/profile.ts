/**
 * The deployment profile, `prodaware.yaml`: what a team knows of its production and a repository does not say.
 * The zod schema is the one home of its shape and of the meaning of its keys; the type, the JSON Schema, the messages,
 * the completion and the hover come from it. Every key is optional but `version`; unknown keys are errors.
 */
import * as z from 'zod/mini';
import type { Range } from './text.ts';

/** What a value names, so that it can be completed, linked and checked. Paths are relative to the repository root. */
export type Suggestion =
  | 'environment'
  /** a process manager: an entry of `managers`, or a launcher that a reader knows */
  | 'launcher'
  | 'rule'
  | 'directory'
  /** like a directory, but may also be absolute: a place on the host or in the container */
  | 'working-directory'
  | 'file'
  /** a file relative to the `root` beside it */
  | 'entry-point'
  | 'glob'
  | 'command';

/** Schemas of the profile whose values name something. */
export const suggestions = z.registry<{ suggests: Suggestion }>();

/** Beside its description: `examples` are offered as values, `default` is what holds where the key is missing. */
interface Extra {
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly suggests?: Suggestion;
}

function described<Type extends z.ZodMiniType>(type: Type, description: string, extra: Extra = {}): Type {
  const { suggests, ...metadata } = extra;
  const result = type.check(z.meta({ description, ...metadata }));
  if (suggests !== undefined) suggestions.add(result, { suggests });
  return result;
}

const text = (description: string, extra?: Extra) => z.optional(described(z.string(), description, extra));
const flag = (description: string, extra?: Extra) => z.optional(described(z.boolean(), description, extra));
const texts = (description: string, { suggests, ...extra }: Extra = {}) =>
  z.optional(described(z.array(named(suggests)), description, extra));
const map = <Shape extends z.core.$ZodLooseShape>(description: string, shape: Shape) =>
  z.optional(described(z.strictObject(shape), description));
const paths = (description: string) => described(z.array(named('glob')), description);

/** Text that names something, without words of its own: an item of a list, a key of a map. */
function named(suggests: Suggestion | undefined): z.ZodMiniString {
  const result = z.string();
  if (suggests !== undefined) suggestions.add(result, { suggests });
  return result;
}

export const signalSchema = z.enum(['traces', 'metrics', 'logs', 'errors']);
export const severitySchema = z.enum(['off', 'error', 'warning', 'information', 'hint']);

const environmentSchema = z.strictObject({
  aliases: texts('Other names this environment goes by in paths, branches and manifests.', {
    examples: [['prod', 'live']],
  }),
  branch: text('Branch whose commits reach this environment.', { examples: ['main'] }),
});

const launchSchema = z.strictObject({
  manager: text('What starts it: an entry of `managers`, or a launcher such as systemd.', { suggests: 'launcher' }),
  command: text(
    'Command line that runs, without what the platform puts around it. Telemetry wrappers belong to the command.',
    { suggests: 'command' },
  ),
  directory: text('Working directory, relative to the repository root.', { suggests: 'working-directory' }),
  declaredIn: text('File that says so: DEPLOYMENT.md, a unit file.', { suggests: 'file' }),
});

const serviceSchema = z.strictObject({
  name: described(z.string(), 'Name of the service, as dashboards and on-call know it.'),
  root: text('Directory of the service, relative to the repository root.', { suggests: 'directory' }),
  entryPoints: texts('Source files that production executes first, relative to `root`.', { suggests: 'entry-point' }),
  launch: z.optional(
    described(z.record(named('environment'), launchSchema), 'How each environment starts the service, by environment.'),
  ),
  health: map('Health endpoints.', {
    liveness: text('Path that says the process is alive.', { examples: ['/health'] }),
    readiness: text('Path that says it can take traffic.', { examples: ['/ready'] }),
  }),
});

const managerSchema = z.strictObject({
  name: described(z.string(), 'Name of the process manager, as `launch` refers to it.'),
  files: described(
    z.union([named('glob'), z.array(named('glob'))]),
    'Glob of the files it reads, relative to the repository root; or several.',
  ),
  format: described(z.enum(['json', 'yaml', 'toml', 'ini', 'xml']), 'Format of those files.'),
  processes: text(
    'Path to the processes: `$.processes[*]`; for ini, a pattern of section names such as `program:*`. Without it the whole file is one process.',
    { examples: ['$.processes[*]'] },
  ),
  environment: text('Environment these files are for. Without it their path decides.', { suggests: 'environment' }),
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
  shell: flag('The command goes through a shell.', { default: false }),
});

const gateSchema = z.union([z.string(), z.record(z.string(), z.unknown())]);

const deploySchema = {
  trigger: text('What starts the deploy.', { examples: ['merge', 'manual', 'tag'] }),
  approval: z.optional(described(z.enum(['required', 'none']), 'Whether a person has to approve it.')),
  wait: flag('The pipeline waits until the new version is up.'),
  smoke: texts('Paths probed after the deploy.', { examples: [['/health', '/ready']] }),
  rollback: text('How a bad release is taken back.', { examples: ['redeploy-previous-tag'] }),
};

const scopedSeveritySchema = z.strictObject({
  severity: z.optional(described(severitySchema, 'Severity of its findings, or `off`.')),
  paths: z.optional(paths('Globs of the files this severity holds for; elsewhere the rule keeps its own.')),
});

const ruleSettingSchema = z.union([severitySchema, scopedSeveritySchema, z.array(scopedSeveritySchema)]);

export const profileSchema = described(
  z.strictObject({
    version: described(z.literal(1), 'Version of this format: 1.'),
    environments: z.optional(
      described(z.record(named('environment'), environmentSchema), 'The environments code travels through, by name.'),
    ),
    services: z.optional(described(z.array(serviceSchema), 'What production starts.')),
    managers: z.optional(
      described(
        z.array(managerSchema),
        'Process managers that no reader knows: where their files are and where the command stands in them.',
      ),
    ),
    telemetry: map('What production expects to see.', {
      vendor: text('Telemetry vendor.', { examples: ['opentelemetry', 'datadog', 'newrelic', 'sentry'] }),
      require: z.optional(described(z.array(signalSchema), 'Signals every service must emit in production.')),
      injectedBy: texts(
        'Mechanisms outside the repository that inject telemetry, such as an operator. Verdicts then say external.',
      ),
    }),
    logging: map('Logging rules.', {
      mustLog: texts('Kinds of operation that must leave a log line, or patterns of their names.'),
      fields: texts('Fields every log line carries.', { examples: [['trace_id']] }),
      structured: flag('Log lines carry fields, not interpolated text.'),
      library: text('Logging library for code that has none yet.'),
    }),
    flags: map('Feature flags.', {
      provider: text('Feature flag provider.', { examples: ['openfeature', 'launchdarkly', 'unleash'] }),
      helpers: texts('Functions of this repository that ask for a flag.'),
      manifest: text('File that lists the flags.', { suggests: 'file' }),
      require: z.optional(
        described(
          z.array(z.strictObject({ paths: paths('Globs of the files it holds for.') })),
          'Paths whose new behaviour must be behind a flag.',
        ),
      ),
    }),
    rollout: map('Rollout rules.', {
      strategy: text('How a release reaches users.', { examples: ['canary', 'blue-green', 'rolling'] }),
      order: texts('Order in which parts are deployed.', { examples: [['migrate', 'api', 'worker']] }),
      killSwitches: z.optional(
        described(z.enum(['required', 'optional']), 'Whether risky paths need a switch that turns them off.'),
      ),
    }),
    pipeline: map('Deployment policy: what must stand between a change and production.', {
      pullRequest: map('Before a merge.', {
        gates: z.optional(
          described(z.array(gateSchema), 'Checks that must pass; with settings as `tests: { coverage: 80 }`.', {
            examples: [['lint', 'types', 'tests']],
          }),
        ),
      }),
      staging: map('The staging deploy.', deploySchema),
      production: map('The production deploy.', deploySchema),
      actions: z.optional(
        described(
          z.enum(['sha', 'version']),
          'How exactly actions of others are named: by commit, or by a version at least.',
        ),
      ),
      images: z.optional(
        described(z.enum(['immutable', 'any']), 'Whether the tag of an image that is deployed may move.'),
      ),
      runtime: map('What production runs on, for pipelines that are made from this profile.', {
        platform: z.optional(
          described(z.enum(['ecs', 'kubernetes', 'systemd']), 'What starts and replaces the service.'),
        ),
        service: text('Name of the service, deployment or unit there.'),
        cluster: text('Cluster it is in.'),
        namespace: text('Namespace of Kubernetes it is in.'),
        region: text('Region of the cloud it is in.'),
        registry: text('Where images are pushed to.'),
        host: text('Host that is reached over SSH.'),
      }),
    }),
    compliance: map('Compliance rules.', {
      sensitive: texts('Names of data that must not be logged.', { examples: [['password', 'email']] }),
      authorization: map('What makes a request authorised, and which routes need none.', {
        decorators: texts('Names of decorators, annotations and attributes that ask who calls.', {
          examples: [['login_required', 'PreAuthorize']],
        }),
        middleware: texts('Names of middleware, dependencies and functions that ask who calls.', {
          examples: [['requireAuth']],
        }),
        public: texts('Paths of routes that everybody may call; `*` and `**` as in globs.', {
          examples: [['/health', '/login', '/webhooks/**']],
        }),
      }),
      audit: texts('Kinds of operation that must leave an audit record, or patterns of their names.', {
        examples: [['admin action', 'delete*']],
      }),
      auditHelpers: texts('Functions of this repository that write the audit record.', {
        examples: [['audit.record']],
      }),
      regions: texts('Regions of the cloud data may be in; `eu-*` is all that begin so.', {
        examples: [['eu-central-1', 'europe-west3']],
      }),
      approvals: z.optional(
        described(
          z.array(
            z.strictObject({
              paths: paths('Globs of the files it holds for.'),
              by: text('Who approves: a team, a role.', { examples: ['payments', 'security'] }),
              reason: text('Why.'),
            }),
          ),
          'Changes that need the approval of somebody.',
        ),
      ),
    }),
    architecture: map('Architecture rules and notes.', {
      layers: z.optional(
        described(
          z.array(
            z.union([
              z.string(),
              z.strictObject({
                name: described(z.string(), 'What the layer is called.'),
                paths: paths('Globs of its files.'),
              }),
            ]),
          ),
          'Layers of the code, the lowest first: none may import one above it. A name alone is the folder of that name.',
          { examples: [['domain', 'application', 'web']] },
        ),
      ),
      forbid: z.optional(
        described(
          z.array(
            z.strictObject({
              from: described(
                z.union([z.string(), z.array(z.string())]),
                'Layers, or globs of the files that must not import it.',
              ),
              to: z.optional(
                described(
                  z.union([z.string(), z.array(z.string())]),
                  'Layers, or globs of the files that must not be imported.',
                ),
              ),
              packages: texts('Packages that must not be imported.', { examples: [['express', 'sqlalchemy']] }),
              reason: text('Why.'),
            }),
          ),
          'Dependencies that must not exist.',
        ),
      ),
      notes: z.optional(
        described(
          z.array(
            z.strictObject({
              paths: paths('Globs of the files the note is about.'),
              note: described(z.string(), 'What whoever changes them must know.'),
            }),
          ),
          'What the code does not say about itself.',
        ),
      ),
    }),
    consumers: z.optional(
      described(
        z.array(
          z.strictObject({
            contract: described(z.string(), 'File of the contract: an OpenAPI document, a proto file.', {
              suggests: 'file',
            }),
            usedBy: described(z.array(z.string()), 'Who breaks when it changes.'),
          }),
        ),
        'Who uses which contract.',
      ),
    ),
    checklist: z.optional(
      described(
        z.array(
          z.strictObject({
            id: described(z.string(), 'Name of the item, which answers are kept under.'),
            text: described(z.string(), 'What somebody confirms.'),
            paths: z.optional(paths('Globs of the files it is about; without them it is asked of every change.')),
          }),
        ),
        'Items of the release checklist that only a person can answer.',
      ),
    ),
    rules: z.optional(
      described(z.record(named('rule'), ruleSettingSchema), 'Severity of each rule, or `off`, by rule id.'),
    ),
    ignore: texts('Globs of files that are not reviewed.', { suggests: 'glob', examples: [['vendor/**']] }),
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
