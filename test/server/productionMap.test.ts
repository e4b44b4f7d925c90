import assert from 'node:assert/strict';
import {
  addLaunchRequest,
  launchTextRequest,
  mapTextRequest,
  productionMapRequest,
  type LaunchEdit,
  type WireMap,
} from '../../src/server/mapProtocol.ts';
import { Editor } from './editor.ts';
import { mailer } from './repositories.ts';

describe('the production map in an editor', () => {
  let editor: Editor;
  let map: WireMap;
  before(async () => {
    editor = await Editor.open(mailer);
    const maps = await editor.connection.sendRequest<WireMap[]>(productionMapRequest);
    assert.equal(maps.length, 1);
    map = maps[0]!;
  });
  after(() => editor.close());

  const launch = (): string => map.services[0]!.launches[0]!.id;

  it('leads from every box to its line', () => {
    const [drawn] = map.services[0]!.launches;
    const places = [drawn!.command, drawn!.entry, ...drawn!.lostLayers].map((index) => map.nodes[index]!.place!);
    assert.deepEqual(
      places.map(({ uri, range }) => [uri, range.start.line]),
      [
        [editor.uri('deploy/production/supervisord.conf'), 1],
        [editor.uri('worker.py'), 0],
        [editor.uri('README.md'), 3],
      ],
    );
  });

  it('is written as SVG and as Mermaid', async () => {
    const text = (format: string): Promise<string> =>
      editor.connection.sendRequest(mapTextRequest, {
        folder: map.folder,
        format,
        choice: { environments: null, onlyLacking: false },
      });
    assert.match(await text('svg'), /^<svg .*<\/svg>\n$/s);
    assert.match(await text('mermaid'), /^flowchart LR\n/);
  });

  it('copies one launch as text', async () => {
    const text = await editor.connection.sendRequest<string>(launchTextRequest, {
      folder: map.folder,
      launch: launch(),
    });
    assert.match(text, /production: supervisord -> python worker\.py/);
    assert.match(text, /README\.md:4:1 {2}documented command/);
  });

  it('writes one launch into a profile that is not there yet', async () => {
    const params = { folder: map.folder, launch: launch(), environment: 'production' };
    const made = await editor.connection.sendRequest<LaunchEdit>(addLaunchRequest, params);
    assert.deepEqual([made.uri, made.at, made.refused], [editor.uri('prodaware.yaml'), null, null]);
    assert.match(made.text, /command: python worker\.py # from deploy\/production\/supervisord\.conf:2/);
  });

  it('says nothing of a launch that is gone', async () => {
    const params = { folder: map.folder, launch: 'gone' };
    assert.equal(await editor.connection.sendRequest(launchTextRequest, params), null);
  });
});
