import assert from 'node:assert/strict';
import { operationGroup, type Conventions, type OperationCount } from '../../../src/model/conventions.ts';
import type { FileContext } from '../../../src/model/rule.ts';
import { unmeasuredOperation } from '../../../src/rules/tracing/unmeasured-operation.ts';
import { factsOf } from '../../languages/render.ts';

const text = `from celery import Celery

app = Celery("jobs")


@app.task
def settle(order):
    order.settle()
`;

async function messages(count: OperationCount | null, helpers: Conventions['helpers'] = []): Promise<string[]> {
  const context: FileContext = {
    path: 'jobs.py',
    text,
    facts: await factsOf('python', text),
    production: { profile: null, services: [], flagManifests: [], sources: new Map(), faults: [], key: '' },
    profile: null,
    service: null,
    conventions:
      count === null
        ? null
        : { key: '', helpers, operations: { [operationGroup('.', 'python', 'job')]: count }, handlers: {} },
    changed: null,
  };
  return unmeasuredOperation.check(context).map(({ message }) => message);
}

const counted = (total: number, measured: number): OperationCount => ({ total, measured, logged: 0, traced: 0 });

describe('unmeasured-operation', () => {
  it('says how many of its like record a metric', async () => {
    assert.deepEqual(await messages(counted(12, 11)), [
      '11 of 12 jobs here record a metric; settle does not, and is on no dashboard',
    ]);
  });

  it('is silent where there is no convention', async () => {
    assert.deepEqual(await messages(null), []);
    assert.deepEqual(await messages(counted(4, 4)), []);
    assert.deepEqual(await messages(counted(12, 8)), []);
  });

  it('counts helpers of the repository', async () => {
    const helper = { kind: 'metric', ecosystem: 'python', name: 'settle', file: 'metrics.py' } as const;
    assert.deepEqual(await messages(counted(12, 11), [helper]), []);
  });
});
