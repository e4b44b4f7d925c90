import assert from 'node:assert/strict';
import { logErrorFix } from '../../src/fixes/logError.ts';
import { printToLoggerFix } from '../../src/fixes/printToLogger.ts';
import { after, editedFile } from '../support/editedFile.ts';

/** The text with its last handler logging, and how safe that is. */
async function logged(
  text: string,
  libraries: readonly string[] = [],
): Promise<{ text: string; safety: string } | null> {
  const file = await editedFile('A.java', text);
  const handler = file.facts.handlers.at(-1);
  assert.ok(handler, 'there is no handler');
  const fix = logErrorFix(file, handler, { libraries, shared: () => null });
  if (fix === null) return null;
  const result = after(file, ...fix.edits);
  assert.deepEqual((await editedFile('A.java', result)).facts.syntaxErrors, []);
  return { text: result, safety: fix.safety };
}

async function becomes(before: string, expected: string, libraries: readonly string[] = []): Promise<void> {
  assert.equal((await logged(before, libraries))?.text, expected);
}

const slf4j = 'import org.slf4j.Logger;\nimport org.slf4j.LoggerFactory;\n';
const declared = '    private static final Logger LOG = LoggerFactory.getLogger(A.class);\n';
const method = (body: string, modifiers = ''): string =>
  `    ${modifiers}void pay() {\n        try {\n            gateway.charge(order);\n        } catch (CardException e) {${body}}\n    }\n`;
const line = '\n            LOG.error("gateway.charge failed", e);\n        ';

describe('the log line for an error that Java drops', () => {
  it('uses the logger of the class, which is safe', async () => {
    const before = `package a;\n\n${slf4j}\nclass A {\n${declared}\n${method('\n        ')}}\n`;
    const result = await logged(before);
    assert.equal(result?.text, `package a;\n\n${slf4j}\nclass A {\n${declared}\n${method(line)}}\n`);
    assert.equal(result?.safety, 'safe');
  });

  it('stands in front of what the handler does, on one line too', async () => {
    await becomes(
      `${slf4j}class A {\n${declared}${method('\n            // so be it\n            return;\n        ')}}\n`,
      `${slf4j}class A {\n${declared}${method('\n            // so be it\n            LOG.error("gateway.charge failed", e);\n            return;\n        ')}}\n`,
    );
    await becomes(
      `${slf4j}class A {\n${declared}${method(' return; ')}}\n`,
      `${slf4j}class A {\n${declared}${method(' LOG.error("gateway.charge failed", e); return; ')}}\n`,
    );
    await becomes(`${slf4j}class A {\n${declared}${method('')}}\n`, `${slf4j}class A {\n${declared}${method(line)}}\n`);
  });

  it('keeps tabs and carriage returns', () =>
    becomes(
      `${slf4j}class A {\n\tstatic final Logger LOG = LoggerFactory.getLogger(A.class);\n\tvoid pay() {\n\t\ttry {\n\t\t\tcharge();\n\t\t} catch (E e) {\n\t\t}\n\t}\n}\n`.replaceAll(
        '\n',
        '\r\n',
      ),
      `${slf4j}class A {\n\tstatic final Logger LOG = LoggerFactory.getLogger(A.class);\n\tvoid pay() {\n\t\ttry {\n\t\t\tcharge();\n\t\t} catch (E e) {\n\t\t\tLOG.error("charge failed", e);\n\t\t}\n\t}\n}\n`.replaceAll(
        '\n',
        '\r\n',
      ),
    ));

  it('uses the field that Lombok declares, also from static methods', () =>
    becomes(
      `import lombok.extern.slf4j.Slf4j;\n@Slf4j\nclass A {\n${method('', 'static ')}}\n`,
      `import lombok.extern.slf4j.Slf4j;\n@Slf4j\nclass A {\n${method(line.replace('LOG', 'log'), 'static ')}}\n`,
    ));

  it('uses the form of the library', async () => {
    await becomes(
      `import java.util.logging.Logger;\nclass A {\n    static final Logger LOG = Logger.getLogger("a");\n${method('')}}\n`,
      `import java.util.logging.Level;\nimport java.util.logging.Logger;\nclass A {\n    static final Logger LOG = Logger.getLogger("a");\n${method(line.replace('error(', 'log(Level.SEVERE, '))}}\n`,
    );
    await becomes(
      `import com.google.common.flogger.FluentLogger;\nclass A {\n    static final FluentLogger LOG = FluentLogger.forEnclosingClass();\n${method('')}}\n`,
      `import com.google.common.flogger.FluentLogger;\nclass A {\n    static final FluentLogger LOG = FluentLogger.forEnclosingClass();\n${method('\n            LOG.atSevere().withCause(e).log("gateway.charge failed");\n        ')}}\n`,
    );
  });

  it('uses the logger that the class inherits', () =>
    becomes(
      `class A extends Base {\n    void other() { logger.info("x"); }\n${method('')}}\n`,
      `class A extends Base {\n    void other() { logger.info("x"); }\n${method(line.replace('LOG', 'logger'))}}\n`,
    ));

  it('does not use a logger that the place cannot see', async () => {
    const instance = '    private final Logger LOG = LoggerFactory.getLogger(getClass());\n';
    assert.equal((await logged(`${slf4j}class A {\n${instance}${method('')}}\n`))?.safety, 'safe');
    const inStatic = await logged(`${slf4j}class A {\n${instance}${method('', 'static ')}}\n`);
    assert.match(inStatic?.text ?? '', /private static final Logger logger = LoggerFactory\.getLogger\(A\.class\);/);
    const elsewhere = await logged(`${slf4j}class B {\n${declared}}\nclass A {\n${method('')}}\n`);
    assert.match(elsewhere?.text ?? '', /class A \{\n {4}private static final Logger logger = /);
  });

  it('makes one where the service logs with a library, with its imports', async () => {
    await becomes(
      `package a;\n\nimport java.util.List;\nimport org.acme.Gateway;\nimport org.zoo.Bar;\n\npublic class A<T> {\n\n${method('')}}\n`,
      `package a;\n\nimport java.util.List;\nimport org.acme.Gateway;\nimport org.slf4j.Logger;\nimport org.slf4j.LoggerFactory;\nimport org.zoo.Bar;\n\npublic class A<T> {\n\n    private static final Logger logger = LoggerFactory.getLogger(A.class);\n\n${method(line.replace('LOG', 'logger'))}}\n`,
      ['slf4j'],
    );
    await becomes(
      `package a;\n\nclass A {\n${method('')}}\n`,
      `package a;\n\nimport org.slf4j.Logger;\nimport org.slf4j.LoggerFactory;\n\nclass A {\n    private static final Logger logger = LoggerFactory.getLogger(A.class);\n\n${method(line.replace('LOG', 'logger'))}}\n`,
      ['slf4j'],
    );
  });

  it('is not offered where nothing is known to log with, or where it would be wrong', async () => {
    assert.equal(await logged(`class A {\n${method('')}}\n`), null);
    assert.equal(await logged(`enum A { ONE;\n${method('')}}\n`, ['slf4j']), null);
    assert.equal(await logged(`import com.acme.Logger;\nclass A {\n${method('')}}\n`, ['slf4j']), null);
  });

  it('turns the expression of a lambda into a block', () =>
    becomes(
      `${slf4j}class A {\n${declared}    Future f() {\n        return load().exceptionally(e -> null);\n    }\n}\n`,
      `${slf4j}class A {\n${declared}    Future f() {\n        return load().exceptionally(e -> {\n            LOG.error("load failed", e);\n            return null;\n        });\n    }\n}\n`,
    ));
});

describe('what Java prints, as a log line', () => {
  const printed = async (statement: string, imports = slf4j, field = declared): Promise<string | null> => {
    const text = `${imports}class A {\n${field}    void run() {\n        try { pay(); } catch (Exception e) { throw e; }\n        ${statement}\n    }\n}\n`;
    const file = await editedFile('A.java', text);
    const print = file.facts.logCalls.at(-1);
    assert.ok(print);
    const fix = printToLoggerFix(file, print, { libraries: [], shared: () => null });
    if (fix === null) return null;
    const result = after(file, ...fix.edits);
    return /throw e; \}\n {8}([^\n]*)\n/.exec(result)?.[1] ?? result;
  };

  const cases: [string, string | null][] = [
    ['System.out.println("started");', 'LOG.info("started");'],
    ['System.err.println("down");', 'LOG.error("down");'],
    ['System.out.println("paid " + order.id() + " by " + user);', 'LOG.info("paid {} by {}", order.id(), user);'],
    ['System.out.printf("paid %s%n", order);', 'LOG.info("paid {}", order);'],
    ['System.out.println(order);', 'LOG.info("{}", order);'],
    ['System.out.println("a" + (b ? 1 : 2));', null],
    ['System.out.println();', null],
    ['System.out.printf("%5.2f", x);', null],
    [
      'try { pay(); } catch (IOException ex) { ex.printStackTrace(); }',
      'try { pay(); } catch (IOException ex) { LOG.error("pay failed", ex); }',
    ],
    [
      'try { pay(); } catch (IOException ex) { System.err.println("no luck: " + ex.getMessage()); }',
      'try { pay(); } catch (IOException ex) { LOG.error("no luck", ex); }',
    ],
  ];
  for (const [statement, expected] of cases) {
    it(statement, async () => assert.equal(await printed(statement), expected));
  }

  it('uses the names of the library', async () =>
    assert.equal(
      await printed(
        'System.err.println("down " + x);',
        'import java.util.logging.Logger;\n',
        '    static final Logger LOG = Logger.getLogger("a");\n',
      ),
      'LOG.severe("down " + x);',
    ));
});
