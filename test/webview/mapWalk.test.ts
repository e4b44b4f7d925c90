import assert from 'node:assert/strict';
import { layoutMap } from '../../src/reports/map/layout.ts';
import { productionMap } from '../../src/reports/map/productionMap.ts';
import {
  countWords,
  foundNodes,
  nextBox,
  nextStart,
  ownersOf,
  placeAt,
  type DrawnMap,
  type Step,
} from '../../src/webview/mapWalk.ts';
import { syntheticServices } from '../reports/mapSamples.ts';
import { lookup } from '../reports/samples.ts';

const made = productionMap(syntheticServices(9), lookup({}));
const map: DrawnMap = {
  ...made,
  folder: 'file:///repository',
  nodes: made.nodes.map((node) => ({ ...node, place: null })),
  drawing: layoutMap(made),
};
const { boxes } = map.drawing;
const owners = ownersOf(map.services);

/** The kinds of the boxes that the keys lead to, one after the other. */
function walk(from: number, ...steps: readonly Step[]): (string | undefined)[] {
  let box = boxes.find(({ node }) => node === from)!;
  return steps.map((step) => {
    box = nextBox(boxes, box, step) ?? box;
    return map.nodes[box.node]?.kind;
  });
}

describe('arrow keys on the production map', () => {
  it('walk along the steps of a launch and back', () => {
    const { launcher } = map.services[4]!.launches[0]!;
    const right = ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight'] as const;
    assert.deepEqual(walk(launcher, ...right), ['layer', 'command', 'entry', 'signal', 'signal']);
    assert.deepEqual(walk(launcher, ...right, 'ArrowLeft', 'ArrowLeft').slice(-2), ['entry', 'command']);
  });

  it('reach every box from the first one', () => {
    const reached = new Set<number>();
    const waiting = [boxes[0]!];
    for (let box = waiting.pop(); box; box = waiting.pop()) {
      if (reached.has(box.node)) continue;
      reached.add(box.node);
      for (const step of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const) {
        const next = nextBox(boxes, box, step);
        if (next) waiting.push(next);
      }
    }
    assert.equal(reached.size, boxes.length);
  });

  it('stay where they are at the edge', () => {
    assert.equal(nextBox(boxes, boxes[0]!, 'ArrowLeft'), null);
    assert.equal(nextBox(boxes, boxes[0]!, 'ArrowUp'), null);
    assert.equal(nextBox(boxes, boxes[0]!, 'End'), boxes.at(-1));
  });
});

describe('keys from service to service', () => {
  const ownerOf = (node: number | null): string | undefined => (node === null ? undefined : owners.get(node));

  it('lead to the next one and to the one before, whatever stands between', () => {
    const second = nextStart(map, nextStart(map, null, 1), 1);
    assert.equal(ownerOf(second), 'service-1, production');
    const signal = map.services[1]!.launches[0]!.signals[0]!;
    assert.equal(ownerOf(nextStart(map, signal, 1)), 'service-2, production');
    assert.equal(ownerOf(nextStart(map, signal, -1)), 'service-1, production');
    assert.equal(nextStart(map, boxes[0]!.node, -1), null);
  });

  it('go on with the next environment', () => {
    const last = map.services.at(-1)!.launches[0]!.launcher;
    assert.equal(ownerOf(nextStart(map, last, 1)), 'service-0, development');
  });
});

describe('the line above the production map', () => {
  it('says which service of which environment one looks at', () => {
    assert.equal(placeAt(map.drawing, -100), '');
    assert.equal(countWords(map), '9 services, 18 launches');
    const { y } = boxes.find(({ node }) => node === map.services[3]!.launches[1]!.launcher)!;
    assert.equal(placeAt(map.drawing, y), 'Development › service-3');
  });
});

describe('search on the production map', () => {
  const found = (query: string): string[] => foundNodes(map, owners, query).map((node) => map.nodes[node]!.kind);

  it('finds the launchers of a service by its name and environment', () => {
    assert.deepEqual(found('service-3 development compose'), ['launcher']);
  });

  it('finds every word anywhere in a box, whatever its case', () => {
    assert.ok(found('OPTION-3 python').every((kind) => kind === 'command'));
    assert.ok(found('OPTION-3 python').length > 0);
  });

  it('finds nothing for nothing', () => {
    assert.deepEqual([found(''), found('  '), found('not there')], [[], [], []]);
  });
});
