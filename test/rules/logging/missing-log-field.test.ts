import { missingLogField } from '../../../src/rules/logging/missing-log-field.ts';
import { check, checkRepository, fixFirst } from '../../support/check.ts';
import assert from 'node:assert/strict';

const files = (source: string, fields = 'tenant_id', more: Readonly<Record<string, string>> = {}) => ({
  Procfile: 'web: python app.py\n',
  'prodaware.yaml': `version: 1\nlogging:\n  fields: [${fields}]\n`,
  'app.py': source,
  ...more,
});
const setup = 'import structlog\nimport other\n\nlog = structlog.get_logger()\n\n\ndef pay(tenant_id):\n';

describe('missing-log-field', () => {
  it('finds a line without the field', () =>
    checkRepository(missingLogField, files(`${setup}    [|log.info("paid", order=1)|]\n    log.debug("paid")\n`)));

  it('says nothing without a profile that asks for fields', () =>
    check(missingLogField, 'python', `${setup}    log.info("paid")\n`));

  it('accepts the field in the line, in any spelling, and on the logger', async () => {
    await checkRepository(missingLogField, files(`${setup}    log.info("paid", tenantId=tenant_id)\n`));
    await checkRepository(missingLogField, files(`${setup}    log.info("paid", **fields)\n`));
    await checkRepository(missingLogField, files(`${setup}    log.bind(tenant_id=tenant_id).info("paid")\n`));
    await checkRepository(
      missingLogField,
      files(`${setup}    structlog.contextvars.bind_contextvars(tenant_id=tenant_id)\n    log.info("paid")\n`),
    );
  });

  it('accepts it where another module that production runs binds it', () =>
    checkRepository(
      missingLogField,
      files(`${setup}    log.info("paid")\n`, 'tenant_id', {
        'other.py':
          'import structlog\n\n\ndef middleware(request):\n    structlog.contextvars.bind_contextvars(tenant_id=request.tenant)\n',
      }),
    ));

  it('accepts libraries without fields', () =>
    checkRepository(
      missingLogField,
      files('import logging\n\nlogger = logging.getLogger(__name__)\nlogger.info("started")\n'),
    ));

  it('adds the parameter of that name', async () => {
    const fixed = await fixFirst(missingLogField, files(`${setup}    log.info("paid", order=1)\n`));
    assert.equal(fixed['app.py'], `${setup}    log.info("paid", order=1, tenant_id=tenant_id)\n`);
  });
});
