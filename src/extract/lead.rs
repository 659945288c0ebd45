//! The text that leads to a code block: its last paragraph, and the tags that open between the two. Comments are for
//! nobody and are passed over.
//!
//! Tags of components, of templates, of tabs and of admonitions are understood only as far as they carry words that a
//! reader sees. What the words mean is decided elsewhere.

/// The longest label that is read, in bytes from its end.
const LONGEST: usize = 400;

/// No further back than this many lines.
const LINES: usize = 40;

/// What leads to a block.
#[derive(Clone, Debug, Default)]
pub(super) struct Lead<'d> {
    /// The last paragraph; empty if there is none.
    pub(super) label: &'d str,
    /// Whether it is quoted.
    pub(super) quoted: bool,
    /// The one before it.
    pub(super) before: &'d str,
    /// The tags that open between the last paragraph and the block, the nearest first.
    pub(super) inner: Vec<&'d str>,
    /// The tags that the last paragraph stands in as well.
    pub(super) outer: Vec<&'d str>,
    /// The component without content that stands right before the block: `<Response status="200 OK" />`.
    pub(super) sign: Option<&'d str>,
    /// Whether a tag closes and another of its group opens: what stands before is another way to show the same.
    alternative: bool,
}

impl<'d> Lead<'d> {
    /// Reads the text between two blocks, from its end.
    pub(super) fn read(gap: &'d str) -> Self {
        let start = gap.ceil_char_boundary(gap.len().saturating_sub(4 * LONGEST));
        let mut lead = Self::default();
        let mut rest = &gap[start..];
        let (mut closed, mut ever_closed) = (0_u32, 0_u32);
        for _ in 0..LINES {
            let Some((above, line)) = last_line(rest) else { break };
            let bare = line.trim_matches(|c: char| c.is_whitespace() || c == '>');
            let whole = without_quote(line);
            rest = above;
            if let Some(before) = comment(above, line) {
                rest = before;
            } else if bare.is_empty() && !whole.ends_with('>') {
                // A blank line ends a paragraph.
                if lead.before.is_empty() && !lead.label.is_empty() {
                    lead.before = "\n";
                } else if lead.before.len() > 1 {
                    break;
                }
            } else if let Some(tag) = Tag::of(whole) {
                match tag {
                    Tag::Close => (closed, ever_closed) = (closed + 1, ever_closed + 1),
                    Tag::Open if closed > 0 => closed -= 1,
                    Tag::Open if lead.label.is_empty() => {
                        lead.inner.push(whole);
                    }
                    Tag::Open => lead.outer.push(whole),
                    Tag::Whole if closed == 0 && lead.label.is_empty() && is_component(whole) => {
                        lead.sign = lead.sign.or(Some(whole));
                    }
                    Tag::Whole => {}
                }
                if lead.before.is_empty() && !lead.label.is_empty() {
                    lead.before = "\n";
                }
            } else if closed > 0 {
                // What a container held that is closed again is about something else.
            } else if lead.before.is_empty() {
                lead.label = joined(whole, lead.label, gap);
                lead.quoted = line.trim_start().starts_with('>');
            } else if lead.before == "\n" {
                lead.before = whole;
            } else {
                lead.before = joined(whole, lead.before, gap);
            }
        }
        lead.before = lead.before.trim();
        lead.label = last_of(lead.label);
        lead.before = last_of(lead.before);
        lead.alternative = ever_closed == 1 && lead.inner.len() == 1;
        lead
    }

    /// Whether nothing that a reader sees stands between two blocks, and they are not two ways to show the same.
    pub(super) fn adjoins(&self) -> bool {
        self.label.is_empty() && !self.alternative
    }
}

/// A text and its last line, without the line's end.
fn last_line(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    let body = text.strip_suffix('\n').unwrap_or(text);
    let body = body.strip_suffix('\r').unwrap_or(body);
    let start = body.rfind('\n').map_or(0, |at| at + 1);
    Some((&text[..start], &body[start..]))
}

/// A line without the marks of quotes before it.
fn without_quote(line: &str) -> &str {
    line.trim().trim_start_matches("> ").trim_start_matches('>').trim()
}

/// Both lines and what stands between them.
fn joined<'d>(line: &'d str, next: &'d str, gap: &'d str) -> &'d str {
    let start = line.as_ptr() as usize - gap.as_ptr() as usize;
    if next.is_empty() {
        return line;
    }
    let end = next.as_ptr() as usize - gap.as_ptr() as usize + next.len();
    gap.get(start..end).unwrap_or(next)
}

/// The end of a paragraph.
fn last_of(paragraph: &str) -> &str {
    &paragraph[paragraph.ceil_char_boundary(paragraph.len().saturating_sub(LONGEST))..]
}

/// What stands before the comment that a line ends, or that it is.
fn comment<'d>(above: &'d str, line: &'d str) -> Option<&'d str> {
    const MARKS: [(&str, &str); 4] = [("<!--", "-->"), ("{/*", "*/}"), ("{{/*", "*/}}"), ("{{</*", "*/>}}")];
    let trimmed = line.trim_end();
    if trimmed.trim_start().starts_with("[//]: #") || trimmed.trim_start().starts_with("[comment]:") {
        return Some(above);
    }
    let (open, _) = MARKS.into_iter().find(|(_, close)| trimmed.ends_with(close))?;
    if let Some(at) = trimmed.rfind(open) {
        // The line may begin with text.
        let start = trimmed.as_ptr() as usize - line.as_ptr() as usize;
        return (trimmed[..at].trim().is_empty() && start == 0).then_some(above);
    }
    above.rfind(open).map(|at| &above[..at])
}

/// A line that only holds a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Open,
    Close,
    /// It opens and closes, or it has nothing to do with what is behind it.
    Whole,
}

impl Tag {
    fn of(line: &str) -> Option<Self> {
        let between = |open: &str, close: &str| {
            let inner = line.strip_prefix(open)?.strip_suffix(close)?.trim();
            (!inner.contains(open)).then_some(inner)
        };
        let template =
            between("{{<", ">}}").or_else(|| between("{{%", "%}}")).or_else(|| between("{%", "%}"));
        if let Some(inner) = template {
            let inner = inner.trim_matches(['-', ' ']);
            let closes = inner.starts_with('/') || inner.starts_with("end");
            return Some(if closes { Self::Close } else { Self::Open });
        }
        if line.starts_with('<') && line.ends_with('>') {
            return Self::element(line);
        }
        if let Some(rest) = line.strip_prefix(":::") {
            return Some(if rest.trim_matches([':', ' ']).is_empty() { Self::Close } else { Self::Open });
        }
        let is_tab = line.starts_with('#') && line.contains("](#tab/");
        let is_admonition = ["=== ", "!!!", "???", "==- ", "+++ "].iter().any(|mark| line.starts_with(mark));
        let is_attributes = line.starts_with("{:") && line.ends_with('}') || line.starts_with("{#");
        match () {
            () if is_tab || is_admonition => Some(Self::Open),
            () if is_attributes => Some(Self::Whole),
            () => None,
        }
    }

    /// A line of elements without any text of its own.
    fn element(line: &str) -> Option<Self> {
        let (mut rest, mut depth) = (line, 0_i32);
        while let Some(tag) = rest.strip_prefix('<') {
            let end = tag_end(tag)?;
            match tag.as_bytes().first()? {
                b'/' if is_frame(&tag[1..]) => depth -= 1,
                b'!' | b'?' | b'/' => {}
                _ if tag[..end].ends_with('/') || !is_frame(tag) => {}
                first if first.is_ascii_alphabetic() => depth += 1,
                _ => return None,
            }
            rest = tag[end + 1..].trim_start();
        }
        if !rest.is_empty() {
            return None;
        }
        Some(match depth {
            1.. => Self::Open,
            0 => Self::Whole,
            _ => Self::Close,
        })
    }
}

/// Where a tag ends: at the first `>` outside of quotes and braces.
fn tag_end(tag: &str) -> Option<usize> {
    let (mut quote, mut depth) = (None, 0_u32);
    for (at, byte) in tag.bytes().enumerate() {
        if let Some(open) = quote {
            quote = quote.filter(|_| open != byte);
            continue;
        }
        match byte {
            b'"' | b'\'' => quote = Some(byte),
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'>' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

/// Whether a line is a component and no element.
fn is_component(line: &str) -> bool {
    line.strip_prefix('<').is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Whether a tag holds whole paragraphs: a component, or an element that shows or hides them.
fn is_frame(tag: &str) -> bool {
    let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    name.starts_with(|c: char| c.is_ascii_uppercase()) || matches!(name, "details" | "template" | "section")
}
