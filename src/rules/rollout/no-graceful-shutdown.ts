/** Every deploy ends the old instances; a server that does not handle the signal cuts off the requests it has in hand. */
import { abruptServers, speaksOfShutdown, type AbruptServer } from '../../knowledge/gracefulShutdown.ts';
import type { CallFact } from '../../model/facts.ts';
import type { Launch, Service } from '../../model/production.ts';
import { defineRule, type Draft, type ProductionContext } from '../../model/rule.ts';
import type { SourceFile } from '../../model/source.ts';
import { launchEvidence } from '../launch/launches.ts';
import { productionLaunches } from '../launch/productionLaunches.ts';
import { isTestPath } from '../paths.ts';

const kubernetes =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      containers:\n' +
  '        - name: api\n          image: registry.example.com/api:1.4.2\n          command: [node, server.js]\n';
const node = (text: string): Readonly<Record<string, string>> => ({
  'package.json': '{ "name": "api", "dependencies": { "express": "^5.0.0" } }\n',
  'server.js':
    "const express = require('express');\n\nconst app = express();\napp.get('/orders', (request, response) => response.json([]));\n" +
    text,
  'deploy/production/api.yaml': kubernetes,
});

const go = (text: string): Readonly<Record<string, string>> => ({
  'go.mod': 'module example.com/shop\n\ngo 1.22\n',
  'main.go': `package main\n\nimport (\n${text}`,
  Dockerfile:
    'FROM golang:1.22 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /bin/shop .\n\nFROM scratch\nCOPY --from=build /bin/shop /shop\nCMD ["/shop"]\n',
  'fly.toml': 'app = "shop"\n\n[build]\ndockerfile = "Dockerfile"\n',
});

export const noGracefulShutdown = defineRule({
  id: 'no-graceful-shutdown',
  area: 'rollout',
  severity: 'information',
  scope: 'production',
  summary: 'The server goes down at once when a deploy ends it: requests in hand are cut off.',
  why:
    'A platform that replaces an instance sends SIGTERM and waits. Node and Go end the process at once when nobody handles ' +
    'it; as the first process of a container Node does not even hear it and is killed when the grace is over. Either way the ' +
    'requests it has in hand fail, at every deploy and every time the platform scales down.\n\n' +
    'It is reported where production starts the program with an orchestrator, the code that runs starts such a server, and ' +
    'nothing in that code handles a signal, speaks of a shutdown, or brings a package that does.',
  fixes: 'There is none: what has to be finished before the end is for people to say.',
  examples: {
    javascript: {
      bad: node('[|app.listen|](8080);\n'),
      good: node(
        "const server = app.listen(8080);\n\nprocess.on('SIGTERM', () => server.close(() => process.exit(0)));\n",
      ),
    },
    go: {
      bad: go(
        '\t"log"\n\t"net/http"\n)\n\nfunc main() {\n\thttp.HandleFunc("/orders", orders)\n\tlog.Fatal([|http.ListenAndServe|](":8080", nil))\n}\n\n' +
          'func orders(w http.ResponseWriter, r *http.Request) {}\n',
      ),
      good: go(
        '\t"context"\n\t"net/http"\n\t"os/signal"\n\t"syscall"\n)\n\nfunc main() {\n\tctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)\n' +
          '\tdefer stop()\n\tserver := &http.Server{Addr: ":8080"}\n\tgo server.ListenAndServe()\n\t<-ctx.Done()\n\tserver.Shutdown(context.Background())\n}\n',
      ),
    },
  },
  check(context) {
    return context.production.services.flatMap((service) => {
      const launch = productionLaunches(context.production, service).find(isReplaced);
      return launch === undefined ? [] : draftsOf(context, service, launch);
    });
  },
});

/** Orchestrators end instances whenever they like. */
function isReplaced({ environment, launcher, entryPoint }: Launch): boolean {
  const orchestrators =
    /^(?:kubernetes|helm|kustomize|ecs|nomad|cloud-run|fly|render|railway|heroku|app-runner|knative)$/;
  return environment === 'production' && entryPoint !== null && orchestrators.test(launcher);
}

function draftsOf(context: ProductionContext, service: Service, launch: Launch): Draft[] {
  const sources = service.modules.flatMap((path) => context.source(path) ?? []).filter(({ path }) => !isTestPath(path));
  const starts = sources.flatMap((source) =>
    (source.facts?.calls ?? []).flatMap((call) => {
      const server = abruptServers.find((one) => call.path !== null && one.starts.test(call.path));
      return server === undefined ? [] : [{ source, call, server }];
    }),
  );
  const [first] = starts;
  if (first === undefined || isHandled(sources, service, first.server)) return [];
  return [draftOf(first, service, launch)];
}

function isHandled(sources: readonly SourceFile[], { packages }: Service, { handledBy }: AbruptServer): boolean {
  return (
    packages.some((name) => handledBy.test(name)) ||
    sources.some(({ text, facts }) => (facts?.signalHandlers.length ?? 0) > 0 || speaksOfShutdown.test(text))
  );
}

function draftOf(
  { source, call, server }: { readonly source: SourceFile; readonly call: CallFact; readonly server: AbruptServer },
  service: Service,
  launch: Launch,
): Draft {
  return {
    file: source.path,
    range: call.calleeRange,
    message: `nothing handles ${launch.stop.signal}: ${server.title} drops the requests it has in hand at every deploy of ${service.name}`,
    service: service.name,
    environment: launch.environment,
    evidence: [launchEvidence(launch)],
    fault: service.name,
  };
}
