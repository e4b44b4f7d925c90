/**
 * Packages whose importers run in a browser (or on a phone): what fails there is not in the logs of production's
 * processes, whatever the code does. Matched by package name, or by scope where the name ends in `/`.
 */
const packages: ReadonlySet<string> = new Set([
  'react',
  'react-dom',
  'react-native',
  'react-router-dom',
  'react-redux',
  'preact',
  'vue',
  'vuex',
  'pinia',
  'svelte',
  'solid-js',
  'lit',
  'jquery',
  'angular',
  'mobx',
  'mobx-react',
  'jotai',
  'zustand',
  'swr',
  'antd',
  'sonner',
  'd3',
  'next-themes',
  'workbox-window',
  'prosemirror-commands',
  'prosemirror-state',
  'prosemirror-view',
  'emoji-mart',
  'electron',
  'vscode',
  'expo',
  'alpinejs',
  'chart.js',
  'bootstrap',
  'htmx.org',
  'leaflet',
  'nprogress',
  'framer-motion',
  'react-router',
  'react-hook-form',
  'react-i18next',
  'svelte-i18n',
  'vue-router',
  'vue-i18n',
]);

const scopes: readonly string[] = [
  '@angular/',
  '@tiptap/',
  '@mui/',
  '@mantine/',
  '@radix-ui/',
  '@headlessui/',
  '@chakra-ui/',
  '@ant-design/',
  '@codemirror/',
  '@floating-ui/',
  '@vueuse/',
  '@tauri-apps/',
  '@capacitor/',
  '@ionic/',
  '@react-navigation/',
];

/** @param specifier as an import names it: `react-dom/client` */
export function isBrowserPackage(specifier: string): boolean {
  if (scopes.some((scope) => specifier.startsWith(scope))) return true;
  const slash = specifier.indexOf('/');
  // Modules of an app on a phone: `expo-file-system`, `react-native-fs`.
  if (/^(?:expo|react-native)-/.test(specifier)) return true;
  return packages.has(slash < 0 ? specifier : specifier.slice(0, slash));
}
