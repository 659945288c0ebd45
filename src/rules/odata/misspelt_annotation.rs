//! `odata/misspelt-annotation`.

use crate::rules::{Findings, JsonContext, conformity, quote};
use crate::syntax::json::NodeId;

declare_rule! {
    /// Misspelled OData control information.
    ///
    /// ## What it finds
    ///
    /// `odata.type`, `@odate.type`, `@data.type`, `@Odata.type`, `oDataType`, `odata.nextLink` and the like: a name
    /// that differs from an OData name by its `@`, its dot or a letter or two.
    ///
    /// ## Why it matters
    ///
    /// A misspelled name is a property that no type has: the service rejects it, and a reader of the
    /// response looks for it in vain.
    ///
    /// ## Example
    ///
    /// ```json
    /// { "@odate.type": "#parcelo.shipment", "id": "shp_01H8" }
    /// ```
    ///
    /// should be
    ///
    /// ```json
    /// { "@odata.type": "#parcelo.shipment", "id": "shp_01H8" }
    /// ```
    ///
    /// ## How to fix it
    ///
    /// Correct the name. The fix does this and is safe.
    "odata/misspelt-annotation": Error, Default, fix Safe;
    Json(check)
}

/// The control information of OData JSON 4.0, section 4.5, and 4.01 without `odata.` for short.
const TERMS: [&str; 18] = [
    "associationLink",
    "bind",
    "context",
    "count",
    "deltaLink",
    "editLink",
    "etag",
    "id",
    "mediaContentType",
    "mediaEditLink",
    "mediaEtag",
    "mediaReadLink",
    "metadataEtag",
    "navigationLink",
    "nextLink",
    "readLink",
    "removed",
    "type",
];

/// The shortest name that may be a slip, in bytes and without its quotes.
const SHORTEST: usize = 8;

fn check(cx: JsonContext<'_, '_>, findings: &mut Findings<'_>) {
    let names = || cx.tree.nodes().filter_map(|(id, _)| Some((id, cx.tree.name(id, cx.text())?)));
    // Before OData 4.0 the names had no sign, and `odata.metadata` stood where the context stands today.
    let is_old = || names().any(|(_, name)| name == "odata.metadata");
    // Most names are shorter than `odata.id` or begin otherwise, and that is quicker seen than what they say. A quote may
    // stand before the first letter.
    let is_near = |id: NodeId| {
        cx.tree.node(id).key.is_some_and(|key| {
            let written = key.span.of(cx.text()).as_bytes();
            let begins = written.iter().take(2).any(|byte| matches!(byte, b'o' | b'O'));
            written.len() >= SHORTEST && (begins || memchr::memchr(b'@', written).is_some())
        })
    };
    let slips = cx.tree.nodes().filter(|(id, _)| is_near(*id)).filter_map(|(id, _)| {
        let name = cx.tree.name(id, cx.text())?;
        Some((id, name, right(name)?))
    });
    for (id, written, right) in slips.filter(|(_, name, _)| name.contains('@') || !is_old()) {
        let Some(key) = cx.tree.node(id).key else { continue };
        let message = format!(
            "{} is not OData control information; did you mean {}?",
            quote::code(written),
            quote::code(&right)
        );
        let finding = findings.report(cx.span(key.span), message);
        if is_free(cx, id, &right) {
            let inner = conformity::inside(cx.text(), key.span);
            finding.safe_fix(format!("replace with `{right}`"), cx.edit(inner, &right).into_iter().collect());
        }
        if cx.is_shallow(id) {
            finding.pointer(cx.pointer(id));
        }
    }
}

/// Whether the object has no member of that name yet.
fn is_free(cx: JsonContext<'_, '_>, id: NodeId, name: &str) -> bool {
    let object = cx.tree.node(id).parent;
    object.is_none_or(|object| cx.tree.member(object, name, cx.text()).is_none())
}

/// The name that was meant by one that is misspelt: `property@odata.term`, `@odata.term`.
fn right(written: &str) -> Option<String> {
    let Some(sign) = memchr::memchr(b'@', written.as_bytes()) else {
        return bare_term(written).map(|term| format!("@odata.{term}"));
    };
    let (property, rest) = (&written[..sign], &written[sign + 1..]);
    let (word, term) = rest.split_once('.')?;
    if word == "odata" && TERMS.contains(&term) {
        return None;
    }
    let known = *TERMS.iter().find(|known| known.eq_ignore_ascii_case(term))?;
    let slip = word != "odata" && is_slip(word) || word == "odata" && known != term;
    slip.then(|| format!("{property}@odata.{known}"))
}

/// `odata.type`, `oDataType`, in a name without the sign. The first was right before OData 4.0, which no documentation of
/// today is about.
fn bare_term(written: &str) -> Option<&'static str> {
    const LONGEST: usize = 30;
    if !written.starts_with(['o', 'O']) || written.len() > LONGEST {
        return None;
    }
    let word = written.get(..5).filter(|word| word.eq_ignore_ascii_case("odata"))?;
    let rest = &written[word.len()..];
    let term = match rest.strip_prefix('.') {
        Some(term) => term,
        None if word == "oData" || word == "odata" && rest.starts_with(char::is_uppercase) => rest,
        None => return None,
    };
    // `odataId`, `oDataCount` and the like may well be properties of their own.
    let is_certain = rest.starts_with('.') || term.eq_ignore_ascii_case("type");
    TERMS.iter().find(|known| is_certain && known.eq_ignore_ascii_case(term)).copied()
}

/// Whether a word is `odata` but for case, one letter or two that are swapped.
fn is_slip(word: &str) -> bool {
    word.len() <= 7 && strsim::osa_distance(&word.to_ascii_lowercase(), "odata") <= 1
}

#[cfg(test)]
mod tests {
    use super::right;

    #[test]
    fn slips_of_real_writers() {
        let cases = [
            ("odata.type", Some("@odata.type")),
            ("odata.context", Some("@odata.context")),
            ("odata.nextLink", Some("@odata.nextLink")),
            ("@odate.type", Some("@odata.type")),
            ("@data.type", Some("@odata.type")),
            ("@Odata.type", Some("@odata.type")),
            ("@odata.Type", Some("@odata.type")),
            ("@odata.nextlink", Some("@odata.nextLink")),
            ("oDataType", Some("@odata.type")),
            ("stops@odta.bind", Some("stops@odata.bind")),
            ("@odata.type", None),
            ("@odata.mediaContentType", None),
            ("@odata.anything", None),
            ("@microsoft.type", None),
            ("@type", None),
            ("data.type", None),
            ("odataId", None),
            ("odata", None),
            ("data", None),
            ("x@y.z", None),
        ];
        for (written, meant) in cases {
            assert_eq!(right(written).as_deref(), meant, "{written}");
        }
    }
}
