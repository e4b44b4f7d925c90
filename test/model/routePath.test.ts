import assert from 'node:assert/strict';
import { requestedPath } from '../../src/model/routePath.ts';

describe('the path of a route', () => {
  const shown: Readonly<Record<string, string>> = {
    '^$': '/',
    '': '/',
    '^health/$': '/health/',
    'health/': '/health/',
    '/health': '/health',
    '^health/?$': '/health',
    '(?i)^healthz$': '/healthz',
    '\\Ahealth\\Z': '/health',
    '^orders/(?P<id>[0-9a-f-]+)/lines/$': '/orders/<id>/lines/',
    '^orders/(\\d+)/$': '/orders/<…>/',
    '^feed\\.xml$': '/feed.xml',
    '/orders/:id': '/orders/:id',
    '/orders/{id}': '/orders/{id}',
    '*': '*',
  };
  for (const [written, requested] of Object.entries(shown)) {
    it(`written as ${JSON.stringify(written)} is requested as ${requested}`, () => {
      assert.equal(requestedPath(written), requested);
    });
  }

  it('stays as it is written where it stands for several', () => {
    assert.equal(requestedPath('^(?:health|ready)/$'), '^(?:health|ready)/$');
  });
});
