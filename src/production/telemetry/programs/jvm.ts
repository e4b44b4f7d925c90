/**
 * The JVM: a program is the source set of its module and of the modules it depends on. What a container of beans makes
 * runs without being called; everything else through its callers.
 */
import { buildText, moduleAround, moduleFolders, modulesBelow } from '../../entries/jvm/modules.ts';
import { basename, extension, relativeTo } from '../../paths.ts';
import type { Repository } from '../../repository.ts';
import { mostProgramFiles } from './program.ts';
import type { ProgramReader } from './program.ts';

export const jvmProgram: ProgramReader = {
  ecosystem: 'jvm',
  byFolder: false,
  capitalsAreClasses: true,
  async files({ entry, repository }) {
    const home = moduleAround(entry.file, repository);
    if (home === null) return { files: [entry.file], complete: false };
    const files = new Set([entry.file]);
    for (const module of await modulesOf(home, repository)) {
      for (const path of sourcesOf(module, repository)) {
        if (files.size >= mostProgramFiles) return { files: [...files], complete: false };
        files.add(path);
      }
    }
    return { files: [...files], complete: true };
  },
  topLevel: (path) => ({
    named: basename(path).replace(/\.\w+$/, ''),
    ...(path.endsWith('.kt') ? { members: true as const } : {}),
  }),
  startsItself(fact, module, { entry }) {
    if (module.path === entry.file && fact.name === 'main') return true;
    if (fact.decorators.some((decorator) => calledByContainers.test(decorator))) return true;
    const owner = module.facts.classes.find(({ name }) => name === fact.owner);
    if (owner === undefined) return false;
    return (
      owner.decorators.some((decorator) => madeByContainers.test(decorator)) ||
      owner.bases.some((base) => heardByContainers.test(base))
    );
  },
};

/** Annotations of functions that Spring, Quarkus, Micronaut and Jakarta call. */
const calledByContainers =
  /^(?:Bean|PostConstruct|EventListener|Scheduled|Inject|Autowired|Produces|Startup|Singleton|Factory|Observes|BeforeAll|OnStart)\b/;
/** Annotations of classes that they make. */
const madeByContainers =
  /^(?:Configuration|Component|Service|Repository|Controller|RestController|ControllerAdvice|SpringBootApplication|AutoConfiguration|ConfigurationProperties|Singleton|ApplicationScoped|Startup|Factory|Context|Named|WebListener|Provider|ApplicationPath|QuarkusMain)\b/;
const heardByContainers =
  /(?:^|\.)(?:ApplicationListener|CommandLineRunner|ApplicationRunner|InitializingBean|SmartLifecycle|ServletContextListener|ServletContextInitializer|ApplicationContextInitializer|SpringBootServletInitializer|BeanPostProcessor|WebMvcConfigurer|QuarkusApplication)\b/;

/** The module and those of the repository that it depends on. */
export async function modulesOf(home: string, repository: Repository): Promise<readonly string[]> {
  const byName = new Map<string, string>();
  for (const folder of moduleFolders(repository)) byName.set(basename(folder), folder);
  const found = [home];
  for (let at = 0; at < found.length && at < 100; at++) {
    const text = await buildText(found[at] ?? home, repository);
    const names = [
      ...[...text.matchAll(/<dependency>[^]*?<artifactId>\s*([^<\s]+)\s*</g)].map((match) => match[1] ?? ''),
      ...[...text.matchAll(/\bproject\s*\(\s*(?:path\s*[:=]\s*)?["']:?([\w:./-]+)["']/g)].map(
        (match) => (match[1] ?? '').split(':').at(-1) ?? '',
      ),
      ...[...text.matchAll(/\bprojects\.([\w.]+)/g)].map((match) => kebab((match[1] ?? '').split('.').at(-1) ?? '')),
    ];
    for (const name of names) {
      const folder = byName.get(name);
      if (folder !== undefined && !found.includes(folder)) found.push(folder);
    }
  }
  return found;
}

const kebab = (name: string): string => name.replace(/(?<=[a-z\d])(?=[A-Z])/g, '-').toLowerCase();

function sourcesOf(module: string, repository: Repository): readonly string[] {
  const nested = modulesBelow(module, repository);
  return repository.filesBelow(module).filter((path) => {
    const inside = relativeTo(module, path) ?? path;
    return (
      /^\.(?:java|kt)$/.test(extension(path)) &&
      !/(?:^|\/)(?:test|tests|testFixtures|integrationTest|androidTest|jmh|it)\//.test(inside) &&
      !nested.some((other) => relativeTo(other, path) !== null)
    );
  });
}
