//! Floor 1: which language a page is written in, told from its letters and its commonest words.

use super::labels::Labels;
use super::{chinese, english_labels, french, german, japanese, korean, portuguese, russian, spanish};

/// A language whose labels are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, and whatever is not known.
    #[default]
    English,
    /// Chinese in both scripts.
    Chinese,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
    /// Spanish.
    Spanish,
    /// Portuguese.
    Portuguese,
    /// French.
    French,
    /// German.
    German,
    /// Russian.
    Russian,
}

/// No more of a page is looked at than this many bytes.
const LONGEST: usize = 64 << 10;

/// The letters of a page by script.
#[derive(Default)]
struct Letters {
    latin: usize,
    cyrillic: usize,
    han: usize,
    kana: usize,
    hangul: usize,
}

/// Latin letters with marks are rare in English: one word in so many bytes is a loan.
const LOANS: usize = 400;

/// So many letters of another script are more than a name.
const MORE_THAN_A_NAME: usize = 12;

/// Short words of the languages that share the Latin script. Each occurs in no other one of them.
const COMMON: [(Language, [&str; 6]); 4] = [
    (Language::Spanish, [" el ", " los ", " del ", " una ", " con ", " y "]),
    (Language::Portuguese, [" o ", " os ", " uma ", " com ", " não ", " são "]),
    (Language::French, [" le ", " les ", " des ", " une ", " est ", " pour "]),
    (Language::German, [" der ", " die ", " und ", " das ", " ist ", " eine "]),
];

impl Language {
    /// The language of a page. A page in ASCII is read no further.
    pub fn of(text: &str) -> Self {
        let text = &text[..text.floor_char_boundary(LONGEST)];
        if text.is_ascii() {
            return Self::English;
        }
        let letters = Letters::count(text);
        match () {
            () if letters.hangul >= MORE_THAN_A_NAME => Self::Korean,
            () if letters.kana >= MORE_THAN_A_NAME => Self::Japanese,
            () if letters.han >= MORE_THAN_A_NAME => Self::Chinese,
            () if letters.cyrillic >= MORE_THAN_A_NAME => Self::Russian,
            () if letters.latin > 2 && letters.latin >= text.len() / LOANS => Self::latin(text),
            () => Self::English,
        }
    }

    /// The one of the languages with Latin letters whose short words are the most frequent.
    fn latin(text: &str) -> Self {
        let count = |words: &[&str]| -> usize {
            words.iter().map(|word| memchr::memmem::find_iter(text.as_bytes(), word.as_bytes()).count()).sum()
        };
        let english = count(&[" the ", " is ", " of ", " and ", " to ", " for "]);
        let counted = COMMON.iter().map(|(language, words)| (count(words), *language));
        counted
            .max_by_key(|(count, _)| *count)
            .filter(|(count, _)| *count > english)
            .map_or(Self::English, |(_, language)| language)
    }

    /// The labels of the language.
    pub fn labels(self) -> &'static Labels {
        match self {
            Self::English => &english_labels::LABELS,
            Self::Chinese => &chinese::LABELS,
            Self::Japanese => &japanese::LABELS,
            Self::Korean => &korean::LABELS,
            Self::Spanish => &spanish::LABELS,
            Self::Portuguese => &portuguese::LABELS,
            Self::French => &french::LABELS,
            Self::German => &german::LABELS,
            Self::Russian => &russian::LABELS,
        }
    }
}

impl Letters {
    fn count(text: &str) -> Self {
        /// What is in ASCII is passed over in pieces of so many bytes.
        const PIECE: usize = 64;
        let mut letters = Self::default();
        let bytes = text.as_bytes();
        for (piece, start) in bytes.chunks(PIECE).zip((0..).step_by(PIECE)) {
            if piece.is_ascii() {
                continue;
            }
            for (byte, at) in piece.iter().zip(start..) {
                match byte {
                    0xC3 => letters.latin += 1,
                    0xD0 | 0xD1 => letters.cyrillic += 1,
                    // U+3040 to U+30FF
                    0xE3 => match bytes.get(at + 1) {
                        Some(0x81..=0x83) => letters.kana += 1,
                        Some(0x90..) => letters.han += 1,
                        _ => {}
                    },
                    0xE4..=0xE9 => letters.han += 1,
                    0xEA..=0xED => letters.hangul += 1,
                    _ => {}
                }
            }
        }
        letters
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn letters_and_common_words_tell_the_language() {
        let cases = [
            ("The parcel is on its way — “soon”, says the café.", Language::English),
            ("以下请求返回一个包裹，状态码为二百。", Language::Chinese),
            ("次のリクエストは荷物を返します。成功した場合", Language::Japanese),
            ("다음 요청은 소포를 반환합니다. 성공하면 응답", Language::Korean),
            ("Следующий запрос возвращает посылку", Language::Russian),
            ("La petición devuelve el envío con los códigos y el número.", Language::Spanish),
            ("A requisição devolve o envio com uma descrição e não com os números.", Language::Portuguese),
            ("La requête renvoie le colis, les détails et une clé.", Language::French),
            ("Die Anfrage liefert das Paket zurück und ist für die Übersicht.", Language::German),
            ("Only Łódź and Kraków are left, the depots of the north and the south.", Language::English),
            ("", Language::English),
        ];
        for (text, expected) in cases {
            assert_eq!(Language::of(text), expected, "{text}");
        }
    }
}
