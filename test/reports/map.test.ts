import assert from 'node:assert/strict';
import { syntheticServices } from './mapSamples.ts';
import type { Launch } from '../../src/model/production.ts';
import { chosenMap, environmentsOf, wholeMap } from '../../src/reports/map/choice.ts';
import { layoutMap } from '../../src/reports/map/layout.ts';
import { mapMermaid } from '../../src/reports/map/mermaid.ts';
import { productionMap } from '../../src/reports/map/productionMap.ts';
import { mapSvg } from '../../src/reports/map/svg.ts';
import { at, emitting, launch, lookup, service, words, type Files } from './samples.ts';

const files: Files = {
  'deploy/supervisord.conf': '[program:api]\ncommand=python my_app.py\n',
  'api/README.md': '# api\n\nopentelemetry-instrument python my_app.py\n',
  'api/requirements.txt': 'opentelemetry-distro\n',
};
const command = at(files, 'deploy/supervisord.conf', 'python my_app.py');
const promise = {
  ...at(files, 'api/README.md', 'opentelemetry-instrument'),
  label: 'documented command',
  kind: 'documented',
  vendor: 'opentelemetry',
  words: ['opentelemetry-instrument'],
  placement: 'before',
  mechanism: 'wrapper',
} as const;
const installed = {
  ...at(files, 'api/requirements.txt', 'opentelemetry-distro'),
  label: 'requirements.txt installs this',
  kind: 'package',
  vendor: 'opentelemetry',
  words: [],
  placement: 'before',
  mechanism: 'wrapper',
} as const;
const lost = launch(command, { promises: [promise, installed] });

describe('production map', () => {
  it('shows the wrapper that the documents promise as lost before the command, and the package behind it', () => {
    const { nodes, services } = productionMap([service([lost])], lookup(files));
    const [drawn] = services[0]!.launches;
    assert.deepEqual(
      drawn!.lostLayers.map((index) => [nodes[index]!.title, nodes[index]!.detail, nodes[index]!.state]),
      [['opentelemetry-instrument (documented command)', 'api/README.md:3', 'lost']],
    );
    assert.deepEqual(
      drawn!.lostCode.map((index) => nodes[index]!.title),
      ['requirements.txt installs this'],
    );
  });

  it('shows nothing as lost where telemetry is active or may be', () => {
    for (const state of ['active', 'conditional', 'unknown'] as const) {
      const path = {
        vendor: 'opentelemetry',
        mechanism: 'in-code',
        signals: ['traces'],
        state,
        reason: null,
        condition: null,
        evidence: [],
      } as const;
      const { nodes } = productionMap([service([{ ...lost, telemetry: emitting([path]) }])], lookup(files));
      assert.ok(nodes.every((node) => node.state !== 'lost' && node.kind !== 'lost'));
    }
  });

  it('has a place for every box, where nothing speaks of it that of what runs', () => {
    const unresolved = { ...lost, entryPoint: null, unresolved: 'nobody says so' };
    const { nodes } = productionMap([service([lost, unresolved])], lookup(files));
    assert.ok(nodes.every(({ location }) => location !== null));
    const signals = nodes.flatMap(({ kind, location }) => (kind === 'signal' ? [location?.file] : []));
    assert.deepEqual(signals, ['api/my_app.py', 'deploy/supervisord.conf']);
  });

  it('puts production first, whatever the order of the launches', () => {
    const launches = (['development', 'unknown', 'production'] as const).map((environment) => ({
      ...lost,
      environment,
    }));
    const { texts } = layoutMap(productionMap([service(launches)], lookup(files)));
    const bands = texts.filter(({ style }) => style === 'environment').map(({ text }) => text);
    assert.deepEqual(bands, ['Production', 'Environment not said', 'Development']);
  });

  it('shows the name of the entry point, however deep it lies', () => {
    const file = `shipping/${'src/main/java/com/example/'.repeat(4)}ShippingServiceApplication.java`;
    const deep = { ...lost, entryPoint: { ...lost.entryPoint!, file } };
    const { boxes } = layoutMap(productionMap([service([deep])], lookup(files)));
    const texts = boxes.flatMap((box) => box.texts.map(({ text }) => text));
    assert.ok(
      texts.some((text) => text.endsWith('/ShippingServiceApplication.java')),
      texts.join('\n'),
    );
  });

  it('overlaps no two boxes, and keeps all of them and their texts inside of the picture', () => {
    const { boxes, width, height } = layoutMap(productionMap(syntheticServices(40), lookup({})));
    for (const [index, one] of boxes.entries()) {
      assert.ok(one.x >= 0 && one.y >= 0 && one.x + one.width <= width && one.y + one.height <= height);
      assert.ok(one.texts.every(({ x, y }) => x > one.x && y > one.y && y < one.y + one.height));
      for (const other of boxes.slice(index + 1)) {
        const isApart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        if (!isApart) assert.fail(JSON.stringify([one, other]));
      }
    }
  });
});

describe('what is chosen of the map', () => {
  const whole = productionMap(syntheticServices(3), lookup({}));

  it('has the launches of the environments that are asked for, and no others', () => {
    assert.deepEqual(environmentsOf(whole), [
      ['production', 3],
      ['development', 3],
    ]);
    const development = chosenMap(whole, { ...wholeMap, environments: ['development'] });
    assert.deepEqual(environmentsOf(development), [['development', 3]]);
    assert.doesNotMatch(mapSvg(development), />Production</);
    assert.deepEqual(chosenMap(whole, { ...wholeMap, environments: ['staging'] }).services, []);
    assert.equal(chosenMap(whole, wholeMap), whole);
  });

  it('has only launches that lack something where that is asked for', () => {
    const path = {
      vendor: 'opentelemetry',
      mechanism: 'in-code',
      signals: ['traces', 'metrics', 'logs'],
      state: 'active',
      reason: null,
      condition: null,
      evidence: [],
    } as const;
    const fine = { ...lost, environment: 'staging', telemetry: emitting([path]) } as const;
    const map = productionMap([service([lost, fine])], lookup(files));
    assert.deepEqual(environmentsOf(chosenMap(map, { ...wholeMap, onlyLacking: true })), [['production', 1]]);
  });
});

describe('the map as SVG', () => {
  it('is the same to the letter for the same production', () => {
    const make = (): string => mapSvg(productionMap(syntheticServices(10), lookup({})));
    assert.equal(make(), make());
  });

  it('draws what is lost in red, crossed out', () => {
    const svg = mapSvg(productionMap([service([lost])], lookup(files)));
    assert.match(svg, /<g class="box lost lost">/);
    assert.match(svg, /class="line lost"/);
    assert.match(svg, /class="cross"/);
  });

  it('shows text of the repository as text', () => {
    const svg = mapSvg(productionMap([service([hostile()], { name: '<script>alert(1)</script>' })], lookup(files)));
    assert.doesNotMatch(svg, /<script|<img|\u001b|]]>/);
    assert.match(svg, /&lt;script&gt;/);
    assert.equal(svg.match(/<svg/g)?.length, 1);
  });

  it('draws 300 services, and says how many launches it leaves out of a repository with more', () => {
    const map = productionMap(syntheticServices(300), lookup({}));
    assert.equal(map.leftOut, 0);
    assert.ok(mapSvg(map).length < 3_000_000);
    const more = productionMap(syntheticServices(1_200), lookup({}));
    assert.match(mapSvg(more), new RegExp(`and ${more.leftOut} more launches`));
    assert.ok(more.leftOut > 0);
  });

  it('says so where nothing is started', () => {
    assert.match(mapSvg(productionMap([], lookup({}))), /Nothing here says how a service is started/);
  });
});

describe('the map as Mermaid', () => {
  it('draws the same steps, and what is lost', () => {
    assert.equal(
      mapMermaid(productionMap([service([lost])], lookup(files)))
        .split('\n')
        .filter((line) => !line.includes('classDef'))
        .join('\n'),
      `flowchart LR
  subgraph e0["production"]
    subgraph s1["api"]
      n0(["supervisord<br/>api"])
      n1["command<br/>deploy/supervisord.conf#58;2"]
      n2["opentelemetry-instrument (documented command)<br/>api/README.md#58;3"]:::lost
      n3["python my_app.py<br/>deploy/supervisord.conf#58;2"]
      n4["api/my_app.py"]
      n5["requirements.txt installs this<br/>api/requirements.txt#58;1"]:::lost
      n6("traces, metrics, logs<br/>none"):::inactive
      n0 --> n1
      n1 --> n3
      n0 -.-> n2
      n2 -. lost .-x n3
      n3 --> n4
      n5 -. lost .-x n6
      n4 -.-x n6
    end
  end
`,
    );
  });

  it('lets nothing of the repository mean something to Mermaid or to HTML', () => {
    const text = mapMermaid(
      productionMap([service([hostile()], { name: 'x"] --> y; %%{init: {}}%%' })], lookup(files)),
    );
    for (const line of text.split('\n')) {
      const label = line.slice(line.indexOf('"') + 1, line.lastIndexOf('"'));
      if (line.includes('"')) assert.doesNotMatch(label.replaceAll(/<br\/>|#\d+;/g, ''), /["<>{}[\]%`;:&#\\]/, line);
    }
    assert.doesNotMatch(text, /%%|<script|init:/);
  });

  it('stays below what pages refuse, and says how many launches it leaves out', () => {
    const text = mapMermaid(productionMap(syntheticServices(300), lookup({})));
    assert.ok(text.length < 50_000);
    assert.ok((text.match(/--?>|-x /g) ?? []).length < 500);
    assert.match(text, /and \d+ more launches/);
  });
});

function hostile(): Launch {
  const text = '<script>alert(1)</script>"]; click n0 "javascript:1" `x` %%{init}%% #quot; \u001b[31m ]]> \uFFFE';
  return launch(command, {
    argv: words(command.file, 'sh', text),
    launcher: text,
    name: text,
    unresolved: text,
    entryPoint: null,
    evidence: [{ ...command, label: text }],
    promises: [{ ...promise, label: text, words: [text] }],
  });
}
