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

/// Whether a line is a command that no program prints.
pub(super) fn begins_command(line: &str) -> bool {
    ["curl ", "curl.exe "].iter().any(|name| line.starts_with(name))
}
