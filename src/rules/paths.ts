/** Which files are not what production runs, by the places where such files usually are. */

const testFolder =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|e2e|fixtures|mocks?|testdata|testutils?|testing|(?:[\w-]+-)?test-utils?|cypress|playwright|[\w.-]+\.(?:Tests?|UnitTests|IntegrationTests)|src\/\w*[tT]est)\//i;
const testFile =
  /(?:^|\/)(?:conftest\.py|test_[^/]*\.py|[^/]*_test\.(?:py|go)|[^/]*\.(?:test|spec|stories|story)\.[cm]?[jt]sx?)$/i;
const toolFolder = /(?:^|\/)(?:scripts?|bin|tools?|hack|examples?|samples?|demos?|docs?|bench(?:marks?)?|notebooks)\//i;
const toolFile =
  /(?:^|\/)(?:setup\.py|noxfile\.py|tasks\.py|fabfile\.py|manage\.py|[gG]runtfile\.[cm]?[jt]s|gulpfile\.[cm]?[jt]s|[^/]*\.config\.[cm]?[jt]s|\.[^/]*rc\.[cm]?js)$/;

export function isTestPath(path: string): boolean {
  return testFolder.test(path) || testFile.test(path);
}

/** Scripts, examples and build settings: they talk to whoever runs them. */
export function isToolPath(path: string): boolean {
  return toolFolder.test(path) || toolFile.test(path);
}
