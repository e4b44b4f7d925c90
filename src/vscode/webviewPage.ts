/**
 * Pages inside of webviews. What they show comes out of a repository, or out of a patch that somebody sent: they load
 * nothing but their own script, style and font, and no text becomes markup.
 */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** @param page `name` of its script and style below `dist/webview/`; both are texts of ours */
export function fillPage(
  webview: vscode.Webview,
  extension: vscode.Uri,
  { name, title }: { readonly name: string; readonly title: string },
): void {
  const folder = vscode.Uri.joinPath(extension, 'dist', 'webview');
  const address = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, file)).toString();
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  webview.html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<title>${title}</title>
<link rel="stylesheet" href="${address(`${name}.css`)}">
</head>
<body>
<div id="page"></div>
<script nonce="${nonce}" src="${address(`${name}.js`)}"></script>
</body>
</html>`;
}
