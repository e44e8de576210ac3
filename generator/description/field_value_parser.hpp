#pragma once

#include "description/field_line.hpp"
#include "description/text_cursor.hpp"

namespace plinth {

/// Reads `= literal`, `= (expression)` or `:= expression`, which take the rest of the line. The
/// cursor stands at the sign and is at the end afterwards. No value if it was reported.
WrittenValue parse_field_value(TextCursor& cursor, DiagnosticSink& sink);

}  // namespace plinth
