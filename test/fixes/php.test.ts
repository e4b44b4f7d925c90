import assert from 'node:assert/strict';
import { logErrorFix } from '../../src/fixes/logError.ts';
import { printToLoggerFix } from '../../src/fixes/printToLogger.ts';
import { after, editedFile } from '../support/editedFile.ts';

/** The text with its last handler logging, and how safe that is. */
async function logged(
  text: string,
  libraries: readonly string[] = [],
): Promise<{ text: string; safety: string } | null> {
  const file = await editedFile('a.php', text);
  const handler = file.facts.handlers.at(-1);
  assert.ok(handler, 'there is no handler');
  const fix = logErrorFix(file, handler, { libraries, shared: () => null });
  if (fix === null) return null;
  const result = after(file, ...fix.edits);
  assert.deepEqual((await editedFile('a.php', result)).facts.syntaxErrors, []);
  return { text: result, safety: fix.safety };
}

async function becomes(before: string, expected: string, libraries: readonly string[] = []): Promise<void> {
  assert.equal((await logged(before, libraries))?.text, expected);
}

const method = (handler: string, modifiers = ''): string =>
  `    public ${modifiers}function pay($order) {\n        try {\n            $this->gateway->charge($order);\n        } ${handler}\n    }\n`;
const line = "$this->logger->error('gateway.charge failed', ['exception' => $e]);";
const own = '    public function __construct(private \\Psr\\Log\\LoggerInterface $logger) {}\n';

describe('the log line for an error that PHP drops', () => {
  it('uses the logger of the object, the error in its context', async () => {
    const result = await logged(
      `<?php\nclass A {\n${own}${method('catch (E $e) {\n            return;\n        }')}}\n`,
    );
    assert.equal(
      result?.text,
      `<?php\nclass A {\n${own}${method(`catch (E $e) {\n            ${line}\n            return;\n        }`)}}\n`,
    );
    assert.equal(result?.safety, 'safe');
  });

  it('gives the error a name where it has none', () =>
    becomes(
      `<?php\nclass A {\n${own}${method('catch (\\Throwable) {}')}}\n`,
      `<?php\nclass A {\n${own}${method(`catch (\\Throwable $e) {\n            ${line}\n        }`)}}\n`,
    ));

  it('uses what a trait gives and the class logs with elsewhere', () =>
    becomes(
      `<?php\nclass A {\n    use LoggerAwareTrait;\n    function up() { $this->logger->info('up'); }\n${method('catch (E $e) {}')}}\n`,
      `<?php\nclass A {\n    use LoggerAwareTrait;\n    function up() { $this->logger->info('up'); }\n${method(`catch (E $e) {\n            ${line}\n        }`)}}\n`,
    ));

  it('uses the facade that the file logs with, in what is static too', () =>
    becomes(
      `<?php\nuse Illuminate\\Support\\Facades\\Log;\nclass A {\n    function up() { Log::info('up'); }\n${method('catch (E $e) {}', 'static ')}}\n`,
      `<?php\nuse Illuminate\\Support\\Facades\\Log;\nclass A {\n    function up() { Log::info('up'); }\n${method("catch (E $e) {\n            Log::error('gateway.charge failed', ['exception' => $e]);\n        }", 'static ')}}\n`,
    ));

  it('takes in the facade of the service, where it sorts', () =>
    becomes(
      `<?php\n\nnamespace App;\n\nuse App\\Order;\nuse Zebra\\Z;\n\nclass A {\n${method('catch (E $e) {}')}}\n`,
      `<?php\n\nnamespace App;\n\nuse App\\Order;\nuse Illuminate\\Support\\Facades\\Log;\nuse Zebra\\Z;\n\nclass A {\n${method("catch (E $e) {\n            Log::error('gateway.charge failed', ['exception' => $e]);\n        }")}}\n`,
      ['laravel'],
    ));

  it('uses what Laravel has everywhere in its applications', async () => {
    const text = '<?php\nuse Illuminate\\Http\\Request;\nfunction f() { try { pay(); } catch (E $e) {} }\n';
    const file = await editedFile('app/Http/f.php', text);
    const [handler] = file.facts.handlers;
    assert.ok(handler);
    const fix = logErrorFix(file, handler, { libraries: [], shared: () => null });
    assert.match(after(file, ...(fix?.edits ?? [])), /logger\(\)->error\('pay failed', \['exception' => \$e\]\);/);
  });

  it('writes to the error log of PHP where there is nothing else, which wants a look', async () => {
    const result = await logged('<?php\ntry { pay(); } catch (E $e) {}\n');
    assert.equal(result?.text, "<?php\ntry { pay(); } catch (E $e) {\n    error_log('pay failed' . ': ' . $e);\n}\n");
    assert.equal(result?.safety, 'review');
  });

  it('takes no variable of another function', async () => {
    const result = await logged(
      '<?php\nfunction up() { $log = new \\Monolog\\Logger("a"); $log->info("up"); }\nfunction f() { try { pay(); } catch (E $e) {} }\n',
    );
    assert.match(result?.text ?? '', /error_log\('pay failed'/);
  });
});

describe('a printed line of PHP as a log line', () => {
  it('goes to the logger where it is a text', async () => {
    const file = await editedFile(
      'a.php',
      `<?php\nclass A {\n${own}    function f() { error_log('refused'); var_dump($x); }\n}\n`,
    );
    const [first, second] = file.facts.logCalls;
    assert.ok(first && second);
    const sources = { libraries: [], shared: () => null };
    const fix = printToLoggerFix(file, first, sources);
    assert.match(after(file, ...(fix?.edits ?? [])), /\{ \$this->logger->error\('refused'\); var_dump/);
    assert.equal(printToLoggerFix(file, second, sources), null);
  });
});
