//! The labels of French. Words in lower case, and nothing else.

use super::labels::{Labels, Script};

pub(super) const LABELS: Labels = Labels {
    script: Script::Words,
    head_last: false,
    requests: &["requête", "requêtes", "requete", "demande", "demandes"],
    bodies: &["payload", "entrée"],
    responses: &["réponse", "réponses", "reponse", "résultat", "résultats", "sortie", "retour"],
    failures: &["erreur", "erreurs", "échec"],
    sends: &["envoyer", "envoyez", "envoie", "envoi", "soumettre"],
    returns: &[
        "renvoie",
        "renvoient",
        "renverra",
        "retourne",
        "retournent",
        "retournera",
        "retourné",
        "répond",
        "répondra",
        "reçoit",
        "recevez",
        "recevrez",
        "obtenez",
        "obtiendrez",
        "échoue",
    ],
    sights: &[],
    hopes: &[],
    links: &["qui", "pour", "que"],
    purposes: &[],
    conditions: &["si", "lorsque", "quand", "après", "en"],
    outcomes: &["succès", "réussit", "réussie", "échoue", "échec", "invalide"],
    pointers: &["suivante", "suivant", "suivantes"],
    joins: &["et", "ou"],
    articles: &["une", "un", "le", "les", "la", "votre", "cette"],
    before_nouns: &[
        "exemple", "exemples", "de", "du", "la", "le", "une", "un", "des", "l", "d", "json", "http", "api",
        "corps", "erreur", "possible",
    ],
    others: &["journal", "journaux", "logs"],
    parts: &["corps", "en-têtes", "paramètres", "format", "données", "champs"],
    voids: &[
        "par", "exemple", "exemples", "comme", "ceci", "voici", "le", "la", "un", "une", "suivant", "est",
    ],
    codes: &["code", "statut", "code http", "état", "http", "réponse", "réponses", "renvoie"],
};
