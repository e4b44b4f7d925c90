/** Gates of an image: that it can be built, and that nothing known is wrong with what is in it. */
import type { PipelineSystem } from '../../model/pipeline.ts';
import type { RequiredGate } from '../../model/policy.ts';
import { imageSteps, scanSteps } from './imageSteps.ts';

interface ImageGate {
  readonly title: string;
  readonly commands: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Null for other gates, and where it is not sure which image is meant. */
export function imageCommands(
  { type, severities }: RequiredGate,
  system: PipelineSystem,
  paths: readonly string[],
): ImageGate | null {
  const [dockerfile, ...others] = paths.filter((path) => /^(?:[\w.-]+\/)*Dockerfile$/.test(path));
  if (dockerfile === undefined || others.length > 0) return null;
  // GitLab has a name for the commit in the shell itself.
  const isGithub = system === 'github-actions';
  const environment: Readonly<Record<string, string>> = isGithub ? { IMAGE: 'change:${{ github.sha }}' } : {};
  const named = (command: string): string =>
    isGithub ? command : command.replace('"$IMAGE"', '"change:$CI_COMMIT_SHA"');
  const build = imageSteps(dockerfile);
  if (type === 'container-build') return { title: 'Build the image', commands: build.map(named), environment };
  if (type !== 'vulnerability-scan') return null;
  const known = severities.filter((one) => /^(?:UNKNOWN|LOW|MEDIUM|HIGH|CRITICAL)$/.test(one));
  return { title: 'Scan the image', commands: [...build, ...scanSteps(known)].map(named), environment };
}
