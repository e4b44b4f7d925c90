/**
 * From the documentation of each library. Defaults: requests, urllib and urllib3 wait for ever; httpx limits to 5 s,
 * aiohttp to 300 s in total, boto3 to 60 s for connecting and reading; drivers of databases limit nothing but some of
 * them the connecting.
 */
import type { OutboundTable } from '../outboundLibrary.ts';
import { outboundTable } from '../outboundLibrary.ts';
import { pythonHttp } from './python/http.ts';
import { pythonMessages } from './python/messages.ts';
import { pythonStores } from './python/stores.ts';

export const pythonOutbound: OutboundTable = outboundTable({
  ecosystem: 'python',
  limiters: [
    'asyncio.wait_for',
    'asyncio.timeout',
    'async_timeout.timeout',
    'anyio.fail_after',
    'anyio.move_on_after',
    'trio.fail_after',
    'trio.move_on_after',
    'eventlet.Timeout',
    'gevent.Timeout',
    'gevent.with_timeout',
    'func_timeout.func_timeout',
  ],
  rows: [...pythonHttp, ...pythonStores, ...pythonMessages],
});
