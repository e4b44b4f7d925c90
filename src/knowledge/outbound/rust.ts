/** From the documentation of each library. The asynchronous client of reqwest waits for ever, the blocking one gives up after 30 s. */
import type { OutboundTable } from '../outboundLibrary.ts';
import { outboundRow, outboundTable } from '../outboundLibrary.ts';

export const rustOutbound: OutboundTable = outboundTable({
  ecosystem: 'rust',
  limiters: ['tokio::time::timeout'],
  rows: [
    outboundRow({
      library: 'reqwest',
      kind: 'http',
      default: 'none',
      calls: ['reqwest::get'],
    }),
    outboundRow({
      library: 'reqwest',
      kind: 'http',
      default: 'none',
      clients: ['get', 'post', 'put', 'patch', 'delete', 'head', 'request'].map(
        (verb) => `reqwest::Client::new().${verb}()`,
      ),
      methods: ['send'],
      fileLimit: /\.timeout\(/,
      target: -1,
    }),
    outboundRow({
      library: 'reqwest-blocking',
      kind: 'http',
      default: 'default',
      calls: ['reqwest::blocking::get'],
    }),
  ],
});
