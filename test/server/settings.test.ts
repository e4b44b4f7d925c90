import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { defaultSettings, readSettings } from '../../src/server/settings.ts';

describe('settings of an editor', () => {
  it('are read as they are named in the settings of VS Code', () => {
    const settings = readSettings({
      enable: false,
      run: 'onSave',
      rules: { 'swallowed-error': 'error', 'print-instead-of-logger': 'off' },
      exclude: ['legacy/**'],
      codeLens: { enable: false },
      baseline: { enable: false },
      changedLinesOnly: true,
      base: 'develop',
    });
    assert.deepEqual(settings, {
      enable: false,
      run: 'onSave',
      rules: { 'swallowed-error': 'error', 'print-instead-of-logger': 'off' },
      exclude: ['legacy/**'],
      codeLens: false,
      baseline: false,
      changedLinesOnly: true,
      base: 'develop',
    });
  });

  it('may hold for some paths', () => {
    const rules = { one: { severity: 'error', paths: ['src/**'] }, two: [{ severity: 'off' }], three: { paths: [] } };
    assert.deepEqual(readSettings({ rules }).rules, {
      one: [{ severity: 'error', paths: ['src/**'] }],
      two: [{ severity: 'off' }],
    });
  });

  it('leave out what is not a setting and keep the rest', () => {
    const settings = readSettings({ enable: 'yes', rules: { one: 'loud', two: 'hint' }, exclude: ['a/**', 7, null] });
    assert.deepEqual(settings, { ...defaultSettings, rules: { two: 'hint' }, exclude: ['a/**'] });
  });

  it('never fail, whatever an editor sends', () => {
    fc.assert(fc.property(fc.anything(), (value) => void readSettings(value)));
  });
});
