/** What runs in production has a name that means another image tomorrow. */
import type { Fix } from '../../model/finding.ts';
import type { DeployedImage } from '../../model/pipeline.ts';
import { defineRule, type Draft, type PipelineContext } from '../../model/rule.ts';
import { mutableImages, repositoryOf } from './images.ts';
import { targetsOf, titleOf } from './targets.ts';

export const mutableImageTag = defineRule({
  id: 'mutable-image-tag',
  area: 'pipeline',
  severity: 'warning',
  scope: 'pipeline',
  summary: 'An image is deployed by a tag that will be another image.',
  why:
    'With `latest`, nobody can say which commit runs, an older version cannot be brought back by its name, and Kubernetes ' +
    'does not replace anything where the tag stays the same.\n\n' +
    'Without a policy it is reported where a command sets the image of something in Kubernetes to such a tag, and nothing ' +
    'starts it anew. With a policy that asks for immutable images (`pipeline.images: immutable`) it is reported for every ' +
    'image that is pushed or deployed for staging or production and has no other tag beside that one. Tags that variables ' +
    'hold are left alone where the files do not show what is in them.',
  fixes: 'Where the same image is pushed or deployed under a tag of its own, that tag is taken over.',
  examples: {
    'github-actions': {
      bad: {
        '.github/workflows/deploy.yml': `on:
  push:
    branches: [main]
jobs:
  production:
    runs-on: ubuntu-latest
    steps:
      - run: kubectl set image deployment/shop shop=[|registry.example.com/shop:latest|]
`,
      },
      good: {
        '.github/workflows/deploy.yml': `on:
  push:
    branches: [main]
jobs:
  production:
    runs-on: ubuntu-latest
    steps:
      - run: kubectl set image deployment/shop shop=registry.example.com/shop:\${{ github.sha }}
`,
      },
    },
    'gitlab-ci': {
      bad: {
        'prodaware.yaml': 'version: 1\npipeline:\n  images: immutable\n',
        '.gitlab-ci.yml': `production:
  script:
    - docker build -t registry.example.com/shop:latest .
    - [|docker push registry.example.com/shop:latest|]
    - aws ecs update-service --cluster live --service shop --force-new-deployment
    - aws ecs wait services-stable --cluster live --services shop
`,
      },
      good: {
        'prodaware.yaml': 'version: 1\npipeline:\n  images: immutable\n',
        '.gitlab-ci.yml': `production:
  script:
    - docker build -t registry.example.com/shop:$CI_COMMIT_SHA .
    - docker push registry.example.com/shop:$CI_COMMIT_SHA
    - aws ecs update-service --cluster live --service shop --force-new-deployment
    - aws ecs wait services-stable --cluster live --services shop
`,
      },
    },
  },
  check(context) {
    const { policy } = context;
    const isAsked = policy.immutableImages?.value === true;
    const seen = new Set<string>();
    const targets = targetsOf(context, true);
    const fixed = targets
      .flatMap(({ commands }) => commands.flatMap(({ images }) => images))
      .filter(({ moving }) => !moving);
    return targets.flatMap((target) =>
      mutableImages(target, isAsked).flatMap((image): Draft[] => {
        const key = `${image.file}:${image.range.start}`;
        if (seen.has(key)) return [];
        seen.add(key);
        const fix = fixOf(image, fixed, context);
        return [
          {
            file: image.file,
            range: image.range,
            message: `${titleOf(target)} takes ${image.reference}, which is another image with the next push`,
            environment: target.stage,
            evidence: policy.immutableImages === null || !isAsked ? [] : [policy.immutableImages.evidence],
            fixes: fix === null ? [] : [fix],
          },
        ];
      }),
    );
  },
});

function fixOf(image: DeployedImage, fixed: readonly DeployedImage[], { text }: PipelineContext): Fix | null {
  const own = repositoryOf(image);
  const tags = new Set(
    fixed.filter((one) => one.file === image.file && repositoryOf(one) === own).flatMap(writtenTag(text)),
  );
  const [only, ...others] = tags;
  const written = text(image.file)?.slice(image.range.start, image.range.end) ?? '';
  if (only === undefined || others.length > 0 || image.tag === null || !written.endsWith(`:${image.tag}`)) return null;
  const start = image.range.end - image.tag.length;
  const edits = [{ file: image.file, range: { start, end: image.range.end }, text: only }];
  return { title: `Take the tag ${only}`, safety: 'review', edits };
}

/** As its file has it: what a reference holds may be filled in. */
function writtenTag(text: PipelineContext['text']): (image: DeployedImage) => readonly string[] {
  return ({ file, range }) => {
    const written = text(file)?.slice(range.start, range.end) ?? '';
    const tag = /:((?:[\w.-]|\$\{\{[^}]*\}\}|\$\w+|\$\{\w+\})+)$/.exec(written)?.[1];
    return tag === undefined ? [] : [tag];
  };
}
