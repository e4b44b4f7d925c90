/** From the documentation of each library. Guzzle and curl wait for ever for an answer; the streams of PHP give up after 60 s. */
import type { OutboundTable } from '../outboundLibrary.ts';
import { outboundRow, outboundTable, timeLimit } from '../outboundLibrary.ts';

export const phpOutbound: OutboundTable = outboundTable({
  ecosystem: 'php',
  rows: [
    outboundRow({
      library: 'guzzle',
      kind: 'http',
      default: 'none',
      clients: ['new GuzzleHttp\\Client()'],
      methods: ['get', 'post', 'put', 'patch', 'delete', 'request', 'send'],
      limit: timeLimit(['timeout']),
      clientLimit: { ...timeLimit(['timeout']), unsure: ['handler'] },
      optionsAt: { '*': [1], request: [2] },
      fileLimit: /['"](?:timeout|read_timeout)['"]/,
    }),
    outboundRow({
      library: 'curl',
      kind: 'http',
      default: 'none',
      calls: ['curl_exec'],
      fileLimit: /CURLOPT_TIMEOUT|curl_setopt_array/,
      target: -1,
    }),
    outboundRow({
      library: 'laravel-http',
      kind: 'http',
      // 30 s.
      default: 'default',
      clients: ['Illuminate\\Support\\Facades\\Http'],
      methods: ['get', 'post', 'put', 'patch', 'delete'],
    }),
  ],
});
