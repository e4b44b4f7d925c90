import { words } from '../words.ts';
import type { Answers } from './answers.ts';

export const nodeAnswers: Answers = {
  ecosystem: 'node',
  expected: [],
  probes: words(`
  JSON.parse JSON.stringify URL decodeURIComponent decodeURI encodeURIComponent encodeURI atob btoa BigInt
  RegExp Function structuredClone require.resolve import.meta.resolve access accessSync stat statSync lstat lstatSync realpath
  realpathSync readlink readlinkSync existsSync pathExists mkdir mkdirSync getItem setItem removeItem
  querySelector querySelectorAll matches matchMedia getContext DateTimeFormat NumberFormat
  RelativeTimeFormat toLocaleString toLocaleDateString toLocaleTimeString userInfo TextDecoder
  defineProperty getOwnPropertyDescriptor setPointerCapture releasePointerCapture setSelectionRange focus
  play requestFullscreen exitFullscreen writeText
`),
};
