//! `text`: findings as a compiler shows them, with the lines of the page, and the summary.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, Write};

use annotate_snippets::renderer::{AnsiColor, Effects};
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use super::change::{self, harmless_lines, is_within, spans};
use super::neutral::neutral;
use super::snippet::{Excerpt, line_range};
use super::wrap::{width, wrapped};
use super::{Style, statistics, summary};
use crate::diagnostic::{Applicability, Diagnostic, Fix, Label, Severity};
use crate::engine::{FileReport, RunReport};
use crate::text::{SourceFile, Span};

/// A related place is shown in one piece with the finding if it is no more than this many lines away.
const NEAR: u32 = 400;
/// A place with more lines than this is shown by its first one.
const TALL: u32 = 20;
/// A fix of more bytes than this, taken and given, is only named.
const LARGE_FIX: usize = 400;
/// The width of what comes before the text of a help: a gutter and `= help: `.
const HELP: usize = 12;

/// Writes every finding, the statistics if they are wanted, and the summary.
pub(super) fn write(run: &RunReport, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if style.color { coloured() } else { Renderer::plain() };
    let renderer = style.columns.map_or(renderer.clone(), |columns| renderer.term_width(columns));
    let mut noted = HashSet::new();
    for file in &run.files {
        for finding in &file.findings {
            let first = finding.note.is_some() && noted.insert((finding.rule.id, &finding.note));
            writeln!(out, "{}\n", render(file, finding, first, style, &renderer))?;
        }
    }
    if style.statistics && !run.stats.by_rule.is_empty() {
        writeln!(out, "{}", statistics(run))?;
    }
    if style.quiet { Ok(()) } else { writeln!(out, "{}", summary(run, style)) }
}

/// Colours that can be read on a dark ground and on a light one.
fn coloured() -> Renderer {
    let help = AnsiColor::Cyan.on_default().effects(Effects::BOLD);
    let renderer = Renderer::styled().help(help);
    renderer.addition(AnsiColor::Green.on_default()).removal(AnsiColor::Red.on_default())
}

/// `noted`: with the finding's note, which is the same for all of its rule.
fn render(file: &FileReport, finding: &Diagnostic, noted: bool, style: Style, renderer: &Renderer) -> String {
    let columns = style.columns;
    let source = &file.source;
    let finding = &*with_fix_as_label(source, finding);
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let before = finding.severity.word().len() + finding.rule.id.len() + "[]: ".len();
    let message = neutral(&finding.message);
    let title = level.primary_title(wrapped(&message, columns, before)).id(finding.rule.id);
    let title = match finding.rule.url().filter(|_| style.links) {
        Some(url) => title.id_url(url),
        None => title,
    };
    let mut group = Group::with_title(title).elements(snippets(file, finding, columns));
    let help = |text: &str| Level::HELP.message(wrapped(&neutral(text), columns, HELP).into_owned());
    if let Some(note) = finding.note.as_ref().filter(|_| noted) {
        group = group.element(Level::NOTE.message(wrapped(&neutral(note), columns, HELP).into_owned()));
    }
    group = group.elements(finding.help.iter().map(|text| help(text)));
    let mut report = Vec::with_capacity(2);
    let fix = finding.fix.as_ref().filter(|fix| !fix.edits.is_empty());
    match fix {
        Some(fix) if is_plain(source, finding, fix) => report.push(group.element(help(&fix_title(fix)))),
        Some(fix) if is_within(source, fix, LARGE_FIX, TALL) && change::takes_lines(source, fix) => {
            report.extend([group, Group::with_title(Level::HELP.secondary_title(fix_line(fix, columns)))]);
        }
        Some(fix) if is_within(source, fix, LARGE_FIX, TALL) => {
            report.extend([group, suggestion(source, fix, columns)]);
        }
        Some(fix) => report.push(group.element(help(&fix_title(fix)))),
        None => report.push(group),
    }
    let mut text = with_true_column(renderer.render(&report), file, finding, columns);
    let in_lines = |fix: &&Fix| {
        is_within(source, fix, LARGE_FIX, TALL)
            && change::takes_lines(source, fix)
            && !is_plain(source, finding, fix)
    };
    if let Some(fix) = fix.filter(in_lines) {
        text.push('\n');
        text.push_str(&change::lines(source, fix, columns, harmless_lines));
    }
    text
}

/// A finding whose safe fix is plain shows it under its place, where rustc has it too, instead of its label and of the
/// line before and after.
fn with_fix_as_label<'f>(source: &SourceFile, finding: &'f Diagnostic) -> Cow<'f, Diagnostic> {
    let plain = |fix: &&Fix| fix.applicability == Applicability::Safe && is_plain(source, finding, fix);
    let Some(fix) = finding.fix.as_ref().filter(plain) else { return Cow::Borrowed(finding) };
    let mut shown = finding.clone();
    shown.primary.message = format!("help: {}", fix.title).into();
    shown.fix = None;
    Cow::Owned(shown)
}

/// Whether the title of a fix says all that it does: it takes the marked text away, puts a mark there, or what it puts
/// there is quoted in the title.
fn is_plain(source: &SourceFile, finding: &Diagnostic, fix: &Fix) -> bool {
    let [edit] = &*fix.edits else { return false };
    let (marked, taken) = (finding.primary.span, &source.text()[edit.span.range()]);
    let mark = |text: &str| text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_punctuation());
    let is_inside = marked.start <= edit.span.start && edit.span.end <= marked.end;
    let is_visible = edit.span == marked && !taken.trim().is_empty() || edit.span.is_empty();
    is_inside
        && !taken.contains('\n')
        && match &*edit.text {
            "" => is_visible,
            text => {
                mark(text) && is_visible || edit.span == marked && fix.title.contains(&format!("`{text}`"))
            }
        }
}

/// The path, with nothing in it that could end a `::command` begun by the arrow before it.
fn shown_path(source: &SourceFile) -> String {
    neutral(source.path()).replace("::", ": :")
}

/// The renderer counts columns in the excerpt, which may be cut or escaped: those of the file count.
fn with_true_column(text: String, file: &FileReport, finding: &Diagnostic, columns: Option<usize>) -> String {
    let source = &file.source;
    let path = shown_path(source);
    let span = finding.primary.span;
    let at = source.position(span.start);
    let excerpt = excerpt(source, &places(source, finding).0, columns);
    let place = excerpt.range(span).start;
    let line_start = excerpt.text[..place].rfind('\n').map_or(0, |newline| newline + 1);
    let counted = excerpt.text[line_start..place].chars().count() + 1;
    if counted == at.column as usize {
        return text;
    }
    let place = |column| format!("{path}:{}:{column}", at.line);
    text.replacen(&place(counted), &place(at.column as usize), 1)
}

/// A span that fits the screen, its label and its part in the finding.
type Place<'f> = (Span, &'f Label, AnnotationKind);

/// The places that are shown in one piece with the finding, itself first, and those that get their own lines, far away
/// or in other pages.
fn places<'f>(source: &SourceFile, finding: &'f Diagnostic) -> (Vec<Place<'f>>, Vec<&'f Label>) {
    let line = source.line(finding.primary.span.start);
    let is_near = |label: &&Label| {
        label.path.is_none() && source.line(one_screen(source, label.span).start).abs_diff(line) <= NEAR
    };
    let (near, far): (Vec<&Label>, Vec<&Label>) = finding.related.iter().partition(is_near);
    let primary = (one_screen(source, finding.primary.span), &finding.primary, AnnotationKind::Primary);
    let context = |label: &'f Label| (one_screen(source, label.span), label, AnnotationKind::Context);
    (std::iter::once(primary).chain(near.into_iter().map(context)).collect(), far)
}

/// The finding's lines with the labels on them.
fn snippets<'f>(
    file: &FileReport,
    finding: &'f Diagnostic,
    columns: Option<usize>,
) -> Vec<Snippet<'f, annotate_snippets::Annotation<'f>>> {
    let (near, far) = places(&file.source, finding);
    let far = far.into_iter().map(|label| {
        let source = file.source_of(label);
        (source, vec![(one_screen(source, label.span), label, AnnotationKind::Context)])
    });
    let all = std::iter::once((&file.source, near)).chain(far);
    all.map(|(source, places)| snippet(source, &places, columns).path(shown_path(source))).collect()
}

/// The lines of some places, with room for what is said behind them.
fn excerpt(source: &SourceFile, places: &[Place<'_>], columns: Option<usize>) -> Excerpt {
    let spans: Vec<_> = places.iter().map(|(span, ..)| *span).collect();
    let label = places.iter().map(|(_, label, _)| width(&neutral(&label.message))).max().unwrap_or(0);
    Excerpt::within(source, &spans, columns, label + usize::from(label > 0))
}

fn snippet<'f>(
    source: &SourceFile,
    places: &[Place<'f>],
    columns: Option<usize>,
) -> Snippet<'f, annotate_snippets::Annotation<'f>> {
    let excerpt = excerpt(source, places, columns);
    let annotations: Vec<_> = places
        .iter()
        .map(|(span, label, kind)| {
            let annotation = kind.span(excerpt.range(*span));
            if label.message.is_empty() { annotation } else { annotation.label(neutral(&label.message)) }
        })
        .collect();
    Snippet::source(excerpt.text).line_start(excerpt.first_line).annotations(annotations)
}

/// The place itself, or its first line if it is too tall.
fn one_screen(source: &SourceFile, span: Span) -> Span {
    let (first, last) = line_range(source, &[span]);
    if last - first < TALL {
        return span;
    }
    let line_end = source.lines().start(first + 1);
    let content = source.text()[span.range().start..line_end].trim_end().len();
    Span::new(span.range().start, span.range().start + content)
}

fn fix_title(fix: &Fix) -> String {
    let promise = match fix.applicability {
        Applicability::Safe => "",
        Applicability::Unsafe => " (unsafe: review it; applied by --unsafe-fixes)",
        Applicability::DisplayOnly => " (apply it by hand)",
    };
    format!("{}{promise}", neutral(&fix.title))
}

/// The title of a fix above its change, broken where the terminal ends.
fn fix_line(fix: &Fix, columns: Option<usize>) -> String {
    wrapped(&fix_title(fix), columns, "help: ".len()).into_owned()
}

fn suggestion(source: &SourceFile, fix: &Fix, columns: Option<usize>) -> Group<'static> {
    let excerpt = Excerpt::within(source, &spans(fix), columns, 0);
    // The renderer counts on the order, and on an insertion before what is taken away at the same place.
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let patches: Vec<_> = edits
        .into_iter()
        .map(|edit| Patch::new(excerpt.range(edit.span), harmless_lines(&edit.text)))
        .collect();
    let snippet = Snippet::source(excerpt.text).line_start(excerpt.first_line).patches(patches);
    Group::with_title(Level::HELP.secondary_title(fix_line(fix, columns))).element(snippet)
}
