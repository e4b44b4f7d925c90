/**
 * The page of the review in the editor area. It may load nothing but its own script, style and font: what it shows comes
 * out of a repository, or out of a patch that somebody sent. It is thrown away while its tab is hidden and made again
 * out of the review, which the session holds, and out of what the page remembers of where it was.
 */
import * as vscode from 'vscode';
import type { FromPage, ToPage } from '../../webview/messages.ts';
import { reviewPanelType } from '../contributions.ts';
import { fillPage } from '../webviewPage.ts';
import { answerPage, keptIds, type ReviewPorts } from './actions.ts';
import { onThemeChange, themeColors } from './themeColors.ts';

export interface Place {
  readonly path: string;
  readonly hunk: string | null;
  readonly finding: string | null;
}

export interface ReviewPanel extends vscode.Disposable {
  /** Brings it to the front, and the place into view. */
  show(place?: Place): void;
  isOpen(): boolean;
}

/** @param restore makes the last review again, for a panel that VS Code brings back */
export function createReviewPanel(
  ports: ReviewPorts,
  output: vscode.LogOutputChannel,
  restore: () => Promise<void>,
): ReviewPanel {
  const { session, extension } = ports;
  let panel: vscode.WebviewPanel | null = null;
  let listens = false;
  let wanted: Place | null = null;

  function post(message: ToPage): void {
    // A page that is hidden or not made yet asks for everything when it comes.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- of a webview, which has one listener
    if (panel && listens) void panel.webview.postMessage(message);
  }

  function revealWanted(): void {
    if (!wanted || !listens || !session.current()) return;
    post({ type: 'reveal', ...wanted });
    wanted = null;
  }

  async function postReview(): Promise<void> {
    const review = session.current();
    if (!review) return;
    const kept = await keptIds(ports);
    // Meanwhile a newer one may have come.
    if (session.current() !== review) return;
    post({ type: 'review', review, kept });
    if (session.isOutdated()) post({ type: 'outdated' });
    revealWanted();
  }

  async function postEverything(): Promise<void> {
    post({ type: 'colors', colors: await themeColors() });
    if (session.current()) await postReview();
    else if (!session.isRunning()) post({ type: 'failed', message: null });
    if (session.isRunning()) post({ type: 'progress', message: '', percent: null });
  }

  function adopt(made: vscode.WebviewPanel): void {
    panel = made;
    listens = false;
    made.iconPath = vscode.Uri.joinPath(extension, 'media', 'production.svg');
    made.webview.onDidReceiveMessage((asked: FromPage) => {
      if (asked.type === 'ready') listens = true;
      const answered = asked.type === 'ready' ? postEverything() : answerPage(ports, asked, post);
      answered.catch((error: unknown) => {
        output.error(error instanceof Error ? error : String(error));
        const hunk = asked.type === 'edit' || asked.type === 'send' ? asked.hunk : null;
        post({ type: 'refused', hunk, message: error instanceof Error ? error.message : String(error) });
      });
    });
    made.onDidChangeViewState(() => {
      // The page of a hidden tab is gone, and says `ready` again when it is back.
      if (!made.visible) listens = false;
    });
    made.onDidDispose(() => {
      if (panel !== made) return;
      panel = null;
      listens = false;
    });
    fillPage(made.webview, extension, { name: 'review', title: 'Production Review' });
  }

  const listening = vscode.Disposable.from(
    session.onEvent((event) => {
      if (event.type === 'review') void postReview();
      else post(event);
    }),
    onThemeChange(() => {
      themeColors().then(
        (colors) => post({ type: 'colors', colors }),
        (error: unknown) => output.warn(String(error)),
      );
    }),
    vscode.window.registerWebviewPanelSerializer(reviewPanelType, {
      async deserializeWebviewPanel(made) {
        adopt(made);
        if (!session.current() && !session.isRunning()) await restore();
      },
    }),
  );

  return {
    show(place) {
      wanted = place ?? wanted;
      if (panel) {
        panel.reveal();
      } else {
        adopt(
          vscode.window.createWebviewPanel(reviewPanelType, 'Production Review', vscode.ViewColumn.Active, {
            enableFindWidget: true,
          }),
        );
      }
      revealWanted();
    },
    isOpen: () => panel !== null,
    dispose() {
      listening.dispose();
      panel?.dispose();
    },
  };
}
