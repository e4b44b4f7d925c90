import assert from 'node:assert/strict';
import type { HandlerFact } from '../../src/model/facts.ts';
import { at, factsOf } from './render.ts';
import type { Name } from './render.ts';

async function only(name: Name, text: string): Promise<HandlerFact> {
  const { handlers } = await factsOf(name, text);
  assert.equal(handlers.length, 1);
  return handlers[0]!;
}

/** The text with a mark where a name for the error goes. */
const insertion = (text: string, { bindingInsertAt: offset }: HandlerFact): string | null =>
  offset === -1 ? null : `${text.slice(0, offset)}¦${text.slice(offset)}`;

describe('the places of a handler', () => {
  it('are those of an except clause', async () => {
    const text = 'try:\n    a()\nexcept (KeyError, b.Error):  # why\n    # first\n    c()\n    d()\n';
    const handler = await only('python', text);
    assert.deepEqual(
      {
        form: handler.form,
        header: at(text, handler.header),
        statements: handler.statements.map((range) => at(text, range)),
        placeholder: handler.placeholder,
        types: handler.types,
        binding: handler.binding,
        tryBody: at(text, handler.tryBody),
        insertion: insertion(text, handler)?.split('\n')[2],
      },
      {
        form: 'except',
        header: 'except (KeyError, b.Error):',
        statements: ['c()', 'd()'],
        placeholder: null,
        types: ['KeyError', 'b.Error'],
        binding: null,
        tryBody: 'a()',
        insertion: 'except (KeyError, b.Error)¦:  # why',
      },
    );
  });

  it('have a placeholder where a fix has something to replace', async () => {
    const passes = 'try:\n    a()\nexcept X as e:\n    pass\n';
    const handler = await only('python', passes);
    assert.deepEqual([at(passes, handler.placeholder), handler.binding, handler.bindingInsertAt], ['pass', 'e', -1]);
    const dots = 'try:\n    a()\nexcept X: ...\n';
    assert.equal(at(dots, (await only('python', dots)).placeholder), '...');
    const empty = 'try { a(); } catch { }\n';
    assert.equal(at(empty, (await only('javascript', empty)).placeholder), ' ');
    const comment = 'try { a(); } catch { /* why */ }\n';
    assert.equal((await only('javascript', comment)).placeholder, null);
  });

  it('give no place for a name to a bare except', async () => {
    const text = 'try:\n    a()\nexcept:\n    pass\n';
    const handler = await only('python', text);
    assert.deepEqual([at(text, handler.header), handler.types, handler.bindingInsertAt], ['except:', [], -1]);
  });

  it('are those of types without parentheses', async () => {
    const text = 'try:\n    a()\nexcept A, b.B:\n    pass\n';
    const handler = await only('python', text);
    assert.deepEqual(
      [at(text, handler.header), handler.types, handler.bindingInsertAt],
      ['except A, b.B:', ['A', 'b.B'], -1],
    );
  });

  it('are those of a catch clause', async () => {
    const text = 'try { a(); } catch {\n  b();\n}\n';
    const handler = await only('typescript', text);
    assert.deepEqual(
      [handler.form, at(text, handler.header), at(text, handler.body), insertion(text, handler)],
      ['catch', 'catch', '\n  b();\n', 'try { a(); } catch¦ {\n  b();\n}\n'],
    );
    const bound = 'try { a(); } catch (error: unknown) { b(); }\n';
    const second = await only('typescript', bound);
    assert.deepEqual(
      [at(bound, second.header), second.binding, second.bindingInsertAt],
      ['catch (error: unknown)', 'error', -1],
    );
    const apart = 'try { a(); } catch ({ message }) { b(message); }\n';
    const third = await only('typescript', apart);
    assert.deepEqual([third.binding, third.bindingInsertAt, third.outcome], [null, -1, 'handed-on']);
  });

  it('are those of a function that takes a rejection', async () => {
    const text = 'p.then(f)\n  .catch(() => {\n    g();\n  });\n';
    const handler = await only('javascript', text);
    assert.deepEqual(
      [handler.form, at(text, handler.header), at(text, handler.tryBody), insertion(text, handler)],
      ['promise-catch', '.catch(() => {', 'p.then(f)', 'p.then(f)\n  .catch((¦) => {\n    g();\n  });\n'],
    );
    const single = 'p.catch(e => null);\n';
    const second = await only('javascript', single);
    assert.deepEqual(
      [at(single, second.header), second.binding, second.statements.map((range) => at(single, range))],
      ['.catch(e => null)', 'e', ['null']],
    );
    assert.deepEqual((await factsOf('javascript', "schema.catch('x'); a.then(b); p.catch();")).handlers, []);
  });

  it('are those of suppress', async () => {
    const text = 'import contextlib as c\nwith c.suppress(ValueError, OSError):\n    a()\n';
    const handler = await only('python', text);
    assert.deepEqual(
      [handler.form, at(text, handler.header), at(text, handler.body), handler.types],
      ['suppress', 'with c.suppress(ValueError, OSError):', 'a()', ['ValueError', 'OSError']],
    );
  });

  it('hold their calls, the innermost first', async () => {
    const { calls } = await factsOf(
      'python',
      'try:\n    a()\nexcept X:\n    b()\n    try:\n        c()\n    except Y:\n        d()\nelse:\n    e()\n',
    );
    assert.deepEqual(
      calls.map(({ callee, handler }) => `${callee} ${handler}`),
      ['a -1', 'b 0', 'c 0', 'd 1', 'e -1'],
    );
    const script = await factsOf('typescript', 'try { a(); } catch (e) { b(() => c(e)); }\np.catch((e) => d(e));\n');
    assert.deepEqual(
      script.calls.map(({ callee, handler }) => `${callee} ${handler}`),
      ['a -1', 'b 0', 'c 0', 'p.catch -1', 'd 1'],
    );
  });
});
