import { log } from './log';
import { type Basket, total } from './basket';

export interface Receipt {
  basket: string;
  cents: number;
  charge: string | null;
}

const cards = process.env.CARDS_URL ?? 'http://localhost:8082';

async function charge(cardToken: string, cents: number): Promise<string> {
  const response = await fetch(`${cards}/charges`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ cardToken, cents }),
    signal: AbortSignal.timeout(5000),
  });
  if (!response.ok) throw new Error(`the card service answered ${response.status}`);
  const body = (await response.json()) as { id: string };
  return body.id;
}

export async function pay(basket: Basket): Promise<Receipt> {
  const cents = total(basket);
  let id: string | null = null;
  try {
    id = await charge(basket.cardToken, cents);
    log.info({ basket: basket.id, cents }, 'card charged');
  } catch {}
  return { basket: basket.id, cents, charge: id };
}
