/** Commits of the versions of actions that generated workflows use, as their publishers tagged them. */
const rows: readonly (readonly [action: string, commit: string, version: string])[] = [
  ['actions/checkout', '11bd71901bbe5b1630ceea73d27597364c9af683', 'v4.2.2'],
  ['actions/setup-node', '49933ea5288caeca8642d1e84afbd3f7d6820020', 'v4.4.0'],
  ['actions/setup-python', 'a26af69be951a213d495a4c3e4e4022e16d87065', 'v5.6.0'],
  ['actions/setup-go', 'd35c59abb061a4a6fb18e82ac0862c26744d6ab5', 'v5.5.0'],
  ['actions/setup-java', 'c5195efecf7bdfc987ee8bae7a71cb8b11521c00', 'v4.7.1'],
  ['aws-actions/configure-aws-credentials', 'e3dd6a429d7300a6a4c196c26e071d42e0343502', 'v4.0.2'],
  ['aws-actions/amazon-ecr-login', '062b18b96a7aff071d4dc91bc00c4c1a7945b076', 'v2.0.1'],
];

const byName = new Map(rows.map(([action, commit, version]) => [action, `${action}@${commit} # ${version}`]));

/**
 * What stands behind `uses:`, with the version as a comment.
 * @throws RangeError for an action that has no row
 */
export function pinned(action: string): string {
  const found = byName.get(action);
  if (found === undefined) throw new RangeError(`no commit is known for ${action}`);
  return found;
}
