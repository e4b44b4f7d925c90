/** Production as a tree: services, how each environment starts them, and what becomes of each signal. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { MapLaunch, MapNodeKind, MapNodeState, MapService } from '../../model/productionMap.ts';
import type { WireMap, WireNode } from '../../server/mapProtocol.ts';
import { openLocationCommand, productionTree } from '../contributions.ts';
import type { Productions } from './productions.ts';

export type ProductionNode =
  | { readonly kind: 'folder'; readonly map: WireMap }
  | { readonly kind: 'service'; readonly map: WireMap; readonly service: MapService }
  | { readonly kind: 'launch'; readonly map: WireMap; readonly service: MapService; readonly launch: MapLaunch }
  | { readonly kind: 'leaf'; readonly map: WireMap; readonly node: WireNode };

const stateIcons: Readonly<Record<Exclude<MapNodeState, null>, readonly [icon: string, color: string]>> = {
  active: ['pass', 'testing.iconPassed'],
  conditional: ['warning', 'problemsWarningIcon.foreground'],
  unknown: ['question', 'descriptionForeground'],
  inactive: ['error', 'problemsErrorIcon.foreground'],
  lost: ['error', 'problemsErrorIcon.foreground'],
  none: ['circle-slash', 'descriptionForeground'],
};
const kindIcons: Readonly<Record<MapNodeKind, string>> = {
  launcher: 'server-process',
  layer: 'layers',
  command: 'terminal',
  entry: 'file-code',
  signal: 'pulse',
  lost: 'error',
  health: 'heart',
};
const stateWords: Readonly<Record<Exclude<MapNodeState, null>, string>> = {
  active: 'with telemetry',
  conditional: 'with telemetry on a condition',
  unknown: 'telemetry not known',
  inactive: 'no telemetry',
  lost: 'lost on the way',
  none: 'nothing speaks of it',
};

export function createProductionTree(productions: Productions, client: LanguageClient): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const view = vscode.window.createTreeView<ProductionNode>(productionTree, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      async getChildren(node) {
        // The view asks when it is seen for the first time; until then nothing is computed for it.
        if (!node) await productions.ensure();
        return childrenOf(productions, node);
      },
      getTreeItem: (node) => itemOf(node, client),
    },
  });
  productions.watch(() => view.visible);
  const listening = vscode.Disposable.from(
    productions.onChange(() => {
      view.message = productions.isRunning()
        ? productions.current() === null
          ? 'Reading how production starts this…'
          : undefined
        : (productions.error() ?? undefined);
      if (!productions.isRunning()) changed.fire();
    }),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) void productions.ensure();
    }),
  );
  return vscode.Disposable.from(changed, view, listening);
}

function childrenOf(productions: Productions, node: ProductionNode | undefined): ProductionNode[] {
  if (!node) {
    const maps = productions.current() ?? [];
    const [map] = maps;
    if (!map) return [];
    return maps.length === 1 ? servicesOf(map) : maps.map((each) => ({ kind: 'folder', map: each }) as const);
  }
  const { map } = node;
  switch (node.kind) {
    case 'folder':
      return servicesOf(map);
    case 'service':
      return [
        ...node.service.launches.map((launch) => ({ kind: 'launch', map, service: node.service, launch }) as const),
        ...leaves(map, node.service.health),
      ];
    case 'launch': {
      const { command, entry, layers, lostLayers, lostCode, signals } = node.launch;
      return leaves(map, [command, ...layers, ...lostLayers, entry, ...lostCode, ...signals]);
    }
    case 'leaf':
      return [];
  }
}

function servicesOf(map: WireMap): ProductionNode[] {
  return map.services.map((service) => ({ kind: 'service', map, service }) as const);
}

function leaves(map: WireMap, nodes: readonly number[]): ProductionNode[] {
  return nodes.flatMap((index) => {
    const node = map.nodes[index];
    return node ? [{ kind: 'leaf', map, node } as const] : [];
  });
}

function itemOf(node: ProductionNode, client: LanguageClient): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  switch (node.kind) {
    case 'folder': {
      const uri = client.protocol2CodeConverter.asUri(node.map.folder);
      const item = new vscode.TreeItem(uri.path.slice(uri.path.lastIndexOf('/') + 1), Expanded);
      item.iconPath = vscode.ThemeIcon.Folder;
      return item;
    }
    case 'service': {
      const { name, root, language, launches } = node.service;
      const item = new vscode.TreeItem(name, launches.length > 0 || node.service.health.length > 0 ? Collapsed : None);
      item.id = [node.map.folder, root, name].join('|');
      const state = worstOf(launches);
      item.description = [root === '.' ? '' : root, language].filter(Boolean).join(' · ');
      if (state) item.iconPath = icon(...stateIcons[state]);
      else item.iconPath = new vscode.ThemeIcon('server-process');
      item.tooltip = `${name}: ${state ? stateWords[state] : 'nothing here starts it'}`;
      item.accessibilityInformation = { label: item.tooltip };
      item.contextValue = 'service';
      return item;
    }
    case 'launch': {
      const { map, launch } = node;
      const environment = launch.environment === 'unknown' ? 'not said where' : launch.environment;
      const [launcher, command] = [map.nodes[launch.launcher], map.nodes[launch.command]];
      const item = new vscode.TreeItem(`${environment}${launch.oneShot ? ', once' : ''}`, Collapsed);
      item.id = [map.folder, launch.id].join('|');
      item.description = `${launcher?.title ?? ''} → ${command?.title ?? ''}`;
      item.iconPath = icon(...stateIcons[launch.state]);
      item.tooltip = `${environment}: ${item.description}\n${stateWords[launch.state]}`;
      item.accessibilityInformation = { label: `${environment}, ${item.description}, ${stateWords[launch.state]}` };
      item.contextValue = launch.hasEntryPoint ? 'launch entry' : 'launch';
      return item;
    }
    case 'leaf': {
      const { kind, title, detail, state, place } = node.node;
      const item = new vscode.TreeItem(title, None);
      item.description = detail;
      item.iconPath = state ? icon(...stateIcons[state]) : new vscode.ThemeIcon(kindIcons[kind]);
      item.tooltip = [title, detail].filter(Boolean).join('\n');
      item.accessibilityInformation = { label: [kindWords[kind], title, detail].filter(Boolean).join(', ') };
      item.contextValue = kind;
      if (place) {
        const uri = client.protocol2CodeConverter.asUri(place.uri).toString();
        item.command = { command: openLocationCommand, title: 'Open', arguments: [uri, place.range] };
      }
      return item;
    }
  }
}

const kindWords: Readonly<Record<MapNodeKind, string>> = {
  launcher: 'launcher',
  layer: 'layer',
  command: 'command',
  entry: 'entry point',
  signal: 'signal',
  lost: 'lost on the way',
  health: 'health endpoint',
};

/** Of what production starts; where nobody says what that is, of everything that is started. */
function worstOf(launches: readonly MapLaunch[]): MapLaunch['state'] | null {
  const inProduction = launches.filter(({ environment }) => environment === 'production');
  const counted = (inProduction.length > 0 ? inProduction : launches).map(({ state }) => state);
  return (['inactive', 'conditional', 'unknown', 'active'] as const).find((state) => counted.includes(state)) ?? null;
}

function icon(name: string, color: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, new vscode.ThemeColor(color));
}
