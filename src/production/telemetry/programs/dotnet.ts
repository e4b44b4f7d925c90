/** .NET: a program is its project and the projects that it refers to; statements outside of classes and `Startup` run by themselves. */
import { filesOfProject, linkedSources, projectFiles, projectFolders } from '../../entries/dotnet/projects.ts';
import { ancestors, basename, dirname, extension } from '../../paths.ts';
import { dotnetConditions } from '../dotnet/conditions.ts';
import { mostProgramFiles } from './program.ts';
import type { ProgramReader } from './program.ts';

export const dotnetProgram: ProgramReader = {
  ecosystem: 'dotnet',
  byFolder: false,
  capitalsAreClasses: false,
  async files({ entry, repository }) {
    const all = new Set(projectFiles(repository));
    const around = ancestors(dirname(entry.file)).find((folder) =>
      repository.filesIn(folder).some((path) => all.has(path)),
    );
    const project = around === undefined ? undefined : repository.filesIn(around).find((path) => all.has(path));
    if (project === undefined) return { files: [entry.file], complete: false };
    const files = new Set([entry.file]);
    for (const folder of await projectFolders(project, repository)) {
      for (const path of [...filesOfProject(folder, repository), ...(await linkedSources(folder, repository))]) {
        if (extension(path) !== '.cs') continue;
        if (files.size >= mostProgramFiles) return { files: [...files], complete: false };
        files.add(path);
      }
    }
    return { files: [...files], complete: true };
  },
  conditions: dotnetConditions,
  topLevel: (path) => ({ named: basename(path).replace(/\.\w+$/, '') }),
  startsItself(fact, module, { entry }) {
    if (module.path === entry.file && fact.name === 'Main') return true;
    if (fact.owner === null) return false;
    if (fact.owner.endsWith('Startup') && /^(?:Configure\w*|Startup\w*)$/.test(fact.name)) return true;
    const owner = module.facts.classes.find(({ name }) => name === fact.owner);
    return (
      owner?.bases.some((base) =>
        /(?:^|\.)(?:IStartupFilter|IHostingStartup|HttpApplication|FunctionsStartup)$/.test(base),
      ) === true
    );
  },
};
