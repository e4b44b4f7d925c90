import express from 'express';
import type { Basket } from './basket';
import { log } from './log';
import { pay } from './payments';

const app = express();
app.use(express.json());

app.post('/checkout', async (request, response) => {
  const basket: Basket = request.body;
  const receipt = await pay(basket);
  response.status(receipt.charge === null ? 402 : 201).json(receipt);
});

app.get('/health', (_request, response) => {
  response.json({ status: 'ok' });
});

app.get('/ready', (_request, response) => {
  response.json({ status: 'ready' });
});

const port = Number(process.env.PORT ?? 8080);
const server = app.listen(port, () => log.info({ port }, 'checkout listens'));

process.on('SIGTERM', () => {
  log.info('checkout stops');
  server.close();
});
