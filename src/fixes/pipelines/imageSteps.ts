/** Commands that build an image, and that look for known vulnerabilities in one. */
const scannerImage = 'aquasec/trivy:0.57.1';

/** `IMAGE` is what it is called; @param dockerfile root-relative */
export function imageSteps(dockerfile: string): string[] {
  const context = dockerfile.includes('/') ? dockerfile.slice(0, dockerfile.lastIndexOf('/')) : '.';
  const file = dockerfile === 'Dockerfile' || dockerfile === `${context}/Dockerfile` ? '' : `--file ${dockerfile} `;
  return [`docker build ${file}--tag "$IMAGE" ${context}`];
}

/** @param severities those that it fails on; none: all */
export function scanSteps(severities: readonly string[]): string[] {
  const limited = severities.length === 0 ? '' : `--severity ${severities.join(',')} `;
  return [
    `docker run --rm --volume /var/run/docker.sock:/var/run/docker.sock ${scannerImage} image --exit-code 1 ${limited}"$IMAGE"`,
  ];
}
