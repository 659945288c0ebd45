//! The options of `curl`, by its manual page: names, letters, whether an argument follows, and the version since which
//! one has no effect. Data, and ways to look something up in it; what an option means for a request is read elsewhere.

use crate::text::nearest;

/// A name, a letter or a space, whether an argument follows, and a version or nothing.
type Row = (&'static str, char, bool, &'static str);

/// An option.
#[derive(Clone, Copy, Debug)]
pub struct CurlOption(&'static Row);

impl CurlOption {
    /// By its name without `--`: also `no-` before one without an argument, and `expand-` before one with it.
    pub fn long(name: &str) -> Option<Self> {
        let find =
            |name: &str| OPTIONS.binary_search_by_key(&name, |row| row.0).ok().map(|at| Self(&OPTIONS[at]));
        let prefixed = |prefix: &str, argument: bool| {
            name.strip_prefix(prefix).and_then(find).filter(|option| option.takes_argument() == argument)
        };
        find(name).or_else(|| prefixed("no-", false)).or_else(|| prefixed("expand-", true))
    }

    /// By its letter.
    pub fn short(letter: char) -> Option<Self> {
        OPTIONS.iter().find(|row| row.1 == letter && letter != ' ').map(Self)
    }

    /// The option that a misspelt name means.
    pub fn near(name: &str) -> Option<Self> {
        Self::long(nearest(name, OPTIONS.iter().map(|row| row.0))?)
    }

    /// The only option whose name begins so: older versions take it for the whole name.
    pub fn beginning_with(prefix: &str) -> Option<Self> {
        Self::only(Self::all_beginning_with(prefix))
    }

    /// The only option whose name begins so and that is common enough for a letter.
    pub fn common_beginning_with(prefix: &str) -> Option<Self> {
        Self::only(Self::all_beginning_with(prefix).filter(|option| option.0.1 != ' '))
    }

    fn all_beginning_with(prefix: &str) -> impl Iterator<Item = Self> {
        let from = OPTIONS.partition_point(|row| row.0 < prefix);
        OPTIONS[from..].iter().take_while(move |row| row.0.starts_with(prefix)).map(Self)
    }

    fn only(mut options: impl Iterator<Item = Self>) -> Option<Self> {
        let only = options.next()?;
        options.next().is_none().then_some(only)
    }

    /// Its name without `--`.
    pub fn name(self) -> &'static str {
        self.0.0
    }

    /// Whether an argument follows.
    pub fn takes_argument(self) -> bool {
        self.0.2
    }

    /// The version since which it has no effect.
    pub fn gone_since(self) -> Option<&'static str> {
        (!self.0.3.is_empty()).then_some(self.0.3)
    }
}

const ARGUMENT: bool = true;
const FLAG: bool = false;

#[rustfmt::skip]
static OPTIONS: &[Row] = &[
    ("abstract-unix-socket", ' ', ARGUMENT, ""),
    ("alpn", ' ', FLAG, ""),
    ("alt-svc", ' ', ARGUMENT, ""),
    ("anyauth", ' ', FLAG, ""),
    ("append", 'a', FLAG, ""),
    ("aws-sigv4", ' ', ARGUMENT, ""),
    ("basic", ' ', FLAG, ""),
    ("buffer", ' ', FLAG, ""),
    ("ca-native", ' ', FLAG, ""),
    ("cacert", ' ', ARGUMENT, ""),
    ("capath", ' ', ARGUMENT, ""),
    ("cert", 'E', ARGUMENT, ""),
    ("cert-status", ' ', FLAG, ""),
    ("cert-type", ' ', ARGUMENT, ""),
    ("ciphers", ' ', ARGUMENT, ""),
    ("clobber", ' ', FLAG, ""),
    ("compressed", ' ', FLAG, ""),
    ("compressed-ssh", ' ', FLAG, ""),
    ("config", 'K', ARGUMENT, ""),
    ("connect-timeout", ' ', ARGUMENT, ""),
    ("connect-to", ' ', ARGUMENT, ""),
    ("continue-at", 'C', ARGUMENT, ""),
    ("cookie", 'b', ARGUMENT, ""),
    ("cookie-jar", 'c', ARGUMENT, ""),
    ("create-dirs", ' ', FLAG, ""),
    ("create-file-mode", ' ', ARGUMENT, ""),
    ("crlf", ' ', FLAG, ""),
    ("crlfile", ' ', ARGUMENT, ""),
    ("curves", ' ', ARGUMENT, ""),
    ("data", 'd', ARGUMENT, ""),
    ("data-ascii", ' ', ARGUMENT, ""),
    ("data-binary", ' ', ARGUMENT, ""),
    ("data-raw", ' ', ARGUMENT, ""),
    ("data-urlencode", ' ', ARGUMENT, ""),
    ("delegation", ' ', ARGUMENT, ""),
    ("digest", ' ', FLAG, ""),
    ("disable", 'q', FLAG, ""),
    ("disable-eprt", ' ', FLAG, ""),
    ("disable-epsv", ' ', FLAG, ""),
    ("disallow-username-in-url", ' ', FLAG, ""),
    ("dns-interface", ' ', ARGUMENT, ""),
    ("dns-ipv4-addr", ' ', ARGUMENT, ""),
    ("dns-ipv6-addr", ' ', ARGUMENT, ""),
    ("dns-servers", ' ', ARGUMENT, ""),
    ("doh-cert-status", ' ', FLAG, ""),
    ("doh-insecure", ' ', FLAG, ""),
    ("doh-url", ' ', ARGUMENT, ""),
    ("dump-ca-embed", ' ', FLAG, ""),
    ("dump-header", 'D', ARGUMENT, ""),
    ("ech", ' ', ARGUMENT, ""),
    ("egd-file", ' ', ARGUMENT, "7.84.0"),
    ("engine", ' ', ARGUMENT, ""),
    ("eprt", ' ', FLAG, ""),
    ("epsv", ' ', FLAG, ""),
    ("etag-compare", ' ', ARGUMENT, ""),
    ("etag-save", ' ', ARGUMENT, ""),
    ("expect100-timeout", ' ', ARGUMENT, ""),
    ("fail", 'f', FLAG, ""),
    ("fail-early", ' ', FLAG, ""),
    ("fail-with-body", ' ', FLAG, ""),
    ("false-start", ' ', FLAG, ""),
    ("follow", ' ', FLAG, ""),
    ("form", 'F', ARGUMENT, ""),
    ("form-escape", ' ', FLAG, ""),
    ("form-string", ' ', ARGUMENT, ""),
    ("ftp-account", ' ', ARGUMENT, ""),
    ("ftp-alternative-to-user", ' ', ARGUMENT, ""),
    ("ftp-ascii", ' ', FLAG, ""),
    ("ftp-create-dirs", ' ', FLAG, ""),
    ("ftp-method", ' ', ARGUMENT, ""),
    ("ftp-pasv", ' ', FLAG, ""),
    ("ftp-port", 'P', ARGUMENT, ""),
    ("ftp-pret", ' ', FLAG, ""),
    ("ftp-skip-pasv-ip", ' ', FLAG, ""),
    ("ftp-ssl", ' ', FLAG, ""),
    ("ftp-ssl-ccc", ' ', FLAG, ""),
    ("ftp-ssl-ccc-mode", ' ', ARGUMENT, ""),
    ("ftp-ssl-control", ' ', FLAG, ""),
    ("ftp-ssl-reqd", ' ', FLAG, ""),
    ("get", 'G', FLAG, ""),
    ("globoff", 'g', FLAG, ""),
    ("happy-eyeballs-timeout-ms", ' ', ARGUMENT, ""),
    ("haproxy-clientip", ' ', ARGUMENT, ""),
    ("haproxy-protocol", ' ', FLAG, ""),
    ("head", 'I', FLAG, ""),
    ("header", 'H', ARGUMENT, ""),
    ("help", 'h', FLAG, ""),
    ("hostpubmd5", ' ', ARGUMENT, ""),
    ("hostpubsha256", ' ', ARGUMENT, ""),
    ("hsts", ' ', ARGUMENT, ""),
    ("http0.9", ' ', FLAG, ""),
    ("http1.0", '0', FLAG, ""),
    ("http1.1", ' ', FLAG, ""),
    ("http2", ' ', FLAG, ""),
    ("http2-prior-knowledge", ' ', FLAG, ""),
    ("http3", ' ', FLAG, ""),
    ("http3-only", ' ', FLAG, ""),
    ("ignore-content-length", ' ', FLAG, ""),
    ("include", 'i', FLAG, ""),
    ("insecure", 'k', FLAG, ""),
    ("interface", ' ', ARGUMENT, ""),
    ("ip-tos", ' ', ARGUMENT, ""),
    ("ipfs-gateway", ' ', ARGUMENT, ""),
    ("ipv4", '4', FLAG, ""),
    ("ipv6", '6', FLAG, ""),
    ("json", ' ', ARGUMENT, ""),
    ("junk-session-cookies", 'j', FLAG, ""),
    ("keepalive", ' ', FLAG, ""),
    ("keepalive-cnt", ' ', ARGUMENT, ""),
    ("keepalive-time", ' ', ARGUMENT, ""),
    ("key", ' ', ARGUMENT, ""),
    ("key-type", ' ', ARGUMENT, ""),
    ("knownhosts", ' ', ARGUMENT, ""),
    ("krb", ' ', ARGUMENT, "8.17.0"),
    ("krb4", ' ', ARGUMENT, "8.17.0"),
    ("libcurl", ' ', ARGUMENT, ""),
    ("limit-rate", ' ', ARGUMENT, ""),
    ("list-only", 'l', FLAG, ""),
    ("local-port", ' ', ARGUMENT, ""),
    ("location", 'L', FLAG, ""),
    ("location-trusted", ' ', FLAG, ""),
    ("login-options", ' ', ARGUMENT, ""),
    ("mail-auth", ' ', ARGUMENT, ""),
    ("mail-from", ' ', ARGUMENT, ""),
    ("mail-rcpt", ' ', ARGUMENT, ""),
    ("mail-rcpt-allowfails", ' ', FLAG, ""),
    ("manual", 'M', FLAG, ""),
    ("max-filesize", ' ', ARGUMENT, ""),
    ("max-redirs", ' ', ARGUMENT, ""),
    ("max-time", 'm', ARGUMENT, ""),
    ("metalink", ' ', FLAG, "7.78.0"),
    ("mptcp", ' ', FLAG, ""),
    ("negotiate", ' ', FLAG, ""),
    ("netrc", 'n', FLAG, ""),
    ("netrc-file", ' ', ARGUMENT, ""),
    ("netrc-optional", ' ', FLAG, ""),
    ("next", ':', FLAG, ""),
    ("no-buffer", 'N', FLAG, ""),
    ("noproxy", ' ', ARGUMENT, ""),
    ("npn", ' ', FLAG, "7.86.0"),
    ("ntlm", ' ', FLAG, ""),
    ("ntlm-wb", ' ', FLAG, "8.8.0"),
    ("oauth2-bearer", ' ', ARGUMENT, ""),
    ("out-null", ' ', FLAG, ""),
    ("output", 'o', ARGUMENT, ""),
    ("output-dir", ' ', ARGUMENT, ""),
    ("parallel", 'Z', FLAG, ""),
    ("parallel-immediate", ' ', FLAG, ""),
    ("parallel-max", ' ', ARGUMENT, ""),
    ("parallel-max-host", ' ', ARGUMENT, ""),
    ("pass", ' ', ARGUMENT, ""),
    ("path-as-is", ' ', FLAG, ""),
    ("pinnedpubkey", ' ', ARGUMENT, ""),
    ("post301", ' ', FLAG, ""),
    ("post302", ' ', FLAG, ""),
    ("post303", ' ', FLAG, ""),
    ("preproxy", ' ', ARGUMENT, ""),
    ("progress-bar", '#', FLAG, ""),
    ("progress-meter", ' ', FLAG, ""),
    ("proto", ' ', ARGUMENT, ""),
    ("proto-default", ' ', ARGUMENT, ""),
    ("proto-redir", ' ', ARGUMENT, ""),
    ("proxy", 'x', ARGUMENT, ""),
    ("proxy-anyauth", ' ', FLAG, ""),
    ("proxy-basic", ' ', FLAG, ""),
    ("proxy-ca-native", ' ', FLAG, ""),
    ("proxy-cacert", ' ', ARGUMENT, ""),
    ("proxy-capath", ' ', ARGUMENT, ""),
    ("proxy-cert", ' ', ARGUMENT, ""),
    ("proxy-cert-type", ' ', ARGUMENT, ""),
    ("proxy-ciphers", ' ', ARGUMENT, ""),
    ("proxy-crlfile", ' ', ARGUMENT, ""),
    ("proxy-digest", ' ', FLAG, ""),
    ("proxy-header", ' ', ARGUMENT, ""),
    ("proxy-http2", ' ', FLAG, ""),
    ("proxy-insecure", ' ', FLAG, ""),
    ("proxy-key", ' ', ARGUMENT, ""),
    ("proxy-key-type", ' ', ARGUMENT, ""),
    ("proxy-negotiate", ' ', FLAG, ""),
    ("proxy-ntlm", ' ', FLAG, ""),
    ("proxy-pass", ' ', ARGUMENT, ""),
    ("proxy-pinnedpubkey", ' ', ARGUMENT, ""),
    ("proxy-service-name", ' ', ARGUMENT, ""),
    ("proxy-ssl-allow-beast", ' ', FLAG, ""),
    ("proxy-ssl-auto-client-cert", ' ', FLAG, ""),
    ("proxy-tls13-ciphers", ' ', ARGUMENT, ""),
    ("proxy-tlsauthtype", ' ', ARGUMENT, ""),
    ("proxy-tlspassword", ' ', ARGUMENT, ""),
    ("proxy-tlsuser", ' ', ARGUMENT, ""),
    ("proxy-tlsv1", ' ', FLAG, ""),
    ("proxy-user", 'U', ARGUMENT, ""),
    ("proxy1.0", ' ', ARGUMENT, ""),
    ("proxytunnel", 'p', FLAG, ""),
    ("pubkey", ' ', ARGUMENT, ""),
    ("quote", 'Q', ARGUMENT, ""),
    ("random-file", ' ', ARGUMENT, "7.84.0"),
    ("range", 'r', ARGUMENT, ""),
    ("rate", ' ', ARGUMENT, ""),
    ("raw", ' ', FLAG, ""),
    ("referer", 'e', ARGUMENT, ""),
    ("remote-header-name", 'J', FLAG, ""),
    ("remote-name", 'O', FLAG, ""),
    ("remote-name-all", ' ', FLAG, ""),
    ("remote-time", 'R', FLAG, ""),
    ("remove-on-error", ' ', FLAG, ""),
    ("request", 'X', ARGUMENT, ""),
    ("request-target", ' ', ARGUMENT, ""),
    ("resolve", ' ', ARGUMENT, ""),
    ("retry", ' ', ARGUMENT, ""),
    ("retry-all-errors", ' ', FLAG, ""),
    ("retry-connrefused", ' ', FLAG, ""),
    ("retry-delay", ' ', ARGUMENT, ""),
    ("retry-max-time", ' ', ARGUMENT, ""),
    ("sasl-authzid", ' ', ARGUMENT, ""),
    ("sasl-ir", ' ', FLAG, ""),
    ("service-name", ' ', ARGUMENT, ""),
    ("sessionid", ' ', FLAG, ""),
    ("show-error", 'S', FLAG, ""),
    ("show-headers", ' ', FLAG, ""),
    ("sigalgs", ' ', ARGUMENT, ""),
    ("silent", 's', FLAG, ""),
    ("skip-existing", ' ', FLAG, ""),
    ("socks", ' ', ARGUMENT, ""),
    ("socks4", ' ', ARGUMENT, ""),
    ("socks4a", ' ', ARGUMENT, ""),
    ("socks5", ' ', ARGUMENT, ""),
    ("socks5-basic", ' ', FLAG, ""),
    ("socks5-gssapi", ' ', FLAG, ""),
    ("socks5-gssapi-nec", ' ', FLAG, ""),
    ("socks5-gssapi-service", ' ', ARGUMENT, ""),
    ("socks5-hostname", ' ', ARGUMENT, ""),
    ("speed-limit", 'Y', ARGUMENT, ""),
    ("speed-time", 'y', ARGUMENT, ""),
    ("ssl", ' ', FLAG, ""),
    ("ssl-allow-beast", ' ', FLAG, ""),
    ("ssl-auto-client-cert", ' ', FLAG, ""),
    ("ssl-no-revoke", ' ', FLAG, ""),
    ("ssl-reqd", ' ', FLAG, ""),
    ("ssl-revoke-best-effort", ' ', FLAG, ""),
    ("ssl-sessions", ' ', ARGUMENT, ""),
    ("sslv2", '2', FLAG, "7.77.0"),
    ("sslv3", '3', FLAG, "7.77.0"),
    ("stderr", ' ', ARGUMENT, ""),
    ("styled-output", ' ', FLAG, ""),
    ("suppress-connect-headers", ' ', FLAG, ""),
    ("tcp-fastopen", ' ', FLAG, ""),
    ("tcp-nodelay", ' ', FLAG, ""),
    ("telnet-option", 't', ARGUMENT, ""),
    ("tftp-blksize", ' ', ARGUMENT, ""),
    ("tftp-no-options", ' ', FLAG, ""),
    ("time-cond", 'z', ARGUMENT, ""),
    ("tls-earlydata", ' ', FLAG, ""),
    ("tls-max", ' ', ARGUMENT, ""),
    ("tls13-ciphers", ' ', ARGUMENT, ""),
    ("tlsauthtype", ' ', ARGUMENT, ""),
    ("tlspassword", ' ', ARGUMENT, ""),
    ("tlsuser", ' ', ARGUMENT, ""),
    ("tlsv1", '1', FLAG, ""),
    ("tlsv1.0", ' ', FLAG, ""),
    ("tlsv1.1", ' ', FLAG, ""),
    ("tlsv1.2", ' ', FLAG, ""),
    ("tlsv1.3", ' ', FLAG, ""),
    ("tr-encoding", ' ', FLAG, ""),
    ("trace", ' ', ARGUMENT, ""),
    ("trace-ascii", ' ', ARGUMENT, ""),
    ("trace-config", ' ', ARGUMENT, ""),
    ("trace-ids", ' ', FLAG, ""),
    ("trace-time", ' ', FLAG, ""),
    ("unix-socket", ' ', ARGUMENT, ""),
    ("upload-file", 'T', ARGUMENT, ""),
    ("upload-flags", ' ', ARGUMENT, ""),
    ("url", ' ', ARGUMENT, ""),
    ("url-query", ' ', ARGUMENT, ""),
    ("use-ascii", 'B', FLAG, ""),
    ("user", 'u', ARGUMENT, ""),
    ("user-agent", 'A', ARGUMENT, ""),
    ("variable", ' ', ARGUMENT, ""),
    ("verbose", 'v', FLAG, ""),
    ("version", 'V', FLAG, ""),
    ("vlan-priority", ' ', ARGUMENT, ""),
    ("write-out", 'w', ARGUMENT, ""),
    ("xattr", ' ', FLAG, ""),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_no_letter_stands_twice() {
        assert!(OPTIONS.is_sorted_by(|one, other| one.0 < other.0));
        let mut letters: Vec<char> =
            OPTIONS.iter().map(|row| row.1).filter(|letter| *letter != ' ').collect();
        letters.sort_unstable();
        assert!(letters.windows(2).all(|pair| pair[0] != pair[1]), "{letters:?}");
    }

    #[test]
    fn options_are_found_by_what_people_write() {
        let name = |option: Option<CurlOption>| option.map(CurlOption::name);
        assert_eq!(name(CurlOption::long("header")), Some("header"));
        assert_eq!(name(CurlOption::long("no-location")), Some("location"));
        assert_eq!(name(CurlOption::long("expand-url")), Some("url"));
        assert_eq!(name(CurlOption::long("no-header")), None);
        assert_eq!(name(CurlOption::short('H')), Some("header"));
        assert_eq!(name(CurlOption::short(' ')), None);
        assert_eq!(name(CurlOption::near("dta")), Some("data"));
        assert_eq!(name(CurlOption::near("verbos")), Some("verbose"));
        assert_eq!(name(CurlOption::beginning_with("hea")), None);
        assert_eq!(name(CurlOption::beginning_with("insec")), Some("insecure"));
        assert_eq!(name(CurlOption::common_beginning_with("dump")), Some("dump-header"));
        assert_eq!(name(CurlOption::common_beginning_with("hea")), None);
    }
}
