#pragma once

#include "description/expression.hpp"
#include "design/operation.hpp"
#include "diagnostics/diagnostic.hpp"

namespace plinth {

/// `null` itself: what could not be resolved is none either, but was reported or left in peace.
bool is_written_null(const Expression& value);

// What operators and functions take, and of what type their result is. Each has its operands
// resolved already, is given the expression that they are written in, and reports what does not
// fit; its type is then TypeKind::Json, which fits everywhere: one cause, one report.

TypeKind type_of_unary(const Operation& operation, const Unary& written, DiagnosticSink& sink);
TypeKind type_of_binary(const Operation& operation, const Binary& written, const Span& place,
                        DiagnosticSink& sink);
/// Of a function that is no aggregate; `result` is what the function makes, TypeKind::Json if it
/// makes what its first argument is.
TypeKind type_of_call(const Operation& operation, const Call& written, TypeKind result,
                      DiagnosticSink& sink);
/// Of `sum(lines.total)` and the like; `element` is what is aggregated: TypeKind::Json if that is
/// rows as a whole, or unknown.
TypeKind type_of_aggregate(const Operation& operation, const Call& written, TypeKind element,
                           bool rows, DiagnosticSink& sink);
/// Options in brackets are compared with the element.
void check_options(const Operation& operation, const Membership& written, DiagnosticSink& sink);

/// True unless a report was made: the values of the two can be told apart by `=`.
bool check_comparable(const Operation& left, const Span& left_place, const Operation& right,
                      const Span& right_place, const Span& place, DiagnosticSink& sink);

}  // namespace plinth
