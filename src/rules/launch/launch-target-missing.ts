/** The command that production runs names a file that is not there: the next start, or restart, fails. */
import { retargetFix } from '../../fixes/command.ts';
import type { Launch, Service, Word } from '../../model/production.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import { isTestPath } from '../paths.ts';
import { baseName, launchEvidence, launchIdentity, launchLocation, reviewedLaunches, runs } from './launches.ts';

export const launchTargetMissing = defineRule({
  id: 'launch-target-missing',
  area: 'launch',
  severity: 'error',
  scope: 'production',
  summary: 'Production starts a file that the repository does not have.',
  why:
    'A file was renamed or moved and the launch line was not. Nothing notices: tests start the code in their own way. ' +
    'The process that runs goes on until it is restarted, and then nothing comes up.\n\n' +
    'It is reported when the command names a file of this repository that is not there. It is silent where the file may ' +
    'come from elsewhere: made by a build step, part of the base image, a path that holds a variable.',
  fixes:
    'Where exactly one file of that name exists below the service, the command is changed to name it. It wants a look: ' +
    'the file may have been replaced by another on purpose.',
  examples: {
    python: {
      bad: {
        'settings.py': 'QUEUE = "mails"\n',
        'worker/consumer.py': 'import queue\n\nqueue.Queue().get()\n',
        Procfile: 'worker: python [|consumer.py|]\n',
      },
      good: {
        'settings.py': 'QUEUE = "mails"\n',
        'worker/consumer.py': 'import queue\n\nqueue.Queue().get()\n',
        Procfile: 'worker: python worker/consumer.py\n',
      },
    },
    javascript: {
      bad: {
        'package.json': '{ "name": "api" }\n',
        'settings.js': 'module.exports = { port: 8080 };\n',
        'app/server.js': "require('node:http').createServer().listen(8080);\n",
        Procfile: 'web: node [|server.js|]\n',
      },
      good: {
        'package.json': '{ "name": "api" }\n',
        'settings.js': 'module.exports = { port: 8080 };\n',
        'app/server.js': "require('node:http').createServer().listen(8080);\n",
        Procfile: 'web: node app/server.js\n',
      },
    },
  },
  check: (context) =>
    reviewedLaunches(context.production).flatMap(({ service, launch }) => {
      const draft = draftOf(context, service, launch);
      return draft === null ? [] : [draft];
    }),
});

function draftOf(context: ProductionContext, service: Service, launch: Launch): Draft | null {
  const missing = launch.missingTarget;
  if (missing === null) return null;
  const word = namingWord(launch.argv, missing);
  const place = word?.exact === true ? { file: word.file, range: word.range } : launchLocation(launch);
  const path = expectedPath(missing, launch.directory ?? service.root);
  const found = filesOfName(context.paths, service.root, baseName(path));
  const only = found.length === 1 ? found[0] : undefined;
  const fix =
    word === null || only === undefined ? null : retargetFix(word, path, only, (file) => context.source(file)?.text);
  const evidence =
    only === undefined ? [] : [{ file: only, range: { start: 0, end: 0 }, label: 'a file of this name is here' }];
  const elsewhere = place.file === launch.commandLocation.file ? [] : [launchEvidence(launch)];
  return {
    ...place,
    message: `the next start of ${service.name} fails: ${runs(launch)}, and ${missing} does not exist`,
    service: service.name,
    environment: launch.environment,
    evidence: [...elsewhere, ...evidence],
    fixes: fix === null ? [] : [fix],
    fault: launchIdentity(service, launch),
  };
}

/** The word of the command that names the target: as it is, or with what is taken from it (`app.main:app`). */
function namingWord(argv: readonly Word[], target: string): Word | null {
  return argv.find((word) => word.value === target) ?? argv.find((word) => word.value.split(':')[0] === target) ?? null;
}

/** Where the file would be, from the repository's root. */
function expectedPath(missing: string, directory: string): string {
  const isModule = !/\.(?:py|[cm]?[jt]s)$/.test(missing);
  const written = isModule ? `${missing.replaceAll('.', '/')}.py` : missing;
  const segments: string[] = [];
  for (const segment of `${directory}/${written}`.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}

/** Nothing that only tests or examples start. */
function filesOfName(paths: readonly string[], root: string, name: string): string[] {
  const below = root === '.' ? '' : `${root}/`;
  return paths.filter((path) => path.startsWith(below) && baseName(path) === name && !isTestPath(path));
}
