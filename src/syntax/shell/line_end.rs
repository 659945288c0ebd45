//! Where a line of a command ends: whether the next one goes on, by the shell's rules or only by its looks, and what is
//! wrong with the mark that says so.

use super::arguments::{Expects, is_address_line, is_option_line};
use super::lexer::Lexer;
use super::prompt::{begins_command, prompt};
use super::{Issue, IssueKind, Quotes, Word};

/// The mark that joins lines, at the end of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Joint {
    start: usize,
    /// Behind the mark, or behind both.
    end: usize,
    /// The line end, or the end of the text.
    line_end: usize,
}

impl Lexer<'_> {
    /// The mark of this shell.
    pub(super) fn mark(&self) -> &'static str {
        self.flavour.mark()
    }

    /// The mark here, if nothing but white space follows on its line.
    pub(super) fn joint(&self) -> Option<Joint> {
        let mark = self.peek(0).filter(|byte| *byte == self.mark().as_bytes()[0] || *byte == b'\\')?;
        let doubled = self.arguments.is_curl && self.peek(1) == Some(mark);
        let end = self.at + 1 + usize::from(doubled);
        let rest = &self.text[end..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\u{A0}']).len();
        let ends = matches!(self.bytes.get(end + blanks), None | Some(b'\n'));
        ends.then_some(Joint { start: self.at, end, line_end: end + blanks })
    }

    /// Goes to the next line; `false` if the command ends here in spite of the mark. `glued`: no white space comes before
    /// the mark.
    pub(super) fn join(&mut self, joint: Joint, glued: bool) -> bool {
        let next = (joint.line_end + 1).min(self.text.len());
        if !self.arguments.is_curl {
            self.at = next;
            return true;
        }
        let line = &self.text[next..self.line_end(next)];
        if line.trim().is_empty() || begins_command(line.trim_start()) || self.is_primary_prompt(line) {
            return self.join_nothing(joint, next);
        }
        // A word that the mark is glued to may be the argument.
        self.mark_is_sound(joint, !glued && self.lacks_argument(line));
        let starts = !line.starts_with([' ', '\t']) && (is_option_line(line) || is_address_line(line));
        // One slip, where a quote is missing right before the mark.
        if let Some(quote) = self.never_closed(joint.start).filter(|_| glued && starts) {
            quote.repairs.iter_mut().for_each(|repair| repair.text.push(' '));
        } else if glued && starts {
            let issue = Issue::new(IssueKind::GluedLines, joint.start, joint.end);
            self.issue(issue.related(next, next + 1).repair(joint.start, joint.start, " "));
        }
        self.at = next + self.secondary_prompt(line);
        true
    }

    /// Whether a word ends at the beginning of a line that the mark was to join with white space.
    pub(super) fn ends_glued(&self) -> bool {
        let line = &self.text[self.at..self.line_end(self.at)];
        self.arguments.is_curl && (is_option_line(line) || is_address_line(line))
    }

    /// Whether the option before is still without its argument where a line begins with another one. With the lines joined
    /// that one would be the argument.
    fn lacks_argument(&self, line: &str) -> bool {
        self.arguments.expects != Expects::Any && is_option_line(line)
    }

    /// Whether a line begins with what the option before is waiting for.
    fn is_argument_line(&self, line: &str) -> bool {
        let line = line.trim_start();
        match self.arguments.expects {
            Expects::Any => false,
            Expects::Data => line.starts_with(['"', '\'', '{', '[', '@']),
            Expects::Argument => line.starts_with(['"', '\'']),
        }
    }

    fn is_primary_prompt(&self, line: &str) -> bool {
        self.prompts && line.starts_with("$ ") && prompt(line).is_some()
    }

    /// The length of the prompt that a shell shows on lines that go on.
    pub(super) fn secondary_prompt(&self, line: &str) -> usize {
        // Without a prompt before it only an option shows that the mark is one: no file has such a name.
        let is_prompt = line.starts_with("> ") && (self.prompts || line.starts_with("> -"));
        if is_prompt { 2 } else { 0 }
    }

    /// White space behind the mark, or a second one. `lacks`: with the lines joined an option would be an argument.
    fn mark_is_sound(&mut self, joint: Joint, lacks: bool) {
        let blanks = &self.text[joint.end..joint.line_end];
        let blank = joint.end + blanks.trim_end_matches('\r').len();
        if joint.end - joint.start > 1 {
            let issue = Issue::new(IssueKind::DoubledMark, joint.start, joint.end);
            self.issue(if lacks { issue } else { issue.repair(joint.start, blank, self.mark()) });
        } else if blank > joint.end {
            let issue = Issue::new(IssueKind::BlankBehindMark, joint.start, joint.end);
            self.issue(if lacks { issue } else { issue.repair(joint.end, blank, "") });
        }
    }

    /// The mark before a blank line, another command or the end.
    fn join_nothing(&mut self, joint: Joint, next: usize) -> bool {
        let rest = &self.text[next..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        let line_start = next + rest[..blank].rfind('\n').map_or(0, |at| at + 1);
        let line = &self.text[line_start..self.line_end(line_start)];
        if blank > 0 && line_start > next && (is_option_line(line) || is_address_line(line)) {
            let issue = Issue::new(IssueKind::BlankLine, joint.start, joint.end);
            let issue = issue.related(line_start, line_start + 1);
            let lacks = self.lacks_argument(line);
            self.issue(if lacks { issue } else { issue.repair(joint.line_end, line_start - 1, "") });
            self.at = line_start;
            return true;
        }
        let before = self.text[..joint.start].trim_end_matches([' ', '\t']).len();
        let issue = Issue::new(IssueKind::NothingJoined, joint.start, joint.end);
        self.issue(issue.repair(before, joint.end, ""));
        self.at = joint.line_end;
        false
    }

    /// Whether the line after the line end here goes on with the command, though nothing says so.
    pub(super) fn goes_on(&mut self) -> bool {
        let next = self.at + 1;
        let line = &self.text[next.min(self.text.len())..self.line_end(next.min(self.text.len()))];
        if self.comment.is_some() && line.trim_start().starts_with('#') {
            return self.goes_on_below_comments(next);
        }
        let prompt = self.secondary_prompt(line);
        let (next, line) = (next + prompt, &line[prompt..]);
        if self.words.is_empty() || line.is_empty() {
            return false;
        }
        if !self.arguments.is_curl {
            return is_bare_option(line) || is_address_line(line);
        }
        let address = is_address_line(line) && !self.arguments.has_address;
        if !(is_option_line(line) || address || self.is_argument_line(line) || is_operator_line(line)) {
            self.stray_end(next, line.len());
            return false;
        }
        if let Some(comment) = self.comment.take() {
            self.comment_between(comment, next + line.len() - line.trim_start().len());
        } else if !self.other_mark() {
            let end = self.text[..self.at].trim_end().len();
            let start = self.text[..end].char_indices().next_back().map_or(end, |(at, _)| at);
            let word = next + line.len() - line.trim_start().len();
            let mark = format!(" {}", self.mark());
            let issue = Issue::new(IssueKind::Unjoined, start, end);
            // The first word of the next line would be the file of the redirection, or the argument.
            if self.text[..end].ends_with(['<', '>']) || self.lacks_argument(line) {
                self.issue(issue.related(word, word + 1));
                return true;
            }
            // A comma behind a quote was meant to join the lines.
            let is_comma = self.text[..end].ends_with("',") || self.text[..end].ends_with("\",");
            let from = if is_comma { end - 1 } else { end };
            self.issue(issue.related(word, word + 1).repair(from, self.at, &mark));
        }
        true
    }

    /// Whether an option stands on the first line from `next` on that is no comment.
    fn goes_on_below_comments(&self, next: usize) -> bool {
        /// No more lines are looked at.
        const LINES: usize = 16;
        let lines = self.text[next..].lines().take(LINES);
        let below = lines.map(str::trim_start).find(|line| !line.starts_with('#'));
        self.arguments.is_curl && below.is_some_and(is_option_line)
    }

    /// A comment whose line ends here, while the command goes on at `word`.
    fn comment_between(&mut self, comment: usize, word: usize) {
        let line = &self.text[comment..self.line_end(comment)];
        // Behind the mark it is the mark that is wrong.
        let is_behind_mark = self.text[..comment].trim_end_matches([' ', '\t']).ends_with('\\');
        if !is_behind_mark && !is_callout(line) {
            let issue = Issue::new(IssueKind::CommentBetween, comment, comment + line.trim_end().len());
            self.issue(issue.related(word, word + 1));
        }
    }

    /// The end of quoted JSON on a line of its own, `}'`, behind a command whose quotes and brackets are closed. No command
    /// begins so, and the quote would swallow all that follows.
    fn stray_end(&mut self, start: usize, length: usize) {
        let line = &self.text[start..start + length];
        let end = line.trim();
        let brackets = end.strip_suffix(['\'', '"']).unwrap_or_default();
        let is_end = !brackets.is_empty() && brackets.bytes().all(|byte| matches!(byte, b'}' | b']'));
        if !is_end
            || self.words.iter().any(|word| word.quotes != Quotes::Sound || !is_balanced(word, self.text))
        {
            return;
        }
        let from = start + line.len() - line.trim_start().len();
        self.issue(Issue::new(IssueKind::StrayEnd, from, from + end.len()));
        // The caller goes past the line end.
        self.at = start + length;
    }

    /// Whether the line ends with the mark of another shell, alone.
    fn other_mark(&mut self) -> bool {
        let is_mark = |text: &str| matches!(text, "/" | "^" | "`" | "\\n") && text != self.mark();
        let Some(last) = self.words.last().filter(|word| is_mark(word.span.of(self.text))) else {
            return false;
        };
        let (start, end) = (last.span.start as usize, last.span.end as usize);
        let mark = self.mark();
        self.words.pop();
        self.issue(Issue::new(IssueKind::OtherMark, start, end).repair(start, end, mark));
        true
    }

    /// A pipe at the end of a line whose next one begins with an option of this command: no program's name does.
    pub(super) fn pipes_to_option(&mut self) -> bool {
        let end = match (self.peek(1), self.peek(2)) {
            (Some(b'\n'), _) => self.at + 1,
            (Some(b' ' | b'\r'), Some(b'\n')) => self.at + 2,
            _ => return false,
        };
        if !self.arguments.is_curl || !is_option_line(self.rest_of_line(end + 1)) {
            return false;
        }
        let issue = Issue::new(IssueKind::OtherMark, self.at, self.at + 1);
        self.issue(issue.repair(self.at, self.at + 1, self.mark()));
        self.at = end + 1;
        true
    }

    /// The mark before an argument on its own line, `\ -H`, or before a comment.
    pub(super) fn mark_in_line(&mut self) -> bool {
        let is_mark = self.arguments.is_curl && self.peek(0) == Some(b'\\') && self.peek(1) == Some(b' ');
        let line = if is_mark { self.rest_of_line(self.at + 1) } else { "" };
        let blanks = line.len() - line.trim_start().len();
        if is_mark && (line.trim_start().starts_with('#') || is_remark(line)) {
            if !is_callout(line) {
                self.issue(Issue::new(IssueKind::MarkBeforeComment, self.at, self.at + 1));
            }
            self.comment.get_or_insert(self.at + 1);
            self.at = self.line_end(self.at);
            return true;
        }
        if !is_mark || !(is_option_line(line) || is_address_line(line) || line.trim_start().starts_with('\''))
        {
            return false;
        }
        let issue = Issue::new(IssueKind::MarkInLine, self.at, self.at + 1);
        self.issue(issue.repair(self.at, self.at + 1 + blanks, ""));
        self.at += 1 + blanks;
        true
    }
}

/// Whether a comment is one that a site generator takes off the page, `# (1)!`.
fn is_callout(comment: &str) -> bool {
    matches!(comment.trim().as_bytes(), [b'#', b' ', b'(', b'0'..=b'9', .., b')', b'!'])
}

/// Whether a line begins with an operator that wants a command before it, and goes on with a program that documentation
/// sends output to: `| jq .`, `&& echo done`. A row of a table is no such line.
fn is_operator_line(line: &str) -> bool {
    const PROGRAMS: [&str; 28] = [
        "awk", "base64", "bash", "cat", "cut", "docker", "echo", "gpg", "grep", "gunzip", "head", "jq",
        "kubectl", "less", "node", "openssl", "python", "python3", "sed", "sh", "sort", "sudo", "tail",
        "tar", "tee", "wc", "xargs", "zsh",
    ];
    let line = line.trim();
    let operators = ["||", "&&", "|"];
    let Some(rest) = operators.iter().find_map(|operator| line.strip_prefix(operator)) else { return false };
    let program = rest.trim_start().split(' ').next().unwrap_or_default();
    PROGRAMS.binary_search(&program).is_ok() && !line.ends_with('|')
}

/// Whether a word closes as many brackets as it opens.
fn is_balanced(word: &Word, text: &str) -> bool {
    let bytes = word.span.of(text).bytes();
    bytes.fold(0_i64, |depth, byte| match byte {
        b'{' | b'[' => depth + 1,
        b'}' | b']' => depth - 1,
        _ => depth,
    }) == 0
}

/// Whether the rest of a line is a remark as other languages and writers mark it: `/* required */`, `// required`,
/// `<-- required`, `(required)`.
fn is_remark(rest: &str) -> bool {
    let rest = rest.trim();
    ["/*", "// ", "<-", "←"].iter().any(|mark| rest.starts_with(mark))
        || rest.starts_with('(') && rest.ends_with(')')
}

/// Whether a line begins like an option of any program.
fn is_bare_option(line: &str) -> bool {
    matches!(
        line.trim_start_matches([' ', '\t']).as_bytes(),
        [b'-', b'-', b'a'..=b'z', ..] | [b'-', b'A'..=b'Z' | b'a'..=b'z', ..]
    )
}
