import assert from 'node:assert/strict';
import { logErrorFix } from '../../src/fixes/logError.ts';
import { printToLoggerFix } from '../../src/fixes/printToLogger.ts';
import { after, editedFile } from '../support/editedFile.ts';

/** The text with its last handler logging, and how safe that is. */
async function logged(
  text: string,
  libraries: readonly string[] = [],
): Promise<{ text: string; safety: string } | null> {
  const file = await editedFile('A.cs', text);
  const handler = file.facts.handlers.at(-1);
  assert.ok(handler, 'there is no handler');
  const fix = logErrorFix(file, handler, { libraries, shared: () => null });
  if (fix === null) return null;
  const result = after(file, ...fix.edits);
  assert.deepEqual((await editedFile('A.cs', result)).facts.syntaxErrors, []);
  return { text: result, safety: fix.safety };
}

async function becomes(before: string, expected: string, libraries: readonly string[] = []): Promise<void> {
  assert.equal((await logged(before, libraries))?.text, expected);
}

const method = (handler: string, modifiers = ''): string =>
  `    ${modifiers}void Pay()\n    {\n        try\n        {\n            gateway.Charge(order);\n        }\n        ${handler}\n    }\n`;
const usings = 'using System;\nusing Microsoft.Extensions.Logging;\n\n';
const inClass = (content: string, head = 'class A(ILogger<A> logger)'): string => `${usings}${head}\n{\n${content}}\n`;

describe('the log line for an error that C# drops', () => {
  it('uses the logger of the class, the error in front', async () => {
    const result = await logged(inClass(method('catch (CardException ex)\n        {\n            return;\n        }')));
    assert.equal(
      result?.text,
      inClass(
        method(
          'catch (CardException ex)\n        {\n            logger.LogError(ex, "gateway.Charge failed");\n            return;\n        }',
        ),
      ),
    );
    assert.equal(result?.safety, 'safe');
  });

  it('gives the error a name where it has none', async () => {
    const head = 'class A\n{\n    private readonly ILogger<A> _logger;\n';
    const before = (handler: string): string => `${usings}${head}${method(handler)}}\n`;
    await becomes(
      before('catch\n        {\n        }'),
      before('catch (Exception ex)\n        {\n            _logger.LogError(ex, "gateway.Charge failed");\n        }'),
    );
    await becomes(
      before('catch (CardException) { }'),
      before('catch (CardException ex) {\n            _logger.LogError(ex, "gateway.Charge failed");\n        }'),
    );
    await becomes(
      before('catch { }').replace('using System;\n', ''),
      before(
        'catch (System.Exception ex) {\n            _logger.LogError(ex, "gateway.Charge failed");\n        }',
      ).replace('using System;\n', ''),
    );
  });

  it('uses what the class inherits and logs with elsewhere', () =>
    becomes(
      `class A : Base\n{\n    void Up() { Logger.LogInformation("up"); }\n${method('catch (E e) { }')}}\n`,
      `class A : Base\n{\n    void Up() { Logger.LogInformation("up"); }\n${method('catch (E e) {\n            Logger.LogError(e, "gateway.Charge failed");\n        }')}}\n`,
    ));

  it('does not use a logger of the object in what is static', async () => {
    assert.equal(await logged(inClass(method('catch (E e) { }', 'static '))), null);
  });

  it('takes the library of the service where the file has no logger, if that needs no constructor', async () => {
    await becomes(
      `using System;\nusing Zebra;\n\nclass A\n{\n${method('catch (E e) { }')}}\n`,
      `using System;\nusing Serilog;\nusing Zebra;\n\nclass A\n{\n${method('catch (E e) {\n            Log.Error(e, "gateway.Charge failed");\n        }')}}\n`,
      ['serilog'],
    );
    await becomes(
      `using System;\n\nclass A\n{\n${method('catch (E e) { }')}}\n`,
      `using System;\nusing log4net;\n\nclass A\n{\n    private static readonly ILog logger = LogManager.GetLogger(typeof(A));\n\n${method('catch (E e) {\n            logger.Error("gateway.Charge failed", e);\n        }')}}\n`,
      ['log4net'],
    );
    assert.equal(await logged(`class A\n{\n${method('catch (E e) { }')}}\n`, ['microsoft-logging']), null);
  });

  it('keeps tabs and carriage returns', () =>
    becomes(
      'class A(ILogger<A> log)\r\n{\r\n\tvoid Pay()\r\n\t{\r\n\t\ttry { Go(); }\r\n\t\tcatch (E e)\r\n\t\t{\r\n\t\t}\r\n\t}\r\n}\r\n',
      'class A(ILogger<A> log)\r\n{\r\n\tvoid Pay()\r\n\t{\r\n\t\ttry { Go(); }\r\n\t\tcatch (E e)\r\n\t\t{\r\n\t\t\tlog.LogError(e, "Go failed");\r\n\t\t}\r\n\t}\r\n}\r\n',
    ));
});

describe('a printed line of C# as a log line', () => {
  async function printed(print: string): Promise<string | null> {
    const file = await editedFile('A.cs', inClass(`    void Pay() { ${print}; }\n`));
    const log = file.facts.logCalls[0];
    assert.ok(log, 'nothing is printed');
    const fix = printToLoggerFix(file, log, { libraries: [], shared: () => null });
    if (fix === null) return null;
    return /void Pay\(\) \{ (.*); \}/.exec(after(file, ...fix.edits))?.[1] ?? null;
  }

  it('is a template with the values behind it', async () => {
    assert.equal(await printed('Console.WriteLine("paid")'), 'logger.LogInformation("paid")');
    assert.equal(
      await printed('Console.Error.WriteLine($"refused {order.Id} {total:N2}")'),
      'logger.LogError("refused {OrderId} {Total:N2}", order.Id, total)',
    );
  });

  it('is left alone where a value has no name', async () => {
    assert.equal(await printed('Console.WriteLine($"paid {Sum(1)}")'), null);
    assert.equal(await printed('Console.WriteLine(order)'), null);
    assert.equal(await printed('Console.WriteLine("{0}", order)'), null);
  });
});
