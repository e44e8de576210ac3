#pragma once

#include "description/field_line.hpp"
#include "description/text_cursor.hpp"

namespace plinth {

/// Reads the type of a field line, up to and with its `?`, into `line`. False if nothing behind it
/// can be understood (a bracket that is never closed).
bool parse_field_type(TextCursor& cursor, FieldLine& line, DiagnosticSink& sink);

}  // namespace plinth
