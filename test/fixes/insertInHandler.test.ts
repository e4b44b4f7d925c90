import assert from 'node:assert/strict';
import { bindError, insertInHandler } from '../../src/fixes/insertInHandler.ts';
import { merged } from '../../src/fixes/insert.ts';
import { after, editedFile } from '../support/editedFile.ts';

/** `text` with `code` at the beginning of its first handler; with the error bound when `bind` is set. */
async function withCode(path: string, text: string, code: string, bind = false): Promise<string | null> {
  const file = await editedFile(path, text);
  const [handler] = file.facts.handlers;
  assert.ok(handler, 'there is no handler');
  const edits = insertInHandler(file, handler, code);
  const binding = bind ? bindError(file, handler) : null;
  if (edits === null || (bind && binding === null)) return null;
  const changed = after(file, ...merged([...(binding?.edits ?? []), ...edits]));
  assert.deepEqual((await editedFile(path, changed)).facts.syntaxErrors, []);
  return changed;
}

describe('a statement at the beginning of a handler', () => {
  describe('in Python', () => {
    const cases: readonly (readonly [title: string, before: string, after: string])[] = [
      ['takes the place of pass', 'try:\n    a()\nexcept E:\n    pass\n', 'try:\n    a()\nexcept E:\n    log()\n'],
      [
        'takes the place of an ellipsis',
        'try:\n    a()\nexcept E:\n    ...\n',
        'try:\n    a()\nexcept E:\n    log()\n',
      ],
      [
        'keeps the comments around pass',
        'try:\n    a()\nexcept E:\n    # why\n    pass  # noqa\n',
        'try:\n    a()\nexcept E:\n    # why\n    log()  # noqa\n',
      ],
      ['unfolds one line', 'try: a()\nexcept E: pass\n', 'try: a()\nexcept E:\n    log()\n'],
      [
        'unfolds one line with a statement to keep',
        'def f():\n\ttry:\n\t\ta()\n\texcept E: return None\n',
        'def f():\n\ttry:\n\t\ta()\n\texcept E:\n\t\tlog()\n\t\treturn None\n',
      ],
      [
        'comes before what the handler does',
        'try:\n    a()\nexcept E as e:\n    b()\n    c()\n',
        'try:\n    a()\nexcept E as e:\n    log()\n    b()\n    c()\n',
      ],
      [
        'keeps line ends',
        'try:\r\n    a()\r\nexcept E:\r\n    x = 1\r\n',
        'try:\r\n    a()\r\nexcept E:\r\n    log()\r\n    x = 1\r\n',
      ],
      [
        'keeps several statements of one line',
        'try:\n    a()\nexcept E: b(); c()\n',
        'try:\n    a()\nexcept E:\n    log()\n    b(); c()\n',
      ],
      [
        'replaces suppress',
        'from contextlib import suppress\n\ndef f():\n    with suppress(E):\n        a()\n        b()  # last\n    c()\n',
        'from contextlib import suppress\n\ndef f():\n    try:\n        a()\n        b()  # last\n    except E:\n        log()\n    c()\n',
      ],
      [
        'replaces suppress of several',
        'import contextlib\nwith contextlib.suppress(E, F):\n    a()',
        'import contextlib\ntry:\n    a()\nexcept (E, F):\n    log()',
      ],
    ];
    for (const [title, before, expected] of cases) {
      it(title, async () => assert.equal(await withCode('a.py', before, 'log()'), expected));
    }
    it('leaves suppress beside another context manager alone', async () => {
      const text = 'from contextlib import suppress\nwith suppress(E), open(p) as f:\n    a()\n';
      assert.equal(await withCode('a.py', text, 'log()'), null);
    });
  });

  describe('in JavaScript and TypeScript', () => {
    const cases: readonly (readonly [title: string, before: string, after: string])[] = [
      ['unfolds an empty block', 'try {\n  a();\n} catch {}\n', 'try {\n  a();\n} catch (error) {\n  log(error);\n}\n'],
      [
        'keeps the comment in an empty block',
        'try {\n  a();\n} catch (e) {\n  // why\n}\n',
        'try {\n  a();\n} catch (e) {\n  // why\n  log(e);\n}\n',
      ],
      [
        'comes before what the handler does',
        'function f() {\n\ttry {\n\t\ta();\n\t} catch {\n\t\treturn null;\n\t}\n}\n',
        'function f() {\n\ttry {\n\t\ta();\n\t} catch (error) {\n\t\tlog(error);\n\t\treturn null;\n\t}\n}\n',
      ],
      ['stays on one line', 'try { a(); } catch (e) { b(); }\n', 'try { a(); } catch (e) { log(e); b(); }\n'],
      [
        'does not take a name that is in use',
        'try {\n  a();\n} catch {\n  b(error);\n}\n',
        'try {\n  a();\n} catch (err) {\n  log(err);\n  b(error);\n}\n',
      ],
      ['gives a rejection a block', 'a().catch(() => {});\n', 'a().catch((error) => {\n  log(error);\n});\n'],
      [
        'keeps what a rejection becomes',
        'const x = await a()\n  .catch(() => null);\n',
        'const x = await a()\n  .catch((error) => {\n    log(error);\n    return null;\n  });\n',
      ],
      [
        'keeps an object that a rejection becomes',
        'const x = await a().catch(() => ({ ok: false }));\n',
        'const x = await a().catch((error) => {\n  log(error);\n  return { ok: false };\n});\n',
      ],
      [
        'drops nothing that a rejection becomes',
        'a().catch(() => undefined);\n',
        'a().catch((error) => {\n  log(error);\n});\n',
      ],
      ['fills a function', 'a().catch(function () {});\n', 'a().catch(function (error) {\n  log(error);\n});\n'],
    ];
    for (const [title, before, expected] of cases) {
      it(title, async () => {
        const name = /\(err\)|\(e\)/.exec(expected)?.[0] ?? '(error)';
        assert.equal(await withCode('a.ts', before, `log${name};`, true), expected);
      });
    }
    it('leaves an error that is taken apart alone', async () => {
      assert.equal(
        await withCode('a.ts', 'try {\n  a();\n} catch ({ code }) {\n  b(code);\n}\n', 'log();', true),
        null,
      );
    });
  });
});
