/** What hooks of different assistants have in common, under names that differ in case and wording. */
import type { HookEvent } from './agent.ts';

type Fields = Readonly<Record<string, unknown>>;

const editEvents = new Set(['posttooluse', 'afterfileedit', 'aftertabfileedit']);
const stopEvents = new Set(['stop', 'agentstop']);
const fileFields = ['file_path', 'filePath', 'path', 'notebook_path', 'notebookPath', 'target_file', 'targetFile'];
const insertedFields = [
  'new_string',
  'newString',
  'content',
  'new_source',
  'newSource',
  'file_text',
  'insert_text',
  'text',
];
/** Tools that only look: after them there is nothing to review. */
const readingTool = /^(read|view|glob|grep|search|list|ls|fetch|web|get|open|think|todo)/i;
/** More of what was written than this is not remembered. Characters. */
const mostInserted = 2_000_000;

export function readEvent(event: unknown): HookEvent {
  const fields = asFields(event);
  const name = textOf(fields, ['hook_event_name', 'hookEventName', 'hook', 'event']).toLowerCase();
  const input = toolInput(fields);
  const tool = textOf(fields, ['tool_name', 'toolName']);
  const files = new Set<string>();
  for (const source of [fields, input]) {
    for (const field of fileFields) if (typeof source[field] === 'string') files.add(source[field]);
  }
  for (const file of asList(input['files'])) if (typeof file === 'string') files.add(file);
  const edits = [...asList(fields['edits']), ...asList(input['edits'])].map(asFields);
  for (const edit of edits) {
    for (const field of fileFields) if (typeof edit[field] === 'string') files.add(edit[field]);
  }
  const inserted = [input, ...edits].flatMap((source) =>
    insertedFields.flatMap((field) =>
      typeof source[field] === 'string' ? [source[field].slice(0, mostInserted)] : [],
    ),
  );
  const isStop = stopEvents.has(name);
  // Some assistants do not name the event: what names a tool came after it.
  const isEdit = editEvents.has(name) || (name === '' && (tool !== '' || files.size > 0));
  return {
    kind: isStop ? 'stop' : isEdit && !readingTool.test(tool) ? 'edit' : 'other',
    directory: textOf(fields, ['cwd']) || firstText(fields['workspace_roots']) || null,
    files: isEdit ? [...files].filter((file) => file !== '') : [],
    inserted: isEdit ? inserted : [],
    session: textOf(fields, ['session_id', 'sessionId', 'conversation_id']) || null,
    isContinuation:
      fields['stop_hook_active'] === true ||
      fields['stopHookActive'] === true ||
      (typeof fields['loop_count'] === 'number' && fields['loop_count'] > 0),
  };
}

/** An object, or JSON of one. */
function toolInput(fields: Fields): Fields {
  for (const name of ['tool_input', 'toolInput', 'tool_args', 'toolArgs']) {
    const value = fields[name];
    if (typeof value !== 'string') {
      if (value !== undefined) return asFields(value);
      continue;
    }
    try {
      return asFields(JSON.parse(value));
    } catch {
      return {};
    }
  }
  return {};
}

function asFields(value: unknown): Fields {
  // Safe: a non-null object that is no list is read by key only.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(fields: Fields, names: readonly string[]): string {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'string') return value;
  }
  return '';
}

function firstText(value: unknown): string {
  const [first] = asList(value);
  return typeof first === 'string' ? first : '';
}
