/** Routes that are asked before anybody has signed in, or by machines with a signature of their own. */
const words =
  /(?:^|[/_.-])(?:log-?in|sign-?in|log-?out|sign-?out|sign-?up|register|registration|auth\w*|oauth\w*|oidc|saml|sso|callback|token|refresh|session|password|forgot|reset|verify|confirm|activate|invit\w*|unsubscribe|health\w*|live\w*|ready\w*|ping|status|version|metrics|robots|favicon|sitemap|static|assets|public|open|anonymous|webhook\w*|hooks?|events?|csp|report|error|contact|feedback|setup|install|onboard\w*|captcha|otp|mfa|2fa|well-known|share[d]?|embed|download|docs|swagger|openapi|graphql|home|index|about|terms|privacy|pricing|search)(?:[/_.-]|$)/i;

/** Whether its path or its handler's name says that a route is for everybody. */
export function isPublicByName(path: string, handler: string): boolean {
  return words.test(path) || words.test(handler.replace(/([a-z])([A-Z])/g, '$1_$2'));
}
