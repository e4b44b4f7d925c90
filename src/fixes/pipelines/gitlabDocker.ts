/** What a job of GitLab CI needs to build images. */
import type { Lines } from './yamlLines.ts';

/** Keys of the job, indented by two. */
export const gitlabDocker: Lines = [
  '  image: docker:27.3.1',
  '  services: ["docker:27.3.1-dind"]',
  '  before_script:',
  '    - echo "$CI_REGISTRY_PASSWORD" | docker login "$CI_REGISTRY" --username "$CI_REGISTRY_USER" --password-stdin',
];
