/** Where delivery pipelines are written: what of a repository decides how a change gets to production. */

const rows: readonly { readonly title: string; readonly path: RegExp }[] = [
  { title: 'GitHub Actions', path: /^\.github\/(?:workflows\/[^/]+|actions\/.+\/action)\.ya?ml$/ },
  { title: 'GitLab CI', path: /(?:^|\/)\.gitlab-ci[\w.-]*\.ya?ml$|^\.gitlab\/ci\/.+\.ya?ml$/ },
  { title: 'CircleCI', path: /^\.circleci\/.+\.ya?ml$/ },
  { title: 'Jenkins', path: /(?:^|\/)Jenkinsfile[\w.-]*$|\.jenkinsfile$/i },
  { title: 'Azure Pipelines', path: /(?:^|\/)\.?azure-pipelines(?:[\w.-]*\.ya?ml$|\/.+\.ya?ml$)/ },
  { title: 'Bitbucket Pipelines', path: /(?:^|\/)bitbucket-pipelines\.ya?ml$/ },
  { title: 'Buildkite', path: /^\.buildkite\// },
  { title: 'AWS CodeBuild', path: /(?:^|\/)buildspec[\w.-]*\.ya?ml$/ },
  { title: 'Google Cloud Build', path: /(?:^|\/)cloudbuild[\w.-]*\.(?:ya?ml|json)$/ },
  { title: 'Tekton', path: /^\.tekton\// },
  { title: 'Drone', path: /(?:^|\/)\.drone\.(?:ya?ml|star|jsonnet)$/ },
  { title: 'Woodpecker', path: /(?:^|\/)\.woodpecker(?:\.ya?ml$|\/)/ },
  { title: 'Travis CI', path: /(?:^|\/)\.travis\.ya?ml$/ },
  { title: 'Semaphore', path: /^\.semaphore\// },
  { title: 'TeamCity', path: /^\.teamcity\// },
  { title: 'AppVeyor', path: /(?:^|\/)\.?appveyor\.ya?ml$/ },
  { title: 'Kamal', path: /^config\/deploy(?:\.\w+)?\.yml$|^\.kamal\/hooks\// },
  { title: 'Depot CI', path: /^\.depot\// },
  { title: 'Spinnaker', path: /(?:^|\/)dinghyfile$/ },
];

/** Systems whose pipelines are read. */
const read: ReadonlySet<string> = new Set([
  'GitHub Actions',
  'GitLab CI',
  'CircleCI',
  'Jenkins',
  'Azure Pipelines',
  'Kamal',
]);

/** Whether a file is of a system whose pipelines are not read: what it gates is not known. */
export function isUnreadPipeline(path: string): boolean {
  const system = pipelineSystem(path);
  return system !== null && !read.has(system);
}

/** The system whose pipeline a file is; null where it is none. */
export function pipelineSystem(path: string): string | null {
  return rows.find((row) => row.path.test(path))?.title ?? null;
}

/** Files in which commands of pipelines are given names, or told when to fail. */
const tasks =
  /(?:^|\/)(?:package\.json|(?:GNU)?[Mm]akefile|.+\.mk|[Jj]ustfile|Taskfile\.ya?ml|tox\.ini|noxfile\.py|setup\.cfg|pyproject\.toml|build\.gradle(?:\.kts)?|pom\.xml|Rakefile|composer\.json|\.pre-commit-config\.yaml|trivy\.yaml|codecov\.yml|\.coveragerc|(?:jest|vitest|playwright)\.config\.[cm]?[jt]s|turbo\.json|nx\.json|project\.json)$|\.(?:sh|bash|groovy)$|(?:^|\/)(?:bin|script|scripts)\/[^/.]+$/;

/** Whether a pipeline may have a command from the file, or be told by it when to fail. */
export function isTaskFile(path: string): boolean {
  return tasks.test(path);
}
