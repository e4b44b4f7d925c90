import assert from 'node:assert/strict';
import { logErrorFix } from '../../src/fixes/logError.ts';
import { printToLoggerFix } from '../../src/fixes/printToLogger.ts';
import { after, editedFile } from '../support/editedFile.ts';

async function becomes(before: string, expected: string | null, libraries: readonly string[] = []): Promise<void> {
  const file = await editedFile('A.kt', before);
  const handler = file.facts.handlers.at(-1);
  assert.ok(handler, 'there is no handler');
  const fix = logErrorFix(file, handler, { libraries, shared: () => null });
  const result = fix === null ? null : after(file, ...fix.edits);
  if (result !== null) assert.deepEqual((await editedFile('A.kt', result)).facts.syntaxErrors, []);
  assert.equal(result, expected);
}

const method = (body: string): string =>
  `    fun pay() {\n        try {\n            gateway.charge(order)\n        } catch (e: CardException) {${body}}\n    }\n`;
const line = '\n            log.error("gateway.charge failed", e)\n        ';

describe('the log line for an error that Kotlin drops', () => {
  it('uses the logger of the class, the companion or the file', async () => {
    const imported = 'import org.slf4j.LoggerFactory\n\n';
    const field = '    private val log = LoggerFactory.getLogger(A::class.java)\n';
    await becomes(`${imported}class A {\n${field}${method('')}}\n`, `${imported}class A {\n${field}${method(line)}}\n`);
    const companion = `    companion object {\n    ${field}    }\n`;
    await becomes(
      `${imported}class A {\n${companion}${method('\n            return\n        ')}}\n`,
      `${imported}class A {\n${companion}${method('\n            log.error("gateway.charge failed", e)\n            return\n        ')}}\n`,
    );
    const top = 'private val log = LoggerFactory.getLogger("a")\n\n';
    await becomes(`${imported}${top}class A {\n${method('')}}\n`, `${imported}${top}class A {\n${method(line)}}\n`);
  });

  it('uses the form of kotlin-logging', () =>
    becomes(
      `import mu.KotlinLogging\n\nprivate val log = KotlinLogging.logger {}\n\nclass A {\n${method('')}}\n`,
      `import mu.KotlinLogging\n\nprivate val log = KotlinLogging.logger {}\n\nclass A {\n${method('\n            log.error(e) { "gateway.charge failed" }\n        ')}}\n`,
    ));

  it('keeps the value of a handler', () =>
    becomes(
      'private val log = LoggerFactory.getLogger("a")\nfun a() = try { b() } catch (e: IOException) { null }\n',
      'private val log = LoggerFactory.getLogger("a")\nfun a() = try { b() } catch (e: IOException) { log.error("b failed", e); null }\n',
    ));

  it('makes a logger where the service logs with a library', async () => {
    await becomes(
      `package a\n\nimport java.util.UUID\n\nclass A {\n${method('')}}\n`,
      `package a\n\nimport java.util.UUID\nimport org.slf4j.LoggerFactory\n\nprivate val logger = LoggerFactory.getLogger(A::class.java)\n\nclass A {\n${method(line.replace('log', 'logger'))}}\n`,
      ['slf4j'],
    );
    await becomes(`class A {\n${method('')}}\n`, null);
  });

  it('does not use what the place cannot see', () =>
    becomes(
      `import org.slf4j.LoggerFactory\n\nclass A {\n    private val log = LoggerFactory.getLogger("a")\n    companion object {\n${method('')}    }\n}\n`,
      `import org.slf4j.LoggerFactory\n\nprivate val logger = LoggerFactory.getLogger(A::class.java)\n\nclass A {\n    private val log = LoggerFactory.getLogger("a")\n    companion object {\n${method(line.replace('log', 'logger'))}    }\n}\n`,
      ['slf4j'],
    ));
});

describe('what Kotlin prints, as a log line', () => {
  const printed = async (statement: string, logger = 'LoggerFactory.getLogger("a")'): Promise<string | null> => {
    const made = logger.startsWith('Kotlin') ? 'mu.KotlinLogging' : 'org.slf4j.LoggerFactory';
    const text = `import ${made}\nprivate val log = ${logger}\nfun run() {\n    ${statement}\n}\n`;
    const file = await editedFile('A.kt', text);
    const print = file.facts.logCalls.at(-1);
    assert.ok(print);
    const fix = printToLoggerFix(file, print, { libraries: [], shared: () => null });
    return fix === null ? null : (/\{\n {4}([^\n]*)\n/.exec(after(file, ...fix.edits))?.[1] ?? '');
  };
  const cases: [string, string | null][] = [
    ['println("started")', 'log.info("started")'],
    ['println("paid $order")', 'log.info("paid $order")'],
    ['println("paid " + order)', 'log.info("paid {}", order)'],
    ['println(order)', 'log.info("{}", order)'],
    ['println()', null],
    ['try { a() } catch (e: E) { e.printStackTrace() }', 'try { a() } catch (e: E) { log.error("a failed", e) }'],
  ];
  for (const [statement, expected] of cases) {
    it(statement, async () => assert.equal(await printed(statement), expected));
  }
  it('in the form of kotlin-logging', async () =>
    assert.equal(await printed('println("paid $order")', 'KotlinLogging.logger {}'), 'log.info { "paid $order" }'));
});
