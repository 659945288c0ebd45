//! Floor 5: the rules, one file each, named after their id.
//!
//! A rule is a pure function from what a page holds to findings. It touches no file, no environment and no output,
//! and it knows no other rule. **Adding one = one file, one line in `registry!` below, one fixture.**

#[macro_use]
mod macros;
mod cascade;
mod certainty;
mod command;
mod conformity;
mod context;
mod departure;
mod fence_lines;
mod fence_pairing;
mod flavour;
mod layout;
mod metavariable;
mod missing_close_fence;
mod prose_or_code;
mod quote;
mod removal;
mod set;
mod variants;

pub(crate) use command::CommandContext;
pub use context::Findings;
pub(crate) use context::{JsonContext, MessageContext, WorkspaceFindings};
pub use set::RuleSet;

use crate::conformance::Page;
use crate::diagnostic::RuleMeta;
use crate::extract::{Directive, Example, Exchange, Workspace};

/// A rule: what is known of it, and its checks.
#[derive(Debug)]
pub struct Rule {
    /// Identity and documentation.
    pub meta: RuleMeta,
    /// The checks, by subject; most rules have one.
    pub checks: &'static [Check],
}

/// The subjects that rules look at. A rule runs only where its subject occurs.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Once a page.
    Document(fn(&Page<'_>, &mut Findings<'_>)),
    /// Once an example.
    Example(fn(&Page<'_>, &Example<'_>, &mut Findings<'_>)),
    /// Once an HTTP message that is written as such.
    Message(fn(MessageContext<'_, '_>, &mut Findings<'_>)),
    /// Once an HTTP message, also one that a command sends: for rules about what is sent, not how it is written.
    Sent(fn(MessageContext<'_, '_>, &mut Findings<'_>)),
    /// Once a command of `curl`.
    Command(fn(CommandContext<'_, '_>, &mut Findings<'_>)),
    /// Once a JSON text that has issues.
    JsonIssues(fn(JsonContext<'_, '_>, &mut Findings<'_>)),
    /// Once a JSON text.
    Json(fn(JsonContext<'_, '_>, &mut Findings<'_>)),
    /// Once a request with its responses.
    Exchange(fn(&Page<'_>, &Exchange, &mut Findings<'_>)),
    /// Once a run, after every page was read.
    Workspace(fn(&Workspace, &mut WorkspaceFindings<'_>)),
    /// Once a page that speaks to apiproof in comments, when it is known what became of them.
    Directives(fn(&[Directive], &mut Findings<'_>)),
}

registry! {
    /// Syntax of every JSON body, annotation and payload (RFC 8259).
    json {
        trailing_comma,
        missing_comma,
        extra_comma,
        missing_colon,
        missing_value,
        missing_key,
        member_in_array,
        unclosed,
        unexpected_close,
        unterminated_string,
        unescaped_quote,
        control_character,
        invalid_escape,
        single_quotes,
        smart_quotes,
        unquoted_key,
        unquoted_value,
        invalid_number,
        invalid_literal,
        invalid_whitespace,
        duplicate_key,
        trailing_text,
        unexpected_text,
        multiple_documents,
        mislabelled,
        comment,
        placeholder,
        bare_members,
        elision,
    }
    /// The message as written (RFC 9110, RFC 9112).
    http {
        missing_blank_line,
        blank_line_in_head,
        malformed_request_line,
        malformed_status_line,
        malformed_header,
        whitespace_before_colon,
        header_value,
        header_name,
        header_direction,
        unknown_method,
        media_type,
        content_type_mismatch,
        missing_content_type,
        invalid_target,
        duplicate_header,
        unexpected_body,
        several_messages,
        content_length,
    }
    /// Commands of `curl`, as their shell and the program read them.
    curl {
        unclosed_quote,
        quote_in_quotes,
        unjoined_line,
        broken_continuation,
        unquoted_special,
        typographic,
        unknown_option,
        missing_argument,
        missing_option,
        malformed_header,
        glob,
        unexpanded_variable,
        implicit_form,
        method_conflict,
        repeated_program,
        foreign_shell,
    }
    /// The declared status code (RFC 9110, IANA registry).
    status {
        body_forbidden,
        unknown_code,
        reason_phrase,
        missing_body,
        content_without_body,
        missing_header,
        error_body_mismatch,
        problem_mismatch,
    }
    /// Whether the messages of an exchange fit together.
    exchange {
        id_mismatch,
        json_rpc,
        not_acceptable,
    }
    /// Values that are wrong whatever the API says of them.
    value {
        impossible_timestamp,
    }
    /// Annotation comments.
    annotation {
        malformed,
        unknown_key,
        unknown_block_type,
        value_type,
        detached,
        kind_mismatch,
        missing,
    }
    /// Which response answers which request.
    pairing {
        request_without_response,
        response_without_request,
        duplicate_name,
        unknown_name,
    }
    /// The code block as such.
    example {
        unclosed_fence,
        unclosed_comment,
        unclosed_front_matter,
        fused_fence,
        invalid_text,
        scaffold_value,
    }
    /// What the descriptions of the API say about bodies and operations.
    schema {
        unknown_property,
        missing_property,
        type_mismatch,
        enum_value,
        format,
        null_value,
        constraint,
        collection_shape,
        unknown_type,
        type_name,
        read_only_property,
        write_only_property,
        undocumented_operation,
        undocumented_status,
        ambiguous,
    }
    /// Control information of OData JSON 4.01.
    odata {
        misspelt_annotation,
        type_without_hash,
        context_version,
        ref_body,
    }    /// Comments that silence findings.
    suppression {
        unused,
        unmet_expectation,
        unknown_rule,
        missing_reason,
    }
    /// The prose and the tables around the example.
    docs {
        status_mismatch,
        status_contradiction,
        body_mismatch,
        endpoint_mismatch,
        table_mismatch,
        required_missing,
        header_mismatch,
        todo_marker,
    }
}
