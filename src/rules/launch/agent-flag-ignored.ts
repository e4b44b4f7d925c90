/** The wrapper, flag or variable that starts telemetry is there, at a place where nothing reads it. */
import { moveWordsFix, removeWordFix } from '../../fixes/command.ts';
import { insertProperty } from '../../fixes/insertProperty.ts';
import { vendorLabel } from '../../fixes/startTelemetry.ts';
import { interpreters } from '../../knowledge/interpreters.ts';
import { vendors } from '../../knowledge/telemetry/index.ts';
import type { Fix } from '../../model/finding.ts';
import type { Launch, Service, TelemetryPath, Variable, Word } from '../../model/production.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import { agentOf, agentWords } from './ignored/agentOf.ts';
import { clearedPool } from './ignored/clearedPool.ts';
import type { Ignored } from './ignored/ignored.ts';
import { lateSettings } from './ignored/lateSettings.ts';
import { lostInChildren } from './ignored/lostInChildren.ts';
import { misplacedAnnotation } from './ignored/misplacedAnnotation.ts';
import { replacedSettings } from './ignored/replacedSettings.ts';
import { wrongBuild } from './ignored/wrongBuild.ts';
import { baseName, ignoredPath, launchEvidence, launchIdentity, reviewedLaunches } from './launches.ts';

const python = {
  'requirements.txt': 'aiohttp\nopentelemetry-distro\nopentelemetry-exporter-otlp\n',
  'app.py': 'from aiohttp import web\n\napp = web.Application()\n\nif __name__ == "__main__":\n    web.run_app(app)\n',
};
const node = {
  'package.json': '{ "name": "api", "dependencies": { "dd-trace": "^5.0.0", "express": "^5.0.0" } }\n',
  'server.js': "require('express')().listen(8080);\n",
};
const unit = (command: string): string => `[Service]\nWorkingDirectory=/srv/api\nExecStart=${command}\n`;
const dockerfile = (command: string): string =>
  `FROM eclipse-temurin:21\nWORKDIR /app\nCOPY target/api.jar dd-java-agent.jar ./\nCMD ${command}\n`;
const pom =
  '<project><modelVersion>4.0.0</modelVersion><groupId>shop</groupId><artifactId>api</artifactId><version>1</version></project>\n';
const main =
  'package shop;\n\npublic class App {\n  public static void main(String[] arguments) {\n    new Server().run();\n  }\n}\n';

const php = {
  'composer.json':
    '{ "require": { "open-telemetry/sdk": "^1.0", "open-telemetry/opentelemetry-auto-slim": "^1.0" } }\n',
  'public/index.php': '<?php\nrequire __DIR__ . "/../vendor/autoload.php";\n',
  Dockerfile:
    'FROM php:8.4-fpm\nWORKDIR /srv\nCOPY . .\nCOPY docker/pool.d/shop.conf /usr/local/etc/php-fpm.d/\n' +
    'ENV OTEL_PHP_AUTOLOAD_ENABLED=true\nCMD ["php-fpm"]\n',
};
const pool = (setting: string): string => `[www]\npm = dynamic\n${setting}\n`;
const dotnet = {
  'Shop.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>\n',
  'Program.cs': 'var app = WebApplication.CreateBuilder(args).Build();\napp.Run();\n',
};
const profiled = (path: string): string =>
  'FROM mcr.microsoft.com/dotnet/aspnet:9.0-alpine\nWORKDIR /app\nCOPY . .\nENV CORECLR_ENABLE_PROFILING=1\n' +
  `ENV CORECLR_PROFILER={918728DD-259F-4A6A-AC2B-B85E1B658318}\nENV ${path}\nENTRYPOINT ["dotnet", "Shop.dll"]\n`;

export const agentFlagIgnored = defineRule({
  id: 'agent-flag-ignored',
  area: 'launch',
  severity: 'error',
  scope: 'production',
  summary: 'Telemetry is on the command line or in a variable, and what runs never reads it.',
  why:
    'Wrappers, agents and preloads depend on who reads what, and when. `opentelemetry-instrument` and `ddtrace-run` hand ' +
    'themselves on in PYTHONPATH, which `sudo`, `env -i` and `python -E`, `-I` or `-S` drop. `java` takes what follows the ' +
    'jar for arguments of the program, and does not know JAVA_OPTS, which only scripts put into a command. PM2 in cluster ' +
    'mode sets the variables of an app when Node runs already, too late for NODE_OPTIONS. Whoever reads the launch file ' +
    'sees that telemetry is there; the process emits none, and says nothing of it.\n\n' +
    'The work may be done by another process: workers of `uvicorn --workers`, all of hypercorn, and what a reloader starts ' +
    'again have none of `opentelemetry-instrument` before its version 0.63b0, which is reported where an older one is ' +
    'pinned. An agent may not fit: a native image of GraalVM loads none, and a profiler of .NET that is built for glibc is ' +
    'not loaded on Alpine. An annotation for the operator of OpenTelemetry holds on pods, not on their Deployment. Settings may be unread while telemetry runs: variables of a PM2 cluster and of `raw_env` come ' +
    'after what was preloaded, a file in OTEL_CONFIG_FILE stands over all variables that it does not name, and a pool of ' +
    'php-fpm without `clear_env = no` takes them away.\n\n' +
    'It is reported where the whole command is known and nothing else starts telemetry.',
  fixes:
    'The wrapper moves to the program, the agent before `-jar`, the options into `node_args`, and a flag by which Python ' +
    'ignores its variables goes. All of them want a look, as they change what production runs. JAVA_OPTS in an image becomes JAVA_TOOL_OPTIONS, ' +
    'a pool gets `clear_env = no`, a profiler the build for musl. For workers, native images and late settings there is no fix.',
  examples: {
    python: {
      bad: {
        ...python,
        'deploy/production/api.service': unit('opentelemetry-instrument [|/usr/bin/python3 -E app.py|]'),
      },
      good: { ...python, 'deploy/production/api.service': unit('opentelemetry-instrument /usr/bin/python3 app.py') },
    },
    javascript: {
      bad: {
        ...node,
        'ecosystem.config.js':
          "module.exports = {\n  apps: [\n    {\n      script: 'server.js',\n      instances: 'max',\n" +
          "      env_production: { NODE_OPTIONS: [|'--require dd-trace/init'|] },\n    },\n  ],\n};\n",
      },
      good: {
        ...node,
        'ecosystem.config.js':
          "module.exports = {\n  apps: [\n    {\n      node_args: '--require dd-trace/init',\n      script: 'server.js',\n" +
          "      instances: 'max',\n    },\n  ],\n};\n",
      },
    },
    php: {
      bad: { ...php, 'docker/pool.d/shop.conf': pool('[|clear_env = yes|]') },
      good: { ...php, 'docker/pool.d/shop.conf': pool('clear_env = no') },
    },
    csharp: {
      bad: { ...dotnet, Dockerfile: profiled('[|CORECLR_PROFILER_PATH=/otel/linux-x64/Native.so|]') },
      good: { ...dotnet, Dockerfile: profiled('CORECLR_PROFILER_PATH=/otel/linux-musl-x64/Native.so') },
    },
    java: {
      bad: {
        'pom.xml': pom,
        'src/main/java/shop/App.java': main,
        Dockerfile: dockerfile('["java", "-jar", "api.jar", [|"-javaagent:dd-java-agent.jar"|]]'),
      },
      good: {
        'pom.xml': pom,
        'src/main/java/shop/App.java': main,
        Dockerfile: dockerfile('["java", "-javaagent:dd-java-agent.jar", "-jar", "api.jar"]'),
      },
    },
  },
  check: (context) =>
    reviewedLaunches(context.production).flatMap(({ service, launch }) => {
      const ignored = ignoredOf(context, launch);
      return ignored === null ? [] : [draftOf(service, launch, ignored)];
    }),
});

function draftOf(service: Service, launch: Launch, { place, why, evidence, fix, isSetting }: Ignored): Draft {
  const what = isSetting === true ? 'a setting of its telemetry' : 'telemetry';
  return {
    file: place.file,
    range: place.range,
    message: `${service.name} is started with ${what} that does nothing: ${why}`,
    service: service.name,
    environment: launch.environment,
    evidence: [...evidence, launchEvidence(launch)],
    fixes: fix === null ? [] : [fix],
    fault: isSetting === true ? `${launchIdentity(service, launch)}:setting` : launchIdentity(service, launch),
  };
}

function ignoredOf(context: ProductionContext, launch: Launch): Ignored | null {
  const path = ignoredPath(launch);
  if (path !== null)
    return clearedWrapper(context, launch) ?? isolated(context, launch, path) ?? lateOptions(context, launch, path);
  const lost =
    lostInChildren(context, launch) ??
    lateSettings(launch) ??
    replacedSettings(context, launch) ??
    clearedPool(context, launch) ??
    wrongBuild(context, launch) ??
    misplacedAnnotation(context, launch);
  if (lost !== null) return lost;
  const { state, reason } = launch.telemetry;
  if (state === 'active' || state === 'conditional' || reason === 'disabled') return null;
  return agentBehindJar(context, launch) ?? unreadOptions(context, launch);
}

function clearedWrapper(context: ProductionContext, launch: Launch): Ignored | null {
  const at = launch.prefixes.findIndex((prefix) => prefix.kind === 'telemetry');
  const wrapper = launch.prefixes[at];
  const killer = launch.prefixes.slice(at + 1).find((prefix) => prefix.clearsEnvironment);
  const [first] = killer?.words ?? [];
  if (wrapper === undefined || killer === undefined || first === undefined) return null;
  return {
    place: first,
    why: `${killer.name} clears the environment in which ${wrapper.name} hands itself on`,
    evidence: wrapper.words.slice(0, 1).map(({ file, range }) => ({ file, range, label: 'telemetry starts here' })),
    fix: moveWordsFix(wrapper.words, launch.argv[0] ?? null, (file) => context.source(file)?.text),
  };
}

function isolated(context: ProductionContext, launch: Launch, path: TelemetryPath): Ignored | null {
  const program = baseName(launch.argv[0]?.value ?? '');
  const row = interpreters.find(({ names, isolatingFlags }) => isolatingFlags !== null && names.test(program));
  const [first] = launch.argv;
  if (row === undefined || first === undefined) return null;
  for (const word of launch.argv.slice(1)) {
    if (!word.value.startsWith('-')) return null;
    if (row.isolatingFlags?.test(word.value) !== true) continue;
    const last = launch.argv.at(-1) ?? word;
    const isWhole = [first, last].every((one) => one.exact && one.file === word.file && one.style === 'words');
    return {
      place: isWhole ? { file: word.file, range: { start: first.range.start, end: last.range.end } } : word,
      why: `${program} ${word.value} reads none of the variables by which ${vendorLabel(path.vendor)} is loaded`,
      evidence: path.evidence,
      // Of several letters in one word the others may be meant.
      fix: /^-[A-Z]$/.test(word.value) ? removeWordFix(word, (file) => context.source(file)?.text) : null,
    };
  }
  return null;
}

function lateOptions(context: ProductionContext, launch: Launch, path: TelemetryPath): Ignored | null {
  const options = launch.variables.find(
    ({ tooLate, range: own }) => tooLate === true && path.evidence.some(({ range }) => range.start === own.start),
  );
  if (options === undefined) return null;
  return {
    place: options,
    why: `PM2 in cluster mode sets ${options.name} when Node runs already, which reads it at its start only`,
    evidence: path.evidence.slice(1),
    fix:
      options.value === null
        ? null
        : insertProperty(launch.commandLocation, 'node_args', options.value, (file) => context.source(file)?.text),
  };
}

/** `java -jar app.jar -javaagent:agent.jar`: an argument of the program. */
function agentBehindJar(context: ProductionContext, launch: Launch): Ignored | null {
  if (!isJava(launch.argv)) return null;
  const jar = launch.argv.findIndex(({ value }) => value === '-jar');
  const target = launch.argv[jar];
  const agent = launch.argv.slice(jar + 2).find((word) => agentOf(word.value) !== null);
  if (jar < 1 || target === undefined || agent === undefined) return null;
  return {
    place: agent,
    why: `java takes what follows the jar for arguments of the program, and loads no ${vendorLabel(agentOf(agent.value) ?? '')} agent`,
    evidence: [{ file: target.file, range: target.range, label: 'the agent has to stand before this' }],
    fix: moveWordsFix([agent], target, (file) => context.source(file)?.text),
  };
}

/** JAVA_OPTS that no script puts into the command. */
function unreadOptions(context: ProductionContext, launch: Launch): Ignored | null {
  if (!isJava(launch.argv) || launch.argv.some(({ dynamic }) => dynamic)) return null;
  const names = new Set(vendors.flatMap(({ agents }) => agents.flatMap(({ scriptVariables }) => scriptVariables)));
  for (const variable of launch.variables) {
    const { name, value, file, range } = variable;
    const words = agentWords(value ?? '');
    if (!names.has(name) || words.length === 0) continue;
    // A script that puts it into the command has done so.
    if (launch.argv.some((word) => words.includes(word.value))) continue;
    return {
      place: { file, range },
      why: `java does not read ${name}, and no script puts it into the command: JAVA_TOOL_OPTIONS is what it reads`,
      evidence: [],
      fix: renamed(variable, 'JAVA_TOOL_OPTIONS', context.source(file)?.text),
    };
  }
  return null;
}

/** Where the variable is written with its name first. */
function renamed({ file, range, name }: Variable, to: string, text: string | undefined): Fix | null {
  if (text?.startsWith(name, range.start) !== true) return null;
  const edit = { file, range: { start: range.start, end: range.start + name.length }, text: to };
  return { title: `Call it ${to}`, safety: 'review', edits: [edit] };
}

const isJava = (argv: readonly Word[]): boolean => /^javaw?$/.test(baseName(argv[0]?.value ?? ''));
