//! The three shells that are told apart, by what a text and the label of its block show.

use super::prompt::is_posix;

/// How a shell escapes a character and continues a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// With `\`.
    Posix,
    /// With a backtick.
    PowerShell,
    /// With `^`.
    Cmd,
}

impl Flavour {
    /// The flavour of a text, by how its lines go on, or else by the label of its block (a word in lower case) and by
    /// the name of the program.
    pub fn of(text: &str, label: &str) -> Self {
        if text.contains(":\\")
            && let Some(shell) = text.lines().find_map(of_prompt)
        {
            return shell;
        }
        let goes_on = |mark: &str| text.lines().any(|line| line.trim_end().ends_with(mark));
        if text.contains('\\') && goes_on(" \\") {
            return Self::Posix;
        }
        if text.contains('`') && goes_on(" `") {
            return Self::PowerShell;
        }
        let is_posix = || text.lines().any(is_posix);
        // `^"` in quotes is a pattern: `grep '^"id"'`.
        if text.contains('^') && (text.contains(" ^\n") || text.contains(" ^\"")) && !is_posix() {
            return Self::Cmd;
        }
        match label {
            "cmd" | "bat" | "batch" | "dos" if !is_posix() => Self::Cmd,
            // The plain name means another program there.
            _ if text.contains("curl.exe ") => Self::PowerShell,
            _ => Self::named(label).filter(|shell| *shell != Self::Cmd).unwrap_or(Self::Posix),
        }
    }

    /// The flavour that a label surely means. `cmd` is short for "command" as well.
    pub fn named(label: &str) -> Option<Self> {
        match label {
            "powershell" | "powershell-interactive" | "pwsh" | "posh" | "ps1" => Some(Self::PowerShell),
            "bat" | "batch" | "dos" => Some(Self::Cmd),
            "bash" | "sh" | "zsh" | "ksh" | "fish" => Some(Self::Posix),
            _ => None,
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Posix => "a POSIX shell",
            Self::PowerShell => "PowerShell",
            Self::Cmd => "cmd",
        }
    }

    /// The mark that joins lines.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Posix => "\\",
            Self::PowerShell => "`",
            Self::Cmd => "^",
        }
    }
}

/// The shell of Windows whose prompt a line begins with: `C:\\>`, `PS C:\\>`.
fn of_prompt(line: &str) -> Option<Flavour> {
    const LONGEST: usize = 80;
    let head = line.trim_start();
    let (head, shell) = match head.strip_prefix("PS ") {
        Some(rest) => (rest, Flavour::PowerShell),
        None => (head, Flavour::Cmd),
    };
    let drive = matches!(head.as_bytes(), [letter, b':', b'\\', ..] if letter.is_ascii_alphabetic());
    let path = &head[..head.floor_char_boundary(LONGEST)];
    (drive && path.find('>').is_some_and(|at| !path[..at].contains(['"', '<', '|']))).then_some(shell)
}
