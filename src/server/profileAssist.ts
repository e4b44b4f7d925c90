/** Help in `prodaware.yaml`: completion, hover and links to the files it names. Hover at entry points is answered here too, as a server has one hover. */
import {
  CompletionItemKind,
  CompletionRequest,
  DocumentLinkRequest,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver/node';
import type { CompletionItem, DocumentLink, ServerCapabilities } from 'vscode-languageserver/node';
import { profilePaths } from '../model/profile.ts';
import { lineIndex } from '../model/text.ts';
import { readers } from '../production/launchers/index.ts';
import { completeProfile, documentLinks, hoverProfile } from '../profile/assist.ts';
import type { Completion } from '../profile/assist.ts';
import { rules } from '../rules/index.ts';
import { answer } from './context.ts';
import type { DocumentPlace, ServerContext } from './context.ts';
import { entryPointHover } from './entryPointHover.ts';
import { wireRange } from './places.ts';

export interface ProfileAssist {
  /** For clients that cannot be told later which files completion is for. */
  staticCapabilities(): ServerCapabilities;
  /** For the others, so that nobody asks for completion in other files. */
  register(): Promise<void>;
}

const triggerCharacters = [' ', ':', '-', '[', ','];

export function registerProfileAssist(context: ServerContext): ProfileAssist {
  const { connection, client } = context;
  const isDynamic = (): boolean =>
    client.capabilities.textDocument?.completion?.dynamicRegistration === true &&
    client.capabilities.textDocument.documentLink?.dynamicRegistration === true;

  connection.onCompletion((params, token) =>
    answer(context, 'no completion', params.textDocument.uri, token, async (place) =>
      isProfile(place.path) ? completions(place, place.document.offsetAt(params.position)) : null,
    ),
  );
  connection.onHover((params, token) =>
    answer(context, 'no hover', params.textDocument.uri, token, async (place) => {
      if (!isProfile(place.path)) return entryPointHover(place, params.position.line);
      const text = place.document.getText();
      const hover = hoverProfile(text, place.document.offsetAt(params.position), { rules });
      if (!hover) return null;
      const contents = { kind: MarkupKind.Markdown, value: hover.markdown };
      return { contents, range: wireRange(lineIndex(text), hover.range) };
    }),
  );
  connection.onDocumentLinks((params, token) =>
    answer(context, 'no links', params.textDocument.uri, token, async (place) =>
      isProfile(place.path) ? links(place) : null,
    ),
  );

  return {
    staticCapabilities: () => ({
      hoverProvider: true,
      ...(isDynamic() ? {} : { completionProvider: { triggerCharacters }, documentLinkProvider: {} }),
    }),
    async register() {
      if (!isDynamic()) return;
      const documentSelector = profilePaths.map((path) => ({ scheme: 'file', pattern: `**/${path}` }));
      await connection.client.register(CompletionRequest.type, { documentSelector, triggerCharacters });
      await connection.client.register(DocumentLinkRequest.type, { documentSelector });
    },
  };
}

function isProfile(path: string): boolean {
  return profilePaths.includes(path);
}

async function completions({ folder, document }: DocumentPlace, offset: number): Promise<CompletionItem[]> {
  const text = document.getText();
  const lines = lineIndex(text);
  const known = { files: await folder.engine.paths(), rules, launchers: readers.map(({ name }) => name) };
  return completeProfile(text, offset, known).map((item, index): CompletionItem => ({
    label: item.label,
    kind: completionKind[item.kind],
    ...(item.detail === null ? {} : { detail: item.detail }),
    ...(item.documentation === null ? {} : { documentation: { kind: MarkupKind.Markdown, value: item.documentation } }),
    // They come best first, and clients sort by this.
    sortText: String(index).padStart(4, '0'),
    insertTextFormat: InsertTextFormat.PlainText,
    // Lines of an insertion are indented already.
    insertTextMode: InsertTextMode.asIs,
    textEdit: { range: wireRange(lines, item.range), newText: item.insert },
  }));
}

const completionKind: Record<Completion['kind'], CompletionItemKind> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  file: CompletionItemKind.File,
  directory: CompletionItemKind.Folder,
};

/** Files of the repository that the profile names and that are there; a directory has no editor to open in. */
async function links({ folder, document }: DocumentPlace): Promise<DocumentLink[]> {
  const text = document.getText();
  const lines = lineIndex(text);
  return documentLinks(text, await folder.engine.paths())
    .filter(({ kind }) => kind === 'file')
    .map(({ target, range }) => ({ range: wireRange(lines, range), target: folder.uriOf(target) }));
}
