/** From the documentation of each library. Net::HTTP and HTTParty give up after 60 s, redis after 1 s; Faraday as its adapter does. */
import type { OutboundTable } from '../outboundLibrary.ts';
import { outboundRow, outboundTable, timeLimit } from '../outboundLibrary.ts';

export const rubyOutbound: OutboundTable = outboundTable({
  ecosystem: 'ruby',
  rows: [
    outboundRow({
      library: 'Net::HTTP',
      kind: 'http',
      default: 'default',
      clients: ['Net::HTTP', 'Net::HTTP.new()'],
      methods: ['get', 'post', 'get_response', 'post_form', 'request', 'start'],
    }),
    outboundRow({
      library: 'HTTParty',
      kind: 'http',
      default: 'default',
      clients: ['HTTParty'],
      methods: ['get', 'post', 'put', 'patch', 'delete'],
      limit: timeLimit(['timeout']),
    }),
    outboundRow({
      library: 'Faraday',
      kind: 'http',
      default: 'default',
      clients: ['Faraday', 'Faraday.new()'],
      methods: ['get', 'post', 'put', 'patch', 'delete'],
    }),
    outboundRow({
      library: 'redis',
      kind: 'cache',
      default: 'default',
      clients: ['Redis.new()'],
      methods: ['get', 'set', 'del', 'incr', 'hget', 'hset', 'publish'],
      target: -1,
    }),
  ],
});
