use super::curl::{self, DataKind};
use super::*;

fn commands(text: &str) -> Vec<Command> {
    let commands = parse(text, Flavour::of(text, "")).into_iter().filter_map(|item| match item {
        Item::Command(command) => Some(command),
        Item::Output(_) => None,
    });
    commands.collect()
}

fn words(text: &str) -> Vec<String> {
    commands(text)
        .iter()
        .flat_map(|command| &command.words)
        .map(|word| word.text(text).into_owned())
        .collect()
}

#[test]
fn words_are_what_the_shell_passes_on() {
    let cases: [(&str, &[&str]); 30] = [
        ("curl -d '{\"a\": 1}' x", &["curl", "-d", "{\"a\": 1}", "x"]),
        ("curl \\\n  -X PUT \\\n  x", &["curl", "-X", "PUT", "x"]),
        ("curl \\  \n  x", &["curl", "x"]),
        ("curl x\n  -X PUT\n  --data 1", &["curl", "x", "-X", "PUT", "--data", "1"]),
        ("curl\n  http://a", &["curl", "http://a"]),
        ("\"a\\\"b\\$c\\d\"", &["a\"b$c\\d"]),
        ("'a'\"'\"'b'", &["a'b"]),
        ("'it'\\''s'", &["it's"]),
        ("'a\"'\"$VAR\"'\"b'", &["a\"$VAR\"b"]),
        ("\"a\\\nb\"", &["ab"]),
        ("a\\ b", &["a b"]),
        ("x # comment 'open", &["x"]),
        ("http://a/?b=1&c=2", &["http://a/?b=1&c=2"]),
        ("http://a/<id>/b <your token>", &["http://a/<id>/b", "<your token>"]),
        ("curl {{ host | lower }}/b -X PUT", &["curl", "{{ host | lower }}/b", "-X", "PUT"]),
        ("{% data host\n%} {{a}}", &["{%", "data", "host", "%}", "{{a}}"]),
        ("a | b > c 2>&1", &["a", "b", "2>&1"]),
        ("a && b; c", &["a", "b", "c"]),
        ("$(cat \"x y\") \"$(a 'b)')\"", &["$(cat \"x y\")", "$(a 'b)')"]),
        ("curl `\n -X PUT `\n x", &["curl", "-X", "PUT", "x"]),
        ("curl `\n -d '{\\\"a\\\": ''b''}'", &["curl", "-d", "{\"a\": 'b'}"]),
        ("curl `\n -d \"{`\"a`\": `$1}\"", &["curl", "-d", "{\"a\": $1}"]),
        ("curl ^\n -d \"{\\\"a\\\": 1}\"", &["curl", "-d", "{\"a\": 1}"]),
        ("curl.exe -d '{\\\"a\\\": 1}'", &["curl.exe", "-d", "{\"a\": 1}"]),
        ("curl.exe -d \"{\"\"a\"\": 1}\"", &["curl.exe", "-d", "{\"a\": 1}"]),
        ("$'{\"a\": \"it\\'s\",\\n\\t\"b\": \"\\\\n\"}'", &["{\"a\": \"it's\",\"b\": \"\\n\"}"]),
        (
            "curl ^\"http://a^\" ^\n --data-raw ^\"^{^\\^\"a^\\^\":1^}^\"",
            &["curl", "http://a", "--data-raw", "{\"a\":1}"],
        ),
        ("'open", &["open"]),
        ("\"open", &["open"]),
        ("", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(words(text), expected, "{text}");
    }
}

#[test]
fn documents_and_pipes() {
    let text = "cat <<EOF | curl -d @- x\n{\"a\": \\$1}\nEOF\ncurl -d @- y << 'END'\n{}\nEND\necho done";
    let commands = commands(text);
    let input = |at: usize| commands[at].input.as_ref().map(|word| word.text(text).into_owned());
    let programs: Vec<_> = commands.iter().map(|command| command.words[0].text(text).into_owned()).collect();
    assert_eq!(programs, ["cat", "curl", "curl", "echo"]);
    assert_eq!(input(0).as_deref(), Some("{\"a\": $1}\n"));
    assert!(commands[0].piped && !commands[1].piped);
    assert_eq!(input(2).as_deref(), Some("{}\n"));
}

#[test]
fn output_is_told_from_commands() {
    let outputs = |text: &str| -> Vec<String> {
        let outputs = parse(text, Flavour::Posix).into_iter().filter_map(|item| match item {
            Item::Output(span) => Some(span.of(text).to_owned()),
            Item::Command(_) => None,
        });
        outputs.collect()
    };
    assert_eq!(outputs("$ curl x\nit's\n\nso\n$ curl y\n{}"), ["it's\n\nso", "{}"]);
    assert_eq!(outputs("curl x\n{\n  \"a\": 1\n}\ncurl y"), ["{\n  \"a\": 1\n}"]);
    assert_eq!(outputs("me@host:~$ curl x\nHTTP/1.1 200 OK"), ["HTTP/1.1 200 OK"]);
    assert_eq!(outputs("# first\ncurl x\n# then\ncurl y"), [""; 0]);
}

#[test]
fn requests_of_commands() {
    let show = |text: &str| {
        let request = commands(text).iter().find_map(|command| curl::read(command, text))?;
        let method = request.method.as_ref().map(|word| word.text(text).into_owned());
        let method = method.unwrap_or_else(|| request.implied_method().to_owned());
        let url = request.url.as_ref().map(|word| word.text(text).into_owned()).unwrap_or_default();
        let data: Vec<_> = request.data.iter().map(|data| data.word.text(text)).collect();
        let headers: Vec<_> = request.headers.iter().map(|word| word.text(text)).collect();
        Some(format!("{method} {url} {} {}", headers.join("|"), data.join("|")).trim().to_owned())
    };
    let cases = [
        ("$ curl -H 'a: /b' \"https://a.example/v1?x=1\"", Some("GET https://a.example/v1?x=1 a: /b")),
        ("curl https://a.example -X PUT -d '{}'", Some("PUT https://a.example  {}")),
        ("curl -XDELETE https://a.example | jq", Some("DELETE https://a.example")),
        ("curl -sSXPUT --header=a:b https://a.example", Some("PUT https://a.example a:b")),
        ("curl --json '{}' -d'x' https://a.example", Some("POST https://a.example  {}|x")),
        ("curl -G -d q=1 https://a.example", Some("GET https://a.example  q=1")),
        ("curl -I https://a.example", Some("HEAD https://a.example")),
        ("curl -T label.png https://a.example", Some("PUT https://a.example  label.png")),
        ("curl -o out -u a:b localhost:8080/x", Some("GET localhost:8080/x")),
        ("TOKEN=x curl --url https://a.example", Some("GET https://a.example")),
        ("curl --cacert a.pem $HOST/v1", Some("GET $HOST/v1")),
        ("if curl -f https://a.example; then", Some("GET https://a.example")),
        ("curl --url-query a=1 --json '{}' https://a.example", Some("POST https://a.example  {}")),
        ("curl -Method POST -Uri x", None),
        ("brew install curl now", None),
        ("wget https://a.example", None),
        ("curl", None),
    ];
    for (text, expected) in cases {
        assert_eq!(show(text).as_deref(), expected, "{text}");
    }
    let text = "curl -d @parcel.json -F 'a=@b' x";
    let request = curl::read(&commands(text)[0], text).unwrap();
    let files: Vec<_> = request.data.iter().map(|data| (data.kind, data.file(text))).collect();
    assert_eq!(files, [(DataKind::Data, Some("parcel.json".to_owned())), (DataKind::Form, None)]);
}

#[test]
fn anything_is_a_session() {
    for text in
        ["'", "\\", "$(", "${", "<<", "<<EOF", "`", "^", "\"$(\\é", "$'\\é", "@'\n", "a\u{0}b", "> ", "é`"]
    {
        for flavour in [Flavour::Posix, Flavour::PowerShell, Flavour::Cmd] {
            for item in parse(text, flavour) {
                if let Item::Command(command) = item {
                    let words = command.words.iter().chain(&command.input);
                    let length: usize = words.map(|word| word.text(text).len()).sum();
                    assert!(length <= text.len());
                }
            }
        }
    }
}
