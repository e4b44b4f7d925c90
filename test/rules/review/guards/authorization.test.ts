import assert from 'node:assert/strict';
import { guardRemoved } from '../../../../src/rules/review/guard-removed.ts';
import { fixFirst } from '../../../support/check.ts';
import { losses, lossesOf } from './losses.ts';

const flask = `
from flask import Flask
from flask_login import login_required

app = Flask(__name__)


@app.post("/orders")
@login_required
def create_order():
    return store_order()
`;

const open = flask.replace('@login_required\n', '').replace('from flask_login import login_required\n', '');

describe('authorisation that a change takes away', () => {
  it('is missed as a decorator', async () => {
    assert.deepEqual(await losses('python', flask, open), [
      'def create_order():: create_order (POST /orders) lost its authorisation: @login_required is gone, and nothing in this change asks in its place who may do this',
    ]);
  });

  it('is missed as a middleware of a route', async () => {
    const before = `
      import express from 'express';

      const app = express();
      app.post('/orders', requireAuth, createOrder);
      app.listen(8080);
    `;
    const found = await losses('typescript', before, before.replace('requireAuth, ', ''));
    assert.equal(found.length, 1);
    assert.match(
      found[0] ?? '',
      /^app\.post\('\/orders', createOrder\);: POST \/orders lost its authorisation: requireAuth is gone/,
    );
  });

  it('is missed as a middleware of a router', async () => {
    const before = `
      import express from 'express';

      const app = express();
      app.use(requireAuth);
      app.post('/orders', createOrder);
      app.listen(8080);
    `;
    assert.equal((await losses('typescript', before, before.replace(/.*app\.use.*\n/, ''))).length, 1);
  });

  it('is missed as an annotation', async () => {
    const before = `
      package shop;

      import org.springframework.security.access.prepost.PreAuthorize;
      import org.springframework.web.bind.annotation.PostMapping;
      import org.springframework.web.bind.annotation.RestController;

      @RestController
      public class App {
          @PreAuthorize("hasRole('ADMIN')")
          @PostMapping("/orders")
          public Order create() {
              return store();
          }
      }
    `;
    assert.equal((await losses('java', before, before.replace(/.*@PreAuthorize.*\n/, ''))).length, 1);
  });

  it('is missed as a declaration of a class', async () => {
    const before = `
from rest_framework.views import APIView


class Orders(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return store_order(request)
`;
    assert.equal((await losses('python', before, before.replace(/.*permission_classes.*\n\n/, ''))).length, 1);
    assert.equal((await losses('python', before, before.replace('IsAuthenticated', 'AllowAny'))).length, 1);
    assert.equal((await losses('python', before, before.replace('IsAuthenticated', 'IsOwner'))).length, 0);
  });

  it('is missed as a class that is mixed in', async () => {
    const before = `
from django.contrib.auth.mixins import LoginRequiredMixin
from django.views import View


class Orders(LoginRequiredMixin, View):
    def post(self, request):
        return store_order(request)
`;
    const after = before.replace('LoginRequiredMixin, ', '').replace(/.*import LoginRequiredMixin\n/, '');
    assert.equal((await losses('python', before, after)).length, 1);
  });

  it('is missed as a dependency', async () => {
    const before = `
from fastapi import Depends, FastAPI

app = FastAPI()


@app.post("/orders")
async def create_order(order: Order, user: User = Depends(get_current_user)):
    return store_order(order)
`;
    assert.equal(
      (await losses('python', before, before.replace(', user: User = Depends(get_current_user)', ''))).length,
      1,
    );
  });

  it('is missed as a call at the beginning of a function', async () => {
    const before = `
      package main

      func (s *Server) deleteOrder(ctx Context, id string) error {
      	if err := s.requireAdmin(ctx); err != nil {
      		return err
      	}
      	return s.store.DeleteOrder(id)
      }
    `;
    const after = before.replace(/ *\tif err := s\.requireAdmin[^]*?\n *\t}\n/, '');
    assert.equal((await losses('go', before, after)).length, 1);
  });

  it('is missed in a controller', async () => {
    const before = `
      class OrdersController < ApplicationController
        before_action :authenticate_user!

        def create
          Order.create!(order_params)
        end
      end
    `;
    assert.equal((await losses('ruby', before, before.replace(/.*before_action.*\n\n/, ''))).length, 1);
  });

  const keeps = (what: string, after: string) =>
    it(`is not missed ${what}`, async () => assert.deepEqual(await losses('python', flask, after), []));

  keeps('under another name', flask.replaceAll('login_required', 'roles_required'));
  keeps(
    'where the blueprint asks',
    open.replace(
      'app = Flask(__name__)',
      'app = Flask(__name__)\n\n\n@app.before_request\ndef check_login():\n    ensure_logged_in()',
    ),
  );
  keeps('where the function asks by itself', open.replace('    return store', '    require_login()\n    return store'));
  keeps('where the route is gone', 'from flask import Flask\n\napp = Flask(__name__)\n');
  keeps('where the function is no route any more', open.replace('@app.post("/orders")\n', ''));
  keeps(
    'where the decorators changed places',
    flask.replace('@app.post("/orders")\n@login_required', '@login_required\n@app.post("/orders")'),
  );

  it('is not missed where a router of another changed file asks', async () => {
    const found = await lossesOf({
      Procfile: 'web: python app.py\n',
      'before:app.py': flask.trimStart(),
      'app.py': open.trimStart(),
      'before:security.py': 'from app import app\n',
      'security.py': 'from app import app\n\napp.before_request(login_required)\n',
    });
    assert.deepEqual(found, []);
  });

  it('is not missed where another decorator that refuses is left', async () => {
    const two = flask.replace('@login_required', '@login_required\n@staff_group("editors")');
    assert.equal((await losses('python', two, two.replace('@login_required\n', ''))).length, 1);
    const three = flask.replace('@login_required', '@login_required\n@group_required("editors")');
    assert.deepEqual(await losses('python', three, three.replace('@login_required\n', '')), []);
  });

  it('is not missed of a class that lost the methods it was for', async () => {
    const before = `
from rest_framework.viewsets import ViewSet


class Orders(ViewSet):
    permission_classes = [HasTokenOrReadOnly]

    def list(self, request):
        return load_orders(request)

    def create(self, request):
        return store_order(request)
`;
    const after = before.replace(/.*permission_classes.*\n\n/, '').replace(/\n {4}def create[^]*$/, '');
    assert.deepEqual(await losses('python', before, after), []);
  });

  it('is not missed where a method of the class answers who may', async () => {
    const before = `
class Capture:
    @classmethod
    @permission_required("orders.manage")
    def mutate(cls, root, payment):
        return capture_payment(payment)
`;
    const after = `
class Capture:
    @classmethod
    def user_is_allowed(cls, user):
        return user.has_perm("orders.manage")

    @classmethod
    def perform(cls, root, payment):
        return capture_payment(payment)
`;
    assert.deepEqual(await losses('python', before, after), []);
  });

  it('is not missed where the class has such a method already', async () => {
    const before = `
class Capture:
    def user_is_allowed(self, user):
        return user.has_perm("orders.manage")

    @permission_required("orders.manage")
    def mutate(self, root, payment):
        return capture_payment(payment)
`;
    const after = before.replace(/.*@permission.*\n/, '').replace('mutate', 'perform');
    assert.deepEqual(await losses('python', before, after), []);
  });

  it('is not missed where the function that it calls asks now', async () => {
    const before = `
@permission_required("orders.manage")
def resolve_orders(info):
    return load_orders(info)
`;
    const more = {
      'before:orders.py': 'def load_orders(info):\n    return ORDERS\n',
      'orders.py':
        'def load_orders(info):\n    if info.user.has_perm("orders.manage"):\n        return ORDERS\n    return []\n',
    };
    const after = before.replace(/.*@permission.*\n/, '');
    assert.deepEqual(await losses('python', before, after, more), []);
    assert.equal((await losses('python', before, after)).length, 1);
  });

  it('is missed with a declaration of several lines, and put back whole', async () => {
    const before = `from rest_framework.viewsets import ViewSet


class Orders(ViewSet):
    permission_classes = [
        ProjectPermission,
    ]
    model = Order

    def create(self, request):
        return store_order(request)
`;
    const files = {
      Procfile: 'web: python app.py\n',
      'before:app.py': before,
      'app.py': before.replace(/ {4}permission_classes[^\]]*\]\n/, ''),
    };
    assert.equal((await fixFirst(guardRemoved, files))['app.py'], before);
  });

  it('is not missed of a class whose methods ask each by itself', async () => {
    const before = `
from rest_framework.viewsets import ViewSet


class Orders(ViewSet):
    permission_classes = [ProjectPermission]

    @allow_permission(level="PROJECT")
    def create(self, request):
        return store_order(request)
`;
    assert.deepEqual(await losses('python', before, before.replace(/.*permission_classes.*\n\n/, '')), []);
  });

  it('is not missed of a route that is gone beside one like it', async () => {
    const route = (path: string, check: string): string => `
      app.post('${path}', async (request, response) => {
${check}        response.json(await orders.loadAll(request.user, '${path}'));
      });
`;
    const top = "\n      import express from 'express';\n\n      const app = express();\n";
    const check = "        authorize(request.user, 'read', orders);\n";
    const before = `${top}${route('/pinned', check)}${route('/archived', '')}`;
    assert.deepEqual(await losses('typescript', before, `${top}${route('/archived', '')}`), []);
    const opened = `${top}${route('/pinned', '')}${route('/archived', '')}`;
    assert.equal((await losses('typescript', before, opened)).length, 1);
  });

  it('is missed of a router that is mounted without it', async () => {
    const before = `
      import express from 'express';

      const app = express();
      app.use('/admin', requireAuth, adminRouter);
      app.get('/prices', listPrices);
      app.listen(8080);
    `;
    assert.deepEqual(await losses('typescript', before, before.replace('requireAuth, ', '')), [
      "app.use('/admin', adminRouter);: what app.use('/admin', adminRouter) answers lost its authorisation: app.use('/admin', requireAuth, adminRouter) is gone, and nothing in this change asks in its place who may do this",
    ]);
  });

  describe('of a blueprint whose routes are in another file', () => {
    const before = `
from flask import Flask

from shop.auth import requires_admin, requires_auth, requires_no_auth
from shop.orders import orders
from shop.prices import prices


def create_app():
    app = Flask(__name__)
    orders.before_request(requires_auth)
    app.register_blueprint(orders)
    prices.before_request(requires_auth)
    app.register_blueprint(prices)
    return app
`;
    const lost =
      'app.register_blueprint(orders): what app.register_blueprint(orders) answers lost its authorisation: orders.before_request(requires_auth) is gone, and nothing in this change asks in its place who may do this';

    it('is missed, whatever guards the others', async () => {
      assert.deepEqual(
        await losses('python', before, before.replace('    orders.before_request(requires_auth)\n', '')),
        [lost],
      );
    });

    it('is missed where everybody may now', async () => {
      const after = before.replace('orders.before_request(requires_auth)', 'orders.before_request(requires_no_auth)');
      assert.deepEqual(await losses('python', before, after), [lost]);
    });

    it('is not missed where another check asks, or the application does', async () => {
      const other = before.replace('orders.before_request(requires_auth)', 'orders.before_request(requires_admin)');
      assert.deepEqual(await losses('python', before, other), []);
      const all = before.replace('    return app', '    app.before_request(requires_auth)\n    return app');
      assert.deepEqual(await losses('python', all, all.replace('    orders.before_request(requires_auth)\n', '')), []);
    });
  });

  it('is missed of the routes below the path of a middleware only', async () => {
    const before = `
      import express from 'express';

      const app = express();
      app.use('/orders', requireAuth);
      app.get('/orders', listOrders);
      app.get('/orders/open', listOpen);
      app.get('/prices', listPrices);
      app.listen(8080);
    `;
    const [found] = await losses('typescript', before, before.replace(/.*app\.use.*\n/, ''));
    assert.match(found ?? '', /: 2 routes lost their authorisation/);
  });

  it('is not missed of a router whose guarded routes are gone', async () => {
    const before = `
      import express from 'express';

      const app = express();
      app.get('/orders', listOrders);
      app.get('/prices', listPrices);
      app.use(requireAuth);
      app.post('/orders', createOrder);
      app.listen(8080);
    `;
    const after = before.replace(/.*app\.use.*\n.*\n/, '');
    assert.deepEqual(await losses('typescript', before, after), []);
  });

  it('is not missed of a function that is only like the one that asked', async () => {
    const before = `
@login_required
def orders_of_request(request):
    return load_orders(request.user)
`;
    const after = `
def orders_of_user(user):
    return load_orders(user)
`;
    assert.deepEqual(await losses('python', before, after), []);
  });

  it('is not missed of a class that only reads, where it was asked for to write', async () => {
    const before = `
from rest_framework.viewsets import ViewSet


class Orders(ViewSet):
    permission_classes = (HasTokenOrReadOnly,)

    def list(self, request):
        return load_orders(request)
`;
    assert.deepEqual(await losses('python', before, before.replace(/.*permission_classes.*\n\n/, '')), []);
  });
});
