/** Handlers that have no place for the error's name, and classes that get a logger from outside. */
import assert from 'node:assert/strict';
import { logErrorFix } from '../../src/fixes/logError.ts';
import { after, editedFile } from '../support/editedFile.ts';

const lines = (...all: string[]): string => `${all.join('\n')}\n`;

/** The text with its first handler logging, and again, which must change nothing; null where there is no fix. */
async function logged(path: string, text: string, libraries: readonly string[] = []): Promise<string | null> {
  const file = await editedFile(path, text);
  const [handler] = file.facts.handlers;
  assert.ok(handler, 'there is no handler');
  const fix = logErrorFix(file, handler, { libraries, shared: () => null });
  if (fix === null) return null;
  const result = after(file, ...fix.edits);
  const { facts } = await editedFile(path, result);
  assert.deepEqual(facts.syntaxErrors, [], result);
  assert.equal(facts.handlers.filter(({ outcome }) => outcome === 'logged').length, 1, result);
  return result;
}

describe('the error of a Rust `let … else`', () => {
  const within = (...body: string[]): string =>
    lines('use tracing::error;', '', 'fn load(text: &str) -> bool {', ...body.map((line) => `    ${line}`), '}');

  it('gets its name in a match', async () => {
    assert.equal(
      await logged(
        'a.rs',
        within('let Ok(order) = gateway::load(text) else {', '    return false;', '};', 'pay(order)'),
      ),
      within(
        'let order = match gateway::load(text) {',
        '    Ok(order) => order,',
        '    Err(error) => {',
        '        error!(error = %error, "gateway::load failed");',
        '        return false;',
        '    }',
        '};',
        'pay(order)',
      ),
    );
  });

  it('stays one that can be changed, and its block keeps its lines and comments', async () => {
    const result = await logged(
      'a.rs',
      within(
        'let Ok(mut order) = gateway::load(text) else {',
        '    // There is none.',
        '    count.fetch_add(1, Relaxed);',
        '',
        '    return false;',
        '};',
        'pay(&mut order)',
      ),
    );
    assert.match(result ?? '', /let mut order = match gateway::load\(text\) \{\n {8}Ok\(order\) => order,\n/);
    assert.match(
      result ?? '',
      / {12}\/\/ There is none\.\n {12}count\.fetch_add\(1, Relaxed\);\n\n {12}return false;\n {8}\}\n {4}\};\n/,
    );
  });

  it('is written with the line ends of the file, from one line too', async () => {
    const result = await logged(
      'a.rs',
      within('let Ok(order) = gateway::load(text) else { return false };', 'pay(order)').replaceAll('\n', '\r\n'),
    );
    assert.match(result ?? '', /\r\n {12}return false\r\n {8}\}\r\n {4}\};\r\n/);
    assert.doesNotMatch(result ?? '', /[^\r]\n/);
  });

  it('is left alone where the value is a block, the pattern is no name, or text runs over lines', async () => {
    for (const body of [
      ['let Ok(order) = (if fast { a::load(text) } else { b::load(text) }) else { return false };'],
      ['let Ok(Order { id }) = gateway::load(text) else { return false };'],
      ['let Ok(order) = gateway::load(text) else {', '    show("a', '    b");', '    return false;', '};'],
    ]) {
      const file = await editedFile('a.rs', within(...body, 'pay()'));
      if (file.facts.handlers.length === 0) continue;
      assert.equal(await logged('a.rs', within(...body, 'pay()')), null, body[0]);
    }
  });
});

describe('the error of a Ruby `rescue` behind a statement', () => {
  const within = (...body: string[]): string =>
    lines('LOG = Logger.new($stdout)', '', 'def load(id)', ...body.map((line) => `  ${line}`), 'end');

  it('gets its name in a block', async () => {
    assert.equal(
      await logged('a.rb', within('order = gateway.load(id) rescue nil', 'LOG.info(order)')),
      within(
        'order = begin',
        '  gateway.load(id)',
        'rescue => e',
        '  LOG.error("gateway.load failed: #{e.full_message(highlight: false)}")',
        '  nil',
        'end',
        'LOG.info(order)',
      ),
    );
    assert.match(
      (await logged('a.rb', within('gateway.close(id) rescue false', 'LOG.info(id)'))) ?? '',
      /\n {2}begin\n {4}gateway\.close\(id\)\n {2}rescue => e\n {4}LOG\.error\([^\n]*\n {4}false\n {2}end\n/,
    );
  });

  it('is left alone where the statement is part of another', async () => {
    for (const body of [
      'gateway.load(id) rescue nil if id',
      'return gateway.load(id) rescue nil',
      'a = b = gateway.load(id) rescue nil',
      'a.order = gateway.load(id) rescue nil',
      'gateway.load(id) rescue nil; done',
    ]) {
      const file = await editedFile('a.rb', within(body, 'LOG.info(id)'));
      if (file.facts.handlers.length === 0) continue;
      assert.equal(await logged('a.rb', within(body, 'LOG.info(id)')), null, body);
    }
  });
});

describe('a logger for a class of C# that its container makes', () => {
  const pay = (name: string): string[] => [
    '    public void Pay()',
    '    {',
    '        try',
    '        {',
    '            gateway.Charge();',
    '        }',
    '        catch (CardException ex)',
    '        {',
    ...(name === '' ? [] : [`            ${name}.LogError(ex, "gateway.Charge failed");`]),
    '        }',
    '    }',
    '}',
  ];
  const using = 'using Microsoft.Extensions.Logging;';

  it('comes through the parameters of the class', async () => {
    assert.equal(
      await logged('A.cs', lines('class Orders(Gateway gateway) : ControllerBase', '{', ...pay(''))),
      lines(using, '', 'class Orders(Gateway gateway, ILogger<Orders> logger) : ControllerBase', '{', ...pay('logger')),
    );
  });

  it('comes through its constructor', async () => {
    assert.equal(
      await logged(
        'A.cs',
        lines(
          using,
          '',
          'class Worker : BackgroundService',
          '{',
          '    private readonly Gateway gateway;',
          '',
          '    public Worker(Gateway gateway)',
          '    {',
          '        this.gateway = gateway;',
          '    }',
          '',
          ...pay(''),
        ),
      ),
      lines(
        using,
        '',
        'class Worker : BackgroundService',
        '{',
        '    private readonly ILogger<Worker> _logger;',
        '',
        '    private readonly Gateway gateway;',
        '',
        '    public Worker(Gateway gateway, ILogger<Worker> logger)',
        '    {',
        '        _logger = logger;',
        '        this.gateway = gateway;',
        '    }',
        '',
        ...pay('_logger'),
      ),
    );
  });

  it('comes through a constructor that it gets where it has none', async () => {
    assert.equal(
      await logged('A.cs', lines(using, '', 'class Orders : Controller', '{', ...pay(''))),
      lines(
        using,
        '',
        'class Orders : Controller',
        '{',
        '    private readonly ILogger<Orders> _logger;',
        '',
        '    public Orders(ILogger<Orders> logger)',
        '    {',
        '        _logger = logger;',
        '    }',
        '',
        ...pay('_logger'),
      ),
    );
  });

  it('is not given to what others may make, or make several ways', async () => {
    for (const head of [
      ['class Orders', '{'],
      ['abstract class Orders : ControllerBase', '{'],
      ['partial class Orders : ControllerBase', '{'],
      ['class Orders<T> : ControllerBase', '{'],
      ['class Orders : ControllerBase', '{', '    public Orders() { }', '    public Orders(int a) { }'],
      ['class Orders : ControllerBase', '{', '    public Orders() => Start();'],
      ['class Orders : ControllerBase', '{', '    static Orders Make() => new Orders();'],
    ]) {
      assert.equal(await logged('A.cs', lines(...head, ...pay(''))), null, head.join(' '));
    }
    assert.equal(await logged('A.cs', lines('class Orders : Controller', '{', ...pay('')), ['serilog-none']), null);
    const static_ = lines('class Orders : Controller', '{', ...pay('')).replace('void Pay', 'static void Pay');
    assert.equal(await logged('A.cs', static_), null);
  });
});
