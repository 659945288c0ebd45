//! The labels of Russian. Words in lower case, and nothing else.

use super::labels::{Labels, Script};

pub(super) const LABELS: Labels = Labels {
    script: Script::Stems,
    head_last: false,
    requests: &["запрос"],
    bodies: &["входн"],
    responses: &["ответ", "результат", "вывод", "отклик"],
    failures: &["ошибк", "сбой"],
    sends: &["отправ", "посла", "переда"],
    returns: &["возвраща", "верн", "отвеча", "получ"],
    sights: &[],
    hopes: &[],
    links: &["который", "которая", "которое", "чтобы"],
    conditions: &["если", "при", "когда", "после"],
    outcomes: &["успе", "неуда"],
    pointers: &["следующ"],
    joins: &["и", "или"],
    articles: &[],
    before_nouns: &["пример", "образ", "тел", "успешн", "ошибк", "json", "http", "api"],
    voids: &["например", "пример", "примеры", "вот", "так", "выглядит", "следующий"],
    codes: &[
        "код",
        "статус",
        "код ответа",
        "код состояния",
        "статус-код",
        "http",
        "ответ",
        "ответа",
        "возвращает",
    ],
};
