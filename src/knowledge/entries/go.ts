/** From the documentation of each framework. */
import { capital, entryForm, entryRow, routeForm, sameFor, upper, verbForms } from '../entry.ts';
import type { EntryTable } from '../entry.ts';

const anyMethod = routeForm('ANY');
const gin = { ...verbForms(upper), Any: anyMethod, Handle: routeForm(null, { target: 1, methodAt: 0, least: 3 }) };
const asText = (verb: string): string => capital(verb);

export const goEntries: EntryTable = {
  ecosystem: 'go',
  rows: [
    entryRow({
      framework: 'net/http',
      modules: ['net/http'],
      receivers: ['net/http.NewServeMux()', 'new net/http.ServeMux()', 'net/http.DefaultServeMux', 'net/http'],
      methods: { HandleFunc: anyMethod, Handle: anyMethod },
    }),
    entryRow({
      framework: 'gin',
      modules: ['github.com/gin-gonic/gin'],
      receivers: [
        'github.com/gin-gonic/gin.Default()',
        'github.com/gin-gonic/gin.New()',
        'new github.com/gin-gonic/gin.Engine()',
        'new github.com/gin-gonic/gin.RouterGroup()',
        'new github.com/gin-gonic/gin.IRouter()',
        'new github.com/gin-gonic/gin.IRoutes()',
      ],
      derive: ['Group', 'Use'],
      methods: gin,
    }),
    entryRow({
      framework: 'echo',
      modules: ['github.com/labstack/echo'],
      receivers: ['', '/v4', '/v5'].flatMap((version) =>
        ['.New()'].flatMap((made) => [
          `github.com/labstack/echo${version}${made}`,
          `new github.com/labstack/echo${version}.Echo()`,
          `new github.com/labstack/echo${version}.Group()`,
        ]),
      ),
      derive: ['Group'],
      // Middleware stands behind the handler.
      methods: { ...verbForms(upper, { handler: 1 }), Any: routeForm('ANY', { handler: 1 }) },
    }),
    entryRow({
      framework: 'fiber',
      modules: ['github.com/gofiber/fiber'],
      receivers: ['', '/v2', '/v3'].flatMap((version) => [
        `github.com/gofiber/fiber${version}.New()`,
        `new github.com/gofiber/fiber${version}.App()`,
        `new github.com/gofiber/fiber${version}.Router()`,
      ]),
      derive: ['Group'],
      methods: { ...verbForms(asText), All: anyMethod },
    }),
    entryRow({
      framework: 'chi',
      modules: ['github.com/go-chi/chi'],
      receivers: ['', '/v5'].flatMap((version) => [
        `github.com/go-chi/chi${version}.NewRouter()`,
        `github.com/go-chi/chi${version}.NewMux()`,
        `new github.com/go-chi/chi${version}.Router()`,
        `new github.com/go-chi/chi${version}.Mux()`,
      ]),
      looseName: /^(?:r|router|mux)$/,
      derive: ['With', 'Group'],
      methods: {
        ...verbForms(asText),
        HandleFunc: anyMethod,
        Handle: anyMethod,
        Method: routeForm(null, { target: 1, methodAt: 0, least: 3 }),
        MethodFunc: routeForm(null, { target: 1, methodAt: 0, least: 3 }),
      },
    }),
    entryRow({
      framework: 'gorilla',
      modules: ['github.com/gorilla/mux'],
      receivers: ['github.com/gorilla/mux.NewRouter()', 'new github.com/gorilla/mux.Router()'],
      derive: [
        'PathPrefix',
        'Subrouter',
        'StrictSlash',
        'UseEncodedPath',
        'SkipClean',
        'Methods',
        'Host',
        'Queries',
        'Headers',
      ],
      methods: { HandleFunc: anyMethod, Handle: anyMethod },
    }),
    entryRow({
      framework: 'httprouter',
      modules: ['github.com/julienschmidt/httprouter'],
      receivers: ['github.com/julienschmidt/httprouter.New()', 'new github.com/julienschmidt/httprouter.Router()'],
      methods: gin,
    }),
    entryRow({
      framework: 'aws-lambda',
      modules: ['github.com/aws/aws-lambda-go'],
      functions: sameFor(
        ['github.com/aws/aws-lambda-go/lambda.Start', 'github.com/aws/aws-lambda-go/lambda.StartWithOptions'],
        entryForm('consumer', { target: -1, handler: 0 }),
      ),
    }),
    entryRow({
      framework: 'cron',
      modules: ['github.com/robfig/cron'],
      receivers: ['', '/v3'].flatMap((version) => [
        `github.com/robfig/cron${version}.New()`,
        `new github.com/robfig/cron${version}.Cron()`,
      ]),
      methods: { AddFunc: entryForm('schedule', { least: 2 }), AddJob: entryForm('schedule', { least: 2 }) },
    }),
    entryRow({
      framework: 'asynq',
      modules: ['github.com/hibiken/asynq'],
      receivers: ['github.com/hibiken/asynq.NewServeMux()', 'new github.com/hibiken/asynq.ServeMux()'],
      methods: { HandleFunc: entryForm('job', { least: 2 }), Handle: entryForm('job', { least: 2 }) },
    }),
    entryRow({
      framework: 'machinery',
      modules: ['github.com/RichardKnop/machinery'],
      looseName: /server$/i,
      methods: { RegisterTask: entryForm('job', { least: 2 }) },
    }),
    entryRow({
      framework: 'nats',
      modules: ['github.com/nats-io/nats.go'],
      receivers: [
        'github.com/nats-io/nats.go.Connect()',
        'new github.com/nats-io/nats.go.Conn()',
        'new github.com/nats-io/nats.go.JetStreamContext()',
        'new github.com/nats-io/nats.go.EncodedConn()',
      ],
      methods: {
        Subscribe: entryForm('consumer', { handler: 1, least: 2 }),
        QueueSubscribe: entryForm('consumer', { handler: 2, least: 3 }),
      },
    }),
  ],
};
