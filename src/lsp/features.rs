//! What client and server can do: read once from the client, and answered.

use std::borrow::Cow;

use gen_lsp_types::{
    ChangeNotifications, ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProvider,
    CompletionOptions, DefinitionProvider, DiagnosticOptions, DiagnosticProvider, DocumentSymbolProvider,
    HoverProvider, InlayHintProvider, ReferencesProvider, RenameOptions, RenameProvider, ServerCapabilities,
    TextDocumentSync, TextDocumentSyncKind, TextDocumentSyncOptions, TypeDefinitionProvider,
    WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};

use super::encoding::Encoding;
use super::settings::Settings;

/// Who says what diagnostics say.
pub(super) const SOURCE: &str = "apiproof";

/// The kind of the action that applies every safe fix of the page.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::Custom(Cow::Borrowed("source.fixAll.apiproof"));

/// What is written before names and values that can be completed.
const TRIGGERS: [&str; 6] = [" ", "/", "\"", ":", ",", "-"];

/// What the client can do, as far as answers depend on it.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a capability of its own in the protocol")]
pub(super) struct Features {
    /// The unit of columns.
    pub(super) encoding: Encoding,
    /// The client asks for diagnostics: they are not sent as well.
    pub(super) pulls: bool,
    /// It asks for those of pages that are not open, too.
    pub(super) pulls_workspace: bool,
    /// The client asks again when it is told to.
    pub(super) refreshes: bool,
    /// Diagnostics may name other places.
    pub(super) related_information: bool,
    /// The client watches files when it is asked to.
    pub(super) watches: bool,
    /// Edits may name the version that they are for.
    pub(super) versioned_edits: bool,
    /// The client shows how work goes.
    pub(super) shows_progress: bool,
    /// Hints of the client are asked for again when it is told to.
    pub(super) refreshes_hints: bool,
}

impl Features {
    /// What a client says that it can do, and wants.
    pub(super) fn of(client: &ClientCapabilities, settings: &Settings) -> Self {
        let text = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        let offered = client.general.as_ref().and_then(|it| it.position_encodings.as_deref());
        let pulled = text.and_then(|it| it.diagnostic.as_ref());
        let pushed = text.and_then(|it| it.publish_diagnostics.as_ref());
        let shows_related = |value: Option<bool>| value.unwrap_or(false);
        Self {
            encoding: Encoding::negotiate(offered.unwrap_or_default()),
            pulls: pulled.is_some(),
            pulls_workspace: pulled.is_some() && settings.workspace,
            refreshes: workspace.and_then(|it| it.diagnostics.as_ref()?.refresh_support).unwrap_or(false),
            related_information: pulled.map_or_else(
                || shows_related(pushed.and_then(|it| it.diagnostics_capabilities.related_information)),
                |it| {
                    shows_related(it.diagnostics_capabilities.related_information)
                        || shows_related(
                            pushed.and_then(|it| it.diagnostics_capabilities.related_information),
                        )
                },
            ),
            watches: workspace
                .and_then(|it| it.did_change_watched_files.as_ref()?.dynamic_registration)
                .unwrap_or(false),
            versioned_edits: workspace
                .and_then(|it| it.workspace_edit.as_ref()?.document_changes)
                .unwrap_or(false),
            shows_progress: client.window.as_ref().and_then(|it| it.work_done_progress).unwrap_or(false),
            refreshes_hints: workspace
                .and_then(|it| it.inlay_hint.as_ref()?.refresh_support)
                .unwrap_or(false),
        }
    }

    /// What the server can do for this client.
    pub(super) fn capabilities(self) -> ServerCapabilities {
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::Incremental),
            ..TextDocumentSyncOptions::default()
        };
        let actions = CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QuickFix, CodeActionKind::RefactorRewrite, FIX_ALL]),
            ..CodeActionOptions::default()
        };
        let pulled = DiagnosticOptions {
            identifier: Some(SOURCE.to_owned()),
            // A page is checked against descriptions of the API.
            inter_file_dependencies: true,
            workspace_diagnostics: self.pulls_workspace,
            ..DiagnosticOptions::default()
        };
        ServerCapabilities {
            position_encoding: Some(self.encoding.kind()),
            text_document_sync: Some(TextDocumentSync::Options(sync)),
            code_action_provider: Some(CodeActionProvider::CodeActionOptions(actions)),
            hover_provider: Some(HoverProvider::Bool(true)),
            completion_provider: Some(CompletionOptions {
                trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
                ..CompletionOptions::default()
            }),
            definition_provider: Some(DefinitionProvider::Bool(true)),
            type_definition_provider: Some(TypeDefinitionProvider::Bool(true)),
            references_provider: Some(ReferencesProvider::Bool(true)),
            rename_provider: Some(RenameProvider::RenameOptions(RenameOptions {
                prepare_provider: Some(true),
                ..RenameOptions::default()
            })),
            document_symbol_provider: Some(DocumentSymbolProvider::Bool(true)),
            inlay_hint_provider: Some(InlayHintProvider::Bool(true)),
            diagnostic_provider: self.pulls.then_some(DiagnosticProvider::DiagnosticOptions(pulled)),
            workspace: Some(WorkspaceOptions {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(ChangeNotifications::Bool(true)),
                }),
                ..WorkspaceOptions::default()
            }),
            ..ServerCapabilities::default()
        }
    }
}
