import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { SetupError } from '../../src/agents/agent.ts';
import { claudeCodeAgent } from '../../src/agents/claudeCode.ts';
import { copilotAgent } from '../../src/agents/copilot.ts';
import { cursorAgent } from '../../src/agents/cursor.ts';
import { agents } from '../../src/agents/index.ts';
import { withBlock } from '../../src/agents/instructions.ts';

const edit = claudeCodeAgent.read({ hook_event_name: 'PostToolUse', tool_name: 'Edit', tool_input: {} });
const stop = claudeCodeAgent.read({ hook_event_name: 'Stop', stop_hook_active: false });

describe('events of assistants', () => {
  it('Claude Code: the file of an edit, and what went in', () => {
    assert.deepEqual(
      claudeCodeAgent.read({
        session_id: 's1',
        cwd: '/shop',
        hook_event_name: 'PostToolUse',
        tool_name: 'Edit',
        tool_input: { file_path: '/shop/app.py', old_string: 'a', new_string: 'b' },
      }),
      {
        kind: 'edit',
        directory: '/shop',
        files: ['/shop/app.py'],
        inserted: ['b'],
        session: 's1',
        isContinuation: false,
      },
    );
  });

  it('VS Code: the same in camel case, and several files', () => {
    const event = copilotAgent.read({
      hookEventName: 'PostToolUse',
      sessionId: 's2',
      tool_name: 'editFiles',
      tool_input: { files: ['src/a.ts', 'src/b.ts'] },
    });
    assert.deepEqual([event.kind, event.files, event.session], ['edit', ['src/a.ts', 'src/b.ts'], 's2']);
    assert.deepEqual(
      copilotAgent.read({ hookEventName: 'PostToolUse', tool_name: 'create_file', tool_input: { filePath: '/a.ts' } })
        .files,
      ['/a.ts'],
    );
  });

  it('the command line of Copilot: arguments of the tool as JSON, no name of the event', () => {
    const event = copilotAgent.read({ cwd: '/shop', toolName: 'edit', toolArgs: '{"path":"a.go"}' });
    assert.deepEqual([event.kind, event.files], ['edit', ['a.go']]);
  });

  it('Cursor: edits beside the file, the workspace as the directory', () => {
    const event = cursorAgent.read({
      conversation_id: 'c1',
      workspace_roots: ['/shop'],
      hook_event_name: 'afterFileEdit',
      file_path: '/shop/app.ts',
      edits: [{ old_string: 'a', new_string: 'b' }],
    });
    assert.deepEqual(
      [event.kind, event.directory, event.files, event.inserted, event.session],
      ['edit', '/shop', ['/shop/app.ts'], ['b'], 'c1'],
    );
  });

  it('a tool that only reads is no edit', () => {
    const event = { hook_event_name: 'PostToolUse', tool_name: 'Read', tool_input: { file_path: '/a.py' } };
    assert.equal(claudeCodeAgent.read(event).kind, 'other');
  });

  it('a stop that was held up before is known as one', () => {
    assert.equal(stop.isContinuation, false);
    assert.ok(claudeCodeAgent.read({ hook_event_name: 'Stop', stop_hook_active: true }).isContinuation);
    assert.ok(cursorAgent.read({ hook_event_name: 'stop', status: 'completed', loop_count: 1 }).isContinuation);
  });

  it('whatever is sent gives an event', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const agent of agents) assert.ok(['edit', 'stop', 'other'].includes(agent.read(value).kind));
      }),
    );
  });
});

describe('answers to assistants', () => {
  it('Claude Code takes reasons from standard error after an edit, and as a block on a stop', () => {
    assert.deepEqual(claudeCodeAgent.answer(edit, 'mend it'), { exitCode: 2, output: '', errors: 'mend it' });
    const { exitCode, output } = claudeCodeAgent.answer(stop, 'mend it');
    assert.equal(exitCode, 0);
    assert.deepEqual(JSON.parse(output), { decision: 'block', reason: 'mend it' });
  });

  it('Copilot takes them as context, and as a block', () => {
    const after: unknown = JSON.parse(copilotAgent.answer(edit, 'mend it').output);
    assert.deepEqual(after, {
      decision: 'block',
      reason: 'mend it',
      additionalContext: 'mend it',
      hookSpecificOutput: { hookEventName: 'PostToolUse', additionalContext: 'mend it' },
    });
  });

  it('Cursor takes them as the next message', () => {
    assert.deepEqual(JSON.parse(cursorAgent.answer(stop, 'mend it').output), { followup_message: 'mend it' });
  });

  it('nothing to mend holds nobody up', () => {
    for (const agent of agents) assert.equal(agent.answer(stop, null).exitCode, 0);
    assert.equal(claudeCodeAgent.answer(edit, null).errors, '');
  });
});

describe('configuration of assistants', () => {
  for (const agent of agents) {
    it(`of ${agent.title} is added to what is there, and a second time changes nothing`, () => {
      const file = agent.hookFile(`prodaware hook --agent ${agent.name}`);
      const first = file.text(null);
      assert.equal(file.text(first), first);
      const theirs = `{\n  // ours\n  "permissions": { "allow": ["Bash(ls:*)"] },\n  "hooks": {}\n}\n`;
      const merged = file.text(theirs);
      assert.match(merged, /\/\/ ours\n {2}"permissions": \{ "allow": \["Bash\(ls:\*\)"\] \}/);
      assert.equal(file.text(merged), merged);
    });
  }

  it('keeps the hooks of others for the same event', () => {
    const theirs = JSON.stringify({ hooks: { Stop: [{ hooks: [{ type: 'command', command: 'say done' }] }] } });
    const merged: unknown = parse(claudeCodeAgent.hookFile('prodaware hook --agent claude-code').text(theirs));
    assert.match(JSON.stringify(merged), /"Stop":\[\{"hooks":\[\{"type":"command","command":"say done"\}\]\},\{/);
  });

  it('takes the place of an older entry of its own', () => {
    const old = claudeCodeAgent.hookFile('npx prodaware hook --agent claude-code').text(null);
    const merged = claudeCodeAgent.hookFile('prodaware hook --agent claude-code').text(old);
    assert.doesNotMatch(merged, /npx/);
  });

  it('leaves a file alone that is no JSON', () => {
    assert.throws(() => claudeCodeAgent.hookFile('x').text('{ "hooks": '), SetupError);
    assert.throws(() => claudeCodeAgent.hookFile('x').text('{ "hooks": { "Stop": 1 } }'), SetupError);
  });
});

describe('instructions of assistants', () => {
  it('get a marked block, which is replaced as a whole', () => {
    const first = withBlock('# Rules\n\nBe kind.\n', 'one');
    assert.equal(first, '# Rules\n\nBe kind.\n\n<!-- prodaware:start -->\none\n<!-- prodaware:end -->\n');
    assert.equal(withBlock(first, 'one'), first);
    assert.equal(withBlock(`${first}\nMore.\n`, 'two'), `${first.replace('one', 'two')}\nMore.\n`);
  });

  it('keep every other character, whatever they are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, block) => {
        fc.pre(text.trim() !== '' && !block.includes('<!--') && !text.includes('<!--'));
        const first = withBlock(text, block);
        assert.ok(first.startsWith(text));
        assert.equal(withBlock(first, block), first);
      }),
    );
  });

  it('are left alone where the marks do not pair', () => {
    assert.throws(() => withBlock('<!-- prodaware:end --> <!-- prodaware:start -->', 'x'), SetupError);
  });
});
