//! The primitive types of OData and what JSON each of them allows (OData JSON Format 4.01, section 7.1).

use crate::schema::lexical;
use crate::schema::{Instance, TypeWord, ViolationKind};
use crate::syntax::json::NodeKind;

macro_rules! primitives {
    ($($name:ident),*) => {
        /// A primitive type. [`Primitive::Untyped`] stands for everything that says nothing about its JSON.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(super) enum Primitive {
            $(#[doc = concat!("`Edm.", stringify!($name), "`")] $name,)*
        }

        impl Primitive {
            /// All of them, in order.
            pub(super) const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The type of that name, without `Edm.`.
            fn exactly(name: &str) -> Option<Self> {
                match name {
                    $(stringify!($name) => Some(Self::$name),)*
                    _ => None,
                }
            }

            /// The name with `Edm.`.
            pub(super) fn name(self) -> &'static str {
                match self {
                    $(Self::$name => concat!("Edm.", stringify!($name)),)*
                }
            }
        }
    };
}

primitives!(
    Binary,
    Boolean,
    Byte,
    Date,
    DateTimeOffset,
    Decimal,
    Double,
    Duration,
    Guid,
    Int16,
    Int32,
    Int64,
    SByte,
    Single,
    Stream,
    String,
    TimeOfDay,
    Untyped
);

impl Primitive {
    /// The type that metadata means by a name, without `Edm.`; what has no JSON of its own is untyped.
    pub(super) fn named(name: &str) -> Self {
        Self::exactly(name).unwrap_or(Self::Untyped)
    }

    /// Whether a page's word for a type, without `Edm.`, means a primitive, or nothing at all.
    pub(super) fn is_word(word: &str) -> bool {
        let others = ["", "none", "null", "integer", "int", "number", "bool", "object", "json", "void"];
        let known = Self::ALL.iter().map(|known| &known.name()["Edm.".len()..]);
        known.chain(others).any(|known| known.eq_ignore_ascii_case(word))
    }

    /// Its number among all.
    pub(super) fn index(self) -> u32 {
        Self::ALL.iter().position(|known| *known == self).unwrap_or(0) as u32
    }

    /// What is wrong with a value that is neither `null` nor a placeholder.
    pub(super) fn check(self, value: Instance<'_>) -> Option<ViolationKind> {
        match (self, value.node().kind) {
            (Self::Untyped | Self::Stream, _)
            | (Self::Boolean, NodeKind::Bool(_))
            | (Self::String, NodeKind::String) => None,
            (Self::Boolean | Self::String, _) => Some(self.mismatch(value)),
            (_, NodeKind::Number) => match self.range() {
                Some((least, most)) => self.whole(value, least, most),
                None if self.is_number() => None,
                None => Some(self.mismatch(value)),
            },
            (_, NodeKind::String) => self.text(value),
            _ => Some(self.mismatch(value)),
        }
    }

    /// The string of a value that no string type owns.
    fn text(self, value: Instance<'_>) -> Option<ViolationKind> {
        let text = value.written();
        let (fits, format) = match self {
            Self::Date => (lexical::is_date(text), "date"),
            Self::DateTimeOffset => (lexical::is_date_time(text), "date-time"),
            Self::TimeOfDay => (lexical::is_time(text), "time"),
            Self::Duration => (lexical::is_duration(text), "duration"),
            Self::Guid => (lexical::is_guid(text), "uuid"),
            Self::Binary => (lexical::is_base64(text), "base64"),
            _ => return (!self.spelled_out(text)).then(|| self.mismatch(value)),
        };
        (!fits && !is_stand_in(text)).then_some(ViolationKind::Format { format })
    }

    /// Whether a number may be written as this string: large ones under `IEEE754Compatible=true`, and those that
    /// JSON has no number for.
    fn spelled_out(self, text: &str) -> bool {
        match self {
            Self::Int64 => text.parse::<i64>().is_ok(),
            Self::Decimal => {
                matches!(text, "INF" | "-INF" | "NaN")
                    || text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b))
                        && text.parse::<f64>().is_ok()
            }
            Self::Double | Self::Single => matches!(text, "INF" | "-INF" | "NaN"),
            _ => false,
        }
    }

    fn is_number(self) -> bool {
        matches!(self, Self::Decimal | Self::Double | Self::Single) || self.range().is_some()
    }

    /// The least and the greatest value of a whole-number type.
    pub(super) fn range(self) -> Option<(i64, i64)> {
        match self {
            Self::Byte => Some((0, 255)),
            Self::SByte => Some((i64::from(i8::MIN), i64::from(i8::MAX))),
            Self::Int16 => Some((i64::from(i16::MIN), i64::from(i16::MAX))),
            Self::Int32 => Some((i64::from(i32::MIN), i64::from(i32::MAX))),
            Self::Int64 => Some((i64::MIN, i64::MAX)),
            _ => None,
        }
    }

    fn whole(self, value: Instance<'_>, least: i64, most: i64) -> Option<ViolationKind> {
        let text = value.written();
        if text.contains(['.', 'e', 'E']) {
            let whole = text.parse::<f64>().is_ok_and(|number| number.fract() == 0.0);
            return (!whole).then(|| self.mismatch(value));
        }
        let digits = text.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit());
        let fits = text.parse::<i64>().is_ok_and(|number| (least..=most).contains(&number));
        (digits && !fits)
            .then(|| ViolationKind::Constraint { required: format!("must be between {least} and {most}") })
    }

    fn mismatch(self, value: Instance<'_>) -> ViolationKind {
        ViolationKind::TypeMismatch { expected: self.word(), found: found(value) }
    }

    /// What the type is in JSON.
    pub(super) fn word(self) -> TypeWord {
        match self {
            Self::Boolean => TypeWord::Boolean,
            _ if self.range().is_some() => TypeWord::Integer,
            _ if self.is_number() => TypeWord::Number,
            _ => TypeWord::String,
        }
    }
}

/// What a value is in JSON.
pub(super) fn found(value: Instance<'_>) -> TypeWord {
    match value.node().kind {
        NodeKind::Object => TypeWord::Object(None),
        NodeKind::Array => TypeWord::Array,
        NodeKind::Number if value.written().contains(['.', 'e', 'E']) => TypeWord::Number,
        NodeKind::Number => TypeWord::Integer,
        NodeKind::Bool(_) => TypeWord::Boolean,
        NodeKind::Null => TypeWord::Null,
        _ => TypeWord::String,
    }
}

/// Whether a string stands for a value that the writer did not want to spell: left blank, masked, or a template.
pub(super) fn is_stand_in(text: &str) -> bool {
    let run = |sign: char| text.contains([sign, sign, sign].iter().collect::<String>().as_str());
    text.is_empty()
        || text.contains(['*', '{', '<'])
        || text.contains("-value")
        || ['x', 'X'].into_iter().any(run)
}
