import assert from 'node:assert/strict';
import { vendors } from '../../src/knowledge/telemetry/index.ts';
import { telemetryNeedles } from '../../src/production/telemetry/needles.ts';

describe('needles of telemetry', () => {
  it('are in no file that names no vendor, so that such a file is not parsed', () => {
    const plain = 'import logging\n\nimport requests\n\nlogger = logging.getLogger(__name__)\nrequests.get("/")\n';
    for (const ecosystem of ['python', 'node']) {
      const needles = telemetryNeedles(ecosystem, vendors);
      assert.ok(needles.length > 10);
      assert.deepEqual(
        needles.filter((needle) => plain.includes(needle)),
        [],
      );
    }
  });

  it('are in every row, so that no initialiser is overlooked', () => {
    for (const row of vendors.flatMap((vendor) => vendor.initialisers)) {
      const written = row.import ?? row.call ?? row.method ?? row.setting ?? '';
      assert.ok(
        telemetryNeedles(row.ecosystem, vendors).some((needle) => written.includes(needle)),
        written,
      );
    }
  });
});
