import assert from 'node:assert/strict';
import { assistants, provenanceTrailers } from '../../src/knowledge/assistants.ts';
import { commitEvidence } from '../../src/review/commitEvidence.ts';

function said(message: string, author = 'Ada <ada@example.com>'): string[] {
  return commitEvidence({ commit: '3f2a1c9000', author, message }).map(({ kind, by, agent }) =>
    [kind, by, agent].join(' '),
  );
}

describe('what a commit says of who wrote it', () => {
  it('is the assistant its trailers and its footer name', () => {
    for (const [line, agent] of [
      ['Co-authored-by: Copilot <223556219+Copilot@users.noreply.github.com>', 'Copilot'],
      ['Co-Authored-By: Claude Opus 4.5 <noreply@pi.dev>', 'Claude Code'],
      ['co-authored-by: Cursor <cursoragent@cursor.com>', 'Cursor'],
      ['Co-authored-by: aider (gpt-4o) <noreply@aider.chat>', 'Aider'],
      ['Generated-by: Codex CLI 1.2', 'Codex'],
      ['Assisted-by: Claude:claude-sonnet coccinelle', 'Claude Code'],
      ['Made-with: Cursor', 'Cursor'],
      ['🤖 Generated with [Claude Code](https://claude.com/claude-code)', 'Claude Code'],
      ['AI-Assisted: true', ''],
    ] as const) {
      assert.deepEqual(said(`Retry\n\n${line}\n`), [`trailer agent ${agent}`], line);
    }
  });

  it('is nobody where it names a person, a tool, or nothing', () => {
    for (const line of [
      'Co-authored-by: Claude Dupont <claude@dupont.fr>',
      'Co-authored-by: Devin Smith <devin@example.com>',
      'Assisted-by: Jules Verne <jules@example.com>',
      'Generated-by: protoc 3.2',
      'AI-Assisted: no',
      'Cursor: moves to the next line',
      '    Co-authored-by: Copilot <copilot@github.com>',
      'generated with Claude in mind',
      '',
    ]) {
      assert.deepEqual(said(`Retry\n\n${line}\n`), ['commit unknown '], line);
    }
  });

  it('is its author where that is a bot, and of other bots not known', () => {
    const author = (name: string): string[] => said('Retry', name);
    assert.deepEqual(
      author('devin-ai-integration[bot] <158243242+devin-ai-integration[bot]@users.noreply.github.com>'),
      ['author agent Devin'],
    );
    assert.deepEqual(author('Cursor Agent <cursoragent@cursor.com>'), ['author agent Cursor']);
    assert.deepEqual(author('Ada (aider) <ada@example.com>'), ['author agent Aider']);
    assert.deepEqual(author('dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>'), [
      'author unknown ',
    ]);
  });

  it('stays on one line, however long it is', () => {
    const [evidence] = commitEvidence({ commit: null, author: `${'x'.repeat(500)} <a@b>`, message: '' });
    assert.ok((evidence?.text.length ?? 0) <= 200);
  });
});

describe('the table of assistants', () => {
  it('is written as it is compared, and each row says where it is from', () => {
    for (const { name, addresses, logins, source } of assistants) {
      assert.notEqual(source, '', name);
      for (const word of [...addresses, ...logins]) assert.equal(word, word.toLowerCase(), name);
    }
    for (const { key, source } of provenanceTrailers) {
      assert.equal(key, key.toLowerCase());
      assert.notEqual(source, '', key);
    }
    const all = assistants.flatMap(({ addresses, logins }) => [...addresses, ...logins]);
    assert.equal(new Set(all).size, all.length);
  });
});
