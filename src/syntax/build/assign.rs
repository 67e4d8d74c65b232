//! What may stand on the left side of an assignment.

use super::super::ast::{Expression, ExpressionKind};
use super::Builder;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;

impl Builder<'_, '_> {
    /// Reports an expression that no value can be assigned to; whether there was none.
    pub(super) fn check_target(&self, target: &Expression) -> bool {
        self.check_place(target, "assign to")
    }

    /// The same for `del`.
    pub(super) fn check_deleted(&self, target: &Expression) -> bool {
        self.check_place(target, "delete")
    }

    fn check_place(&self, target: &Expression, verb: &str) -> bool {
        let what = match &target.kind {
            ExpressionKind::Name(_)
            | ExpressionKind::Attribute { .. }
            | ExpressionKind::Subscript { .. }
            | ExpressionKind::Error => return true,
            ExpressionKind::Tuple(items) if items.is_empty() => {
                self.check_empty_target(target.span);
                return true;
            }
            ExpressionKind::Tuple(items) | ExpressionKind::List(items) => {
                return items.iter().all(|item| self.check_place(item, verb));
            }
            ExpressionKind::Starred(item) => return self.check_place(item, verb),
            ExpressionKind::Call { .. } => "a call",
            ExpressionKind::None => "`None`",
            ExpressionKind::Boolean(true) => "`True`",
            ExpressionKind::Boolean(false) => "`False`",
            ExpressionKind::Integer(_)
            | ExpressionKind::BigInteger(_)
            | ExpressionKind::Float(_) => "a number",
            ExpressionKind::String(_) | ExpressionKind::FormattedString(_) => "a string",
            ExpressionKind::Compare { .. } => "a comparison",
            ExpressionKind::Lambda(_) => "a lambda",
            ExpressionKind::Conditional { .. } => "a conditional expression",
            ExpressionKind::Dict(_) | ExpressionKind::Set(_) => "a dict or set",
            ExpressionKind::Generator(_)
            | ExpressionKind::ListComprehension(_)
            | ExpressionKind::SetComprehension(_)
            | ExpressionKind::DictComprehension(..) => "a comprehension",
            ExpressionKind::Yield(_) => "`yield`",
            ExpressionKind::Ellipsis => "`...`",
            ExpressionKind::Slice { .. } => "a slice",
            ExpressionKind::Unary(..)
            | ExpressionKind::Binary { .. }
            | ExpressionKind::And(..)
            | ExpressionKind::Or(..)
            | ExpressionKind::Repr(_)
            | ExpressionKind::Named { .. } => "an expression",
        };
        let mut diagnostic = Diagnostic::new(
            &codes::BAD_TARGET,
            format!("cannot {verb} {what}"),
            target.span,
        )
        .at("cannot store a value");
        if verb == "assign to" {
            diagnostic =
                diagnostic.help("assign to a name, an attribute or an item; use `==` to compare");
        }
        self.shared.report(diagnostic);
        false
    }
}
