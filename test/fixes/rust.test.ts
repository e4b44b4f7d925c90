import { swallowedError } from '../../src/rules/logging/swallowed-error.ts';
import { printInsteadOfLogger } from '../../src/rules/logging/print-instead-of-logger.ts';
import { checkFix, checkNoFix } from '../support/check.ts';

const lines = (...all: string[]): string => `${all.join('\n')}\n`;
const within = (use: string, ...body: string[]): string =>
  lines(use, '', 'async fn charge(order: &Order) -> bool {', ...body.map((line) => `    ${line}`), '}');

describe('a fix in Rust', () => {
  it('logs with the macro that the file takes in, else by its path', async () => {
    const taken: readonly [string, string][] = [
      ['use tracing::{error, info};', 'error!(error = %err, "gateway::send failed");'],
      ['use tracing::error as oops;', 'oops!(error = %err, "gateway::send failed");'],
      ['use tracing::*;', 'error!(error = %err, "gateway::send failed");'],
      ['use tracing::info;', 'tracing::error!(error = %err, "gateway::send failed");'],
      ['use log::warn;', 'log::error!("gateway::send failed: {err}");'],
      ['use log::{error, warn};', 'error!("gateway::send failed: {err}");'],
    ];
    for (const [use, code] of taken) {
      await checkFix(
        swallowedError,
        'rust',
        within(use, 'if let Err(err) = gateway::send(order).await {', '    return false;', '}', 'true'),
        within(use, 'if let Err(err) = gateway::send(order).await {', `    ${code}`, '    return false;', '}', 'true'),
      );
    }
  });

  it('makes a block of an arm and of a closure, with the value that they gave', async () => {
    await checkFix(
      swallowedError,
      'rust',
      within('use log::warn;', 'match gateway::send(order).await {', '    Ok(_) => true,', '    Err(_) => false,', '}'),
      within(
        'use log::warn;',
        'match gateway::send(order).await {',
        '    Ok(_) => true,',
        '    Err(error) => {',
        '        log::error!("gateway::send failed: {error}");',
        '        false',
        '    }',
        '}',
      ),
    );
    await checkFix(
      swallowedError,
      'rust',
      within('use log::warn;', 'gateway::send(order).await.unwrap_or_else(|_| false)'),
      within(
        'use log::warn;',
        'gateway::send(order).await.unwrap_or_else(|error| {',
        '    log::error!("gateway::send failed: {error}");',
        '    false',
        '})',
      ),
    );
  });

  it('fills an empty arm', () =>
    checkFix(
      swallowedError,
      'rust',
      within(
        'use log::warn;',
        'match gateway::send(order).await {',
        '    Ok(_) => {}',
        '    Err(_) => {}',
        '}',
        'true',
      ),
      within(
        'use log::warn;',
        'match gateway::send(order).await {',
        '    Ok(_) => {}',
        '    Err(error) => {',
        '        log::error!("gateway::send failed: {error}");',
        '    }',
        '}',
        'true',
      ),
    ));

  it('asks for the error where only success was asked for', () =>
    checkFix(
      swallowedError,
      'rust',
      within('use log::warn;', 'let Ok(_) = gateway::send(order).await else {', '    return false;', '};', 'true'),
      within(
        'use log::warn;',
        'if let Err(error) = gateway::send(order).await {',
        '    log::error!("gateway::send failed: {error}");',
        '    return false;',
        '}',
        'true',
      ),
    ));

  it('leaves alone where no library is known', async () => {
    await checkNoFix(
      swallowedError,
      'rust',
      within(
        'use std::fmt;',
        'match gateway::send(order).await {',
        '    Ok(_) => true,',
        '    [|Err(_)|] => false,',
        '}',
      ),
    );
  });

  it('logs what is printed with the macro of its level', () =>
    checkFix(
      printInsteadOfLogger,
      'rust',
      within('use log::{error, warn};', 'warn!("pays");', 'eprintln!("no card for {}", order.id);', 'true'),
      within('use log::{error, warn};', 'warn!("pays");', 'error!("no card for {}", order.id);', 'true'),
    ));

  it('logs what is printed at another level by the path of the crate', () =>
    checkFix(
      printInsteadOfLogger,
      'rust',
      within('use log::warn;', 'warn!("pays");', 'println!("paid {order}");', 'true'),
      within('use log::warn;', 'warn!("pays");', 'log::info!("paid {order}");', 'true'),
    ));
});
