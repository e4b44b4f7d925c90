export interface Line {
  sku: string;
  quantity: number;
  cents: number;
}

export interface Basket {
  id: string;
  cardToken: string;
  lines: Line[];
}

export function total(basket: Basket): number {
  return basket.lines.reduce((sum, line) => sum + line.quantity * line.cents, 0);
}
