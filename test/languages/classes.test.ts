import assert from 'node:assert/strict';
import type { ClassFact } from '../../src/model/facts.ts';
import { factsOf, source, type Name } from './render.ts';

const shown = ({ kind, name, bases, decorators, fields, exported }: ClassFact): string =>
  [
    ...decorators.map((decorator) => `@${decorator}`),
    `${exported ? 'exported ' : ''}${kind} ${name}`,
    bases.length === 0 ? '' : `of ${bases.join(', ')}`,
    `{ ${fields.map((field) => (field.type === null ? field.name : `${field.name}: ${field.type}`)).join(', ')} }`,
  ]
    .filter((part) => part !== '')
    .join(' ');

async function classes(name: Name, text: string): Promise<string[]> {
  const facts = await factsOf(name, source(text));
  return facts.classes.map(shown);
}

describe('classes', () => {
  describe('in Python', () => {
    it('say what they are made of, by what the names stand for', async () => {
      const text = `
        from django.db import models
        import abc

        class Order(models.Model, metaclass=abc.ABCMeta):
            total = models.IntegerField()
            email: str

            def pay(self):
                self.paid = True
                self.gateway: Gateway = None
                other.field = 1

        class _Hidden:
            pass
      `;
      assert.deepEqual(await classes('python', text), [
        'exported class Order of django.db.models.Model { total, email: str, paid, gateway: Gateway }',
        'class _Hidden {  }',
      ]);
    });

    it('carry their decorators, and enums are enums', async () => {
      const text = `
        from dataclasses import dataclass
        from enum import Enum

        @dataclass(frozen=True)
        class Card:
            number: str
            holder: str | None = None

        class State(Enum):
            OPEN = 1
            PAID = 2
      `;
      assert.deepEqual(await classes('python', text), [
        '@dataclass(frozen=True) exported class Card { number: str, holder: str | None }',
        'exported enum State of enum.Enum { OPEN, PAID }',
      ]);
    });
  });

  describe('in TypeScript', () => {
    it('hold declared fields, parameters that are fields, and what methods assign', async () => {
      const text = `
        import { Base } from './base';
        import type { Port } from './ports';

        @Controller('orders')
        export class Orders extends Base<Order> implements Port {
          private readonly state: State = 'open';
          static handle = () => {};
          constructor(private readonly gateway: Gateway, other: string) {
            super();
            this.count = 0;
          }
        }
      `;
      assert.deepEqual(await classes('typescript', text), [
        "@Controller('orders') exported class Orders of ./base.Base, ./ports.Port { state: State, gateway: Gateway, count }",
      ]);
    });

    it('are interfaces, types of objects and enums too', async () => {
      const text = `
        export interface Card extends Named, Kept<string> {
          number: string;
          readonly expires?: Date | null;
          pay(): void;
        }
        type Address = { street: string };
        type Id = string;
        enum State { Open, Paid = 'paid' }
      `;
      assert.deepEqual(await classes('typescript', text), [
        'exported interface Card of Named, Kept { number: string, expires: Date | null }',
        'interface Address { street: string }',
        'enum State { Open, Paid }',
      ]);
    });
  });

  it('of CommonJS modules are exported apart from where they stand', async () => {
    const text = `
      class Orders extends Base {
        total = 0;
      }
      module.exports = { Orders };
    `;
    assert.deepEqual(await classes('javascript', text), ['exported class Orders of Base { total }']);
  });
});
