import assert from 'node:assert/strict';
import type { EntryFact } from '../../src/model/facts.ts';
import { at, factsOf, source, type Name } from './render.ts';

async function entries(name: Name, text: string): Promise<string[]> {
  const written = source(text);
  const facts = await factsOf(name, written);
  const shown = (entry: EntryFact): string =>
    [
      `${entry.framework} ${entry.kind}`,
      entry.method,
      entry.target,
      `→ ${entry.handler === -1 ? `${entry.name} elsewhere` : (facts.functions[entry.handler]?.name ?? '?')}`,
      entry.guards.length === 0 ? null : `behind ${entry.guards.join(' and ')}`,
      `at ${at(written, entry.header)}`,
    ]
      .filter((part) => part !== null)
      .join(' ');
  return facts.entries.map(shown);
}

describe('entries', () => {
  describe('in Python', () => {
    it('are routes of Flask, with what guards them', async () => {
      const text = `
        from flask import Flask, Blueprint
        app = Flask(__name__)
        bp = Blueprint("orders", __name__)

        @app.route("/orders", methods=["POST"])
        @login_required
        def create():
            pass

        @bp.get("/orders/<id>")
        def show(id):
            pass

        @bp.route("/both", methods=["GET", "POST"])
        def both():
            pass

        app.add_url_rule("/health", view_func=health)

        def health():
            return app.config.get("x")
      `;
      assert.deepEqual(await entries('python', text), [
        'flask route POST /orders → create behind login_required at create',
        'flask route GET /orders/<id> → show at show',
        'flask route /both → both at both',
        'flask route GET /health → health at app.add_url_rule("/health"',
      ]);
    });

    it('are routes on a router that another module makes, where the file uses the framework', async () => {
      const text = `
        from fastapi import Depends
        from .api import router

        @router.post("/orders", dependencies=[Depends(user)])
        async def create(order): ...
      `;
      assert.deepEqual(await entries('python', text), ['fastapi route POST /orders → create at create']);
      const other = `
        from .client import api

        @api.get("/orders")
        def cached(): ...

        api.get("/orders", timeout=3)
      `;
      assert.deepEqual(await entries('python', other), []);
    });

    it('are methods of views and resources, also of those that a base class of the file makes them', async () => {
      const text = `
        from django.contrib.auth.mixins import LoginRequiredMixin
        from django.views import View
        from rest_framework import viewsets
        from rest_framework.decorators import action

        class Base(LoginRequiredMixin, View):
            def helper(self): ...

        class Orders(Base):
            def get(self, request): ...
            def total(self): ...

        class OrderViewSet(viewsets.ModelViewSet):
            def create(self, request): ...

            @action(detail=True, methods=["post"], url_path="pay-now")
            def pay(self, request): ...
      `;
      assert.deepEqual(await entries('python', text), [
        'django route GET → get behind LoginRequiredMixin at get',
        'rest-framework route POST → create at create',
        'rest-framework route POST pay-now → pay at pay',
      ]);
    });

    it('are views of Django that decorators or types say to be one', async () => {
      const text = `
        from django.http import HttpRequest, HttpResponse
        from django.urls import include, path
        from django.views.decorators.http import require_POST
        from . import views

        @require_POST
        def pay(request):
            pass

        def show(request: HttpRequest, code: str) -> HttpResponse:
            pass

        def _helper(request: HttpRequest) -> str:
            pass

        urlpatterns = [path("pay/", pay), path("list/", views.list_orders), path("api/", include("api.urls"))]
      `;
      assert.deepEqual(await entries('python', text), [
        'django route POST → pay behind require_POST at pay',
        'django route → show at show',
        'django route pay/ → pay at path("pay/"',
        'django route list/ → list_orders elsewhere at path("list/"',
      ]);
    });

    it('are jobs, consumers and schedules', async () => {
      const text = `
        from apscheduler.schedulers.background import BackgroundScheduler
        from celery import Celery, shared_task
        import dramatiq
        import pika
        from shop.celery import app

        @shared_task(bind=True)
        def charge(self): ...

        @app.task(name="orders.refund")
        def refund(): ...

        @dramatiq.actor
        def mail(): ...

        scheduler = BackgroundScheduler()
        scheduler.add_job(sweep, "interval", minutes=5)

        def sweep(): ...

        channel = pika.BlockingConnection().channel()
        channel.basic_consume(queue="orders", on_message_callback=on_order)

        def on_order(channel, method, properties, body): ...

        def lambda_handler(event, context): ...
      `;
      assert.deepEqual(await entries('python', text), [
        'celery job → charge at charge',
        'celery job orders.refund → refund at refund',
        'dramatiq job → mail at mail',
        'apscheduler schedule → sweep at scheduler.add_job',
        'pika consumer orders → on_order at channel.basic_consume',
        'aws-lambda consumer → lambda_handler at lambda_handler',
      ]);
    });
  });

  describe('in JavaScript and TypeScript', () => {
    it('are routes of Express, by call and by chain, and settings are none', async () => {
      const text = `
        const express = require('express');
        const app = express();
        const router = express.Router();
        app.get('/orders', authenticate, list);
        app.get('port');
        app.get('env', 1);
        app.use('/api', router);
        router.route('/orders/:id').get(wrap(async (req, res) => {})).delete(remove);
        router.post(\`/orders/\${kind}\`, (req, res) => res.json({}));
        const missing = cache.get('/orders', () => {});
        function list(req, res) {}
      `;
      assert.deepEqual(await entries('javascript', text), [
        "express route GET /orders → list behind authenticate at app.get('/orders'",
        "express route DELETE /orders/:id → remove elsewhere at router.route('/orders/:id').get(wrap(async (req, res) => {})).delete",
        "express route GET /orders/:id → <anonymous> at router.route('/orders/:id').get",
        'express route POST → <anonymous> at router.post(`/orders/${kind}`',
      ]);
    });

    it('are routes on what a function is given, where type, shape or import tells what that is', async () => {
      const text = `
        import type { FastifyInstance } from 'fastify';
        export default async function routes(fastify: FastifyInstance) {
          fastify.get('/orders', async (request, reply) => {});
          fastify.route({ method: 'POST', url: '/orders', handler: create });
        }
        async function create() {}
        export function more(app) {
          app.put('/orders', (req, res) => {});
          app.set('/orders', (req, res) => {});
        }
        export function client(api) {
          api.get('/orders', (error, body) => {});
        }
      `;
      assert.deepEqual(await entries('typescript', text), [
        "fastify route GET /orders → <anonymous> at fastify.get('/orders'",
        'fastify route POST /orders → create at fastify.route',
        "express route PUT /orders → <anonymous> at app.put('/orders'",
      ]);
    });

    it('are methods of controllers, with the guards of method and class', async () => {
      const text = `
        import { Controller, Get, Post, UseGuards } from '@nestjs/common';
        import { Cron } from '@nestjs/schedule';
        import { EventPattern } from '@nestjs/microservices';

        @Controller('orders')
        @UseGuards(AuthGuard)
        export class Orders {
          @Get(':id')
          show() {}
          @Post()
          @Roles('admin')
          async create() {}
          @Cron('0 * * * *')
          sweep() {}
          @EventPattern('order.paid')
          paid() {}
          helper() {}
        }
      `;
      assert.deepEqual(await entries('typescript', text), [
        "nestjs route GET :id → show behind Controller('orders') and UseGuards(AuthGuard) at show",
        "nestjs route POST → create behind Roles('admin') and Controller('orders') and UseGuards(AuthGuard) at create",
        "nestjs-schedule schedule 0 * * * * → sweep behind Controller('orders') and UseGuards(AuthGuard) at sweep",
        "nestjs-microservices consumer order.paid → paid behind Controller('orders') and UseGuards(AuthGuard) at paid",
      ]);
    });

    it('are jobs, consumers and schedules', async () => {
      const text = `
        import { Worker } from 'bullmq';
        import cron from 'node-cron';
        import { Kafka } from 'kafkajs';
        import Queue from 'bull';

        new Worker('mail', async (job) => {}, { connection });
        cron.schedule('* * * * *', sweep);
        const consumer = new Kafka({}).consumer({ groupId: 'a' });
        await consumer.run({ eachMessage: async ({ message }) => {} });
        const queue = new Queue('charges');
        queue.process(async (job) => {});
        function sweep() {}
        export const handler = async (event) => {};
      `;
      assert.deepEqual(await entries('typescript', text), [
        "bullmq job mail → <anonymous> at Worker('mail'",
        "node-cron schedule * * * * * → sweep at cron.schedule('* * * * *'",
        'kafkajs consumer → eachMessage at consumer.run',
        'bull job → <anonymous> at queue.process',
        'aws-lambda consumer → handler at handler',
      ]);
    });

    it('are routes of a router of the repository, where method, path and handler say so', async () => {
      const text = `
        class Orders extends Controller {
          constructor() {
            this.route({ method: 'get', path: '/orders', handler: this.list, permission: NONE });
            this.route('POST', '/orders', (req) => this.create(req));
            this.route('orders');
          }
          list() {}
        }
      `;
      assert.deepEqual(await entries('javascript', text), [
        'router route GET /orders → list at this.route',
        "router route POST /orders → <anonymous> at this.route('POST', '/orders'",
      ]);
    });
  });

  it('in Go are what routers are given, methods of a type too', async () => {
    const text = `
      package main

      import (
      	"net/http"
      	"github.com/gin-gonic/gin"
      )

      type shop struct{}

      func (s *shop) list(w http.ResponseWriter, r *http.Request) {}

      func main() {
      	s := &shop{}
      	http.HandleFunc("GET /orders", s.list)
      	mux := http.NewServeMux()
      	mux.Handle("/items", http.HandlerFunc(s.list))
      	api := gin.Default().Group("/api")
      	api.POST("/orders", auth(), func(c *gin.Context) {})
      }
    `;
    assert.deepEqual(await entries('go', text), [
      'net/http route GET GET /orders → list at http.HandleFunc("GET /orders"',
      'net/http route ANY /items → list at mux.Handle("/items"',
      'gin route POST /orders → <anonymous> behind auth() at api.POST("/orders"',
    ]);
  });

  it('in Java are annotated methods, and the methods of a client are none', async () => {
    const text = `
      package shop;

      import org.springframework.cloud.openfeign.FeignClient;
      import org.springframework.kafka.annotation.KafkaListener;
      import org.springframework.scheduling.annotation.Scheduled;
      import org.springframework.web.bind.annotation.*;

      @RestController
      class Orders {
        @GetMapping("/orders/{id}")
        @PreAuthorize("hasRole('ADMIN')")
        Order show(String id) { return null; }

        @RequestMapping(value = "/orders", method = RequestMethod.POST)
        Order create(Order order) { return order; }

        @KafkaListener(topics = "paid")
        void paid(String message) {}

        @Scheduled(cron = "0 0 * * * *")
        void sweep() {}

        void helper() {}
      }

      @FeignClient("stock")
      interface Stock {
        @GetMapping("/stock")
        String stock();
      }
    `;
    assert.deepEqual(await entries('java', text), [
      `spring route GET /orders/{id} → show behind PreAuthorize("hasRole('ADMIN')") and RestController at show`,
      'spring route POST /orders → create behind RestController at create',
      'spring-kafka consumer paid → paid behind RestController at paid',
      'spring-scheduling schedule 0 0 * * * * → sweep behind RestController at sweep',
    ]);
  });
});
