/** Elixir: releases and `mix` to the module that the application starts with. */
import type { Word } from '../../model/production.ts';
import { isFromElsewhere, madeBy } from './builds/made.ts';
import { basename, dirname, join, relativeTo } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { directoriesOf, nothingResolved, pathsOf } from './question.ts';
import type { EntryQuestion, ResolvedEntry } from './question.ts';
import type { EntryResolver } from './resolver.ts';

const elixir: ResolvedEntry = { ...nothingResolved, ecosystem: 'elixir', language: 'elixir' };

const entry = (file: string): ResolvedEntry => ({
  ...elixir,
  entryPoint: { file, symbol: null, asMain: true },
  unresolved: null,
});

export const elixirResolver: EntryResolver = {
  ecosystem: 'elixir',
  async resolve(name, words, question) {
    if (/^(?:mix|iex|elixir)$/.test(name)) return mixCommand(name, words, question);
    const [program] = question.argv;
    if (program === undefined || program.dynamic) return null;
    const made = await madeBy(program, question);
    const released = made.some(
      ({ path, steps }) =>
        /\/_build\/[^/]+\/rel\//.test(path) ||
        steps.some(
          ({ words: [first = '', task = ''] }) => basename(first) === 'mix' && /^(?:distillery\.)?release/.test(task),
        ),
    );
    if (!released) return null;
    // `/app/_build/prod/rel/shop/bin/server`: the release has the application's name.
    const names = made.flatMap(({ path }) => [/\/rel\/([^/]+)\//.exec(path)?.[1] ?? [], basename(path)].flat());
    const file = await applicationOf(names, question);
    return file === null
      ? { ...elixir, unresolved: 'the module that the release starts with was not found' }
      : entry(file);
  },
  async declared(name, question) {
    const [program] = question.argv;
    if (program === undefined || question.isArgument || isFromElsewhere(program, question)) return null;
    if (!/(?:^|\/)bin\//.test(program.value)) return null;
    for (const path of question.repository.filesNamed('mix.exs').slice(0, 60)) {
      const text = await question.repository.read(path);
      if (text === null || !new RegExp(`\\b(?:app:\\s*:|releases:[^\\]]*?\\b)${name.replace(/\W/g, '')}\\b`).test(text))
        continue;
      const file = await applicationModule(path, text, question.repository);
      if (file !== null) return entry(file);
    }
    return null;
  },
};

/** `mix phx.server`, `elixir -S mix run --no-halt`, `elixir app.exs`. */
async function mixCommand(name: string, words: readonly Word[], question: EntryQuestion): Promise<ResolvedEntry> {
  const { repository } = question;
  const values = words.map(({ value }) => value);
  const usesMix = name === 'mix' || values.some((value, at) => value === 'mix' && values[at - 1] === '-S');
  if (!usesMix) {
    const script = words.find(({ value }) => /\.exs?$/.test(value));
    const found =
      script === undefined ? undefined : pathsOf(script.value, question).find(({ path }) => repository.isFile(path));
    return found === undefined
      ? { ...elixir, unresolved: 'the command names no script of the repository' }
      : entry(found.path);
  }
  for (const directory of directoriesOf(question.directory, question)) {
    const path = join(directory, 'mix.exs') ?? 'mix.exs';
    const text = await repository.read(path);
    const file = text === null ? null : await applicationModule(path, text, repository);
    if (file !== null) return { ...entry(file), development: name === 'iex' };
  }
  return { ...elixir, unresolved: 'mix finds no application here' };
}

async function applicationOf(names: readonly string[], question: EntryQuestion): Promise<string | null> {
  const { repository, image } = question;
  const all: { readonly path: string; readonly text: string; readonly file: string }[] = [];
  for (const path of repository.filesNamed('mix.exs').slice(0, 60)) {
    const text = /(^|\/)deps\//.test(path) ? null : await repository.read(path);
    const file = text === null ? null : await applicationModule(path, text, repository);
    if (text !== null && file !== null) all.push({ path, text, file });
  }
  const named = all.filter(({ text }) =>
    names.some((name) => new RegExp(`\\bapp:\\s*:${name.replace(/\W/g, '')}\\b`).test(text)),
  );
  const home = image === null ? '.' : dirname(image.file);
  const near = all.filter(({ path }) => relativeTo(home, path) !== null);
  for (const group of [named, near, all]) if (group.length === 1 && group[0] !== undefined) return group[0].file;
  return null;
}

/** `mod: {Shop.Application, []}` of a `mix.exs`, as the file that defines the module. */
async function applicationModule(path: string, text: string, repository: Repository): Promise<string | null> {
  const name = /\bmod:\s*\{\s*([A-Z][\w.]*)/.exec(text)?.[1];
  if (name === undefined) return null;
  const folder = dirname(path);
  const underscored = name
    .split('.')
    .map((part) => part.replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_').toLowerCase())
    .join('/');
  const usual = join(folder, `lib/${underscored}.ex`);
  if (usual !== null && repository.isFile(usual)) return usual;
  const last = `${basename(underscored)}.ex`;
  for (const file of repository.filesNamed(last).slice(0, 50)) {
    if (relativeTo(folder, file) === null) continue;
    const source = await repository.read(file);
    if (source?.includes(`defmodule ${name} `) === true) return file;
  }
  return null;
}
