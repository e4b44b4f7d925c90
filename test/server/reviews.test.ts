import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  checklistAnswerRequest,
  checklistMarkdownRequest,
  checklistRequest,
  reviewEditRequest,
  reviewLinesRequest,
  reviewOutdatedNotification,
  reviewPromptRequest,
  reviewRequest,
  reviewTextRequest,
} from '../../src/server/reviewProtocol.ts';
import type {
  ReviewEdit,
  ReviewEditParams,
  ReviewLines,
  WireChecklist,
  WireReview,
} from '../../src/server/reviewProtocol.ts';
import type { WorkspaceEdit } from 'vscode-languageserver/node';
import { Editor } from './editor.ts';

const before = `import logging

logger = logging.getLogger(__name__)


def charge(card, cents):
    try:
        return card.charge(cents)
    except CardError:
        logger.exception("charge failed")
        raise


def total(lines):
    return sum(line.cents for line in lines)
`;
const after = before
  .replace('        logger.exception("charge failed")\n        raise\n', '        return None\n')
  .replace('line.cents', 'line.price');

function git(root: string, ...words: string[]): void {
  execFileSync('git', ['-C', root, '-c', 'user.name=Jo', '-c', 'user.email=jo@example.org', ...words], {
    stdio: 'pipe',
  });
}

/** A repository with one commit, and a change that is not committed. */
async function changed(): Promise<Editor> {
  const editor = await Editor.open({
    Procfile: 'web: python app.py\n',
    'app.py': before,
    'prodaware.yaml': 'version: 1\nchecklist: [{ id: staging, text: Validated in staging }]\n',
  });
  git(editor.root, 'init', '-q', '-b', 'main');
  git(editor.root, 'add', '-A');
  git(editor.root, 'commit', '-qm', 'first');
  await editor.write('app.py', after);
  await editor.tellChanged('app.py');
  return editor;
}

const source = { kind: 'working-tree' } as const;

async function review(editor: Editor): Promise<WireReview> {
  const made = await editor.connection.sendRequest<WireReview | null>(reviewRequest, {
    folder: editor.uri(''),
    source,
  });
  assert.ok(made);
  return made;
}

async function edited(editor: Editor, { id }: WireReview, action: ReviewEditParams['action']): Promise<ReviewEdit> {
  return editor.connection.sendRequest(reviewEditRequest, { review: id, folder: editor.uri(''), action });
}

describe('a review in the editor', () => {
  let editor: Editor;
  afterEach(() => editor.close());

  it('says of each hunk what is to be fixed, with the place', async () => {
    editor = await changed();
    const { files, verdict, isWorkingTree } = await review(editor);
    assert.equal(verdict, 'fix-first');
    assert.ok(isWorkingTree);
    const [file] = files;
    assert.ok(file);
    assert.deepEqual([file.path, file.added, file.removed], ['app.py', 2, 3]);
    assert.deepEqual(
      file.hunks.map((hunk) => hunk.verdict),
      ['fix-first'],
    );
    assert.ok(file.hunks[0]?.findings.every(({ line }) => line > 6 && line < 11));
  });

  it('gives the lines of a file in colours', async () => {
    editor = await changed();
    const { id, files } = await review(editor);
    const lines = await editor.connection.sendRequest<ReviewLines>(reviewLinesRequest, {
      review: id,
      folder: editor.uri(''),
      paths: ['app.py'],
    });
    const hunk = lines[files[0]?.hunks[0]?.id ?? ''];
    const removed = hunk?.find(({ kind }) => kind === 'removed');
    assert.equal(removed?.text, '        logger.exception("charge failed")');
    assert.deepEqual(removed?.tokens, [
      [15, 24, 'function'],
      [25, 40, 'string'],
    ]);
  });

  it('drops a hunk where its lines are now', async () => {
    editor = await changed();
    const made = await review(editor);
    await editor.openFile('app.py');
    await editor.replace('app.py', 'import logging\n', '# a new first line\nimport logging\n');
    const hunk = made.files[0]?.hunks[0];
    const { edit, refused } = await edited(editor, made, { kind: 'drop', hunks: [hunk?.id ?? ''] });
    assert.equal(refused, null);
    // Safe: the server makes an edit of the protocol.
    await editor.apply(edit as WorkspaceEdit);
    assert.equal(editor.text('app.py'), `# a new first line\n${before}`);
  });

  it('refuses to drop lines that have changed since', async () => {
    editor = await changed();
    const made = await review(editor);
    await editor.openFile('app.py');
    await editor.replace('app.py', 'return None', 'return 0');
    const { edit, refused } = await edited(editor, made, { kind: 'drop', hunks: [made.files[0]?.hunks[0]?.id ?? ''] });
    assert.equal(edit, null);
    assert.match(refused ?? '', /app\.py have changed since the review/);
  });

  it('tells that it no longer shows what is there', async () => {
    editor = await changed();
    const told: unknown[] = [];
    editor.connection.onNotification(reviewOutdatedNotification, (params: unknown) => void told.push(params));
    const { id } = await review(editor);
    await editor.openFile('app.py');
    await editor.replace('app.py', 'return None', 'return 0');
    await review(editor);
    assert.deepEqual(told, [{ folder: editor.uri(''), review: id }]);
  });

  it('has a prompt for the assistant, and the text before the change', async () => {
    editor = await changed();
    const { id, files } = await review(editor);
    const common = { review: id, folder: editor.uri('') };
    const prompt = await editor.connection.sendRequest<string | null>(reviewPromptRequest, {
      ...common,
      hunk: files[0]?.hunks[0]?.id,
    });
    assert.match(prompt ?? '', /^Mend this in app\.py/);
    assert.match(prompt ?? '', /production starts web with: python app\.py/);
    const text = await editor.connection.sendRequest<string | null>(reviewTextRequest, {
      ...common,
      path: 'app.py',
      side: 'before',
    });
    assert.equal(text, before);
  });

  it('sees what was written to disk a moment ago, and what is not saved yet', async () => {
    editor = await changed();
    await review(editor);
    await editor.write('app.py', before.replace('line.cents', 'line.price'));
    const second = await review(editor);
    assert.deepEqual([second.files[0]?.added, second.files[0]?.removed, second.verdict], [1, 1, 'ship']);
    await editor.openFile('Procfile');
    await editor.replace('Procfile', 'app.py', 'main.py');
    const third = await review(editor);
    assert.deepEqual(
      third.files.map(({ path }) => path),
      ['Procfile', 'app.py'],
    );
  });

  it('leaves a file out that the editor has taken back, and that is not saved yet', async () => {
    editor = await changed();
    const made = await review(editor);
    await editor.openFile('app.py');
    const hunks = made.files[0]?.hunks.map(({ id }) => id) ?? [];
    const { edit } = await edited(editor, made, { kind: 'drop', hunks });
    // Safe: the server makes an edit of the protocol.
    await editor.apply(edit as WorkspaceEdit);
    assert.deepEqual((await review(editor)).files, []);
  });

  it('says why there is nothing to review', async () => {
    editor = await Editor.open({ 'app.py': before });
    await assert.rejects(review(editor), /git|repository/);
  });
});

describe('a checklist in the editor', () => {
  let editor: Editor;
  afterEach(() => editor.close());

  it('takes an answer, which goes stale when the lines it speaks of change', async () => {
    editor = await changed();
    const params = { folder: editor.uri(''), source };
    const state = ({ items }: WireChecklist): string | undefined => items.find(({ kind }) => kind === 'manual')?.state;
    const first = await editor.connection.sendRequest<WireChecklist>(checklistRequest, params);
    assert.equal(state(first), 'open');
    const item = first.items.find(({ kind }) => kind === 'manual')?.id;
    const answered = await editor.connection.sendRequest<WireChecklist>(checklistAnswerRequest, {
      ...params,
      item,
      answer: { answer: 'yes', by: 'Jo', note: 'on Monday' },
    });
    assert.equal(state(answered), 'done');
    const markdown = await editor.connection.sendRequest<string>(checklistMarkdownRequest, params);
    assert.match(markdown, /- \[x\] .*Validated in staging/);
    await editor.write('app.py', `${await readFile(join(editor.root, 'app.py'), 'utf8')}\nx = 1\n`);
    await editor.tellChanged('app.py');
    assert.equal(state(await editor.connection.sendRequest<WireChecklist>(checklistRequest, params)), 'stale');
  });
});
