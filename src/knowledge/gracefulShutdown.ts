/**
 * Servers that go down at once when they are asked to end, requests in hand or not, unless the code handles the signal
 * itself. Servers that finish what they have in hand by themselves (gunicorn, uvicorn, puma, .NET's host, current Spring
 * Boot) are not here.
 */
export interface AbruptServer {
  /** Of `CallFact.path`. */
  readonly starts: RegExp;
  /** What handles signals for it: package names. */
  readonly handledBy: RegExp;
  /** As people call it. */
  readonly title: string;
}

/** Text of code that handles the end of the process in a way that is no signal handler to us. */
export const speaksOfShutdown =
  /\b(?:SIGTERM|SIGINT|graceful\w*|[Ss]hutdown\w*|terminus|lightship|onExit|signal\.Notify\w*)\b/;

export const abruptServers: readonly AbruptServer[] = [
  {
    // https://nodejs.org/api/process.html#signal-events: without a handler the process ends; as PID 1 it does not even hear it.
    starts:
      /^(?:(?:node:)?https?\.createServer\(\)|(?:new )?(?:express|koa|polka|restify|connect)\(\)|(?:new )?koa\.\w+\(\))\.listen$/i,
    handledBy:
      /^(?:@godaddy\/terminus|lightship|http-terminator|stoppable|http-graceful-shutdown|http-shutdown|close-with-grace|exit-hook|node-graceful|@nestjs\/core|next|nuxt|pm2)$/,
    title: 'the HTTP server of Node',
  },
  {
    // https://pkg.go.dev/net/http#Server.Shutdown
    starts:
      /^(?:net\/http\.ListenAndServe(?:TLS)?|new net\/http\.Server\(\)\.(?:ListenAndServe(?:TLS)?|Serve)|github\.com\/gin-gonic\/gin\.(?:Default|New)\(\)\.Run|github\.com\/labstack\/echo(?:\/v\d+)?\.New\(\)\.Start|github\.com\/gofiber\/fiber(?:\/v\d+)?\.New\(\)\.Listen)$/,
    handledBy:
      /(?:oklog\/run|go\.uber\.org\/fx|tableflip|fvbock\/endless|facebookgo\/grace|tylerb\/graceful|knadh\/koanf|ory\/graceful|go-kratos|go-zero|beego)/,
    title: 'the HTTP server of Go',
  },
];
