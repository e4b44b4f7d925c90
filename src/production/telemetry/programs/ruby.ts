/**
 * Ruby: a program is what it requires. Rails loads its boot chain, the settings of its environment, all initialisers, and
 * in production every file of `app`; what a file says outside of methods runs when it is loaded.
 */
import { ancestors, dirname, extension, join, relativeTo } from '../../paths.ts';
import type { Repository } from '../../repository.ts';
import { mostProgramFiles } from './program.ts';
import type { ProgramQuestion, ProgramReader } from './program.ts';

export const rubyProgram: ProgramReader = {
  ecosystem: 'ruby',
  byFolder: false,
  capitalsAreClasses: true,
  async files(question) {
    const { entry, repository } = question;
    const root = railsRoot(entry.file, repository);
    const files = new Set<string>();
    const queue = [entry.file];
    if (root !== null) queue.push(...bootChain(root, question));
    let complete = true;
    for (let at = 0; at < queue.length; at++) {
      const path = queue[at] ?? '';
      if (files.has(path)) continue;
      if (files.size >= mostProgramFiles) return { files: [...files], complete: false };
      files.add(path);
      const text = await repository.read(path);
      if (text === null) continue;
      const required = requiredFiles(path, text, root, repository);
      queue.push(...required.files);
      complete &&= required.complete;
    }
    return { files: [...files], complete };
  },
  topLevel: () => 'runs',
  startsItself: () => false,
  prepared(condition, { variables }) {
    const environment = variables.get('RAILS_ENV')?.value ?? variables.get('RACK_ENV')?.value ?? null;
    if (environment === null) return condition;
    return condition
      .replace(/\bRails\.env\.(\w+)\?/g, (_, name: string) => (name === environment ? 'true' : 'false'))
      .replace(/\bRails\.env\b(?!\.)/g, JSON.stringify(environment));
  },
};

function railsRoot(file: string, repository: Repository): string | null {
  const found = ancestors(dirname(file)).find((folder) =>
    repository.isFile(join(folder, 'config/application.rb') ?? ''),
  );
  return found ?? null;
}

/** Files that Rails loads by itself. */
function bootChain(root: string, { repository, variables }: ProgramQuestion): readonly string[] {
  const environment = variables.get('RAILS_ENV')?.value ?? variables.get('RACK_ENV')?.value ?? 'production';
  const named = [
    'config/boot.rb',
    'config/application.rb',
    'config/environment.rb',
    `config/environments/${environment}.rb`,
    'config/puma.rb',
    'config/routes.rb',
  ];
  const files = named.flatMap((name) => join(root, name) ?? []).filter((path) => repository.isFile(path));
  for (const folder of ['config/initializers', 'app']) {
    const path = join(root, folder);
    if (path === null) continue;
    files.push(...repository.filesBelow(path).filter((file) => extension(file) === '.rb'));
  }
  return files;
}

interface Required {
  readonly files: readonly string[];
  /** False where a name is worked out. */
  readonly complete: boolean;
}

function requiredFiles(from: string, text: string, root: string | null, repository: Repository): Required {
  const files: string[] = [];
  let complete = true;
  const bases = root === null ? ancestors(dirname(from)) : [root, ...ancestors(dirname(from))];
  const add = (path: string | null): boolean => {
    const found = [path, `${path}.rb`].find(
      (one) => one !== null && /\.(?:rb|ru)$/.test(one) && repository.isFile(one),
    );
    if (found !== undefined && found !== null) files.push(found);
    return found !== undefined;
  };
  for (const match of text.matchAll(/^[^#\n]*?\b(require_relative|require|load|run|eval_file)\b[ \t(]*([^\n#]*)/gm)) {
    const [, kind = '', rest = ''] = match;
    const literal =
      /^["']([^"'#]+)["']/.exec(rest)?.[1] ??
      /(?:File\.(?:expand_path|join)|Rails\.root\.join)\(?\s*(?:__dir__,\s*)?["']([^"'#]+)["']/.exec(rest)?.[1];
    const inText = /["']#\{__dir__\}\/([^"'#]+)["']/.exec(rest)?.[1];
    const name = literal ?? inText;
    if (name === undefined) continue;
    const own = join(dirname(from), name);
    if (kind === 'require_relative' || name.startsWith('.') || inText !== undefined) {
      if (!add(own) && kind === 'require_relative') complete &&= false;
      continue;
    }
    for (const base of bases) {
      if (['.', 'lib', 'app', 'config'].some((folder) => add(join(base, `${folder}/${name}`)))) break;
    }
  }
  // `Dir["lib/**/*.rb"].each { |file| require file }`
  for (const match of text.matchAll(/\bDir(?:\.glob)?\s*[[(]\s*(?:File\.\w+\(\s*)?(?:__dir__,\s*)?["']([^"']*)["']/g)) {
    const folder = (match[1] ?? '').replace(/#\{[^}]*\}\/?/, '').replace(/\/?\*.*$/, '');
    for (const base of [dirname(from), root ?? '.']) {
      const path = join(base, folder === '' ? '.' : folder);
      if (path === null || path === '.' || !repository.isDirectory(path)) continue;
      files.push(
        ...repository.filesBelow(path).filter((file) => extension(file) === '.rb' && relativeTo(path, file) !== null),
      );
      break;
    }
  }
  return { files: files.filter((path) => !/(?:^|\/)(?:spec|test)\//.test(path) && path !== from), complete };
}
