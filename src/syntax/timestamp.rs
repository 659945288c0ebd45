//! Timestamps as RFC 3339 writes them, and the ones among them that cannot be.

/// What is wrong with a text that has the form of a timestamp or of a date; `None` for one that exists and for every
/// other text.
pub(crate) fn fault(text: &str) -> Option<String> {
    let (year, month, day) = date(text.get(..10)?)?;
    let rest = &text[10..];
    let time = if rest.is_empty() { None } else { Some(Time::read(rest)?) };
    if is_mask(text) {
        return None;
    }
    if month == 0 || month > 12 {
        return Some(format!("month {month:02} does not exist"));
    }
    if day == 0 || day > days(year, month) {
        return Some(format!("{day} {} {year} does not exist", MONTHS[month as usize - 1]));
    }
    time.and_then(|time| time.fault())
}

/// The months by their names.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A form rather than a date: zeros or nines in place of what is not known.
fn is_mask(text: &str) -> bool {
    text.get(5..10) == Some("00-00") || text.contains("99-99") || text.get(..10) == Some("0000-00-00")
}

/// How many days a month has; none for a month that there is none of.
pub(crate) fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// `2025-02-28`
fn date(text: &str) -> Option<(u32, u32, u32)> {
    let bytes = text.as_bytes();
    let marks = bytes[4] == b'-' && bytes[7] == b'-';
    let number = |from: usize, to: usize| {
        let digits = &bytes[from..to];
        digits
            .iter()
            .all(u8::is_ascii_digit)
            .then(|| digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
    };
    if !marks {
        return None;
    }
    Some((number(0, 4)?, number(5, 7)?, number(8, 10)?))
}

/// `T08:00:00.5Z`
struct Time<'t> {
    clock: (u32, u32, u32),
    zone: &'t str,
    written: &'t str,
}

impl<'t> Time<'t> {
    /// The time behind a date; `None` if it has another form.
    fn read(text: &'t str) -> Option<Self> {
        let text = text.strip_prefix(['T', 't', ' '])?;
        let end = text.find(|c: char| !(c.is_ascii_digit() || c == ':')).unwrap_or(text.len());
        let mut parts = text[..end].split(':');
        let mut two = || parts.next().filter(|part| part.len() == 2).and_then(|part| part.parse().ok());
        let (hour, minute) = (two()?, two()?);
        let second = if end > 5 { two()? } else { 0 };
        if parts.next().is_some() {
            return None;
        }
        let rest = &text[end..];
        let fraction = rest
            .strip_prefix(['.', ','])
            .map_or(0, |digits| 1 + digits.bytes().take_while(u8::is_ascii_digit).count());
        Some(Self { clock: (hour, minute, second), zone: &rest[fraction..], written: &text[..end] })
    }

    fn fault(&self) -> Option<String> {
        let (hour, minute, second) = self.clock;
        let midnight = self.clock == (24, 0, 0);
        if (hour > 23 && !midnight) || minute > 59 || second > 60 {
            return Some(format!("the time {} does not exist", self.written));
        }
        let offset = |zone: &str| {
            let (hour, minute) = zone.strip_prefix(['+', '-'])?.split_once(':')?;
            let two = |part: &str| (part.len() == 2).then(|| part.parse::<u32>().ok()).flatten();
            Some((two(hour)?, two(minute)?))
        };
        if let Some(rest) = self.zone.strip_prefix(['Z', 'z']) {
            return offset(rest).map(|_| "a timestamp ends in `Z` or in an offset, not in both".to_owned());
        }
        let (hours, minutes) = offset(self.zone)?;
        (hours > 23 || minutes > 59).then(|| format!("the offset {} does not exist", self.zone))
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn what_cannot_be_is_told_from_what_is_or_has_another_form() {
        for (text, expected) in [
            ("2010-01-01T19:73:24Z", Some("the time 19:73:24 does not exist")),
            ("2025-02-30T08:00:00Z", Some("30 February 2025 does not exist")),
            ("2023-02-29", Some("29 February 2023 does not exist")),
            ("2025-13-01T08:00:00Z", Some("month 13 does not exist")),
            ("2025-01-01T25:00:00+01:00", Some("the time 25:00:00 does not exist")),
            ("2025-01-01T08:00:00Z+02:00", Some("a timestamp ends in `Z` or in an offset, not in both")),
            ("2025-01-01T08:00:00.5+02:75", Some("the offset +02:75 does not exist")),
            ("2025-01-01 08:61", Some("the time 08:61 does not exist")),
            ("2024-02-29T23:59:60.123456789Z", None),
            ("2025-01-01T24:00:00Z", None),
            ("2025-01-01T08:00:00+05:30", None),
            ("0000-00-00T00:00:00Z", None),
            ("2025-00-00", None),
            ("9999-99-99T99:99:99Z", None),
            ("2025-02-30-report", None),
            ("2025-02-30T08-00-00", None),
            ("1234-56-7890", None),
            ("YYYY-MM-DD", None),
            ("2025-02-3é", None),
        ] {
            assert_eq!(fault(text).as_deref(), expected, "{text}");
        }
    }
}
