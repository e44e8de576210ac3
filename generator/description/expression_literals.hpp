#pragma once

#include "description/expression.hpp"
#include "description/text_cursor.hpp"

namespace plinth {

/// Reads `'text'`, at whose first quote the cursor stands; two quotes inside are one. False if it
/// is never closed, which is reported.
bool read_text_literal(TextCursor& cursor, Literal& literal, DiagnosticSink& sink);

/// Reads a number or a duration, at whose first digit or point the cursor stands. False if it is
/// neither, which is reported.
bool read_number_literal(TextCursor& cursor, Literal& literal, DiagnosticSink& sink);

}  // namespace plinth
