use super::*;

fn role_of(phrase: &str) -> Option<Role> {
    role(phrase, Language::English).map(|told| told.role)
}

fn status_of(phrase: &str, language: Language) -> Option<u16> {
    status(phrase, language).map(|status| status.code)
}

#[test]
fn labels_name_roles() {
    let cases = [
        ("Example response:", Some(Response)),
        ("**Sample payload**", Some(Request)),
        ("Request body", Some(Request)),
        ("JSON response example:", Some(Response)),
        ("Response to the request above", Some(Response)),
        ("A parcel looks like this:", None),
        ("What the requests and their responses share", None),
        ("This is the response from the request:", Some(Response)),
        ("The payload of the response:", Some(Response)),
        ("Request a parcel:", None),
        ("Error:", Some(Response)),
        ("<summary><b>Response</b></summary>", Some(Response)),
        ("[Response](#request)", Some(Response)),
        ("", None),
    ];
    for (phrase, expected) in cases {
        assert_eq!(role_of(phrase), expected, "{phrase}");
    }
}

#[test]
fn the_verb_decides() {
    let cases = [
        ("The request returns the following response:", Some(Response)),
        ("The example request will result in a `200 OK` response and an array:", Some(Response)),
        ("An unknown depot returns `400 Bad Request` with the reason:", Some(Response)),
        ("The call fails with `400 Bad Request`:", Some(Response)),
        ("A request for `/parcels/?fields=id` will return the following:", Some(Response)),
        ("A request that returns the parcel:", Some(Request)),
        ("Use this request to return the parcel:", Some(Request)),
        ("The following request returns all parcels:", Some(Request)),
        ("Your depot receives the following request:", Some(Request)),
        ("To respond to the carrier, send:", Some(Request)),
        ("This response is only returned for a `GET` request.", Some(Response)),
        ("The code below answers a question.", None),
        ("Post the parcel:", None),
        ("After running the command, you should see something similar to:", Some(Response)),
        ("If the depot is closed, you'll get:", Some(Response)),
        ("Drivers should know this parcel, see the depot:", None),
        ("The service returns the parcel:", Some(Response)),
        ("Send the parcel:", Some(Request)),
        ("To find a parcel nearby, the following query can be sent:", Some(Request)),
        ("This is sent in the response:", Some(Response)),
    ];
    for (phrase, expected) in cases {
        assert_eq!(role_of(phrase), expected, "{phrase}");
    }
}

#[test]
fn a_condition_is_not_what_a_phrase_is_about() {
    let cases = [
        ("If the request is successful, the response is:", Some(Response)),
        ("When the request succeeds:", Some(Response)),
        ("After sending the request, you will see:", Some(Response)),
        ("For a response in XML, send the request with:", Some(Request)),
    ];
    for (phrase, expected) in cases {
        assert_eq!(role_of(phrase), expected, "{phrase}");
    }
}

#[test]
fn labels_of_other_languages() {
    use Language::{Chinese, French, German, Japanese, Korean, Portuguese, Russian, Spanish};
    let cases = [
        (Chinese, "请求示例：", Some(Request)),
        (Chinese, "返回示例：", Some(Response)),
        (Chinese, "請求成功時返回以下內容：", Some(Response)),
        (Chinese, "包裹如下：", None),
        (Japanese, "リクエストの例", Some(Request)),
        (Japanese, "次のレスポンスが返ります。", Some(Response)),
        (Korean, "요청 예시", Some(Request)),
        (Korean, "성공하면 다음과 같은 응답을 반환합니다:", Some(Response)),
        (Spanish, "Ejemplo de solicitud:", Some(Request)),
        (Spanish, "La petición devuelve:", Some(Response)),
        (Portuguese, "Exemplo de requisição", Some(Request)),
        (Portuguese, "A API retorna:", Some(Response)),
        (French, "Exemple de requête", Some(Request)),
        (French, "La requête renvoie :", Some(Response)),
        (German, "Beispielantwort:", Some(Response)),
        (German, "Anfrage:", Some(Request)),
        (Russian, "Пример запроса:", Some(Request)),
        (Russian, "Сервер возвращает ответ:", Some(Response)),
        (Russian, "Посылка:", None),
    ];
    for (language, phrase, expected) in cases {
        assert_eq!(role(phrase, language).map(|told| told.role), expected, "{phrase}");
    }
}

#[test]
fn statuses_in_labels_and_sentences() {
    let cases = [
        ("Response (200 OK)", Some(200)),
        ("**Response** `200`", Some(200)),
        ("*Response code:* 201", Some(201)),
        ("200 response:", Some(200)),
        ("Example response (204):", Some(204)),
        ("the API returns a `422` error:", Some(422)),
        ("Response 404 (Not Found)", Some(404)),
        ("This returns `201 Created` with the parcel:", Some(201)),
        ("The status code 409 means that:", Some(409)),
        ("<code>202 Accepted</code>", Some(202)),
        ("200 (Created)", Some(200)),
        ("Up to 100 parcels, 200 boxes:", None),
        ("The response has 200 parcels:", None),
        ("Response with a limit of 200", None),
        ("returns 200 or 404", None),
        ("The parcels that are returned weigh less than `200`:", None),
        ("HTTP 1.404", None),
    ];
    for (text, expected) in cases {
        assert_eq!(status_of(text, Language::English), expected, "{text}");
    }
    let cases = [
        (Language::Chinese, "状态码：201"),
        (Language::Chinese, "响应（201）"),
        (Language::German, "Antwort: 201"),
        (Language::Spanish, "Código de estado: 201"),
        (Language::Russian, "Код ответа: 201"),
    ];
    for (language, text) in cases {
        assert_eq!(status_of(text, language), Some(201), "{text}");
    }
}

#[test]
fn codes_that_headings_begin_with() {
    let cases = [("200: OK", Some(200)), ("`404 Not Found`", Some(404)), ("2024", None), ("v200", None)];
    for (text, expected) in cases {
        assert_eq!(leading_status(text).map(|status| status.code), expected, "{text}");
    }
}
