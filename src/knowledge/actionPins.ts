/** Actions whose moving names are meant to be used, and who publishes what runs in pipelines. */

/** Publishers that run the system itself: who does not trust them has lost already. By the name of an action, lower case. */
export const ownPublishers = /^(?:actions|github|gitlab-org|gitlab-components|circleci|microsoft|azure-pipelines)\//;

/** Actions whose branch says what they install or for whom they are, as their own documents tell people to write it. */
export const namedByBranch =
  /^(?:dtolnay\/rust-toolchain|pypa\/gh-action-pypi-publish|taiki-e\/install-action|cachix\/install-nix-action|determinatesystems\/|fastly\/compute-actions|r-lib\/actions|ruby\/|jurplel\/install-qt-action|chromaui\/action)/;

/** References that look like a branch and are versions: `release/v1`, `v2-beta`, `stable/1.2`, `1.x`. */
export const versionLike = /^(?:(?:release|releases|stable|version)[-/])?v?\d/i;

/** What moves by its name, besides branches: of orbs, components, images. */
export const volatile = /^(?:volatile|latest|~latest|dev:.*|master|main|trunk|head|develop|nightly|edge|unstable)$/i;

/**
 * Repositories in which an organisation keeps what its own pipelines share, and whole workflows, which nobody takes from
 * strangers: whoever owns them is the owner of the repository as well. Of the name of an action.
 */
export const ownCollection =
  /^([^/]+)\/(?:(?:\.github|(?:gh-|github-)?actions|(?:[\w.-]+-)?(?:workflows?|pipelines?))(?:\/|$)|\S+\.ya?ml$)/i;

/** So many different actions of one owner, none of them by a version, are its own. */
export const ownWithUnpinned = 3;

/** Where a repository says who owns it: conditions of workflows, badges, manifests. The first group is the owner. */
export const ownerSaid: readonly RegExp[] = [
  /github\.repository(?:_owner)?\s*[=!]=\s*['"]([\w-]+)/gi,
  /github\.com\/([\w-]+)\/[\w.-]+\/(?:actions\/)?workflows\//gi,
  /"repository"\s*:\s*(?:\{[^{}]*?"url"\s*:\s*)?"[^"]*github\.com[/:]([\w-]+)\//gi,
  /^module\s+github\.com\/([\w-]+)\//gim,
];

/** Files beside its pipelines that say it. */
export const ownerFiles: readonly string[] = ['README.md', 'package.json', 'go.mod', 'CONTRIBUTING.md'];
