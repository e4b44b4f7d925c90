/**
 * Procfiles: `type: command`, each a line for a shell. `release` runs once before a deploy. Processes run in
 * the directory of the Procfile.
 */
import type { ProcessDeclaration } from '../../model/production.ts';
import type { Fault } from '../../model/source.ts';
import { lineEnd } from '../../model/text.ts';
import { basename, dirname } from '../paths.ts';
import { artifactFault } from '../text/dataTree.ts';
import { located, snippetOf, trimmed } from '../text/locatedText.ts';
import { extensionFiles, isExtension, readExtension, type PlatformSettings } from './beanstalk.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'procfile';
const mostProcesses = 500;
const line = /^[ \t]*([\w-]+)[ \t]*:[ \t]*(?=\S)/;

export const procfileReader: LauncherReader<PlatformSettings> = {
  name: launcher,
  files: ['**/Procfile', '**/Procfile.*', extensionFiles],
  claims: ({ path, text }) =>
    (isExtension(path) && text.includes('option_settings')) ||
    (!/\.(?:md|txt|rst|ya?ml|json|[jt]s|py|rb|go)$/i.test(basename(path)) &&
      text.split('\n', 200).some((one) => line.test(one))),
  read,
  combine: (readings) => {
    const settings = [...readings.values()].flatMap(({ parts = [] }) => parts);
    return [...readings.values()].flatMap(({ declarations }) =>
      declarations.map((declaration) => {
        if (declaration.kind !== 'process' || basename(declaration.file) !== 'Procfile') return declaration;
        const beside = settings.filter(({ directory }) => directory === declaration.directory);
        return { ...declaration, variables: beside.flatMap(({ variables }) => variables) };
      }),
    );
  },
};

function read({ path, text }: Artifact): Reading<PlatformSettings> {
  // The platform gives its variables to what the Procfile beside them starts.
  if (isExtension(path)) return { declarations: [], faults: [], parts: [readExtension({ path, text })] };
  const declarations: ProcessDeclaration[] = [];
  const faults: Fault[] = [];
  for (let at = 0; at < text.length && declarations.length < mostProcesses;) {
    const end = lineEnd(text, at);
    const written = text.slice(at, end);
    const found = line.exec(written);
    const name = found?.[1];
    const start = at;
    at = end + 1;
    if (written.trim() === '' || written.trimStart().startsWith('#')) continue;
    if (found === null || name === undefined) {
      const { range } = trimmed(located(path, text, start, end));
      faults.push(artifactFault(path, range, 'this line is no process: a Procfile takes `type: command`'));
      continue;
    }
    const command = trimmed(located(path, text, start + found[0].length, end));
    const nameAt = start + written.indexOf(name);
    declarations.push({
      kind: 'process',
      launcher,
      name,
      environment: null,
      file: path,
      range: { start: nameAt, end: nameAt + name.length },
      image: null,
      entrypoint: { form: 'shell', line: snippetOf(command), location: { file: path, range: command.range } },
      arguments: null,
      directory: dirname(path),
      variables: [],
      variableSources: [],
      annotations: [],
      stop: null,
      probes: [],
      oneShot: name === 'release',
      mounts: [],
    });
  }
  return { declarations, faults };
}
