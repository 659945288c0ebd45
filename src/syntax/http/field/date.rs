//! HTTP-dates (RFC 9110 §5.6.7) and everything that writers put for one.

use super::fault::Fault;
use super::list::Piece;
use crate::syntax::timestamp::{MONTHS as LONG_MONTHS, days};

const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const LONG_WEEKDAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// More words than this are prose.
const MOST_WORDS: usize = 9;

/// Checks a date where only one may be.
pub(super) fn check(value: Piece<'_>) -> Option<Fault> {
    if is_right(value.text) {
        return None;
    }
    let Some(parts) = Parts::read(value) else { return undecoded(value) };
    Some(parts.impossible(value).unwrap_or_else(|| parts.wrong_form(value)))
}

/// Checks what a cookie takes for a date, which is more than an HTTP-date: only whether the day exists.
pub(super) fn in_cookie(value: Piece<'_>) -> Option<Fault> {
    if is_right(value.text) {
        return None;
    }
    let parts = Parts::read(value)?;
    parts.impossible(value).or_else(|| parts.wrong_weekday())
}

/// Whether a value is a date in any of the forms that a recipient must accept.
fn is_right(text: &str) -> bool {
    httpdate::parse_http_date(text).is_ok()
        || text.contains(":60 ") && httpdate::parse_http_date(&text.replacen(":60 ", ":59 ", 1)).is_ok()
}

/// A value that no date can be read from: only one that begins like a date is meant as one.
fn undecoded(value: Piece<'_>) -> Option<Fault> {
    let digits = value.text.bytes().filter(u8::is_ascii_digit).count();
    let begins = value.text.starts_with(|c: char| c.is_ascii_digit())
        || weekday(value.text.split([',', ' ']).next()?).is_some();
    let fault = || Fault::expected(value.span(), EXPECTED);
    if begins && digits >= 4 && value.text.split_whitespace().count() <= MOST_WORDS {
        return Some(if is_timestamp(value.text) { fault() } else { fault().doubtful() });
    }
    None
}

const EXPECTED: &str = "an HTTP-date such as `Wed, 18 Dec 2019 10:08:46 GMT`";

/// The parts of a date as written.
struct Parts<'v> {
    weekday: Option<(Piece<'v>, usize)>,
    year: u32,
    month: u32,
    day: u32,
    time: (u32, u32, u32),
    zone: Zone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    None,
    Utc,
    Other,
}

/// What was read so far.
#[derive(Default)]
struct Reading<'v> {
    weekday: Option<(Piece<'v>, usize)>,
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    time: Option<(u32, u32, u32)>,
    zone: Option<Zone>,
}

impl<'v> Reading<'v> {
    /// Takes a word for the next part that it can be; `None` if it can be none.
    fn word(&mut self, word: Piece<'v>) -> Option<()> {
        let text = word.text;
        if text.contains(':') && self.time.is_none() {
            let (time, zone) = clock(text)?;
            self.time = Some(time);
            self.zone = zone;
        } else if let Some(found) = weekday(text).filter(|_| self.weekday.is_none()) {
            self.weekday = Some((word, found));
        } else if let Some(found) = name_of_month(text).filter(|_| self.month.is_none()) {
            self.month = Some(found);
        } else if let Some(found) = zone(text).filter(|_| self.time.is_some()) {
            self.zone = Some(found);
        } else if let Some((year, month, day)) = dashed(text).filter(|_| self.year.is_none()) {
            (self.year, self.month, self.day) = (Some(year), Some(month), Some(day));
        } else {
            self.number(text)?;
        }
        Some(())
    }

    /// `2019`, `18`, `18th`, or the number of a month.
    fn number(&mut self, text: &str) -> Option<()> {
        let number = text.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h', '.']).parse().ok()?;
        let part = match text.len() {
            4 if self.year.is_none() => &mut self.year,
            _ if self.day.is_none() => &mut self.day,
            1 | 2 if self.month.is_none() => &mut self.month,
            _ => return None,
        };
        *part = Some(number);
        Some(())
    }
}

impl<'v> Parts<'v> {
    fn read(value: Piece<'v>) -> Option<Self> {
        let mut reading = Reading::default();
        // `T` divides a date of ISO 8601; elsewhere it begins a weekday or ends a zone.
        let iso = value.text.as_bytes().get(10) == Some(&b'T') && value.text.is_char_boundary(11);
        let (day, rest) = if iso { (value.slice(0, 10), value.from(11)) } else { (value, value.slice(0, 0)) };
        let mut words = 0;
        for word in day.pieces(&[' ', ',', '\t', '"']).chain(rest.pieces(&[' '])) {
            words += 1;
            if words > MOST_WORDS {
                return None;
            }
            reading.word(word)?;
        }
        let year = reading.year.filter(|year| *year >= 1000)?;
        Some(Self {
            weekday: reading.weekday,
            year,
            month: reading.month?,
            day: reading.day?,
            time: reading.time?,
            zone: reading.zone.unwrap_or(Zone::None),
        })
    }

    /// A day or a time that there is none of.
    fn impossible(&self, value: Piece<'_>) -> Option<Fault> {
        let (hour, minute, second) = self.time;
        let Some(name) = LONG_MONTHS.get((self.month as usize).wrapping_sub(1)) else {
            return Some(Fault::says(value.span(), format!("month {} does not exist", self.month)));
        };
        if self.day == 0 || self.day > days(self.year, self.month) {
            return Some(Fault::says(
                value.span(),
                format!("{} {name} {} does not exist", self.day, self.year),
            ));
        }
        if hour > 23 || minute > 59 || second > 60 {
            return Some(Fault::says(
                value.span(),
                format!("the time {hour:02}:{minute:02}:{second:02} does not exist"),
            ));
        }
        None
    }

    /// The day of the week that the date has: 0 is Sunday.
    fn real_weekday(&self) -> usize {
        weekday_of(self.year, self.month, self.day)
    }

    fn wrong_weekday(&self) -> Option<Fault> {
        let (word, written) = self.weekday?;
        let real = self.real_weekday();
        if real == written {
            return None;
        }
        let long = word.text.len() > 4;
        let right = if long { LONG_WEEKDAYS[real] } else { WEEKDAYS[real] };
        let month = LONG_MONTHS[self.month as usize - 1];
        let message = format!(
            "{} {month} {} is a {}, not a {}",
            self.day, self.year, LONG_WEEKDAYS[real], LONG_WEEKDAYS[written]
        );
        // As well the day, the month or the year may be wrong.
        Some(Fault::says(word.span(), message).repair(word.span(), right.to_owned(), false))
    }

    fn wrong_form(&self, value: Piece<'_>) -> Fault {
        let right = self.canonical(self.real_weekday());
        let only_the_weekday = self.weekday.is_some_and(|(_, written)| {
            self.canonical(written) == value.text
                || self.zone == Zone::Utc && value.text.contains('-') && written != self.real_weekday()
        });
        if only_the_weekday && let Some(fault) = self.wrong_weekday() {
            return fault;
        }
        let fault = Fault::expected(value.span(), format!("an HTTP-date such as `{right}`"));
        match self.zone {
            Zone::Utc => fault.replace(right),
            Zone::None => fault.repair(value.span(), right, false),
            Zone::Other => Fault::expected(value.span(), EXPECTED),
        }
    }

    fn canonical(&self, weekday: usize) -> String {
        let (hour, minute, second) = self.time;
        let (weekday, month) = (WEEKDAYS[weekday], MONTHS[self.month as usize - 1]);
        format!("{weekday}, {:02} {month} {} {hour:02}:{minute:02}:{second:02} GMT", self.day, self.year)
    }
}

/// `10:08:46`, `10:08`, `10:08:46.123Z`, `10:08:46+00:00`.
fn clock(word: &str) -> Option<((u32, u32, u32), Option<Zone>)> {
    let end = word.find(|c: char| !(c.is_ascii_digit() || c == ':')).unwrap_or(word.len());
    let mut numbers = word[..end].split(':').map(str::parse);
    let clock = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next().transpose().ok()?.unwrap_or(0));
    let rest = word[end..].trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let zone = if rest.is_empty() { None } else { Some(zone(rest)?) };
    numbers.next().is_none().then_some((clock, zone))
}

fn zone(word: &str) -> Option<Zone> {
    let upper = word.to_ascii_uppercase();
    let utc = ["GMT", "UTC", "UT", "Z", "GMT+0000", "GMT+00:00", "+0000", "-0000", "+00:00", "-00:00"];
    if utc.contains(&upper.as_str()) {
        return Some(Zone::Utc);
    }
    let offset = upper
        .strip_prefix("GMT")
        .or_else(|| upper.strip_prefix("UTC"))
        .unwrap_or(&upper)
        .strip_prefix(['+', '-']);
    let named = matches!(
        upper.as_str(),
        "EST"
            | "EDT"
            | "CST"
            | "CDT"
            | "MST"
            | "MDT"
            | "PST"
            | "PDT"
            | "CET"
            | "CEST"
            | "BST"
            | "IST"
            | "JST"
    );
    let offset = offset.is_some_and(|rest| {
        rest.len() <= 5 && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
    });
    (named || offset).then_some(Zone::Other)
}

/// `2019-12-18`, `18-Dec-2019`, `2019/12/18`.
fn dashed(word: &str) -> Option<(u32, u32, u32)> {
    let mut parts = word.split(['-', '/']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let month = name_of_month(second).or_else(|| second.parse().ok())?;
    match (first.len(), third.len()) {
        (4, 1 | 2) => Some((first.parse().ok()?, month, third.parse().ok()?)),
        (1 | 2, 4) if second.len() > 2 => Some((third.parse().ok()?, month, first.parse().ok()?)),
        _ => None,
    }
}

/// A weekday as writers shorten it: 0 is Sunday.
fn weekday(word: &str) -> Option<usize> {
    abbreviated(word, &LONG_WEEKDAYS)
}

/// 1 is January.
fn name_of_month(word: &str) -> Option<u32> {
    abbreviated(word, &LONG_MONTHS).map(|index| index as u32 + 1)
}

/// The name that a word of at least three letters begins.
fn abbreviated(word: &str, names: &[&str]) -> Option<usize> {
    let word = word.strip_suffix('.').unwrap_or(word);
    (word.len() >= 3).then_some(())?;
    names.iter().position(|name| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
}

/// The day of the week of a date of the Gregorian calendar (Sakamoto's method): 0 is Sunday.
fn weekday_of(year: u32, month: u32, day: u32) -> usize {
    const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 { year - 1 } else { year };
    let shift = SHIFT.get(month as usize - 1).copied().unwrap_or_default();
    ((year + year / 4 - year / 100 + year / 400 + shift + day) % 7) as usize
}

/// Seconds since 1970, with or without a fraction, or an ISO date without its marks.
fn is_timestamp(text: &str) -> bool {
    text.len() >= 9 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}
