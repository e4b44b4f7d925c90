/** Packages that only tests and what helps them import. */
const libraries: ReadonlySet<string> = new Set([
  'vitest',
  'mocha',
  'chai',
  'sinon',
  'nock',
  'msw',
  'supertest',
  'testcontainers',
  '@jest/globals',
  '@playwright/test',
  '@nestjs/testing',
  'pytest',
  'responses',
  'respx',
  'hypothesis',
  'freezegun',
]);

const scopes: readonly string[] = ['@testing-library/', '@testcontainers/'];

/** @param specifier as an import names it: `vitest/config`, `pytest.mark` */
export function isTestLibrary(specifier: string): boolean {
  if (scopes.some((scope) => specifier.startsWith(scope))) return true;
  return libraries.has(specifier) || libraries.has(specifier.replace(/^([^/.]+)[/.].*$/, '$1'));
}
