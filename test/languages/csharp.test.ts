import assert from 'node:assert/strict';
import { at, factsOf, marked } from './render.ts';

async function paths(text: string): Promise<string[]> {
  return (await factsOf('csharp', text)).calls.map((call) => `${call.callee} → ${call.path}`);
}

/** What becomes of the errors that the handlers around a class's method take. */
async function outcomes(handlers: string, tried = 'await gateway.ChargeAsync(order);'): Promise<string[]> {
  const text = `using Microsoft.Extensions.Logging;
class A(ILogger<A> _logger) {
  async Task<bool> Pay(Order order) {
    try { ${tried} } ${handlers}
    return true;
  }
  [LoggerMessage(Level = LogLevel.Error, Message = "x")] partial void LogRefused(string id);
}`;
  return (await factsOf('csharp', text)).handlers.map((handler) => handler.outcome);
}

describe('C#', () => {
  it('gives functions with owners, parameters, attributes and modifiers', async () => {
    const text = `namespace Shop;
[ApiController, Route("orders")]
public class Orders(IClock clock) : Base(clock), IHandler<Order>
{
    public Orders(string a) { }
    [HttpGet("{id}")]
    public async Task<int> Get([FromQuery] string id, int n = 3, params string[] rest)
    {
        void Local(int a) { }
        Func<int, int> twice = x => x * 2;
        return await Run(async y => { });
    }
    public int Count => rows.Count;
    int Size { get { return 1; } }
}
`;
    const { functions, classes } = await factsOf('csharp', text);
    assert.deepEqual(
      functions.map(({ name, owner, parameters, async, exported, parent }) => [
        name,
        owner,
        parameters,
        async,
        exported,
        parent,
      ]),
      [
        ['Orders', 'Orders', ['a'], false, true, -1],
        ['Get', 'Orders', ['id', 'n', 'rest'], true, true, -1],
        ['Local', null, ['a'], false, false, 1],
        ['twice', null, ['x'], false, false, 1],
        ['<anonymous>', null, ['y'], true, false, 1],
        ['Count', 'Orders', [], false, true, -1],
        ['Size', 'Orders', [], false, false, -1],
      ],
    );
    assert.deepEqual(functions[1]?.decorators, ['HttpGet("{id}")']);
    assert.deepEqual(classes[0]?.decorators, ['ApiController', 'Route("orders")']);
    assert.deepEqual(classes[0]?.bases, ['Base', 'IHandler']);
  });

  it('gives classes, records, structs, interfaces and enums with their fields', async () => {
    const text = `
record Point(int X, int Y);
struct Money { public decimal Amount; }
interface IStore { void Put(); }
enum State { Open = 1, Paid }
class Cart { private readonly List<Item> items = new(); public string? Name { get; init; } }
`;
    const { classes } = await factsOf('csharp', text);
    assert.deepEqual(
      classes.map(({ name, kind, fields }) => [name, kind, fields.map((field) => `${field.name}: ${field.type}`)]),
      [
        ['Point', 'record', ['X: int', 'Y: int']],
        ['Money', 'struct', ['Amount: decimal']],
        ['IStore', 'interface', []],
        ['State', 'enum', ['Open: null', 'Paid: null']],
        ['Cart', 'class', ['items: List<Item>', 'Name: string?']],
      ],
    );
  });

  it('gives imports: namespaces, aliases and what is inside a condition of the compiler', async () => {
    const text =
      'using System;\nusing Http = System.Net.Http.HttpClient;\nusing static System.Math;\nglobal using A.B;\n';
    const { imports } = await factsOf('csharp', text);
    assert.deepEqual(
      imports.map(({ module, alias }) => [module, alias]),
      [
        ['System', null],
        ['System.Net.Http.HttpClient', 'Http'],
        ['System.Math', null],
        ['A.B', null],
      ],
    );
  });

  it('knows what names stand for by their declared types', async () => {
    const text = `using Web = System.Net.Http.HttpClient;
class A(ILogger<A> log)
{
    private readonly IClock _clock;
    private readonly Store store = new Store();
    public Mail Mail { get; }
    void Run(Web web, string name)
    {
        log.LogInformation("x");
        this._clock.Now();
        _clock?.Now();
        store.Put();
        Mail.Send();
        web.Get();
        name.Trim();
        var made = new Order(1);
        made.Pay();
        Foo found = Find();
        found.Go();
        System.Console.WriteLine("x");
        Environment.Exit(1);
        provider.GetRequiredService<IBus>().Publish();
        if (x is Card card) card.Charge();
        int.TryParse(name, out Part part);
        part.Use();
        foreach (var one in all) one.Do();
        Helper();
    }
    static void Helper() { }
}
`;
    assert.deepEqual(
      (await paths(text)).sort(),
      [
        'log.LogInformation → new ILogger().LogInformation',
        'this._clock.Now → new IClock().Now',
        '_clock?.Now → new IClock().Now',
        'Store → Store',
        'store.Put → new Store().Put',
        'Mail.Send → new Mail().Send',
        'web.Get → new HttpClient().Get',
        'name.Trim → new string().Trim',
        'Order → Order',
        'made.Pay → new Order().Pay',
        'Find → Find',
        'found.Go → new Foo().Go',
        'System.Console.WriteLine → Console.WriteLine',
        'Environment.Exit → Environment.Exit',
        'provider.GetRequiredService → provider.GetRequiredService',
        'provider.GetRequiredService<IBus>().Publish → new IBus().Publish',
        'card.Charge → new Card().Charge',
        'int.TryParse → int.TryParse',
        'part.Use → new Part().Use',
        'one.Do → null',
        'Helper → Helper',
      ].sort(),
    );
  });

  it('says how calls are made: awaited, in a loop, under a condition, with which arguments', async () => {
    const text = `
await Pay(1, total: 2).ConfigureAwait(false);
foreach (var one in all) { one.Send(); }
if (ready && Check()) { Go(); } else { Wait(); }
Task.Run(() => Work());
Put(new { Error = x, y.Name }, $"a {b}", "c", null, true);
`;
    const { calls, entryMarkers } = await factsOf('csharp', text);
    assert.deepEqual(calls.map(marked), [
      'Pay, awaited, statement',
      'one.Send, in loop, statement',
      'Check, if ready',
      'Go, if ready && Check(), statement',
      'Wait, if not (ready && Check()), statement',
      'Task.Run, statement',
      'Work',
      'Put, statement',
    ]);
    assert.deepEqual(
      calls[0]?.arguments.map(({ keyword, value }) => [keyword, value]),
      [
        [null, '1'],
        ['total', '2'],
      ],
    );
    assert.deepEqual(
      calls.at(-1)?.arguments.map(({ kind }) => kind),
      ['object', 'template', 'string', 'null', 'boolean'],
    );
    assert.deepEqual(
      entryMarkers.map(({ kind }) => kind),
      ['main-guard'],
    );
  });

  it('gives handlers with their types, the ones of a filter, and where a name for the error goes', async () => {
    const text = `class A { void F() {
  try { Pay(); }
  catch (IO.IOException e) when (e.Code == 3) { Go(); }
  catch (Exception e) when (e is CardException or TimeoutException) { }
  catch (CardException) { }
  catch { }
} }`;
    const { handlers } = await factsOf('csharp', text);
    assert.deepEqual(
      handlers.map(({ header, types, binding, bindingInsertAt, placeholder }) => [
        at(text, header),
        types,
        binding,
        bindingInsertAt === -1 ? '' : text.slice(0, bindingInsertAt).split('\n').at(-1)?.trim(),
        placeholder !== null,
      ]),
      [
        ['catch (IO.IOException e) when (e.Code == 3)', ['IOException'], 'e', '', false],
        [
          'catch (Exception e) when (e is CardException or TimeoutException)',
          ['CardException', 'TimeoutException'],
          'e',
          '',
          true,
        ],
        ['catch (CardException)', ['CardException'], null, 'catch (CardException', true],
        ['catch', [], null, 'catch', true],
      ],
    );
  });

  it('tells what becomes of an error', async () => {
    const cases: [string, string[], string?][] = [
      ['catch { }', ['swallowed']],
      ['catch (Exception) { return false; }', ['swallowed']],
      ['catch (Exception ex) { _logger.LogError(ex, "x"); return false; }', ['logged']],
      ['catch (Exception) { LogRefused("a"); }', ['logged']],
      ['catch (Exception) { _logger.CardRefused(order.Id); }', ['logged']],
      ['catch (Exception) { throw; }', ['rethrown']],
      ['catch (Exception ex) { throw new PayException("x", ex); }', ['wrapped']],
      ['catch (Exception ex) { return Problem(ex.Message); }', ['returned']],
      ['catch (Exception ex) { Tell(ex); }', ['handed-on']],
      ['catch (OperationCanceledException) { }', ['expected']],
      ['catch (HttpException e) when (e.Status == 404) { return false; }', ['expected']],
      ['catch (Exception) when (!stop.IsCancellationRequested) { return false; }', ['swallowed']],
      ['catch (FormatException) { return false; }', ['expected'], 'n = int.Parse(text);'],
      ['catch { File.Delete(path); }', ['swallowed']],
      ['catch { }', ['expected'], 'File.Delete(path);'],
      ['catch { /* the cache is only a copy */ }', ['ignored-with-reason']],
    ];
    for (const [handler, expected, tried] of cases) {
      assert.deepEqual(await outcomes(handler, tried), expected, handler);
    }
  });

  it('tells loggers of one name apart by what the file imports and calls', async () => {
    const logCalls = async (text: string): Promise<string[]> =>
      (await factsOf('csharp', text)).logCalls.map(
        ({ library, logger, level, errorAttached, message }) =>
          `${library} ${logger} ${level} ${message}${errorAttached ? ' with error' : ''}`,
      );
    assert.deepEqual(
      await logCalls(`class A { ILogger<A> _log; void F() { try { } catch (Exception ex) {
        _log.LogError(ex, "x {Id}", id); _log.LogWarning("x {Id}", ex); _log.LogInformation($"x {id}");
        _log.Log(LogLevel.Critical, ex, "x"); Console.Error.WriteLine(ex); } } }`),
      [
        'microsoft-logging _log error placeholder with error',
        'microsoft-logging _log warn placeholder',
        'microsoft-logging _log info interpolated',
        'microsoft-logging _log critical constant with error',
        'print Console.Error error none with error',
      ],
    );
    assert.deepEqual(
      await logCalls(
        'using Serilog;\nclass A { ILogger _log = Log.ForContext<A>(); void F() { _log.Error("x"); Log.Fatal(ex, "y"); } }',
      ),
      ['serilog _log error constant', 'serilog Log critical constant with error'],
    );
    assert.deepEqual(
      await logCalls(
        'using NLog;\nclass A { static readonly Logger L = LogManager.GetCurrentClassLogger(); void F() { L.Warn("x"); } }',
      ),
      ['nlog L warn constant'],
    );
    assert.deepEqual(
      await logCalls(
        'using log4net;\nclass A { static readonly ILog L = LogManager.GetLogger(typeof(A)); void F(Exception e) { L.Error("x", e); } }',
      ),
      ['log4net L error constant with error'],
    );
  });

  it('gives loggers of fields, constructors and primary constructors', async () => {
    const { loggers } = await factsOf(
      'csharp',
      'class A(ILogger<A> log) { ILogger<A> _own; A(ILogger<A> given) : this(given) { _own = given; } }',
    );
    assert.deepEqual(
      loggers.map(({ name, library, function: within }) => [name, library, within]),
      [
        ['log', 'microsoft-logging', -1],
        ['_own', 'microsoft-logging', -1],
        ['given', 'microsoft-logging', 0],
      ],
    );
  });

  it('reads the environment, style, suppressions, marks and line ends', async () => {
    const text =
      '\ufeff// Licence\r\nusing System;\r\nnamespace A;\r\nclass B\r\n{\r\n\tvoid F()\r\n\t{\r\n\t\tEnvironment.GetEnvironmentVariable("PORT"); // prodaware-ignore swallowed-error: because\r\n\t}\r\n}\r\n';
    const facts = await factsOf('csharp', text);
    assert.deepEqual(
      facts.environmentReads.map(({ name }) => name),
      ['PORT'],
    );
    assert.deepEqual([facts.style.indent, facts.style.endOfLine, facts.style.quote], ['\t', '\r\n', '"']);
    assert.equal(facts.suppressions.length, 1);
    assert.deepEqual(facts.syntaxErrors, []);
    assert.equal(text.slice(facts.prologue.firstStatement, facts.prologue.afterImports), 'using System;\r\n');
  });

  it('reads on where the grammar cannot', async () => {
    const { syntaxErrors, calls } = await factsOf('csharp', 'class A { void F() { Go(; } void G() { Run(); } }');
    assert.ok(syntaxErrors.length > 0);
    assert.ok(calls.some(({ callee }) => callee === 'Run'));
  });
});
