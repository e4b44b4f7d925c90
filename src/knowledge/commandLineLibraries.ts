/** Packages of programs that somebody starts by hand: what they write is for who started them. By the name of the module. */
const libraries: Readonly<Record<string, ReadonlySet<string>>> = {
  python: new Set([
    'django.core.management.base',
    'argparse',
    'click',
    'typer',
    'fire',
    'docopt',
    'optparse',
    'getopt',
    'rich',
    'cmd',
    'invoke',
  ]),
  node: new Set(
    'commander yargs meow cac oclif @oclif/core minimist mri sade inquirer @inquirer/prompts prompts ora listr2 node:readline readline node:util.parseArgs'.split(
      ' ',
    ),
  ),
  jvm: new Set(
    'picocli picocli.CommandLine com.beust.jcommander org.apache.commons.cli joptsimple net.sourceforge.argparse4j org.kohsuke.args4j org.jline.reader org.jline.terminal org.springframework.shell.standard com.github.rvesse.airline com.github.ajalt.clikt.core kotlinx.cli com.xenomachina.argparser'.split(
      ' ',
    ),
  ),
  go: new Set(
    'flag github.com/spf13/cobra github.com/spf13/pflag github.com/urfave/cli github.com/urfave/cli/v2 github.com/urfave/cli/v3 github.com/alecthomas/kong github.com/alecthomas/kingpin/v2 github.com/jessevdk/go-flags github.com/charmbracelet/bubbletea github.com/AlecAivazis/survey/v2 github.com/manifoldco/promptui github.com/fatih/color text/tabwriter golang.org/x/term'.split(
      ' ',
    ),
  ),
  dotnet: new Set(
    'System.CommandLine CommandLine Spectre.Console Spectre.Console.Cli McMaster.Extensions.CommandLineUtils Cocona'.split(
      ' ',
    ),
  ),
  ruby: new Set(['optparse', 'thor', 'dry/cli', 'slop', 'tty-prompt', 'highline', 'irb', 'rake', 'commander/import']),
  rust: new Set(['clap', 'structopt', 'argh', 'gumdrop', 'pico_args', 'lexopt', 'dialoguer', 'indicatif', 'console']),
  php: new Set(['Symfony\\Component\\Console\\Command', 'Illuminate\\Console']),
};

/** @param module as an import names it */
export function isCommandLineLibrary(ecosystem: string, module: string): boolean {
  return libraries[ecosystem]?.has(module) === true;
}
