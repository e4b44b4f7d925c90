/** Calls by which a process takes a signal, from the documentation of each platform. */
export interface SignalRow {
  readonly ecosystem: string;
  /** Resolved path, or its end behind a dot: `.add_signal_handler`. */
  readonly path: string;
  /** Position of the signal; every argument from there on where `several`; -1 where the call stands for `signal`. */
  readonly signalAt: number;
  readonly several?: boolean;
  readonly signal?: string;
  /** Position of what handles it; -1 where that is no argument. */
  readonly handlerAt: number;
}

const row = (ecosystem: string, path: string, signalAt: number, handlerAt: number): SignalRow => ({
  ecosystem,
  path,
  signalAt,
  handlerAt,
});

const always = (ecosystem: string, path: string, signal: string, handlerAt: number): SignalRow => ({
  ...row(ecosystem, path, -1, handlerAt),
  signal,
});

export const signalRows: readonly SignalRow[] = [
  row('python', 'signal.signal', 0, 1),
  row('python', '.add_signal_handler', 0, 1),
  row('node', 'process.on', 0, 1),
  row('node', 'process.once', 0, 1),
  row('node', 'process.addListener', 0, 1),
  row('node', 'node:process.on', 0, 1),
  row('node', 'node:process.once', 0, 1),
  { ...row('go', 'os/signal.Notify', 1, -1), several: true },
  { ...row('go', 'os/signal.NotifyContext', 1, -1), several: true },
  always('jvm', 'java.lang.Runtime.getRuntime().addShutdownHook', 'SIGTERM', 0),
  always('jvm', 'Runtime.getRuntime().addShutdownHook', 'SIGTERM', 0),
  row('jvm', 'sun.misc.Signal.handle', 0, 1),
  row('ruby', 'trap', 0, 1),
  row('ruby', 'Signal.trap', 0, 1),
  row('ruby', 'Kernel.trap', 0, 1),
  row('php', 'pcntl_signal', 0, 1),
  always('rust', 'tokio::signal::ctrl_c', 'SIGINT', -1),
  row('rust', 'tokio::signal::unix::signal', 0, -1),
  always('rust', 'ctrlc::set_handler', 'SIGINT', 0),
  row('rust', 'signal_hook::flag::register', 0, 1),
  { ...row('rust', 'signal_hook::iterator::Signals::new', 0, -1), several: true },
  row('dotnet', 'PosixSignalRegistration.Create', 0, 1),
  always('dotnet', '.ApplicationStopping.Register', 'SIGTERM', 0),
  always('dotnet', '.ApplicationStopped.Register', 'SIGTERM', 0),
];

/** Names that mean a signal without being called so. */
export const signalNames: Readonly<Record<string, string>> = {
  'os.Interrupt': 'SIGINT',
  'os.Kill': 'SIGKILL',
  terminate: 'SIGTERM',
  interrupt: 'SIGINT',
  hangup: 'SIGHUP',
  quit: 'SIGQUIT',
};
