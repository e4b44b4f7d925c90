/**
 * Stands in for VS Code's native logger `@vscode/spdlog` in the server build, where native modules are not compiled:
 * without it no log output channel shows a line. Bundled to CommonJS and put in that package's place.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export const version = 1;

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

export function setLevel(): void {}
export function setFlushOn(): void {}

export class Logger {
  private readonly file: string;
  private readonly maximum: number;
  private level = 2;
  private plain = false;

  constructor(_type: string, _name: string, file: string, maximum: number) {
    this.file = file;
    this.maximum = maximum;
    mkdirSync(dirname(file), { recursive: true });
  }

  trace(message: string): void {
    this.write(0, message);
  }
  debug(message: string): void {
    this.write(1, message);
  }
  info(message: string): void {
    this.write(2, message);
  }
  warn(message: string): void {
    this.write(3, message);
  }
  error(message: string): void {
    this.write(4, message);
  }
  critical(message: string): void {
    this.write(5, message);
  }
  getLevel(): number {
    return this.level;
  }
  setLevel(level: number): void {
    this.level = level;
  }
  setPattern(): void {
    this.plain = false;
  }
  clearFormatters(): void {
    this.plain = true;
  }
  flush(): void {}
  drop(): void {}

  private write(level: number, message: string): void {
    if (level < this.level) return;
    const stamp = new Date().toISOString().replace('T', ' ').replace('Z', '');
    try {
      if ((statSync(this.file, { throwIfNoEntry: false })?.size ?? 0) > this.maximum) {
        renameSync(this.file, `${this.file}.1`);
      }
      appendFileSync(this.file, this.plain ? message : `${stamp} [${levels[level] ?? 'info'}] ${message}\n`);
    } catch {
      // A log that cannot be written (disk full, folder removed) must not break the editor.
    }
  }
}

/** VS Code's asynchronous logger; here it writes at once as well. */
export async function createAsyncRotatingLogger(name: string, file: string, maximum: number): Promise<Logger> {
  return new Logger('rotating_async', name, file, maximum);
}

export async function createRotatingLogger(name: string, file: string, maximum: number): Promise<Logger> {
  return new Logger('rotating', name, file, maximum);
}
