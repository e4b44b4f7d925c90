/** A repository of many services whose deployments are of every kind, and of sources most of which no service imports. */
import { sourceText } from './corpus.ts';

export interface MapRepository {
  readonly files: ReadonlyMap<string, string>;
  /** Sources on the import path of a launch: all that may be parsed. */
  readonly reached: ReadonlySet<string>;
  /** A module that a launch imports. */
  readonly edited: string;
}

const kinds = ['procfile', 'dockerfile', 'compose', 'systemd', 'kubernetes'] as const;

/** @param services each with a deployment artifact, two for Kubernetes; a fifth of them is of each kind */
export function mapRepository(services: number, sourcesEach: number): MapRepository {
  const files = new Map<string, string>();
  const reached = new Set<string>();
  for (let number = 0; number < services; number++) {
    const isPython = number % 2 === 0;
    const folder = `services/service-${number}`;
    const ending = isPython ? 'py' : 'ts';
    const language = isPython ? 'python' : 'typescript';
    const start = isPython ? 'python main.py' : 'tsx main.ts';
    for (let index = 1; index < sourcesEach; index++) {
      const text = sourceText(language, 40 + ((index * 37) % 220), number * sourcesEach + index + 1);
      files.set(`${folder}/module_${index}.${ending}`, text);
    }
    // The entry point imports one module, and that another.
    const chain = isPython
      ? ['import module_1\n', 'import module_2\n']
      : ["import './module_1';\n", "import './module_2';\n"];
    files.set(`${folder}/main.${ending}`, `${chain[0]}${sourceText(language, 60, number + 1)}`);
    const second = `${folder}/module_1.${ending}`;
    files.set(second, `${chain[1]}${files.get(second) ?? ''}`);
    for (const name of ['main', 'module_1', 'module_2']) reached.add(`${folder}/${name}.${ending}`);
    files.set(`${folder}/${isPython ? 'requirements.txt' : 'package.json'}`, isPython ? 'sentry-sdk==2.0\n' : '{}');
    for (const [path, text] of artifacts(kinds[number % kinds.length] ?? 'procfile', folder, number, start)) {
      files.set(path, text);
    }
  }
  return { files, reached, edited: 'services/service-0/module_1.py' };
}

function artifacts(
  kind: (typeof kinds)[number],
  folder: string,
  number: number,
  start: string,
): readonly (readonly [string, string])[] {
  const words = JSON.stringify(start.split(' '));
  const dockerfile = `FROM example/runtime:1\nWORKDIR /app\nCOPY . .\nENTRYPOINT []\nCMD ${words}\n`;
  switch (kind) {
    case 'procfile':
      return [[`${folder}/Procfile`, `web: ${start}\n`]];
    case 'dockerfile':
      return [[`${folder}/Dockerfile`, dockerfile]];
    case 'compose':
      return [
        [
          `${folder}/compose.yaml`,
          `services:\n  web:\n    build: .\n    command: ${words}\n    environment: { A: "1" }\n`,
        ],
        [`${folder}/Dockerfile`, dockerfile],
      ];
    case 'systemd':
      return [
        [`${folder}/web.service`, `[Service]\nWorkingDirectory=/srv/${folder}\nExecStart=/usr/bin/env ${start}\n`],
      ];
    case 'kubernetes':
      return [
        [
          `deploy/service-${number}.yaml`,
          `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: service-${number} }\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          image: service-${number}\n          command: ${words}\n`,
        ],
        [`${folder}/Dockerfile`, dockerfile],
      ];
  }
}
