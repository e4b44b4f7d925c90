import { words } from '../words.ts';
import type { Answers } from './answers.ts';

/**
 * In Go an error is looked at because it must not be left unused, so nothing is taken for an answer but what a condition
 * names (`errors.Is(err, sql.ErrNoRows)`), and conversions of values at hand.
 */
export const goAnswers: Answers = {
  ecosystem: 'go',
  expected: [{ when: 'always', type: /./ }],
  probes: new Set([
    // Files that are part of the program.
    'new embed.FS().Open',
    'new embed.FS().ReadFile',
    'new embed.FS().ReadDir',
    // Whoever asked is gone.
    'new net/http.ResponseWriter().Write',
    ...words(`
  strconv.Atoi strconv.ParseInt strconv.ParseUint strconv.ParseFloat strconv.ParseBool strconv.Unquote
  strconv.UnquoteChar time.Parse time.ParseInLocation time.ParseDuration net.ParseCIDR net.ParseMAC net.SplitHostPort
  net/netip.ParseAddr net/netip.ParsePrefix net/netip.ParseAddrPort net/url.Parse net/url.ParseRequestURI
  net/url.ParseQuery net/url.QueryUnescape net/url.PathUnescape net/mail.ParseAddress mime.ParseMediaType
  encoding/hex.DecodeString encoding/base64.StdEncoding.DecodeString encoding/base64.URLEncoding.DecodeString
  encoding/base64.RawURLEncoding.DecodeString encoding/base64.RawStdEncoding.DecodeString
  github.com/google/uuid.Parse github.com/gofrs/uuid.FromString github.com/Masterminds/semver.NewVersion
  github.com/Masterminds/semver/v3.NewVersion golang.org/x/mod/semver.IsValid os.Stat os.Lstat os.Readlink
  os/exec.LookPath DecodeHeader path/filepath.Rel path/filepath.Abs os/user.Lookup os.LookupEnv
  os.Hostname os.UserHomeDir os.UserCacheDir os.UserConfigDir os.Getwd os.Executable os/user.Current Int64 Float64 Int Float Bool String
  Stat Lstat FromContext FromIncomingContext ReadMessage ReadJSON
  github.com/buger/jsonparser.Get github.com/buger/jsonparser.GetString github.com/buger/jsonparser.GetInt
  github.com/buger/jsonparser.GetBoolean github.com/buger/jsonparser.GetFloat
`),
  ]),
  readings: /^(?:must|try|maybe)?(?:[pP]arse|[uU]nescape|[uU]nquote|LoadLocation$)(?![a-z])/,
};
