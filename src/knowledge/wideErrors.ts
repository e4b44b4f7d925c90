/**
 * Types of errors that say little about what happened, so that a log line needs the error itself. By the last part of
 * the type's path.
 */

/** Anything may be behind it, faults of the program included: only the stack says where. */
const broad: Readonly<Record<string, RegExp>> = {
  python: /^(?:Exception|BaseException|StandardError|RuntimeError)$/,
  node: /^(?:Error|any|unknown)$/,
  jvm: /^(?:Throwable|Exception|RuntimeException|Error)$/,
  dotnet: /^(?:Exception|SystemException|ApplicationException|AggregateException)$/,
  ruby: /^(?:StandardError|Exception|RuntimeError)$/,
  php: /^(?:Throwable|Exception|Error|RuntimeException)$/,
};

/** One kind of work failed, for one of many reasons that its text tells. */
const wide =
  /^(?:OSError|IOError|EnvironmentError|ConnectionError|RequestException|HTTPError|HttpError|URLError|ClientError|ServerError|BotoCoreError|APIError|ApiError|ApiException|DatabaseError|OperationalError|ProgrammingError|InterfaceError|SQLAlchemyError|DBAPIError|RedisError|KafkaError|AMQPError|PyMongoError|SMTPException|SSLError|SubprocessError|CalledProcessError|IOException|SQLException|DataAccessException|ExecutionException|UncheckedIOException|RestClientException|WebClientException|HttpRequestException|SqlException|DbUpdateException|SocketException|GuzzleException|RequestError|PDOException|QueryException)$/;

/** `broad` before `wide`; null for types that say by their name what happened. */
export function breadthOf(ecosystem: string, types: readonly string[]): 'broad' | 'wide' | null {
  // What catches without a type catches everything.
  if (types.length === 0) return 'broad';
  const names = types.map((type) =>
    type.slice(Math.max(type.lastIndexOf('.'), type.lastIndexOf('\\'), type.lastIndexOf(':')) + 1),
  );
  if (names.some((name) => broad[ecosystem]?.test(name) === true)) return 'broad';
  return names.some((name) => wide.test(name)) ? 'wide' : null;
}
