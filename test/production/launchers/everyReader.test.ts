import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Command, Declaration, Word } from '../../../src/model/production.ts';
import { applyEdits } from '../../../src/model/text.ts';
import { readers } from '../../../src/production/launchers/index.ts';
import { managerReaders } from '../../../src/production/launchers/manager.ts';
import { joinedBy } from '../../../src/production/launchers/reader.ts';
import type { LauncherReader, Reading } from '../../../src/production/launchers/reader.ts';
import { insertBefore } from '../../../src/production/text/words.ts';
import { parseProfile } from '../../../src/profile/parse.ts';
import type { Grammar } from '../../../src/syntax/parse.ts';
import { testParsers } from '../../syntax/parsers.ts';

interface Sample {
  readonly path: string;
  /** A file that starts these words; the first is `python`. */
  write(words: readonly string[]): string;
  /** Words cannot be put before the command in it: it is only read, and with anything put into it. */
  fixed?: true;
}

const json = (words: readonly string[]): string => `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
const quoted = (words: readonly string[]): string =>
  words.map((word) => `"${word.replace(/["\\]/g, '\\$&')}"`).join(' ');
const doubled = (words: readonly string[], sign: RegExp): string[] => words.map((word) => word.replace(sign, '$&$&'));
const block = (words: readonly string[], indent: string): string =>
  words.map((word) => `${indent}- ${JSON.stringify(word)}\n`).join('');

/** At least one per style of each launcher. */
const samples: Readonly<Record<string, readonly Sample[]>> = {
  dockerfile: [
    {
      path: 'Dockerfile',
      write: (words) => `FROM a AS b\nRUN x\nFROM b\nCOPY . /app/\nENV A=1\nENTRYPOINT ${json(words)}\nCMD ["x"]\n`,
    },
    {
      path: 'Dockerfile',
      write: (words) =>
        `# escape=\`\nFROM a\nCMD [ \`\n${words.map((word) => `  ${JSON.stringify(word)}`).join(', `\n')} ]\n`,
    },
  ],
  compose: [
    {
      path: 'compose.yaml',
      write: (words) => `services:\n  a:\n    image: x\n    command: ${json(doubled(words, /\$/g))}\n`,
    },
    {
      path: 'compose.yaml',
      write: (words) =>
        `services:\n  a:\n    image: x\n    command:\n${block(doubled(words, /\$/g), '      ')}    working_dir: /x\n`,
    },
    {
      path: 'compose.yaml',
      write: (words) =>
        `services:\n  a:\n    image: x\n    entrypoint: ${JSON.stringify(quoted(doubled(words, /\$/g)))}\n`,
    },
    {
      path: 'compose.yaml',
      write: (words) =>
        `services:\n  a:\n    image: x\n    command: |\n      python\n      ${quoted(doubled(words, /\$/g).slice(1))}\n`,
    },
  ],
  kubernetes: [
    {
      path: 'a.yaml',
      write: (words) =>
        `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    image: b\n    command: ${json(doubled(words, /\$/g))}\n`,
    },
    {
      path: 'a.yaml',
      write: (words) =>
        `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: b\n      args:\n${block(doubled(words, /\$/g), '      ')}      name: a\n`,
    },
    {
      path: 'a.yaml',
      write: (words) =>
        `apiVersion: v1\nkind: Pod\nspec:\n  containers: [{ image: b, command: [\n    python,\n    ${json(doubled(words, /\$/g).slice(1)).slice(1)} }]\n`,
    },
    {
      path: 'kustomization.yaml',
      fixed: true,
      write: (words) =>
        `resources: [https://github.com/a/b?ref=c, .]\nconfigMapGenerator: [{ name: a, literals: ${json(words)} }]\npatches:\n  - patch: |-\n      apiVersion: v1\n      kind: Pod\n      metadata: { name: a }\n      spec: { containers: [{ name: b, command: ${json(words)} }] }\n`,
    },
  ],
  systemd: [
    {
      path: 'a.service',
      write: (words) =>
        `[Unit]\nDescription=x\n[Service]\nEnvironment=A=1 "B=2"\nExecStart=-python ${quoted(doubled(doubled(words, /%/g), /\$/g).slice(1))}\n`,
    },
    {
      path: 'a.service',
      write: (words) =>
        `[Service]\nExecStart=python \\\n  ${doubled(doubled(words, /%/g), /\$/g)
          .slice(1)
          .map((word) => quoted([word]))
          .join(' \\\n  ')}\nType=simple\n`,
    },
  ],
  supervisord: [
    {
      path: 'a.conf',
      write: (words) =>
        `[supervisord]\nenvironment=A="1"\n[program:a]\ncommand = python ${quoted(doubled(words, /%/g).slice(1))} ; so\ndirectory=/x\n`,
    },
    {
      path: 'a.ini',
      write: (words) => `[program:a]\ncommand=python\n  ${quoted(doubled(words, /%/g).slice(1))}\ndirectory=/x\n`,
    },
  ],
  pm2: [
    {
      path: 'pm2.yml',
      write: (words) => `apps:\n  - name: a\n    exec_mode: fork\n    script: |\n      ${quoted([...words, '-'])}\n`,
    },
    {
      path: 'ecosystem.config.js',
      fixed: true,
      write: (words) =>
        `const x = { A: \`b\${1}\` };\nmodule.exports = { apps: [{ name: 'a', script: './a.js', args: ${json(words)}, env: { ...x, B: process.env.B } }] };\n`,
    },
  ],
  helm: [
    {
      path: 'chart/templates/a.yaml',
      write: (words) =>
        `apiVersion: v1\nkind: Pod\nmetadata: { name: {{ .Chart.Name }} }\nspec:\n  containers:\n  - name: a\n    image: {{ .Values.x }}\n    command: ${json(doubled(words, /\$/g))}\n`,
    },
    {
      path: 'chart/templates/b.yaml',
      write: (words) =>
        `{{- if not .Values.off }}\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: b\n      args:\n${block(doubled(words, /\$/g), '      ')}      {{- include "more" . | nindent 6 }}\n      name: a\n{{- end }}\n`,
    },
  ],
  nomad: [
    {
      path: 'a.nomad.hcl',
      write: (words) =>
        `job "j" {\n  group "g" {\n    task "t" {\n      driver = "docker"\n      config {\n        image = "x"\n        entrypoint = ${json(words)}\n      }\n      env { A = "1" }\n    }\n  }\n}\n`,
    },
    {
      path: 'a.nomad.json',
      write: (words) =>
        `{ "Job": { "Type": "batch", "TaskGroups": [{ "Name": "g", "Tasks": [{ "Name": "t", "Driver": "docker", "Env": { "A": "1" }, "Config": { "image": "x", "entrypoint": ${json(words)} } }] }] } }`,
    },
  ],
  fly: [
    {
      path: 'fly.toml',
      write: (words) =>
        `app = "a"\n[experimental]\nentrypoint = ${json(words)}\n[processes]\nweb = "x"\n[[services]]\nprotocol = "tcp"\n[[services.http_checks]]\npath = "/h"\n`,
    },
  ],
  render: [
    {
      path: 'render.yaml',
      write: (words) =>
        `services:\n  - type: web\n    name: a\n    runtime: python\n    startCommand: |\n      ${quoted(words)}\n    envVars: [{ key: A, value: 1 }]\n`,
    },
  ],
  railway: [
    { path: 'railway.toml', write: (words) => `[deploy]\nstartCommand = '''${quoted(words)} '''\n`, fixed: true },
    { path: 'nixpacks.toml', write: (words) => `[start]\ncmd = ${JSON.stringify(words.join(' '))}\n`, fixed: true },
  ],
  'app-engine': [
    {
      path: 'app.yaml',
      write: (words) => `runtime: python311\nentrypoint: |\n  ${quoted(words)}\nenv_variables: { A: b }\n`,
    },
  ],
  heroku: [
    {
      path: 'heroku.yml',
      write: (words) =>
        `build:\n  docker:\n    web: Dockerfile\nrun:\n  web:\n    image: web\n    command:\n${block(words, '      ')}release:\n  image: web\n  command: [x]\n`,
    },
  ],
  'app-runner': [
    {
      path: 'apprunner.yaml',
      write: (words) => `version: 1.0\nrun:\n  command: |\n    ${quoted(words)}\n  env: [{ name: A, value: b }]\n`,
    },
  ],
  'app-platform': [
    {
      path: '.do/app.yaml',
      write: (words) =>
        `services:\n  - name: a\n    run_command: |\n      ${quoted(words)}\n    envs: [{ key: A, value: b }]\n`,
    },
  ],
  'cloud-foundry': [
    {
      path: 'manifest.yml',
      write: (words) => `applications:\n  - name: a\n    command: |\n      ${quoted(words)}\n    env: { A: b }\n`,
    },
  ],
  lambda: [
    {
      path: 'template.yaml',
      write: (words) =>
        `Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Metadata: { Dockerfile: Dockerfile }\n    Properties:\n      PackageType: Image\n      ImageConfig:\n        Command:\n${block(words, '        ')}`,
    },
    {
      path: 'template.json',
      fixed: true,
      write: (words) =>
        `{ "Resources": { "A": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": ${JSON.stringify(words.join('/'))}, "Runtime": { "Ref": "R" } } } } }`,
    },
  ],
  serverless: [
    {
      path: 'serverless.yml',
      write: (words) =>
        `provider: { name: aws, ecr: { images: { app: . } } }\nfunctions:\n  a:\n    image:\n      name: app\n      entryPoint:\n${block(words, '        ')}`,
    },
  ],
  s6: [{ path: 'services.d/a/run', write: (words) => `${quoted(words)}\n` }],
  circus: [
    {
      path: 'circus.ini',
      write: (words) => `[watcher:a]\ncmd = python\nargs = ${quoted(words.slice(1))}\n[env:a]\nA = 1\n`,
    },
  ],
  launchd: [
    {
      path: 'a.plist',
      fixed: true,
      write: (words) =>
        `<plist><dict><key>Label</key><string>a</string><key>ProgramArguments</key><array>${words.map((word) => `<string>${word.replace(/[&<]/g, '')}</string>`).join('')}</array><key>EnvironmentVariables</key><dict><key>A</key><string>1</string></dict></dict></plist>`,
    },
  ],
  jib: [
    {
      path: 'build.gradle.kts',
      fixed: true,
      write: (words) =>
        `jib {\n  container {\n    mainClass = "a.B"\n    jvmFlags = listOf(${words.map((word) => JSON.stringify(`-D${word}`)).join(', ')})\n    environment = mapOf("A" to "b")\n  }\n}\n`,
    },
    {
      path: 'pom.xml',
      fixed: true,
      write: (words) =>
        `<project><build><plugins><plugin><artifactId>jib-maven-plugin</artifactId><configuration><container><mainClass>a.B</mainClass><jvmFlags>${words.map((word) => `<jvmFlag>-D${word.replace(/[&<]/g, '')}</jvmFlag>`).join('')}</jvmFlags></container></configuration></plugin></plugins></build></project>`,
    },
  ],
  nais: [
    {
      path: 'nais.yaml',
      write: (words) =>
        `apiVersion: nais.io/v1alpha1\nkind: Application\nmetadata:\n  name: a\nspec:\n  image: b\n  command:\n${block(words, '    ')}  env:\n    - name: A\n      value: "1"\n`,
    },
  ],
  cron: [{ path: 'cron.d/a', write: (words) => `A=1\n0 3 * * * root ${quoted(words)}\n` }],
  openrc: [
    {
      path: 'init.d/a',
      fixed: true,
      write: (words) =>
        `#!/sbin/openrc-run\na="$b"\nb="\${a:-1}"\ncommand=python\ncommand_args="${words.slice(1).join(' ')} $a"\n`,
    },
  ],
  ecs: [
    {
      path: 'taskdef.json',
      write: (words) =>
        `{ "family": "a", "containerDefinitions": [{ "name": "a", "image": "b", "command": ${json(words)} }] }`,
    },
    {
      path: 'a.yaml',
      write: (words) =>
        `Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n      - Name: !Ref A\n        Image: x\n        EntryPoint:\n${block(words, '        ')}`,
    },
  ],
  terraform: [
    {
      path: 'a.tf',
      write: (words) =>
        `locals { a = 1 }\nresource "aws_ecs_task_definition" "t" {\n  container_definitions = jsonencode([{ name = "a", image = "b", command = ${json(words)} }])\n}\n`,
    },
    {
      path: 'a.tf',
      write: (words) =>
        `resource "aws_ecs_task_definition" "t" {\n  container_definitions = <<EOF\n[{ "name": "a", "cpu": \${var.x}, "command": ${json(words)} }]\nEOF\n}\n`,
    },
  ],
  beanstalk: [
    {
      path: 'Dockerrun.aws.json',
      write: (words) =>
        `{ "AWSEBDockerrunVersion": 2, "containerDefinitions": [{ "name": "a", "image": "b", "command": ${json(words)} }] }`,
    },
    {
      path: '.ebextensions/a.config',
      fixed: true,
      write: (words) =>
        `option_settings:\n  aws:elasticbeanstalk:container:nodejs:\n    NodeCommand: ${JSON.stringify(quoted(words))}\n  aws:elasticbeanstalk:container:python: { WSGIPath: a.py }\n`,
    },
  ],
  cdk: [
    {
      path: 'lib/a.ts',
      write: (words) =>
        `import * as ecs from 'aws-cdk-lib/aws-ecs';\nconst env = { A: 'b' };\ntask.addContainer('a', { image: ecs.ContainerImage.fromAsset('./a'), command: ${json(words)}, environment: env });\n`,
    },
    {
      path: 'lib/b.js',
      fixed: true,
      write: (words) =>
        `const { Function } = require('aws-cdk-lib/aws-lambda');\nnew Function(this, 'F', { handler: ${JSON.stringify(words.join('.'))}, code: Code.fromAsset(path.join(__dirname, 'x')), runtime: Runtime.PYTHON_3_12 });\n`,
    },
  ],
  deploy: [
    {
      path: '.github/workflows/a.yml',
      fixed: true,
      write: (words) =>
        `jobs:\n  a:\n    steps:\n      - run: |\n          gcloud run deploy a --image b \\\n            --args ${quoted(words)} --set-env-vars A=b,C=d\n          ssh h "cd /srv && pm2 start a.js -- x"\n          ssh h <<EOF\n            docker run -d -e A=b c ${quoted(words)}\n          EOF\n`,
    },
    { path: 'Jenkinsfile', fixed: true, write: (words) => `sh '''\nssh h "nohup ${words.join(' ')} &"\n'''\n` },
  ],
  kamal: [
    {
      path: 'config/deploy.yml',
      write: (words) =>
        `service: a\nimage: b/a\nservers:\n  web: [1.2.3.4]\n  job:\n    hosts: [1.2.3.4]\n    cmd: ${JSON.stringify(quoted(words))}\nenv: { clear: { A: b }, secret: [C] }\n`,
      fixed: true,
    },
  ],
  uwsgi: [
    {
      path: 'uwsgi.ini',
      fixed: true,
      write: (words) => `[uwsgi]\nmodule = ${words.at(1) ?? 'a'}.wsgi\nenv = A=1\nchdir = /srv\n`,
    },
    { path: 'uwsgi.xml', fixed: true, write: (words) => `<uwsgi id="a">\n<module>${words[0]}</module>\n</uwsgi>\n` },
  ],
  procfile: [{ path: 'Procfile', write: (words) => `release: x\nweb: ${quoted(words)}\n` }],
  Json: [
    { path: 'm/a.json', write: (words) => `{\t"p": [{ "name": "a", "cmd": ${JSON.stringify(quoted(words))} }] }` },
    {
      path: 'm/a.json',
      write: (words) =>
        `{ "p": [{ "cmd": [\n      ${words.map((word) => JSON.stringify(word)).join(',\n      ')}\n    ], "name": "a" }] }`,
    },
  ],
  Toml: [
    {
      path: 'm/a.toml',
      write: (words) => `[[p]]\nname = "a"\ncmd = ${JSON.stringify(quoted(words))}\nenv = { A = "1" }\n`,
    },
  ],
  Ini: [{ path: 'm/a.ini', write: (words) => `[p:a]\ncmd = ${quoted(words)}\n` }],
  Xml: [
    {
      path: 'm/a.xml',
      write: (words) =>
        `<m><p name="a"><cmd>${quoted(words).replace(/&/g, '&amp;').replace(/</g, '&lt;')}</cmd></p></m>`,
    },
  ],
};

const managers = ['Json', 'Toml', 'Ini', 'Xml'].map(
  (name) =>
    `  - { name: ${name}, files: m/*, format: ${name.toLowerCase()}, processes: "${name === 'Ini' ? 'p:*' : name === 'Xml' ? '$.m.p[*]' : '$.p[*]'}", fields: { name: name, command: cmd, environment: env } }`,
);
const { profile } = parseProfile('prodaware.yaml', `version: 1\nmanagers:\n${managers.join('\n')}\n`);
const all: readonly LauncherReader[] = [...readers, ...(profile === null ? [] : managerReaders(profile))];

/** Grammars that readers ask for, loaded before the tests. */
const grammars = new Map<string, Grammar>();

/** What the engine does, without waiting. */
function readingOf(reader: LauncherReader, path: string, text: string): Reading {
  const file = reader.grammarOf?.(path) ?? null;
  const grammar = file === null ? undefined : grammars.get(file);
  return reader.read({ path, text, tree: grammar?.parse(text) });
}

const argument = fc.string({ unit: fc.constantFrom(...`ab./-=:,é "'$%\\`), maxLength: 8 });
const commands = fc.array(argument, { maxLength: 4 }).map((rest) => ['python', ...rest]);

function commandsOf(declaration: Declaration): Command[] {
  const [one, other] =
    declaration.kind === 'image'
      ? [declaration.entrypoint, declaration.command]
      : [declaration.entrypoint, declaration.arguments];
  return [one, other].filter((command) => command !== null);
}

/** The command that starts with this word, wherever the reader puts it; a line for a shell is split at blanks. */
function commandStarting(reading: Reading, first: string): { words: readonly Word[]; isShell: boolean } | null {
  for (const command of reading.declarations.flatMap(commandsOf)) {
    if (command.form === 'exec' && command.words[0]?.value === first) return { words: command.words, isShell: false };
    if (command.form === 'shell' && command.line.exact && command.line.text.replaceAll('"', '').startsWith(first)) {
      const { file, range, text } = command.line;
      return { words: [{ file, range, value: text, style: 'words', exact: true, dynamic: false }], isShell: true };
    }
  }
  return null;
}

describe('every reader', () => {
  before(async () => {
    for (const reader of all) {
      for (const { path } of samples[reader.name] ?? []) {
        const file = reader.grammarOf?.(path) ?? null;
        if (file !== null) grammars.set(file, await testParsers().grammar(file));
      }
    }
  });

  it('has a sample here', () => assert.deepEqual(all.map(({ name }) => name).sort(), Object.keys(samples).sort()));

  for (const reader of all) {
    for (const [index, sample] of (samples[reader.name] ?? []).entries()) {
      const { path } = sample;
      if (sample.fixed === true) continue;

      it(`${reader.name} ${index + 1}: reads the words of a command back, and one that is put before them`, () => {
        fc.assert(
          fc.property(commands, (words) => {
            const text = sample.write(words);
            const reading = readingOf(reader, path, text);
            assert.deepEqual(reading.faults, [], text);
            const command = commandStarting(reading, 'python');
            assert.ok(command !== null, text);
            const [first] = command.words;
            assert.ok(first?.exact, text);
            if (!command.isShell)
              assert.deepEqual(
                command.words.map(({ value }) => value),
                words,
                text,
              );

            const changed = applyEdits(text, [insertBefore(first, ['WRAP', '--x'], text)]);
            const again = readingOf(reader, path, changed);
            assert.deepEqual(again.faults, [], changed);
            const wrapped = commandStarting(again, 'WRAP');
            assert.ok(wrapped !== null, changed);
            if (!wrapped.isShell)
              assert.deepEqual(
                wrapped.words.map(({ value }) => value),
                ['WRAP', '--x', ...words],
                changed,
              );
          }),
        );
      });
    }

    it(`${reader.name}: takes any text without throwing, and points into it`, () => {
      const piece = fc.constantFrom(
        ...'[]{}"\'\\\n\t #:=&*!|>-%$<',
        '\r\n',
        '[',
        '- ',
        '\\\n',
        '<<EOF\n',
        '${',
        '%(',
        'ENTRYPOINT ',
        '\0',
        '\ud800',
      );
      const edit = fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        cut: fc.nat(12),
        put: fc.array(piece, { maxLength: 3 }),
      });
      const sample = fc.constantFrom(...(samples[reader.name] ?? []));
      fc.assert(
        fc.property(
          sample,
          commands,
          fc.array(edit, { minLength: 1, maxLength: 4 }),
          ({ path, write }, words, edits) => {
            let text = write(words);
            for (const { at, cut, put } of edits) {
              const start = Math.floor(at * text.length);
              text = text.slice(0, start) + put.join('') + text.slice(start + cut);
            }
            reader.claims({ path, text });
            const reading = readingOf(reader, path, text);
            const { declarations } = joinedBy(reader, new Map([[path, reading]]));
            JSON.stringify(reading);
            for (const fault of reading.faults) if (fault.file === path) assertInside(fault.range, text);
            for (const declaration of declarations) {
              assertInside(declaration.range, text);
              for (const command of commandsOf(declaration)) {
                assertInside(command.location.range, text);
                for (const { range } of command.form === 'exec' ? command.words : []) assertInside(range, text);
                if (command.form === 'shell' && command.line.exact) {
                  assert.equal(text.slice(command.line.range.start, command.line.range.end), command.line.text);
                }
              }
              for (const { range } of declaration.variables) assertInside(range, text);
            }
          },
        ),
        { numRuns: 400 },
      );
    });
  }
});

function assertInside(range: { start: number; end: number } | null, text: string): void {
  if (range === null) return;
  assert.ok(
    range.start >= 0 && range.start <= range.end && range.end <= text.length,
    `${JSON.stringify(range)} of ${JSON.stringify(text)}`,
  );
}
