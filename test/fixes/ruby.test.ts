import { swallowedError } from '../../src/rules/logging/swallowed-error.ts';
import { printInsteadOfLogger } from '../../src/rules/logging/print-instead-of-logger.ts';
import { checkFix, checkNoFix } from '../support/check.ts';

const lines = (...all: string[]): string => `${all.join('\n')}\n`;

describe('a fix in Ruby', () => {
  it('logs with the constant, the method or the variable that the class logs with', async () => {
    for (const logger of ['Rails.logger', 'logger', '@log', 'LOG']) {
      const file = (...handler: string[]): string =>
        lines(
          'class Payments < Base',
          '  def charge(order)',
          `    ${logger}.info('charges')`,
          '    @gateway.charge(order)',
          ...handler,
          '    false',
          '  end',
          'end',
        );
      await checkFix(
        swallowedError,
        'ruby',
        file('  rescue CardError'),
        file(
          '  rescue CardError => e',
          `    ${logger}.error("gateway.charge failed: #{e.full_message(highlight: false)}")`,
        ),
      );
    }
  });

  it('logs with the logger of Rails where the file is one of Rails', () =>
    checkFix(
      swallowedError,
      'ruby',
      lines(
        'class ChargeJob < ApplicationJob',
        '  def perform(order)',
        '    Gateway.charge(order)',
        '  rescue => error',
        '    order.touch',
        '  end',
        'end',
      ),
      lines(
        'class ChargeJob < ApplicationJob',
        '  def perform(order)',
        '    Gateway.charge(order)',
        '  rescue => error',
        '    Rails.logger.error("Gateway.charge failed: #{error.full_message(highlight: false)}")',
        '    order.touch',
        '  end',
        'end',
      ),
    ));

  it('makes a logger where there is none, and keeps what an empty clause gives', () =>
    checkFix(
      swallowedError,
      'ruby',
      lines("require 'json'", '', 'def charge(order)', '  GATEWAY.charge(order)', 'rescue CardError', 'end'),
      lines(
        "require 'json'",
        "require 'logger'",
        '',
        'LOGGER = Logger.new($stdout)',
        '',
        'def charge(order)',
        '  GATEWAY.charge(order)',
        'rescue CardError => e',
        '  LOGGER.error("GATEWAY.charge failed: #{e.full_message(highlight: false)}")',
        '  nil',
        'end',
      ),
    ));

  it('leaves a modifier alone that is part of another statement', () =>
    checkNoFix(
      swallowedError,
      'ruby',
      lines('LOG = Logger.new($stdout)', 'GATEWAY.charge(1) [|rescue nil|] if READY'),
    ));

  it('logs what is printed, at the level it was meant at', () =>
    checkFix(
      printInsteadOfLogger,
      'ruby',
      lines('LOG = Logger.new($stdout)', 'def pay(order)', '  warn "no card for #{order}"', 'end'),
      lines('LOG = Logger.new($stdout)', 'def pay(order)', '  LOG.warn("no card for #{order}")', 'end'),
    ));

  it('logs a value as it was printed', () =>
    checkFix(
      printInsteadOfLogger,
      'ruby',
      lines('LOG = Logger.new($stdout)', 'def pay(order)', '  p order.card', 'end'),
      lines('LOG = Logger.new($stdout)', 'def pay(order)', '  LOG.info(order.card.inspect)', 'end'),
    ));

  it('leaves several values alone', () =>
    checkNoFix(
      printInsteadOfLogger,
      'ruby',
      lines('LOG = Logger.new($stdout)', 'def pay(order)', '  [|puts "paid", order|]', 'end'),
    ));
});
