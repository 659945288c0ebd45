//! One slip, one finding: a valid body with one mistake that writers make has exactly one finding, on the line of the
//! mistake, and a safe fix gives the body back.

use apiproof::internals::{Page, ParsedPage, REGISTRY, RuleSet, apply_edits, parse_markdown};
use apiproof::{Applicability, Diagnostic, Level, SourceFile};

/// Bodies of several shapes, indented as writers do.
const BODIES: [&str; 4] = [
    r#"{
  "id": "p-1042",
  "carrier": "swift",
  "weightGrams": 900,
  "price": 0.95,
  "fragile": true,
  "sender": {
    "name": "Ada Park",
    "city": "Riga"
  },
  "tags": [
    "cold",
    "heavy"
  ],
  "note": "Ring twice."
}"#,
    r#"[
  {
    "id": "p-1042",
    "sender": {
      "name": "Ada Park",
      "phone": null
    }
  },
  {
    "id": "p-1043",
    "weights": [1, 2, 3],
    "route": { "from": "Riga", "to": "Oslo" }
  }
]"#,
    r#"{
    "parcels": [
        {
            "id": "p-1042",
            "weightGrams": 900,
            "stops": [
                {
                    "city": "Riga",
                    "at": "2024-05-01T08:00:00Z"
                },
                {
                    "city": "Oslo",
                    "at": "2024-05-02T08:00:00Z"
                }
            ]
        }
    ],
    "total": 1,
    "next": "https://api.parcelo.example/parcels?page=2"
}"#,
    r#"{ "id": "p-1042", "carrier": "swift", "weightGrams": 900, "tags": ["cold", "heavy"] }"#,
];

/// A mistake: its name, what it is made of and what it makes of that. The text must occur in a body for the mistake to
/// be made there.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("missing comma", "\"p-1042\",", "\"p-1042\""),
    ("missing comma after a number", "900,", "900"),
    ("missing comma after an object", "},\n  \"tags\"", "}\n  \"tags\""),
    ("missing comma between objects", "},\n  {", "}\n  {"),
    ("doubled comma", "\"p-1042\",", "\"p-1042\",,"),
    ("trailing comma in an object", "\"Riga\"\n", "\"Riga\",\n"),
    ("trailing comma in an array", "\"heavy\"", "\"heavy\","),
    ("point for a comma", "\"p-1042\",", "\"p-1042\"."),
    ("semicolon for a comma", "\"p-1042\",", "\"p-1042\";"),
    ("comma inside the quotes", "\"p-1042\",\n", "\"p-1042,\"\n"),
    ("missing colon", "\"id\": ", "\"id\" "),
    ("comma for a colon", "\"carrier\": ", "\"carrier\", "),
    ("semicolon for a colon", "\"carrier\": ", "\"carrier\"; "),
    ("equals sign for a colon", "\"carrier\": ", "\"carrier\" = "),
    ("doubled colon", "\"carrier\": ", "\"carrier\":: "),
    ("colon inside the quotes", "\"carrier\": ", "\"carrier:\" "),
    ("missing opening quote of a key", "\"carrier\"", "carrier\""),
    ("missing closing quote of a key", "\"carrier\"", "\"carrier"),
    ("missing opening quote of a value", "\"swift\"", "swift\""),
    ("missing closing quote of a value", "\"swift\"", "\"swift"),
    ("colon for an opening quote", "  \"carrier\"", "  :carrier\""),
    ("key without quotes", "\"carrier\"", "carrier"),
    ("value without quotes", "\"swift\"", "swift"),
    ("key in single quotes", "\"carrier\"", "'carrier'"),
    ("value in single quotes", "\"swift\"", "'swift'"),
    ("typographic quotes", "\"swift\"", "“swift”"),
    ("one typographic quote", "\"swift\"", "\"swift”"),
    ("unescaped quotes", "Ada Park", "Ada \"A\" Park"),
    ("raw line break", "Ring twice.", "Ring\ntwice."),
    ("raw tab", "Ada Park", "Ada\tPark"),
    ("unknown escape", "Ada Park", "Ada\\Park"),
    ("gap in a number", "0.95", "0 95"),
    ("comma in a number", "0.95", "0,95"),
    ("leading zero", "900", "0900"),
    ("number without a digit before its point", "0.95", ".95"),
    ("capital literal", "true", "True"),
    ("missing value", "\"swift\"", ""),
    ("missing key", "\"carrier\": ", ""),
    ("key written twice", "\"carrier\": ", "\"carrier\": \"carrier\": "),
    ("two keys of the same name", "\"carrier\"", "\"id\""),
    ("inner object is not closed", "\"Riga\"\n  },", "\"Riga\""),
    ("inner array is not closed", "\"heavy\"\n  ],", "\"heavy\""),
    ("inner object is closed twice", "\"Riga\"\n  },", "\"Riga\"\n  }},"),
    ("inner object is not opened", "\"sender\": {", "\"sender\": "),
    ("element is not opened", "},\n  {\n", "},\n"),
    ("object closed by a square bracket", "\"Riga\"\n  }", "\"Riga\"\n  ]"),
    ("array closed by a brace", "\"heavy\"\n  ]", "\"heavy\"\n  }"),
    ("no-break space", "\"carrier\":", "\u{a0}\"carrier\":"),
    ("quotes inside braces", "\"swift\"", "{\"swift\"}"),
];

/// Mistakes that cannot be told from another one on the line where they are made.
fn is_excused(name: &str, body: &str) -> bool {
    // On one line a name without its closing quote takes the value along.
    name.starts_with("missing closing quote") && !body.contains('\n')
}

/// What is found on a page at the default level.
fn findings(text: &str) -> Vec<Diagnostic> {
    let source = SourceFile::new("page.md", text);
    let document = parse_markdown(source.text());
    let page = Page::new(ParsedPage::read(&source, &document), &std::sync::Arc::default());
    let rules = REGISTRY.iter().copied().filter(|rule| rule.meta.level <= Level::Default);
    let found = rules.collect::<RuleSet>().run(&page);
    found.into_iter().filter(|finding| finding.level.is_none_or(|level| level <= Level::Default)).collect()
}

fn page(body: &str) -> String {
    format!("# Parcels\n\n```json\n{body}\n```\n")
}

/// The lines of the page that differ; where lines are gone, those around the gap.
fn changed(before: &str, after: &str) -> std::ops::RangeInclusive<usize> {
    let (before, after): (Vec<_>, Vec<_>) = (before.lines().collect(), after.lines().collect());
    let same = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    let rest = before[same..].iter().rev().zip(after[same..].iter().rev());
    let same_after = rest.take_while(|(one, other)| one == other).count();
    let last = after.len() - same_after;
    let gone = before.len() > after.len();
    if gone { same.max(1)..=last.max(same) + 1 } else { same + 1..=last.max(same + 1) }
}

fn fault(body: &str, (name, old, new): (&str, &str, &str)) -> Option<String> {
    let clean = page(body);
    let faulty = page(&body.replacen(old, new, 1));
    let found = findings(&faulty);
    let line = |finding: &Diagnostic| faulty[..finding.primary.span.range().start].matches('\n').count() + 1;
    let told: Vec<_> = found.iter().map(|it| (line(it), it.rule.id, it.message.as_str())).collect();
    let [one] = found.as_slice() else { return Some(format!("{name}: {told:?}\n{faulty}")) };
    if !changed(&clean, &faulty).contains(&line(one)) {
        return Some(format!("{name}: {told:?}, not on {:?}\n{faulty}", changed(&clean, &faulty)));
    }
    let fix = one.fix.as_ref().filter(|fix| fix.applicability == Applicability::Safe)?;
    let fixed = apply_edits(&faulty, &fix.edits).expect("edits that fit");
    let squeezed = |text: &str| text.replace(['\u{a0}', ' '], "");
    (squeezed(&fixed) != squeezed(&clean)).then(|| format!("{name}: fixed to\n{fixed}"))
}

#[test]
fn one_slip_is_one_finding_where_it_is() {
    let mut faults = Vec::new();
    for (body, mistake) in
        BODIES.iter().flat_map(|body| MISTAKES.iter().map(move |mistake| (*body, *mistake)))
    {
        if body.contains(mistake.1) && !is_excused(mistake.0, body) {
            faults.extend(fault(body, mistake));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
