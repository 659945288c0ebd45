//! Which reports a run writes and where they go.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::args::CheckArgs;
use super::exit::Failure;
use super::service::{self, Service};
use super::{pages, terminal, trend};
use crate::engine::RunReport;
use crate::output::{self, Context, Earlier, Format, Style};
use crate::system::replace;

/// The name that GitLab's own tools give to the report.
const GITLAB_FILE: &str = "gl-code-quality-report.json";

/// GitHub drops the summary of a step that is larger than 1 MiB, and at times one that is nearly so.
const MAX_STEP_SUMMARY: usize = 1000 << 10;

/// What standard output is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stdout {
    /// The reports.
    Reports,
    /// The page that came from standard input, fixed.
    Page,
    /// What would change.
    Diff,
}

impl Stdout {
    fn new(args: &CheckArgs) -> Self {
        match (args.fixes.diff, args.fixes.fix && pages::reads_stdin(&args.input)) {
            (true, _) => Self::Diff,
            (false, true) => Self::Page,
            (false, false) => Self::Reports,
        }
    }
}

/// What is to be written.
pub(super) struct Reports {
    stdout: Stdout,
    /// To standard output, in this order.
    shown: Vec<Format>,
    files: Vec<(Format, PathBuf)>,
    /// Nobody asked for a file: its name has to be said.
    by_service: bool,
    context: Context,
}

impl Reports {
    /// What was asked for; if nothing was and standard output is free, `text` and what the build service shows.
    pub(super) fn new(args: &CheckArgs) -> Result<Self, Failure> {
        let asked = &args.output_format;
        let stdout = Stdout::new(args);
        let context = Context {
            paths: service::paths(pages::current()?),
            earlier: args.compare.as_deref().map(earlier).transpose()?,
        };
        let mut shown: Vec<_> =
            asked.iter().filter(|output| output.file.is_none()).map(|output| output.format).collect();
        let taken = match stdout {
            Stdout::Reports => None,
            Stdout::Page => Some("the fixed page"),
            Stdout::Diff => Some("the diff"),
        };
        if let Some(what) = taken.filter(|_| !shown.is_empty()) {
            return Err(Failure::Usage(format!(
                "standard output takes {what}; give `--output-format` a file: `json=FILE`"
            )));
        }
        if asked.is_empty() && taken.is_none() {
            let (shown, files) = usual(Service::current());
            return Ok(Self { stdout, shown, files, by_service: true, context });
        }
        // Commands to a service are lines of a log, and so is text for people.
        shown.sort_by_key(|format| format.commands_a_service());
        let fits = match shown.as_slice() {
            [] | [_] => true,
            [first, second] => first.is_for_people() && second.commands_a_service(),
            _ => false,
        };
        if !fits {
            let message = "only one `--output-format` can go to standard output, or `text` or `concise` with `github` or \
                           `azure`; give the others a file: `json=FILE`";
            return Err(Failure::Usage(message.to_owned()));
        }
        let files = asked.iter().filter_map(|output| Some((output.format, output.file.clone()?))).collect();
        Ok(Self { stdout, shown, files, by_service: false, context })
    }

    /// Links the files of reports to where a browser finds them, if configuration says where.
    pub(super) fn link_to(&mut self, source_url: Option<String>) {
        if source_url.is_some() {
            self.context.paths.web = source_url;
        }
    }

    /// Whether some report shows examples without findings.
    pub(super) fn want_examples(&self) -> bool {
        self.formats().any(Format::wants_examples)
    }

    /// Whether some report says who owns a page.
    pub(super) fn show_owners(&self) -> bool {
        self.formats().any(Format::shows_owners)
    }

    fn formats(&self) -> impl Iterator<Item = Format> + '_ {
        self.shown.iter().chain(self.files.iter().map(|(format, _)| format)).copied()
    }

    /// Writes them all.
    pub(super) fn write(&self, report: &RunReport, args: &CheckArgs) -> io::Result<()> {
        // Problems first: a reader of the terminal finds the summary at its end.
        pages::report(&report.problems);
        for (format, path) in &self.files {
            let plain = Style { statistics: args.statistics, ..terminal::file() };
            replace::write_report(path, |out| output::write(*format, report, plain, &self.context, out))
                .map_err(|error| at(path, &error))?;
        }
        for format in &self.shown {
            let style = Style {
                statistics: args.statistics,
                quiet: args.quiet,
                ..terminal::stdout(args.input.color)
            };
            let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
            output::write(*format, report, style, &self.context, &mut out)?;
            self.job_summary(*format, report, &mut out)?;
            out.flush()?;
        }
        match self.stdout {
            Stdout::Reports => {}
            Stdout::Diff => {
                terminal::stdout(args.input.color);
                output::diff(&report.fixed, &mut BufWriter::new(io::stdout().lock()))?;
            }
            Stdout::Page => return self.fixed_page(report, args),
        }
        self.last_lines(report, args);
        Ok(())
    }

    /// The page that came from standard input goes back; a person reads the report beside it.
    fn fixed_page(&self, report: &RunReport, args: &CheckArgs) -> io::Result<()> {
        let page = report.fixed.iter().find(|page| page.is_stdin).and_then(|page| page.texts.as_ref());
        page.map_or(Ok(()), |(_, after)| io::stdout().lock().write_all(after.bytes()))?;
        let style =
            Style { statistics: args.statistics, quiet: args.quiet, ..terminal::stderr(args.input.color) };
        output::write(Format::Text, report, style, &self.context, &mut BufWriter::new(io::stderr().lock()))
    }

    /// Hands the summary of the job to the service that annotations were written for.
    fn job_summary(&self, format: Format, report: &RunReport, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Github => {
                let Some(path) = service::github_summary() else { return Ok(()) };
                self.append_summary(&path, report).map_err(|error| at(&path, &error))
            }
            Format::Azure => {
                let Some(folder) = service::azure_folder() else { return Ok(()) };
                let path = folder.join(format!("apiproof-{}.md", std::process::id()));
                let text = output::job_summary(report, &self.context.paths, usize::MAX);
                replace::create(&path)
                    .and_then(|mut file| file.write_all(text.as_bytes()))
                    .map_err(|error| at(&path, &error))?;
                writeln!(out, "{}", output::azure_summary(&path.to_string_lossy()))
            }
            _ => Ok(()),
        }
    }

    /// Adds to what other commands of the step have written, in one piece, and no more than the service takes.
    fn append_summary(&self, path: &Path, report: &RunReport) -> io::Result<()> {
        let (mut file, taken) = replace::append(path)?;
        let taken = usize::try_from(taken).unwrap_or(usize::MAX);
        let room = MAX_STEP_SUMMARY.saturating_sub(taken);
        file.write_all(output::job_summary(report, &self.context.paths, room).as_bytes())
    }

    /// The summary, where no report on standard output ends with it, and the file that nobody asked for.
    fn last_lines(&self, report: &RunReport, args: &CheckArgs) {
        let mut stderr = io::stderr();
        let style = terminal::stderr(args.input.color);
        if self.shown.iter().all(|format| format.lacks_summary()) {
            if args.statistics {
                let _ = write!(stderr, "{}", output::statistics(report));
            }
            if !args.quiet {
                let _ = writeln!(stderr, "{}", output::summary(report, style));
            }
        }
        for (_, path) in self.files.iter().filter(|_| self.by_service && !args.quiet) {
            let _ = writeln!(stderr, "Wrote {} for GitLab.", path.display());
        }
    }
}

/// What is written if nothing was asked for.
fn usual(service: Option<Service>) -> (Vec<Format>, Vec<(Format, PathBuf)>) {
    match service {
        None => (vec![Format::Text], Vec::new()),
        Some(Service::Github) => (vec![Format::Text, Format::Github], Vec::new()),
        Some(Service::Azure) => (vec![Format::Text, Format::Azure], Vec::new()),
        Some(Service::Gitlab) => (vec![Format::Text], vec![(Format::Gitlab, PathBuf::from(GITLAB_FILE))]),
    }
}

/// The report that `--compare` names.
fn earlier(path: &Path) -> Result<Earlier, Failure> {
    Ok(Earlier { name: path.display().to_string(), findings: trend::read(path)? })
}

/// An error with the file that it is about.
fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::other(format!("{}: {error}", path.display()))
}
