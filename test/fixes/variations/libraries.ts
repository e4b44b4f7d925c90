/** The same code with another logging library, so that every form a fix writes is tried. */
import type { Variation } from './variation.ts';

interface Library {
  readonly name: string;
  readonly imports: readonly string[];
  /** What makes the logger, `{name}` being what the example calls it; null: the import alone. */
  readonly declaration: string | null;
  /** Calls that the example has with its own library mean the same with this one. */
  readonly sameCalls: boolean;
}

const library = (name: string, imports: readonly string[], declaration: string | null, sameCalls = true): Library => ({
  name,
  imports,
  declaration,
  sameCalls,
});

const required = (name: string, module: string, declaration: string | null, local = name): Library =>
  library(name, [`const ${local} = require('${module}');`], declaration);

const imported = (name: string, line: string, declaration: string | null): Library =>
  library(name, [line], declaration);

const field = (name: string, type: string, made: string, imports: readonly string[], sameCalls = true): Library =>
  library(name, imports, `private static final ${type} {name} = ${made};`, sameCalls);

const libraries: Readonly<Record<string, readonly Library[]>> = {
  python: [
    library('structlog', ['import structlog'], '{name} = structlog.get_logger()'),
    library('loguru', ['from loguru import logger as {name}'], null),
    library('logbook', ['import logbook'], '{name} = logbook.Logger(__name__)'),
    library('twisted', ['from twisted.logger import Logger'], '{name} = Logger()', false),
    library('one of the repository', ['from shop.log import {name}'], null),
    library('logging by its module', ['import logging'], null, false),
  ],
  javascript: [
    required('pino', 'pino', 'const {name} = pino();'),
    required('bunyan', 'bunyan', "const {name} = bunyan.createLogger({ name: 'shop' });"),
    required('log4js', 'log4js', "const {name} = log4js.getLogger('shop');"),
    required('consola', 'consola', null, '{name}'),
    required('loglevel', 'loglevel', null, '{name}'),
    required('one of the repository', './logger', null, '{name}'),
  ],
  typescript: [
    imported('winston', "import winston from 'winston';", 'const {name} = winston.createLogger();'),
    imported('bunyan', "import bunyan from 'bunyan';", "const {name} = bunyan.createLogger({ name: 'shop' });"),
    imported('tslog', "import { Logger } from 'tslog';", 'const {name} = new Logger();'),
    imported('log4js', "import log4js from 'log4js';", "const {name} = log4js.getLogger('shop');"),
    imported('consola', "import { consola as {name} } from 'consola';", null),
    imported('one of the repository', "import { {name} } from './logger';", null),
  ],
  go: [
    library('zap', ['"go.uber.org/zap"'], 'var {name}, _ = zap.NewProduction()', false),
    library('zap with sugar', ['"go.uber.org/zap"'], 'var {name} = zap.S()', false),
    library('zerolog', ['"github.com/rs/zerolog/log"'], null, false),
    library('logrus', ['log "github.com/sirupsen/logrus"'], null, false),
    library('klog', ['"k8s.io/klog/v2"'], null, false),
    library('hclog', ['"github.com/hashicorp/go-hclog"'], 'var {name} = hclog.Default()', false),
    library('the standard log', ['"log"'], null, false),
  ],
  java: [
    field('log4j2', 'Logger', 'LogManager.getLogger(App.class)', [
      'import org.apache.logging.log4j.LogManager;',
      'import org.apache.logging.log4j.Logger;',
    ]),
    field('JUL', 'Logger', 'Logger.getLogger(App.class.getName())', ['import java.util.logging.Logger;'], false),
    field('JBoss', 'Logger', 'Logger.getLogger(App.class)', ['import org.jboss.logging.Logger;'], false),
    field('commons-logging', 'Log', 'LogFactory.getLog(App.class)', [
      'import org.apache.commons.logging.Log;',
      'import org.apache.commons.logging.LogFactory;',
    ]),
    field(
      'flogger',
      'FluentLogger',
      'FluentLogger.forEnclosingClass()',
      ['import com.google.common.flogger.FluentLogger;'],
      false,
    ),
  ],
  kotlin: [
    library('slf4j', ['import org.slf4j.LoggerFactory'], 'private val {name} = LoggerFactory.getLogger("shop")', false),
    library(
      'log4j2',
      ['import org.apache.logging.log4j.LogManager'],
      'private val {name} = LogManager.getLogger("shop")',
      false,
    ),
  ],
};

const declaration =
  /^(?<indent>\s*)(?:private |static |final |const |val |var )*(?:Logger )?(?<name>logger|log)\b\s*=\s*(?:logging\.|structlog\.|winston\.|pino\(|LoggerFactory\.|KotlinLogging\.).*$/;
const loggerImport =
  /^\s*(?:import logging$|import structlog$|import pino\b|const winston\b|import org\.slf4j\.|import io\.github\.oshai|(?:import )?"log\/slog"$)/;

/** Null where the example logs with another library in a way that this one has not, or with none. */
function loggingWith(
  text: string,
  { imports, declaration: made, sameCalls }: Library,
  language: string,
): string | null {
  const lines = text.split('\n').filter((line) => language !== 'go' || !/^\tslog\.[^[]*$/.test(line));
  const declared = lines.map((line) => declaration.exec(line)?.groups).find((groups) => groups !== undefined);
  const name = declared?.['name'] ?? 'logger';
  const first = lines.findIndex((line) => loggerImport.test(line));
  if (first === -1 || (declared === undefined && language !== 'go')) return null;
  const fill = (code: string): string => code.replaceAll('{name}', name);
  const result = lines.flatMap((line, index) => {
    if (declaration.test(line)) return made === null ? [] : [(declared?.['indent'] ?? '') + fill(made)];
    if (!loggerImport.test(line)) return [line];
    if (index !== first) return [];
    const lead = /^\s*(?:import )?(?=")/.exec(line)?.[0] ?? '';
    const block = lead.startsWith('import') || !line.startsWith('\t') ? [] : null;
    const written = imports.map((code) => lead + fill(code));
    return language === 'go' && block !== null && made !== null ? [...written, '', fill(made)] : written;
  });
  // In a block of imports the declaration stands behind it.
  const close = result.indexOf(')');
  if (language === 'go' && made !== null && !result.includes(fill(made))) {
    if (close === -1) return null;
    result.splice(close + 1, 0, '', fill(made));
  }
  const whole = result.join('\n').replace(/\n{4,}/g, '\n\n\n');
  const left = language === 'go' ? /\bslog\./.test(whole) : !sameCalls && /\b(?:logger|log)\.\w+\(/.test(whole);
  return left || whole === text ? null : whole;
}

const names = [...new Set(Object.values(libraries).flatMap((list) => list.map(({ name }) => name)))];

export const otherLibraries: readonly Variation[] = names.map((name) => ({
  name: `logging with ${name}`,
  vary(text, _words, language) {
    const found = libraries[language]?.find((one) => one.name === name);
    return found === undefined ? null : loggingWith(text, found, language);
  },
}));
