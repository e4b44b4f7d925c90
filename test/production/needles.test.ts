import assert from 'node:assert/strict';
import { vendors } from '../../src/knowledge/telemetry/index.ts';
import { telemetryNamed } from '../../src/production/telemetry/needles.ts';

describe('needles of telemetry', () => {
  it('are in no file that names no vendor, so that such a file is not parsed', () => {
    const plain = {
      python: 'import logging\n\nimport requests\n\nlogger = logging.getLogger(__name__)\nrequests.get("/")\n',
      node: 'import express from "express";\n\nexpress().listen(8080);\n',
      jvm: 'package com.example.shop;\n\nimport io.netty.channel.Channel;\n\nclass App { void run() { com.example.Shop.open(); } }\n',
    };
    for (const [ecosystem, text] of Object.entries(plain)) {
      assert.equal(telemetryNamed(ecosystem, vendors)(text), false, ecosystem);
    }
  });

  it('are in every row, so that no initialiser is overlooked', () => {
    for (const row of vendors.flatMap((vendor) => vendor.initialisers)) {
      const written = row.import ?? row.call ?? row.method ?? row.setting ?? '';
      assert.ok(telemetryNamed(row.ecosystem, vendors)(written), written);
    }
  });

  it('are none of an ecosystem that has no rows', () => {
    assert.equal(telemetryNamed('cobol', vendors)('anything'), false);
  });
});
