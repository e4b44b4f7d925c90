/**
 * Images that jib makes of a module of Maven or Gradle, where its build file says how: the classes of the module on the
 * class path, with the flags and variables of its `container`. A build file for many modules says nothing of one.
 * Facts: https://github.com/GoogleContainerTools/jib/tree/master/jib-gradle-plugin
 */
import type { Command, ImageDeclaration, Word } from '../../model/production.ts';
import type { Range } from '../../model/text.ts';
import { blocksOf, variablesOfBuild, withoutComments } from '../entries/jvm/builders.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'jib';

export const jibReader: LauncherReader = {
  name: launcher,
  files: ['**/build.gradle', '**/build.gradle.kts', '**/pom.xml'],
  claims: ({ path, text }) =>
    path.endsWith('.xml')
      ? /<artifactId>\s*jib-maven-plugin\s*</.test(text) && !/<modules>|<packaging>\s*pom\s*</.test(text)
      : /^[ \t]*(?:configure<JibExtension>\s*)?\bjib\b[^\n{;]*\{/m.test(text) &&
        !/^\s*(?:subprojects|allprojects)\s*\{/m.test(text),
  read,
};

function read({ path, text }: Artifact): Reading {
  const own = withoutComments(text, path.endsWith('.xml'));
  const block = path.endsWith('.xml')
    ? inPom(own)
    : blocksOf(own, /^[ \t]*(?:configure<JibExtension>\s*)?\bjib\b[^\n{;]*\{/gm)[0];
  const container = block === undefined ? null : /\bcontainer\b[^\n{>]*[{>]/.exec(block.text);
  // Without a word on how it runs, it may be there for some other purpose: tests, a library's example.
  if (block === undefined || (container === null && !/\bto\b\s*[.{>]/.test(block.text))) return nothing;
  const start = block.start + (container?.index ?? 0);
  const range = { start, end: start + (container?.[0].replace(/\W+$/, '').length ?? 1) };
  const base = /\bfrom\b[^}]*?\bimage\s*(?:=|\.set\()\s*["']([^"']+)["']|<from>[^]*?<image>\s*([^<\s]+)\s*</.exec(
    block.text,
  );
  if (/\bentrypoint\b\s*(?:=|\.set\(|>)/.test(block.text)) return nothing;
  const variables = variablesOfBuild(path, text);
  const flags = variables.find(({ name }) => name === 'JAVA_TOOL_OPTIONS');
  const image: ImageDeclaration = {
    kind: 'image',
    launcher,
    file: path,
    stage: null,
    isDefault: true,
    base: base?.[1] ?? base?.[2] ?? null,
    entrypoint: commandOf(path, own, range, flags?.value ?? '', flags?.range ?? range),
    command: null,
    variables: variables.filter(({ name }) => name !== 'JAVA_TOOL_OPTIONS'),
    directory: '/',
    copies: [],
    stopSignal: null,
    range,
    runs: [],
    arguments: new Map(),
  };
  return { declarations: [image], faults: [] };
}

const nothing: Reading = { declarations: [], faults: [] };

/** `java -cp /app/… Main`, as the image has it; the class is a variable where only the build finds it. */
function commandOf(file: string, text: string, range: Range, flags: string, flagsRange: Range): Command {
  const word = (value: string, at: Range, dynamic = false): Word => ({
    file,
    range: at,
    value,
    style: 'list',
    exact: false,
    dynamic,
  });
  const main = /\bmainClass(?:Name)?\s*(?:=|\.set\(|>)\s*\(?\s*["']?([\w.$]+\w)["']?\s*(?:\)|<|$)/m.exec(text)?.[1];
  const words = [
    word('java', range),
    ...flags.split(/\s+/).flatMap((flag) => (flag === '' ? [] : [word(flag, flagsRange)])),
    word('-cp', range),
    word('@/app/jib-classpath-file', range),
    main === undefined ? word('${mainClass}', range, true) : word(main, range),
  ];
  return { form: 'exec', words, location: { file, range } };
}

/** The plugin's own element. */
function inPom(text: string): { readonly text: string; readonly start: number } | undefined {
  for (const match of text.matchAll(/<plugin>(?:(?!<\/plugin>)[^])*<\/plugin>/g)) {
    if (/<artifactId>\s*jib-maven-plugin\s*</.test(match[0])) return { text: match[0], start: match.index };
  }
  return undefined;
}
