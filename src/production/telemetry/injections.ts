/** Telemetry that something outside of the repository puts into a process because the process asks for it. */
import type { TelemetryVendor } from '../../knowledge/telemetry/vendor.ts';
import type { TelemetryPath, Variable } from '../../model/production.ts';
import type { Repository } from '../repository.ts';
import { evidenceOfVariable } from './channels.ts';

/**
 * Annotations by which an operator injects an agent: proven where the platform does it by itself, or where the
 * repository holds what the operator acts on; else seen here and proven elsewhere.
 */
export async function injectionPaths(
  vendors: readonly TelemetryVendor[],
  ecosystem: string | null,
  annotations: readonly Variable[],
  repository: Repository,
): Promise<TelemetryPath[]> {
  const paths: TelemetryPath[] = [];
  for (const vendor of vendors) {
    for (const row of vendor.injections) {
      const annotation = annotations.find((candidate) => candidate.name === row.annotation);
      if (annotation === undefined || (ecosystem !== null && row.ecosystem !== ecosystem)) continue;
      if (annotation.value?.toLowerCase() === 'false') continue;
      const proven =
        row.byPlatform === true || (row.installedBy !== undefined && (await manifestsSay(row.installedBy, repository)));
      paths.push({
        vendor: vendor.name,
        mechanism: 'operator',
        signals: proven ? (row.signals ?? []) : [],
        state: proven ? 'active' : 'unknown',
        reason: proven ? null : 'external',
        condition: null,
        evidence: [evidenceOfVariable(annotation, 'injected by an operator')],
      });
    }
  }
  return paths;
}

const mostManifests = 3000;

/** Whether a manifest of the repository, or a template of one, says something. */
async function manifestsSay(says: RegExp, repository: Repository): Promise<boolean> {
  for (const path of repository.paths.filter((one) => /\.ya?ml$/.test(one)).slice(0, mostManifests)) {
    if (says.test((await repository.read(path)) ?? '')) return true;
  }
  return false;
}
