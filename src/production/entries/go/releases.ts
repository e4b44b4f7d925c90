/** Programs that release tools of Go build: GoReleaser's and ko's configuration. */
import { basename, dirname, join } from '../../paths.ts';
import type { Repository } from '../../repository.ts';
import { itemsOf, member, textAt } from '../../text/dataTree.ts';
import { readYaml } from '../../text/yaml.ts';
import { mainFile } from './packages.ts';

const names = ['.goreleaser.yml', '.goreleaser.yaml', 'goreleaser.yml', 'goreleaser.yaml', '.ko.yaml', '.ko.yml'];

/** Folders that a program of that name is built from. */
export async function releasedPrograms(name: string, repository: Repository): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const path of names.flatMap((file) => repository.filesNamed(file)).slice(0, 10)) {
    const text = await repository.read(path);
    if (text === null) continue;
    for (const document of readYaml(path, text).documents) {
      for (const build of itemsOf(member(document, 'builds'))) {
        const main = (textAt(build, 'main') ?? '.').replace(/\/?main\.go$/, '') || '.';
        const directory = textAt(build, 'dir') ?? '.';
        const folder = join(dirname(path), `${directory}/${main}`);
        if (folder === null) continue;
        const binaries = [textAt(build, 'binary'), textAt(build, 'id')].flatMap((one) => one ?? []);
        if (binaries.length === 0) binaries.push(basename(folder));
        if (binaries.some((binary) => basename(binary) === name) && (await mainFile(folder, repository)) !== null) {
          found.add(folder);
        }
      }
    }
  }
  return [...found];
}
