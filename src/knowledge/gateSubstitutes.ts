/** Gates that do the work of another kind: whoever asks for the one is served by the other. */
import type { GateType } from '../model/pipeline.ts';

export interface GateSubstitute {
  /** What is asked for. */
  readonly of: GateType;
  readonly type: GateType;
  /** Only by these, of the tool's name and its command. */
  readonly tool?: RegExp;
}

/** Builds that check no types; all others may start a compiler that does. */
const compilers =
  /^(?!.*\b(?:vite|esbuild|tsup|rollup|babel|swc|parcel|python|poetry|uv|rails|rake|bundle|hugo|jekyll|assets|docker|mkdocs|sphinx)\b)/;

export const substitutes: readonly GateSubstitute[] = [
  { of: 'type-check', type: 'build', tool: compilers },
  {
    of: 'type-check',
    type: 'unit-test',
    tool: /\b(?:go test|gotestsum|cargo|mvn|mvnw|maven|gradle|gradlew|dotnet|sbt|swift)\b/,
  },
  { of: 'type-check', type: 'lint', tool: /\b(?:cargo|clippy|golangci|go vet|svelte-check|astro check)\b/ },
  { of: 'unit-test', type: 'integration-test' },
  { of: 'unit-test', type: 'e2e-test' },
  { of: 'integration-test', type: 'e2e-test' },
  { of: 'integration-test', type: 'unit-test', tool: /integration|functional/i },
  { of: 'e2e-test', type: 'integration-test', tool: /e2e|acceptance|end[-_]to[-_]end/i },
  { of: 'build', type: 'container-build' },
  // Tests of these compile what they test.
  {
    of: 'build',
    type: 'unit-test',
    tool: /\b(?:go test|gotestsum|cargo|mvn|mvnw|maven|gradle|gradlew|dotnet|sbt|swift)\b/,
  },
  {
    of: 'format',
    type: 'lint',
    tool: /\b(?:pre-commit|super-linter|megalinter|biome|trunk|lint-staged|golangci|spotless|standard|xo)\b/i,
  },
  { of: 'lint', type: 'format', tool: /\b(?:pre-commit|super-linter|megalinter|biome|trunk|lint-staged|spotless)\b/i },
  // Scanners of several kinds, by what they are asked for.
  { of: 'vulnerability-scan', type: 'sast', tool: /\b(?:snyk|checkmarx|fortify|veracode|sonar)\b/i },
  { of: 'secret-scan', type: 'vulnerability-scan', tool: /\btrivy (?:fs|repo|filesystem)\b|trivy-action/ },
  { of: 'iac-scan', type: 'vulnerability-scan', tool: /\bscanners?\b.*\b(?:misconfig|config)\b/ },
];
