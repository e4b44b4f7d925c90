import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Finding } from '../../src/model/finding.ts';
import { excerpt, inert, inertJson } from '../../src/reports/inert.ts';
import { colouredStyle } from '../../src/reports/style.ts';
import { checkText } from '../../src/reports/text.ts';
import { at, finding, lookup, type Files } from './samples.ts';

const files: Files = {
  'api/my_app.py': 'import flask\n\nif __name__ == "__main__":\n    main()\n',
  'deploy/supervisord.conf': '[program:api]\ncommand=python my_app.py\n',
};

function report(findings: readonly Finding[], texts: Files = files): string {
  return checkText({ findings, faults: [], files: 3 }, lookup(texts));
}

describe('report of check for people', () => {
  it('shows the place, the message, the line, the evidence with its line, and the fix', () => {
    const lost = finding(at(files, 'api/my_app.py', 'if __name__ == "__main__":'), {
      rule: 'telemetry-lost-at-launch',
      severity: 'error',
      message: 'production starts this without opentelemetry-instrument',
      evidence: [{ ...at(files, 'deploy/supervisord.conf', 'python my_app.py'), label: 'production runs this' }],
      fixes: [{ title: 'Start OpenTelemetry in the code', safety: 'review', edits: [] }],
    });
    assert.equal(
      report([lost]),
      `api/my_app.py:3:1  error  telemetry-lost-at-launch
  production starts this without opentelemetry-instrument
    3 | if __name__ == "__main__":
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^
  = production runs this  deploy/supervisord.conf:2:9
    2 | command=python my_app.py
      |         ^^^^^^^^^^^^^^^^
  fix: Start OpenTelemetry in the code (to be looked at)

1 error in 3 files
1 can be mended with --fix=all
`,
    );
  });

  it('says in one line that nothing was found', () => {
    assert.equal(report([]), 'nothing found in 3 files\n');
  });

  it('counts one fault at two places once among what can be mended', () => {
    const fixes = [{ title: 'Log it', safety: 'safe', edits: [] }] as const;
    const places = [at(files, 'api/my_app.py', 'import flask'), at(files, 'deploy/supervisord.conf', 'command')];
    assert.match(report(places.map((place) => finding(place, { fixes }))), /\n1 can be mended with --fix\n$/);
  });

  it('shows where a file is no longer there, without a line of it', () => {
    const gone = finding({ file: 'gone.py', range: { start: 30, end: 40 } });
    assert.match(report([gone]), /^gone\.py:1:1 {2}warning {2}swallowed-error\n {2}this error[^\n]+\n\n1 warning/);
  });

  it('shows a fault of the input at its place, and counts what is alike beyond twenty', () => {
    const faults = Array.from({ length: 25 }, (_, index) => ({
      kind: 'source' as const,
      severity: 'information' as const,
      message: 'not analysed: it is binary',
      file: `data${index}.py`,
      range: null,
    }));
    const text = checkText({ findings: [], faults, files: 1 }, lookup({}));
    assert.match(text, /^data0\.py {2}information {2}source fault\n {2}not analysed: it is binary\n/);
    assert.match(text, /… and 5 more of the kind "information source"/);
    assert.match(text, /nothing found in 1 file; 25 faults of input or of ours\n$/);
  });

  it('has colours only when it is asked for them, and the same words', () => {
    const checked = { findings: [finding(at(files, 'api/my_app.py', 'import flask'))], faults: [], files: 1 };
    const plain = checkText(checked, lookup(files));
    const coloured = checkText(checked, lookup(files), colouredStyle);
    assert.ok(!plain.includes('\u001b'));
    assert.ok(coloured.includes('\u001b[33m'));
    assert.equal(coloured.replace(/\u001b\[\d+m/g, ''), plain);
  });

  it('lets nothing of a hostile repository act on the terminal', () => {
    const name = 'src/\u001b[2Jevil\nname\u202e.py';
    const texts = { [name]: 'print("\u001b]0;owned\u0007")  # \u202egnp\u2066 \u009b31m\n' };
    const hostile = finding(at(texts, name, 'print'), { message: 'calls "\u001b[31mprint\u001b[0m"\r\nsays nothing' });
    const text = report([hostile], texts);
    assert.ok(!/[\p{Cc}\p{Cf}]/u.test(text.replaceAll('\n', '')));
    assert.equal(text.split('\n').filter((line) => line.startsWith('src/')).length, 1);
    assert.match(text, /src\/<U\+001B>\[2Jevil<U\+000A>name<U\+202E>\.py:1:1/);
  });
});

describe('excerpt of a line', () => {
  it('keeps the carets below wide letters, tabs and shown control characters', () => {
    assert.deepEqual(excerpt('\tx = "日本" # y', 5, 9), { line: '  x = "日本" # y', carets: '      ^^^^^^' });
    assert.deepEqual(excerpt('a\u001bb', 2, 3), { line: 'a<U+001B>b', carets: '         ^' });
  });

  it('cuts a line of two million characters around what is meant', () => {
    const line = `${'x'.repeat(1_000_000)}NEEDLE${'y'.repeat(1_000_000)}`;
    const { line: shown, carets } = excerpt(line, 1_000_000, 1_000_006);
    assert.ok(shown.length < 120);
    assert.equal(shown.slice(carets.indexOf('^'), carets.length), 'NEEDLE');
    assert.ok(shown.startsWith('…') && shown.endsWith('…'));
  });

  it('is one safe line for any text and range', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.nat(320), fc.nat(320), (line, start, length) => {
        const shown = excerpt(line, start, start + length);
        assert.ok(!/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(shown.line + shown.carets));
        assert.match(shown.carets, /^ *\^[ ^]*$/);
      }),
    );
  });
});

describe('text made inert', () => {
  it('means the same as JSON, and holds nothing a terminal obeys', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = inertJson({ text });
        assert.deepEqual(JSON.parse(json), { text });
        assert.ok(!/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(json.replaceAll('\n', '')));
      }),
    );
  });

  it('leaves ordinary text alone', () => {
    const text = 'Müllers Küche: 日本語, ∑ and emoji 🎉';
    assert.equal(inert(text), text);
  });
});
