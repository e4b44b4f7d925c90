/** From the documentation of each library. HttpClient gives up after 100 s, a command of SqlClient after 30 s. */
import type { OutboundTable } from '../outboundLibrary.ts';
import { outboundRow, outboundTable } from '../outboundLibrary.ts';

export const dotnetOutbound: OutboundTable = outboundTable({
  ecosystem: 'dotnet',
  rows: [
    outboundRow({
      library: 'HttpClient',
      kind: 'http',
      default: 'default',
      clients: ['new HttpClient()'],
      methods: [
        'GetAsync',
        'PostAsync',
        'PutAsync',
        'PatchAsync',
        'DeleteAsync',
        'SendAsync',
        'GetStringAsync',
        'GetFromJsonAsync',
        'PostAsJsonAsync',
      ],
    }),
    outboundRow({
      library: 'SqlClient',
      kind: 'database',
      default: 'default',
      clients: ['new SqlCommand()'],
      methods: [
        'ExecuteReaderAsync',
        'ExecuteNonQueryAsync',
        'ExecuteScalarAsync',
        'ExecuteReader',
        'ExecuteNonQuery',
        'ExecuteScalar',
      ],
      target: -1,
    }),
    outboundRow({
      library: 'StackExchange.Redis',
      kind: 'cache',
      default: 'default',
      clients: ['new IDatabase()'],
      methods: [
        'StringGetAsync',
        'StringSetAsync',
        'HashGetAsync',
        'HashSetAsync',
        'KeyDeleteAsync',
        'StringGet',
        'StringSet',
      ],
      target: -1,
    }),
  ],
});
