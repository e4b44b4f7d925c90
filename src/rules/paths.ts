/** Which files are not what production runs, by the places where such files usually are. */

const testFolder =
  /(?:^|\/)(?:(?:(?:unit|integration|functional|system|acceptance|smoke|load)[-_]?)?tests?|__tests__|__mocks__|specs?|e2e|fixtures|mocks?|testdata|testutils?|testing|(?:[\w-]+-)?test-utils?|cypress|playwright|[\w.-]+\.(?:Tests?|UnitTests|IntegrationTests)|src\/(?:android|component|contract|int|it|e2e|api|jvm|slow|\w*-)test)\/|^integration\/.*\.go$/i;
const testFile =
  /(?:^|\/)(?:conftest\.py|locustfile\.py|pytest_\w+\.py|tests?\.py|test_[^/]*\.py|[^/]*_tests?\.(?:py|go|rs)|tests?\.rs|test_\w+\.rs|[^/]*_(?:spec|test)\.rb|[^/]*\.(?:test|spec|stories|story)\.[cm]?[jt]sx?)$/i;
const toolFolder =
  /(?:^|\/)(?:_?scripts?|bin|tools?|hack|ci|examples?|samples?|demos?|docs?|bench(?:marks?|es)?|notebooks|xtask|src-tauri|db\/(?:post_)?migrate|db\/seeds|lib\/tasks)\//i;
const toolFile =
  /(?:^|\/)(?:setup\.py|build\.rs|[^/]*\.rake|seeds\.rb|noxfile\.py|tasks\.py|fabfile\.py|manage\.py|[gG]runtfile\.[cm]?[jt]s|gulpfile\.[cm]?[jt]s|[^/]*\.config\.[cm]?[jt]s|\.[^/]*rc\.[cm]?js)$/;

export function isTestPath(path: string): boolean {
  return testFolder.test(path) || testFile.test(path);
}

/** Each file of `src/bin` is a program of its own in Rust, as a server often is. */
const programs = /(?:^|\/)src\/bin\/(?=(?:[^/]+|[^/]+\/[^/]+)\.rs$)/;

/** Scripts, examples and build settings: they talk to whoever runs them. */
export function isToolPath(path: string): boolean {
  if (programs.test(path)) return toolFolder.test(path.replace(programs, '/'));
  return toolFolder.test(path) || toolFile.test(path);
}
