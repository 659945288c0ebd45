//! How a line begins that holds a command: with a prompt, or with the name of the program.

/// The length of a prompt and the space after it: `$ `, `> `, `user@host:~$ `, `PS C:\> `.
pub(super) fn prompt(line: &str) -> Option<usize> {
    const LONGEST: usize = 48;
    if line.starts_with("$ ") || line.starts_with("% ") || line.starts_with("> ") {
        return Some(2);
    }
    if line.starts_with("# ") && begins_command(&line[2..]) {
        return Some(2);
    }
    let head = &line[..line.floor_char_boundary(LONGEST)];
    let mark = ["$ ", "# ", "> "].iter().filter_map(|mark| Some(head.find(mark)? + mark.len())).min()?;
    let before = &head[..mark - 2];
    let host =
        before.contains('@') && before.contains(':') || before.starts_with('[') && before.ends_with(']');
    let windows = before.starts_with("PS") || before.get(1..3) == Some(":\\");
    ((host || windows) && !before.contains(['"', '\'', '{']) && before.split(' ').count() <= 2)
        .then_some(mark)
}

/// Whether a line is one that only a POSIX shell reads so: a prompt or a comment of it, a variable that is set or used, a
/// program that has no namesake on Windows.
pub fn is_posix(line: &str) -> bool {
    let line = line.trim_start();
    let begins = ["$ ", "# ", "export ", "sudo "].iter().any(|start| line.starts_with(start));
    let has = |marks: &[&str]| marks.iter().any(|mark| line.contains(mark));
    begins
        || line.contains('$') && (has(&["$(", "${"]) || uses_variable(line))
        || line.contains('|')
            && has(&["| grep ", "| sed ", "| awk ", "| cut ", "| tr ", "| head ", "| tail "])
        || has(&["/dev/null", "<<EOF", "<<'EOF'"])
}

/// Whether a line has the name of a variable in capitals: `$TOKEN`.
fn uses_variable(line: &str) -> bool {
    line.match_indices('$').any(|(at, _)| {
        let name = line[at + 1..].bytes();
        name.take_while(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'0'..=b'9')).count() > 1
    })
}

/// Whether a line is such a command, behind a prompt or not.
pub fn is_command(line: &str) -> bool {
    let line = line.trim_start();
    begins_command(&line[prompt(line).unwrap_or(0)..])
}

/// Whether a line is a command that no program prints. A table of programs may have a row for `curl`, with nothing in its
/// other columns that looks like an option or an address.
pub(super) fn begins_command(line: &str) -> bool {
    if is_timed(line) {
        return false;
    }
    let rest = line.strip_prefix("curl").map(|rest| rest.strip_prefix(".exe").unwrap_or(rest));
    let rest = rest.and_then(|rest| rest.strip_prefix([' ', '\u{A0}']));
    rest.is_some_and(|rest| !rest.starts_with(' ') || rest.split_whitespace().any(is_argument))
}

/// Whether a line is what `time` prints of a command: the command and how long it took.
pub(super) fn is_timed(line: &str) -> bool {
    line.trim_end().ends_with(" total") && line.contains("s user ") && line.contains("% cpu ")
}

fn is_argument(word: &str) -> bool {
    const MARKS: [char; 12] = ['/', '.', ':', '$', '%', '"', '\'', '{', '<', '\\', '`', '^'];
    word.starts_with(['-', '–', '—', '“', '”', '‘', '’']) || word == "localhost" || word.contains(MARKS)
}
