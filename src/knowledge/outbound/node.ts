/**
 * From the documentation of each library. Defaults: axios (0), http, superagent and got wait for ever; fetch gives up
 * after 300 s without headers or body, ky after 10 s; drivers of databases do not limit a query.
 */
import type { OutboundTable } from '../outboundLibrary.ts';
import { outboundTable } from '../outboundLibrary.ts';
import { nodeHttp } from './node/http.ts';
import { nodeMessages } from './node/messages.ts';
import { nodeStores } from './node/stores.ts';

export const nodeOutbound: OutboundTable = outboundTable({
  ecosystem: 'node',
  limiters: ['Promise.race', 'p-timeout', 'promise-timeout.timeout', 'pTimeout', 'withTimeout'],
  rows: [...nodeHttp, ...nodeStores, ...nodeMessages],
});
