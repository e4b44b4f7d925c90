import { coverageBelowPolicy } from '../../../src/rules/pipeline/coverage-below-policy.ts';
import { gateMissing } from '../../../src/rules/pipeline/gate-missing.ts';
import { gateNotBlocking } from '../../../src/rules/pipeline/gate-not-blocking.ts';
import { checkRepository } from '../../support/check.ts';
import { checking, deploying, policy } from './workflows.ts';

const gates = (list: string) => policy(`{ pullRequest: { gates: [${list}] } }`);

describe('gate-missing', () => {
  it('says nothing where no policy asks for a gate', () =>
    checkRepository(gateMissing, checking('      - run: pytest\n')));

  it('says nothing where no pipeline is read at all', () =>
    checkRepository(gateMissing, { ...gates('lint'), '.travis.yml': 'script: make\n' }));

  it('says nothing where a job is a workflow of elsewhere, which may have the gate', () =>
    checkRepository(gateMissing, {
      ...gates('lint, tests'),
      '.github/workflows/ci.yml':
        'on: pull_request\njobs:\n  all:\n    uses: acme/shared/.github/workflows/ci.yml@v3\n',
    }));

  it('takes the build of a compiler for a type check', () =>
    checkRepository(gateMissing, { ...gates('types'), ...checking('      - run: go build ./...\n') }));

  it('takes no build of a bundler for one', async () => {
    const [path, text] = Object.entries(checking('      - run: vite build\n'))[0] ?? ['', ''];
    await checkRepository(gateMissing, { ...gates('types'), [path]: text.replace('check:', '[|check|]:') });
  });

  it('knows that a push to any branch comes before the merge', () =>
    checkRepository(gateMissing, {
      ...gates('tests'),
      '.github/workflows/ci.yml':
        'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n',
    }));

  it('knows that jobs of CircleCI run for every branch where nothing limits them, tags or not', async () => {
    const config = (filters: string): string =>
      `version: 2.1\njobs:\n  test:\n    docker:\n      - image: cimg/python:3.13\n    steps:\n      - checkout\n      - run: pytest\nworkflows:\n  all:\n    jobs:\n      - test${filters}\n`;
    const tags = ':\n          filters:\n            tags:\n              only: /^v.*/';
    for (const filters of ['', tags])
      await checkRepository(gateMissing, { ...gates('tests'), '.circleci/config.yml': config(filters) });
    const alone = config(`${tags}\n            branches:\n              ignore: /.*/`);
    await checkRepository(gateMissing, {
      ...gates('tests'),
      '.circleci/config.yml': alone.replace('  test:', '  [|test|]:'),
    });
  });

  it('knows that jobs of GitLab that are limited to branches run before the merge', () =>
    checkRepository(gateMissing, {
      ...gates('tests'),
      '.gitlab-ci.yml': 'test:\n  only: [branches]\n  script:\n    - pytest\n',
    }));

  it('says one thing where no gate is met before the merge', () =>
    checkRepository(gateMissing, {
      ...gates('lint, tests'),
      '.github/workflows/ci.yml':
        'on:\n  push:\n    branches: [main]\njobs:\n  [|test|]:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ruff check .\n      - run: pytest\n',
    }));

  it('leaves coverage to a server that compares it', () =>
    checkRepository(gateMissing, {
      ...gates('{ tests: { coverage: 80 } }'),
      ...checking('      - run: pytest\n      - uses: codecov/codecov-action@v5\n'),
    }));

  it('finds commands that a matrix names', () =>
    checkRepository(gateMissing, {
      ...gates('lint, tests'),
      ...checking(
        '      - run: ${{ matrix.command }}\n',
        '    strategy:\n      matrix:\n        command: [ruff check ., pytest]\n',
      ),
    }));
});

describe('gate-not-blocking', () => {
  it('says nothing of a report where the same gate can fail elsewhere', () =>
    checkRepository(gateNotBlocking, {
      ...gates('lint'),
      ...checking('      - run: ruff check --exit-zero --output-format=github .\n      - run: ruff check .\n'),
    }));

  it('says nothing where findings are sent to a server that may refuse them', () =>
    checkRepository(gateNotBlocking, {
      ...gates('scan'),
      ...checking(
        '      - uses: aquasecurity/trivy-action@0.30.0\n        with:\n          format: sarif\n      - uses: github/codeql-action/upload-sarif@v3\n',
      ),
    }));

  it('says nothing where an expression decides', () =>
    checkRepository(gateNotBlocking, {
      ...gates('tests'),
      ...checking('      - run: pytest\n', '    continue-on-error: ${{ matrix.experimental }}\n'),
    }));

  it('finds tests that are told to pass without a policy, where there are no others', () =>
    checkRepository(gateNotBlocking, checking('      - run: pytest [||| true|]\n')));

  it('says nothing of them where others can fail', () =>
    checkRepository(
      gateNotBlocking,
      checking('      - run: pytest tests/slow || true\n      - run: pytest tests/quick\n'),
    ));

  it('finds a probe behind a deploy that succeeds on an error answer, without a policy', () =>
    checkRepository(
      gateNotBlocking,
      deploying(
        '      - run: |\n          kubectl apply -f deploy/\n          kubectl rollout status deployment/shop\n          [|curl https://shop.example.com/health|]\n',
      ),
    ));

  it('says nothing of probes in a loop that ends in a failure', () =>
    checkRepository(
      gateNotBlocking,
      deploying(
        '      - run: |\n          kubectl apply -f deploy/\n          kubectl rollout status deployment/shop\n          for i in 1 2 3; do\n            curl --fail https://shop.example.com/health && exit 0 || true\n            sleep 5\n          done\n          exit 1\n',
      ),
    ));
});

describe('coverage-below-policy', () => {
  const asked = gates('{ tests: { coverage: 80 } }');

  it('reads the number from the configuration of the tool', () =>
    checkRepository(coverageBelowPolicy, {
      ...asked,
      'pyproject.toml': '[tool.coverage.report]\nfail_under = 70\n',
      ...checking('      - run: [|pytest --cov=shop|]\n'),
    }));

  it('says nothing where one job compares with enough', () =>
    checkRepository(coverageBelowPolicy, {
      ...asked,
      ...checking('      - run: pytest --cov=shop --cov-fail-under=60\n      - run: coverage report --fail-under=80\n'),
    }));

  it('says nothing where the number is not known', () =>
    checkRepository(coverageBelowPolicy, {
      ...asked,
      ...checking('      - run: pytest --cov=shop --cov-fail-under=$LEAST\n'),
    }));
});
