import { mutableImageTag } from '../../../src/rules/pipeline/mutable-image-tag.ts';
import { unpinnedAction } from '../../../src/rules/pipeline/unpinned-action.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import assert from 'node:assert/strict';
import { checking, deploying, policy } from './workflows.ts';

const secret = '        env:\n          TOKEN: ${{ secrets.TOKEN }}\n';

describe('unpinned-action', () => {
  it('says nothing of a job that neither deploys nor holds secrets', () =>
    checkRepository(unpinnedAction, checking('      - uses: acme/lint@main\n')));

  it('finds one that is given a secret', () =>
    checkRepository(unpinnedAction, checking(`      - uses: [|acme/lint@main|]\n${secret}`)));

  it('says nothing of the token of the run itself', () =>
    checkRepository(
      unpinnedAction,
      checking(`      - uses: acme/lint@main\n${secret.replace('secrets.TOKEN', 'secrets.GITHUB_TOKEN')}`),
    ));

  it('says nothing of versions, and of branches that are versions', () =>
    checkRepository(
      unpinnedAction,
      checking(`      - uses: acme/lint@v2\n      - uses: acme/deploy@release/v1\n${secret}`),
    ));

  it('says nothing of actions of those who own the repository', () =>
    checkRepository(
      unpinnedAction,
      checking(`      - uses: acme/gh-actions/setup@main\n      - uses: acme/report@main\n${secret}`),
    ));

  it('wants commits where the policy does, of everybody', () =>
    checkRepository(unpinnedAction, {
      ...policy('{ actions: sha }'),
      '.github/workflows/ci.yml':
        'on: pull_request\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: [|actions/checkout@v4|]\n      - uses: acme/lint@0123456789abcdef0123456789abcdef01234567\n',
    }));

  it('takes the version over that is used elsewhere', async () => {
    const files = {
      ...checking(`      - uses: acme/lint@main\n${secret}`),
      ...deploying('      - uses: acme/lint@v3.1.0\n'),
    };
    const fixed = await fixFirst(unpinnedAction, files);
    assert.match(fixed['.github/workflows/ci.yml'] ?? '', /uses: acme\/lint@v3\.1\.0/);
  });
});

describe('mutable-image-tag', () => {
  it('says nothing of a push beside a tag of its own', () =>
    checkRepository(mutableImageTag, {
      ...policy('{ images: immutable }'),
      ...deploying(
        '      - run: |\n          docker push registry.example.com/shop:$GITHUB_SHA\n          docker push registry.example.com/shop:latest\n          aws ecs update-service --cluster live --service shop\n',
      ),
    }));

  it('says nothing where what runs is started anew', () =>
    checkRepository(
      mutableImageTag,
      deploying(
        '      - run: |\n          kubectl set image deployment/shop shop=registry.example.com/shop:latest\n          kubectl rollout restart deployment/shop\n',
      ),
    ));

  it('says nothing of tags that variables hold', () =>
    checkRepository(mutableImageTag, {
      ...policy('{ images: immutable }'),
      ...deploying('      - run: kubectl set image deployment/shop shop=registry.example.com/shop:$IMAGE_TAG\n'),
    }));
});
