//! The labels of Japanese. Words in lower case, and nothing else.

use super::labels::{Labels, Script};

pub(super) const LABELS: Labels = Labels {
    script: Script::Unspaced,
    head_last: true,
    requests: &["リクエスト", "要求"],
    bodies: &["ペイロード", "入力"],
    responses: &["レスポンス", "応答", "返答", "結果", "出力", "戻り値", "返り値", "返却値"],
    failures: &["エラー", "失敗"],
    sends: &["送信", "送ります", "送る"],
    returns: &["返します", "返す", "返され", "返却", "返ります", "返る", "返って", "表示され", "取得でき"],
    sights: &[],
    hopes: &[],
    links: &[],
    conditions: &["場合", "すると", "とき"],
    outcomes: &["成功", "失敗"],
    pointers: &["以下", "次の", "下記"],
    joins: &["と", "や", "および"],
    articles: &[],
    before_nouns: &["サンプル", "例", "の", "ボディ", "成功", "正常", "エラー"],
    voids: &["例えば", "たとえば", "例", "サンプル", "以下", "次の", "ように", "です", "とおり"],
    codes: &["ステータスコード", "ステータス", "状態コード", "コード", "レスポンス", "応答", "レスポンス例"],
};
