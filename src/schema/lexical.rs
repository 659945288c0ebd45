//! The grammars of strings that stand for other things (OData ABNF, RFC 3339, ISO 8601, RFC 4648).
//!
//! Pure predicates over one string. They take what any reader of the specifications would take: every offset,
//! either case of `T` and `Z`, seconds left out, the calendar units of ISO 8601 durations.

/// The name between the brackets of `Collection(…)` (OData CSDL 4.01 §3.1).
pub(crate) fn element_name(name: &str) -> Option<&str> {
    name.strip_prefix("Collection(")?.strip_suffix(')')
}

/// `2026-03-01T08:30:00.123+01:00`: RFC 3339, with up to twelve fraction digits; seconds may be left out.
pub(crate) fn is_date_time(text: &str) -> bool {
    let Some((date, rest)) = text.split_once(['T', 't']) else { return false };
    let zone = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (time, offset) = rest.split_at(zone);
    is_date(date) && is_time(time) && is_offset(offset)
}

/// `Z`, `+05:30`.
pub(crate) fn is_offset(text: &str) -> bool {
    let (sign, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    match sign {
        "Z" | "z" => rest.is_empty(),
        "+" | "-" => rest
            .split_once(':')
            .is_some_and(|(hours, minutes)| within(hours, 0, 23) && within(minutes, 0, 59)),
        _ => false,
    }
}

/// `2026-03-01`, a day that exists.
pub(crate) fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    if year.len() != 4 || !digits(year) || !within(month, 1, 12) || !within(day, 1, 31) {
        return false;
    }
    let number = |text: &str| text.parse::<u32>().unwrap_or(0);
    let (year, day) = (number(year), number(day));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    day <= match month {
        "02" if leap => 29,
        "02" => 28,
        "04" | "06" | "09" | "11" => 30,
        _ => 31,
    }
}

/// `08:30:00.123`; seconds may be left out, a leap second may occur.
pub(crate) fn is_time(text: &str) -> bool {
    let (clock, fraction) = text.split_once('.').map_or((text, None), |(clock, rest)| (clock, Some(rest)));
    let parts: Vec<&str> = clock.splitn(4, ':').collect();
    let fraction_fits = fraction.is_none_or(|text| digits(text) && text.len() <= 12);
    match parts.as_slice() {
        [hours, minutes] => within(hours, 0, 23) && within(minutes, 0, 59) && fraction.is_none(),
        [hours, minutes, seconds] => {
            within(hours, 0, 23) && within(minutes, 0, 59) && within(seconds, 0, 60) && fraction_fits
        }
        _ => false,
    }
}

/// `PT1H30M`, `P1D`, `-P3Y6M`, `P2W`.
pub(crate) fn is_duration(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let Some(text) = text.strip_prefix('P') else { return false };
    let (days, time) = text.split_once('T').map_or((text, None), |(days, time)| (days, Some(time)));
    let days_fit = amounts(days, "YMWD");
    let time_fits = time.is_none_or(|time| !time.is_empty() && amounts(time, "HMS"));
    !text.is_empty() && days_fit && time_fits
}

/// Numbers, each with one of `units` behind it, in their order; the last may have a fraction.
fn amounts(text: &str, units: &str) -> bool {
    let mut units = units.chars();
    let mut number = String::new();
    let mut broken = false;
    for c in text.chars() {
        match c {
            '0'..='9' | '.' | ',' => number.push(c),
            unit => {
                let (whole, fraction) =
                    number.split_once(['.', ',']).map_or((number.as_str(), None), |(a, b)| (a, Some(b)));
                let fits = digits(whole) && fraction.is_none_or(digits) && !broken;
                if !fits || !units.any(|known| known == unit) {
                    return false;
                }
                broken = fraction.is_some();
                number.clear();
            }
        }
    }
    number.is_empty()
}

/// `8-4-4-4-12` hexadecimal digits.
pub(crate) fn is_guid(text: &str) -> bool {
    let groups = [8, 4, 4, 4, 12];
    let mut parts = text.split('-');
    groups.iter().all(|length| {
        parts.next().is_some_and(|part| part.len() == *length && part.bytes().all(|b| b.is_ascii_hexdigit()))
    }) && parts.next().is_none()
}

/// Base64 or base64url, padded or not; JSON's `\/` is taken for what it stands for.
pub(crate) fn is_base64(text: &str) -> bool {
    let text = text.trim_end_matches('=');
    text.replace("\\/", "/").bytes().all(|b| b.is_ascii_alphanumeric() || b"+/-_".contains(&b))
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Two digits between two numbers.
fn within(text: &str, least: u8, most: u8) -> bool {
    text.len() == 2 && digits(text) && text.parse().is_ok_and(|value: u8| (least..=most).contains(&value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(grammar: fn(&str) -> bool, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(grammar(text), "{text}");
        }
        for text in bad {
            assert!(!grammar(text), "{text}");
        }
    }

    #[test]
    fn times_are_read_as_rfc_3339_writes_them() {
        table(
            is_date_time,
            &[
                "2026-03-01T08:30:00Z",
                "2026-03-01t08:30:00.123456789012z",
                "2024-02-29T23:59:60+05:30",
                "2026-03-01T08:30-08:00",
                "0001-01-01T00:00:00Z",
            ],
            &[
                "2026-03-01",
                "2026-03-01T08:30:00",
                "2026-02-29T08:30:00Z",
                "2026-13-01T08:30:00Z",
                "2026-03-01 08:30:00Z",
                "2026-03-01T24:30:00Z",
                "2026-03-01T08:30:00.Z",
                "2026-3-1T08:30:00Z",
                "yesterday",
                "T",
                "",
            ],
        );
        table(
            is_date,
            &["2000-02-29", "2026-12-31"],
            &["1900-02-29", "2026-04-31", "26-01-01", "2026-1-1", ""],
        );
        table(
            is_time,
            &["12:30", "12:30:00", "12:30:00.0000000"],
            &["12", "12:60:00", "1:30:00", "12:30.5", ""],
        );
    }

    #[test]
    fn durations_guids_and_base64() {
        table(
            is_duration,
            &["PT0S", "P1D", "-PT1H30M", "P1DT2H", "PT1.5S", "P1Y6M", "P2W"],
            &["P", "PT", "1D", "P1H", "PT1D", "P1S", "PD", "PT1M2H", "PT1.5M2S", "pt1s", ""],
        );
        table(
            is_guid,
            &["7c8a1f7e-52c3-4d60-9b1c-0d2b6f1f9a11", "7C8A1F7E-52C3-4D60-9B1C-0D2B6F1F9A11"],
            &[
                "7c8a1f7e52c34d609b1c0d2b6f1f9a11",
                "7c8a1f7e-52c3-4d60-9b1c",
                "zc8a1f7e-52c3-4d60-9b1c-0d2b6f1f9a11",
            ],
        );
        table(is_base64, &["", "UGFyY2Vs", "UGFyY2VsbQ==", "_-8", "a\\/b="], &["a b", "a=b", "é"]);
    }
}
