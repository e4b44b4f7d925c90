/** What scanners need to be told so that what they find fails them. */

export const trivyConfiguration = { files: /(?:^|\/)trivy\.ya?ml$/, text: /^\s*exit-code:\s*["']?[1-9]/m };
export const noExitCode = 'without an exit code it succeeds whatever it finds';
