/** Steps of GitHub Actions as lines of YAML, indented as those of a job are. */
import { pinned } from '../../knowledge/pinnedActions.ts';
import type { Toolchain } from '../../production/project/toolchain.ts';
import { block, type Lines } from './yamlLines.ts';

/** @param version commit to check out; null: that of the run */
export function checkout(version: string | null = null): Lines {
  return [
    `      - uses: ${pinned('actions/checkout')}`,
    '        with:',
    ...(version === null ? [] : [`          ref: ${version}`]),
    '          persist-credentials: false',
  ];
}

export function setup({ language, version, versionFile, cache }: Toolchain): Lines {
  if (language === 'none') return [];
  const wanted =
    versionFile === null ? `${language}-version: '${version ?? ''}'` : `${language}-version-file: ${versionFile}`;
  return [
    `      - uses: ${pinned(`actions/setup-${language}`)}`,
    '        with:',
    ...(language === 'java' ? ['          distribution: temurin'] : []),
    `          ${wanted}`,
    ...(cache === null ? [] : [`          cache: ${cache}`]),
  ];
}

/** A step with a command or a script; `bash` fails where a part of a pipe does. */
export function run(
  title: string | null,
  commands: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Lines {
  const named = Object.entries(environment);
  const head = title === null ? [] : [`      - name: ${title}`];
  const dash = title === null ? '      - ' : '        ';
  return [
    ...head,
    ...block(`${dash}run:`, commands, '          '),
    ...(commands.length > 1 ? ['        shell: bash'] : []),
    ...(named.length === 0 ? [] : ['        env:', ...named.map(([name, value]) => `          ${name}: ${value}`)]),
  ];
}
