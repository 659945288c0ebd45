//! The labels of Korean. Words in lower case, and nothing else.

use super::labels::{Labels, Script};

pub(super) const LABELS: Labels = Labels {
    script: Script::Stems,
    head_last: true,
    requests: &["요청"],
    bodies: &["페이로드", "입력"],
    responses: &["응답", "결과", "출력", "반환값", "리턴값"],
    failures: &["오류", "에러", "실패"],
    sends: &["보내", "보냅", "전송", "제출"],
    returns: &["반환", "돌려", "받습니다", "받게", "리턴", "표시"],
    sights: &[],
    hopes: &[],
    links: &[],
    conditions: &["경우", "시"],
    outcomes: &["성공", "실패"],
    pointers: &["다음", "아래"],
    joins: &["및", "와", "과", "또는"],
    articles: &[],
    before_nouns: &["예시", "예제", "샘플", "본문", "성공", "실패", "오류", "에러"],
    voids: &["예시", "예제", "예", "예를", "들어", "들면", "다음", "아래", "같습니다", "다음과", "같은"],
    codes: &[
        "상태 코드",
        "상태",
        "상태코드",
        "응답 코드",
        "응답코드",
        "코드",
        "응답",
        "응답 예시",
        "응답 예제",
    ],
};
