/**
 * How code asks who may do something, by ecosystem and framework, from their documentation: decorators, annotations and
 * attributes; middleware and dependencies of a route; declarations of a class; calls at the beginning of a function.
 */
export interface AuthorizationRow {
  readonly ecosystem: string;
  readonly framework: string;
  /** Decorators, annotations and attributes as written without their mark, and classes that are mixed in. */
  readonly decorators: RegExp | null;
  /** Middleware, dependencies and guards that a registration is given, as written. */
  readonly middleware: RegExp | null;
  /** A line in the body of a class, or of a file, that guards all of its routes. */
  readonly declarations: RegExp | null;
  /** Callees, as written, of calls that refuse whoever may not. */
  readonly calls: RegExp | null;
  /** Says that everybody may. */
  readonly opens: RegExp | null;
}

type Given = Pick<AuthorizationRow, 'ecosystem' | 'framework'> & Partial<AuthorizationRow>;

const row = (given: Given): AuthorizationRow => ({
  decorators: null,
  middleware: null,
  declarations: null,
  calls: null,
  opens: null,
  ...given,
});

export const authorizationRows: readonly AuthorizationRow[] = [
  row({
    ecosystem: 'python',
    framework: 'django',
    decorators:
      /^(?:[\w.]+\.)?(?:login_required|permission_required|user_passes_test|staff_member_required|superuser_required|method_decorator\(\s*(?:login_required|permission_required|user_passes_test|staff_member_required)|LoginRequiredMixin|PermissionRequiredMixin|UserPassesTestMixin|AccessMixin)\b/,
  }),
  row({
    ecosystem: 'python',
    framework: 'django-rest-framework',
    decorators:
      /^(?:[\w.]+\.)?(?:permission_classes|authentication_classes)\b(?!\(\s*[[(]\s*(?:\w+\.)?(?:AllowAny)?\s*,?\s*[\])])/,
    declarations:
      /^\s*(?:permission_classes|authentication_classes)\s*=\s*(?!\s*[[(]\s*(?:\w+\.)?(?:AllowAny)?\s*,?\s*[\])])/m,
    opens: /\bpermission_classes\s*[=(]\s*[[(]\s*(?:[\w.]+\.)?(?:AllowAny)?\s*,?\s*[\])]/,
  }),
  row({
    ecosystem: 'python',
    framework: 'flask',
    decorators:
      /^(?:[\w.]+\.)?(?:login_required|fresh_login_required|roles?_required|roles_accepted|permissions?_required|permissions_accepted|auth_required|jwt_required|fresh_jwt_required|token_required|admin_required|require_(?:login|admin|auth\w*|permission\w*|role\w*|token|oauth|scopes?)|requires_(?:auth\w*|login|admin|permission\w*|roles?|scopes?)|require_any_of_permission|has_(?:access|access_api|permission\w*|role))\b/,
    middleware:
      /\bbefore_request\(\s*[\w.]*?(?<!no_|not_)(?:auth(?!or)\w*|login\w*|logged_in\w*|permissions?\w*|admin\w*|token\w*|jwt\w*|api_?key\w*)\s*\)/i,
    opens: /\b(?:requires?_no_auth|no_auth\w*|auth_not_required|login_not_required|auth_exempt|login_exempt)\b/,
    calls:
      /(?:^|\.)(?:require_(?:login|admin|auth\w*|permission\w*|role\w*|access\w*|owner\w*)|check_(?:permission|access|authorization|auth)\w*|verify_jwt_in_request|abort_unless_\w+|assert_(?:permission|access|can_\w+|authorized))$/,
  }),
  row({
    ecosystem: 'python',
    framework: 'fastapi',
    middleware:
      /\b(?:Depends|Security)\(\s*[\w.]*(?:auth|current_(?:active_)?(?:super)?user|user_(?:from|required)|permission|require|verify|token|jwt|scope|role|admin|api_?key|credential)/i,
    calls: /^$/,
  }),
  row({ ecosystem: 'python', framework: 'aiohttp', calls: /(?:^|\.)(?:check_authorized|check_permission)$/ }),
  row({ ecosystem: 'python', framework: 'starlette', decorators: /^requires\(/ }),
  row({
    ecosystem: 'node',
    framework: 'nestjs',
    decorators:
      /^(?:UseGuards\((?=[^)]*(?:Auth|Jwt|Role|Permission|Policy|Policies|Access|Api|Session|Token|Admin))|Roles\(|RequirePermissions?\(|Permissions\(|CheckPolicies\(|Authorized\b|Authorize\b|Auth\(|RequiresAuth\b|ProjectScope\(|GlobalScope\()/,
    opens: /@(?:Public|SkipAuth|AllowAnonymous|AllowUnauthorized\w*|IsPublic|NoAuth)\(/,
  }),
  row({
    ecosystem: 'node',
    framework: 'express',
    middleware:
      /\b(?:passport\.authenticate|(?:require|ensure|check|verify|validate|is|must|with|needs?)_?(?:Be)?(?:Auth\w*|LoggedIn|Login|Admin\w*|Jwt|JWT|Token|Session|User|Role\w*|Permission\w*|Scope\w*|ApiKey|Access|Owner|SignedIn)|authenticate\w*|authorize\w*|authoriz?ation\w*|authMiddleware|auth(?:\.\w+)?\(|isLoggedIn|loginRequired|hasPermission\w*|hasRole|protect|jwt\(|expressJwt|basicAuth|requireUser|adminOnly|permit)\b/,
    calls:
      /(?:^|\.)(?:require(?:Auth\w*|Login|Admin\w*|User\w*|Role\w*|Permission\w*|Session|Scope\w*|Access)|ensure(?:Auth\w*|LoggedIn|Admin\w*|Permission\w*|CanA\w+)|assert(?:Auth\w*|Admin\w*|Permission\w*|CanA\w+|Access\w*|Authorized)|check(?:Permissions?|Access|Authorization|Auth|Role|Acl|ACL|Scope)|authorize|authorizeUser|verifyAccess|throwIfNot(?:Admin|Auth\w*|Permitted))$/,
  }),
  row({
    ecosystem: 'node',
    framework: 'trpc',
    middleware: /\b(?:protected|authed|admin|private)\w*Procedure\b/,
    opens: /\bpublicProcedure\b/,
  }),
  row({
    ecosystem: 'go',
    framework: 'net/http',
    middleware:
      /\b(?:\w*(?:Require|Ensure|Must|Check|Verify|With)(?:\w*(?:Auth\w*|Admin\w*|Login|SignIn|SignedIn|Role\w*|Permission\w*|Token|Scope\w*|Session|User|JWT))|\w*[aA]uthMiddleware|[aA]uthenticat(?:e|ed|or)\w*|[aA]uthorize\w*|[rR]eqSignIn|reqToken|reqAdmin|BasicAuth|JWTAuth|jwtauth\.\w+)\b/,
    calls:
      /(?:^|\.)(?:[rR]equire(?:Auth\w*|Login|Admin\w*|Role\w*|Permission\w*|Scope\w*)|[cC]heck(?:Permissions?|Access|Authorization|Auth|Role|Scopes?|RBAC)|[aA]uthorize|[eE]nforceErr|[eE]nsure(?:Auth\w*|Admin\w*|Permission\w*|CanA\w+)|[vV]erifyAccess|[aA]ssert(?:Admin|Permission\w*|Access))$/,
  }),
  row({
    ecosystem: 'jvm',
    framework: 'spring-security',
    decorators:
      /^(?:PreAuthorize|PostAuthorize|Secured|RolesAllowed|PreFilter|PostFilter)\b(?!\(\s*"(?:permitAll(?:\(\))?|isAnonymous\(\))"\s*\))/,
    opens: /@(?:PermitAll|AnonymousAccess|PreAuthorize\(\s*"permitAll(?:\(\))?"\s*\))/,
  }),
  row({
    ecosystem: 'jvm',
    framework: 'shiro, sa-token and their like',
    decorators:
      /^(?:RequiresPermissions|RequiresRoles|RequiresAuthentication|RequiresUser|SaCheckLogin|SaCheckRole|SaCheckPermission|Authenticated|DenyAll|RequirePermission\w*|RequireRole\w*|NeedPermission|LoginRequired|AuthRequired|CheckPermission|Permission)\b/,
    calls:
      /(?:^|\.)(?:check(?:Permissions?|Access|Authorization|Auth|Role|Entity\w*|Admin\w*)|require(?:Admin\w*|Permission\w*|Role\w*|Auth\w*|Login)|assert(?:Permission\w*|Admin\w*|Access)|ensure(?:Admin\w*|Permission\w*|Access\w*|Auth\w*)|verifyPermission\w*|validatePermission\w*|hasPermissionOrThrow)$/,
  }),
  row({
    ecosystem: 'dotnet',
    framework: 'aspnetcore',
    decorators: /^(?:[\w.]+\.)?(?:Authorize\b|\w*Authorize(?:Attribute)?\b|RequiresClaim|RequireScope|Authorize<)/,
    middleware: /\.RequireAuthorization\(/,
    calls: /(?:^|\.)(?:AuthorizeAsync|Demand|RequireAuthorization)$/,
    opens: /\[AllowAnonymous\]|\.AllowAnonymous\(\)/,
  }),
  row({
    ecosystem: 'ruby',
    framework: 'rails',
    declarations:
      /^\s*(?:before_action|before_filter|prepend_before_action)\s+:?(?:authenticate\w*!?|authorize\w*!?|require_\w*(?:login|user|admin|auth\w*|permission\w*|sign_?in)\w*!?|ensure_\w*(?:login|logged_in|admin|auth\w*|permission\w*|staff|owner\w*|can_\w+)\w*!?|verify_(?:auth\w*|admin\w*|permission\w*|access\w*)\w*!?|login_required|logged_in_user|check_(?:auth\w*|permission\w*|admin\w*|access\w*)\w*|doorkeeper_authorize!)|^\s*(?:load_and_authorize_resource|authorize_resource|requires_login|http_basic_authenticate_with)\b/m,
    calls:
      /(?:^|\.)(?:authorize!?|authorize_\w+!?|authenticate_\w+!|require_login|require_admin|require_user|guardian\.ensure_\w+!|ensure_can_\w+!|doorkeeper_authorize!)$/,
    opens: /\bskip_before_action\s+:(?:authenticate|authorize|require_login|verify_auth)\w*|\bskip_authorization\b/,
  }),
  row({
    ecosystem: 'php',
    framework: 'laravel and symfony',
    decorators: /^(?:IsGranted|Security|Middleware\(\s*['"](?:auth|can|role|permission|verified))/,
    middleware: /middleware\(\s*\[?\s*['"](?:auth|can|role|permission|verified|admin)\b/,
    declarations: /\$this->middleware\(\s*\[?\s*['"](?:auth|can|role|permission|verified|admin)\b/,
    calls:
      /(?:->|::)(?:authorize|authorizeForUser|authorizeResource|denyAccessUnlessGranted|checkPermission\w*|checkOwnablePermission|check(?:User)?Access\w*|checkUserHas\w+|allowIf)$/,
  }),
  row({
    ecosystem: 'rust',
    framework: 'actix and axum',
    decorators: /^(?:has_permissions|has_roles|has_any_role|protect|authorize)\b/,
    middleware:
      /\b(?:require_auth\w*|auth_middleware|RequireAuthorizationLayer|ValidateRequestHeaderLayer|login_required!|permission_required!)/,
    calls:
      /(?:^|::|\.)(?:is_admin|check_(?:admin|permission|auth|user_valid|mod\w*)\w*|require_(?:admin|auth|login|permission)\w*|ensure_(?:admin|can_\w+|permission\w*))$/,
  }),
];

/** Whatever a line of code may call authorisation: where a change writes such a line, what is gone may have moved there. */
export const soundsLikeAuthorization =
  /auth(?!or(?:s|_name|_id|_email)?\b)|permission|require[sd]?_?(?:login|admin|user|role|scope)|login_?required|logged_?in|\bguards?\b|\bacl\b|rbac|polic(?:y|ies)|\broles?\b|is_?admin|is_?staff|superuser|\bjwt\b|access_?(?:control|check|level)|has_?access|can_?access|forbid|protected|credential|session_?(?:required|user)|current_?user|privileged?|entitle|anonymous|has_?perm|\bperms?\b|allowed|\bcan_\w+|\bscopes?\b|security/i;

export function authorizationRowsOf(ecosystem: string): readonly AuthorizationRow[] {
  return authorizationRows.filter((one) => one.ecosystem === ecosystem);
}
