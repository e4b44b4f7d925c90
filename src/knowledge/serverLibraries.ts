/** Packages and modules of Node that run in no browser: a file that imports one is code of a process. */
const builtins =
  /^(?:node:.+|assert|async_hooks|child_process|cluster|dgram|dns|fs|fs\/promises|http|http2|https|net|os|path|perf_hooks|process|readline|stream|tls|v8|vm|worker_threads|zlib)$/;

const packages =
  /^(?:@nestjs\/(?!graphql-client).+|express|fastify|@fastify\/.+|koa|@koa\/.+|koa-.+|@hapi\/.+|hono|restify|got|superagent|node-fetch|request|pg|mysql2?|mongodb|mongoose|ioredis|redis|knex|typeorm|sequelize|@prisma\/client|bull|bullmq|agenda|kafkajs|amqplib|nodemailer|winston|pino|bunyan|log4js|@aws-sdk\/.+|@google-cloud\/.+|dotenv|commander|yargs|ws|socket\.io|undici|next\/server)$/;

export function isServerModule(specifier: string): boolean {
  return builtins.test(specifier) || packages.test(specifier);
}
