/** From the documentation of each framework. */
import { entryClass, entryForm, entryRow, lower, routeForm, sameFor, verbForms } from '../entry.ts';
import type { EntryForm, EntryTable } from '../entry.ts';

const job = entryForm('job', { target: -1, targetKeys: ['name'] });
/** Methods of class-based views, by what they answer. */
const verbs = verbForms(lower, { target: -1, least: 0 });
const asgi = (receivers: readonly string[]) => ({
  receivers,
  methods: {
    ...verbForms(lower, { targetKeys: ['path'] }),
    api_route: routeForm('ANY', { methodKeys: ['methods'] }),
    route: routeForm('GET', { methodKeys: ['methods'] }),
    websocket: routeForm(null),
  },
  looseName: /^(?:\w*(?:app|api|router|routes|blueprint|bp)\w*)$/i,
});
const crud: Record<string, EntryForm> = {
  list: routeForm('GET', { target: -1 }),
  retrieve: routeForm('GET', { target: -1 }),
  create: routeForm('POST', { target: -1 }),
  update: routeForm('PUT', { target: -1 }),
  partial_update: routeForm('PATCH', { target: -1 }),
  destroy: routeForm('DELETE', { target: -1 }),
};
const djangoUrls = routeForm(null, {
  targetKeys: ['route', 'regex'],
  handler: 1,
  handlerKeys: ['view'],
  mounts: ['include'],
});

export const pythonEntries: EntryTable = {
  ecosystem: 'python',
  rows: [
    entryRow({
      framework: 'flask',
      modules: ['flask', 'flask_restful', 'flask_restx', 'flask_smorest'],
      ...asgi([
        'flask.Flask()',
        'flask.Blueprint()',
        'flask_smorest.Blueprint()',
        'apiflask.APIFlask()',
        'apiflask.APIBlueprint()',
      ]),
      methods: {
        ...verbForms(lower, { targetKeys: ['rule'] }),
        route: routeForm('GET', { methodKeys: ['methods'], targetKeys: ['rule'] }),
        add_url_rule: routeForm('GET', {
          methodKeys: ['methods'],
          targetKeys: ['rule'],
          handler: 2,
          handlerKeys: ['view_func'],
        }),
      },
      classes: [
        entryClass({
          bases: ['flask.views.MethodView', 'flask_restful.Resource', 'flask_restx.Resource'],
          looseBase: /(?:Resource|MethodView)$/,
          methods: verbs,
        }),
      ],
    }),
    entryRow({
      framework: 'quart',
      modules: ['quart'],
      ...asgi(['quart.Quart()', 'quart.Blueprint()']),
    }),
    entryRow({
      framework: 'fastapi',
      modules: ['fastapi'],
      ...asgi([
        'fastapi.FastAPI()',
        'fastapi.APIRouter()',
        'fastapi.routing.APIRouter()',
        'fastapi.applications.FastAPI()',
      ]),
    }),
    entryRow({
      framework: 'starlette',
      modules: ['starlette'],
      ...asgi(['starlette.applications.Starlette()']),
      functions: {
        'starlette.routing.Route': routeForm('GET', { methodKeys: ['methods'], handler: 1, handlerKeys: ['endpoint'] }),
      },
      classes: [entryClass({ bases: ['starlette.endpoints.HTTPEndpoint'], methods: verbs })],
    }),
    entryRow({
      framework: 'litestar',
      modules: ['litestar', 'starlite'],
      functions: Object.fromEntries(
        ['get', 'post', 'put', 'patch', 'delete'].flatMap((verb) => [
          [`litestar.${verb}`, routeForm(verb.toUpperCase(), { least: 0 })],
          [`starlite.${verb}`, routeForm(verb.toUpperCase(), { least: 0 })],
        ]),
      ),
    }),
    entryRow({
      framework: 'sanic',
      modules: ['sanic'],
      ...asgi(['sanic.Sanic()', 'sanic.Blueprint()']),
      classes: [entryClass({ bases: ['sanic.views.HTTPMethodView'], methods: verbs })],
    }),
    entryRow({
      framework: 'bottle',
      modules: ['bottle'],
      ...asgi(['bottle.Bottle()']),
      functions: Object.fromEntries(
        ['route', 'get', 'post', 'put', 'delete'].map((name) => [
          `bottle.${name}`,
          routeForm(name === 'route' ? 'GET' : name.toUpperCase(), { methodKeys: ['method'], least: 1 }),
        ]),
      ),
    }),
    entryRow({
      framework: 'aiohttp',
      modules: ['aiohttp'],
      receivers: ['aiohttp.web.RouteTableDef()'],
      methods: verbForms(lower, { least: 1 }),
      functions: Object.fromEntries(
        ['get', 'post', 'put', 'patch', 'delete'].map((verb) => [
          `aiohttp.web.${verb}`,
          routeForm(verb.toUpperCase(), { handler: 1 }),
        ]),
      ),
      classes: [entryClass({ bases: ['aiohttp.web.View'], methods: verbs })],
    }),
    entryRow({
      framework: 'aiohttp',
      modules: ['aiohttp'],
      receivers: ['aiohttp.web.Application().router'],
      methods: verbForms((verb) => `add_${verb}`, { handler: 1 }),
    }),
    entryRow({
      framework: 'tornado',
      modules: ['tornado'],
      classes: [
        entryClass({
          bases: ['tornado.web.RequestHandler'],
          looseBase: /(?:Request|Base|API|Web)\w*Handler$/,
          methods: verbs,
        }),
      ],
    }),
    entryRow({
      framework: 'falcon',
      modules: ['falcon'],
      signatures: Object.keys(verbs).map((verb) => ({
        name: new RegExp(`^on_${verb}$`),
        header: /\(\s*self\s*,\s*req\w*[^,]*,\s*resp?\w*/,
        exported: false,
        form: routeForm(verb.toUpperCase(), { target: -1 }),
      })),
    }),
    entryRow({
      framework: 'django',
      modules: ['django'],
      functions: {
        ...sameFor(['django.urls.path', 'django.urls.re_path', 'django.conf.urls.url'], djangoUrls),
        ...sameFor(
          [
            'django.views.decorators.http.require_http_methods',
            'django.views.decorators.csrf.csrf_exempt',
            'django.contrib.auth.decorators.login_required',
            'django.contrib.auth.decorators.permission_required',
            'django.contrib.auth.decorators.user_passes_test',
            'django.contrib.admin.views.decorators.staff_member_required',
            'django.views.decorators.cache.never_cache',
          ],
          routeForm(null, { target: -1, least: 9 }),
        ),
        'django.views.decorators.http.require_GET': routeForm('GET', { target: -1, least: 9 }),
        'django.views.decorators.http.require_safe': routeForm('GET', { target: -1, least: 9 }),
        'django.views.decorators.http.require_POST': routeForm('POST', { target: -1, least: 9 }),
      },
      classes: [
        entryClass({
          bases: ['django.views.View', 'django.views.generic.'],
          looseBase: /View$/,
          methods: verbs,
        }),
      ],
      signatures: [
        {
          name: /^[a-z]\w*$/,
          header:
            /^(?:async\s+)?def\s+\w+\(\s*request\s*:\s*(?:[\w.]*\.)?(?:\w*HttpRequest|WSGIRequest)\b[\s\S]*\)\s*->[^:]*Response/,
          exported: true,
          form: routeForm(null, { target: -1 }),
        },
      ],
    }),
    entryRow({
      framework: 'rest-framework',
      modules: ['rest_framework'],
      functions: {
        'rest_framework.decorators.api_view': routeForm('GET', { target: -1, methodKeys: ['*'], least: 0 }),
        'rest_framework.decorators.action': routeForm('GET', {
          target: -1,
          targetKeys: ['url_path'],
          methodKeys: ['methods'],
          least: 0,
        }),
      },
      classes: [
        entryClass({
          bases: [
            'rest_framework.views.',
            'rest_framework.viewsets.',
            'rest_framework.generics.',
            'rest_framework.mixins.',
          ],
          looseBase: /(?:APIView|ViewSet)$/,
          methods: { ...verbs, ...crud },
        }),
      ],
    }),
    entryRow({
      framework: 'pyramid',
      modules: ['pyramid'],
      functions: {
        'pyramid.view.view_config': routeForm(null, {
          target: -1,
          targetKeys: ['route_name'],
          methodKeys: ['request_method'],
          least: 0,
        }),
      },
    }),
    entryRow({
      framework: 'celery',
      modules: ['celery'],
      receivers: ['celery.Celery()', 'celery.app.Celery()', 'new celery.Celery()'],
      looseReceiver: /(?:^|[._])celery(?:_?app)?(?:[.(]|$)/i,
      methods: { task: job },
      functions: {
        'celery.shared_task': job,
        'celery.task': job,
        'celery.task.task': job,
        'celery.decorators.task': job,
      },
      classes: [entryClass({ bases: ['celery.Task', 'celery.app.task.Task'], methods: { run: job } })],
    }),
    entryRow({
      framework: 'rq',
      modules: ['rq', 'django_rq'],
      functions: {
        'rq.decorators.job': entryForm('job'),
        'django_rq.job': entryForm('job'),
        'rq.job': entryForm('job'),
      },
    }),
    entryRow({
      framework: 'dramatiq',
      modules: ['dramatiq'],
      functions: { 'dramatiq.actor': entryForm('job', { target: -1, targetKeys: ['queue_name', 'actor_name'] }) },
    }),
    entryRow({
      framework: 'huey',
      modules: ['huey'],
      receivers: ['huey.RedisHuey()', 'huey.SqliteHuey()', 'huey.Huey()', 'huey.contrib.djhuey'],
      methods: { task: job, periodic_task: entryForm('schedule', { target: -1 }) },
      functions: {
        'huey.contrib.djhuey.task': job,
        'huey.contrib.djhuey.db_task': job,
        'huey.contrib.djhuey.periodic_task': entryForm('schedule', { target: -1 }),
        'huey.contrib.djhuey.db_periodic_task': entryForm('schedule', { target: -1 }),
      },
    }),
    entryRow({
      framework: 'arq',
      modules: ['arq'],
      functions: { 'arq.cron': entryForm('schedule', { target: -1, handler: 0, handlerKeys: ['coroutine'] }) },
    }),
    entryRow({
      framework: 'taskiq',
      modules: ['taskiq'],
      looseReceiver: /(?:^|[._])broker$/i,
      methods: { task: job },
    }),
    entryRow({
      framework: 'procrastinate',
      modules: ['procrastinate'],
      receivers: ['procrastinate.App()'],
      methods: {
        task: entryForm('job', { target: -1, targetKeys: ['name', 'queue'] }),
        periodic: entryForm('schedule', { target: -1, targetKeys: ['cron'] }),
      },
    }),
    entryRow({
      framework: 'apscheduler',
      modules: ['apscheduler'],
      receivers: ['Background', 'Blocking', 'AsyncIO', 'Tornado', 'Twisted', 'Gevent'].map(
        (name) => `apscheduler.schedulers.${name.toLowerCase()}.${name}Scheduler()`,
      ),
      looseReceiver: /(?:^|[._])scheduler$/i,
      methods: {
        add_job: entryForm('schedule', { target: -1, targetKeys: ['id', 'name'], handler: 0, handlerKeys: ['func'] }),
        scheduled_job: entryForm('schedule', { target: -1, targetKeys: ['id'] }),
      },
    }),
    entryRow({
      framework: 'faust',
      modules: ['faust'],
      receivers: ['faust.App()'],
      methods: { agent: entryForm('consumer'), timer: entryForm('schedule'), crontab: entryForm('schedule') },
    }),
    entryRow({
      framework: 'faststream',
      modules: ['faststream'],
      looseReceiver: /(?:^|[._])(?:broker|router)(?:\(\))?$|^faststream\.\w+\.\w+Broker\(\)$/,
      methods: { subscriber: entryForm('consumer', { least: 1 }) },
    }),
    entryRow({
      framework: 'pika',
      modules: ['pika'],
      receivers: ['pika.BlockingConnection().channel()'],
      methods: {
        basic_consume: entryForm('consumer', {
          targetKeys: ['queue'],
          handler: 1,
          handlerKeys: ['on_message_callback'],
          least: 0,
        }),
      },
    }),
    entryRow({
      framework: 'aws-lambda',
      signatures: [
        {
          name: /^(?:lambda_)?handler$/,
          header: /\(\s*_?event\b[^,]*,\s*_?context\b[^,]*\)/,
          exported: true,
          form: entryForm('consumer', { target: -1 }),
        },
      ],
    }),
    entryRow({
      framework: 'functions-framework',
      functions: {
        'functions_framework.http': routeForm('ANY', { target: -1, least: 0 }),
        'functions_framework.cloud_event': entryForm('consumer', { target: -1 }),
      },
    }),
  ],
};
