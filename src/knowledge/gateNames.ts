/** What people call the gates of a pipeline, in profiles and in documents. */
import { gateTypes, type GateType } from '../model/pipeline.ts';

const names: readonly (readonly [type: GateType, names: readonly string[]])[] = [
  ['lint', ['linting', 'linter']],
  ['format', ['formatting', 'fmt']],
  ['type-check', ['types', 'typecheck', 'typing', 'type-checking']],
  ['unit-test', ['tests', 'test', 'unit-tests', 'unit']],
  ['integration-test', ['integration-tests', 'integration']],
  ['e2e-test', ['e2e', 'end-to-end', 'e2e-tests', 'acceptance']],
  ['container-build', ['docker-build', 'image-build', 'image', 'container']],
  ['vulnerability-scan', ['scan', 'security-scan', 'trivy', 'audit', 'dependencies', 'vulnerabilities']],
  ['sast', ['static-analysis', 'codeql', 'semgrep']],
  ['dast', ['dynamic-analysis']],
  ['secret-scan', ['secrets', 'secret-scanning', 'gitleaks']],
  ['licence', ['license', 'licences', 'licenses']],
  ['iac-scan', ['iac', 'infrastructure']],
  ['migration-check', ['migrations', 'migration']],
  ['contract-check', ['contracts', 'contract', 'contract-tests']],
  ['smoke-test', ['smoke', 'smoke-tests']],
];

/** Lower-case name → type; the types themselves are names as well. */
export const gateTypesByName: ReadonlyMap<string, GateType> = new Map([
  ...gateTypes.map((type) => [type, type] as const),
  ...names.flatMap(([type, own]) => own.map((name) => [name, type] as const)),
]);
